"""HTTP content encodings: negotiation and compression."""

from __future__ import annotations

import gzip
from collections.abc import Mapping

import brotli

QUICK, SMALL = 9, 11
"""Brotli levels: Plotly's 4.7 MB become 1.18 MB in 0.8 s, or 1.06 MB in 14 s."""

GZIP_LEVEL = 6
IDENTITY = "identity"


def compress(data: bytes, encoding: str, *, level: int = QUICK) -> bytes:
    """The data in one encoding: `br`, `gzip` or `identity`."""
    match encoding:
        case "br":
            return brotli.compress(data, quality=level)
        case "gzip":
            return gzip.compress(data, GZIP_LEVEL, mtime=0)
        case _:
            return data


def choose_encoding(accept: str) -> str:
    """The best encoding that an Accept-Encoding header allows."""
    allowed = _allowed(accept)
    return next((encoding for encoding in ("br", "gzip") if encoding in allowed), IDENTITY)


def accepts(headers: Mapping[str, str], encoding: str) -> bool:
    """Whether the client accepts this encoding."""
    return encoding in _allowed(headers.get("accept-encoding", ""))


def _allowed(accept: str) -> set[str]:
    return {name for name, weight in map(_parse, accept.split(",")) if weight > 0}


def _parse(item: str) -> tuple[str, float]:
    name, _, parameters = item.strip().lower().partition(";")
    weight = parameters.strip().removeprefix("q=")
    try:
        return name.strip(), float(weight) if weight else 1.0
    except ValueError:
        return name.strip(), 0.0
