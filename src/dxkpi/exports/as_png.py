"""PNG, with title, words, source, vintage and address as text in the file (PNG specification, 11.3.3.4, iTXt)."""

from __future__ import annotations

from struct import pack
from zlib import crc32

from dxkpi.domain.view import View
from dxkpi.exports.options import STANDARD, Options
from dxkpi.exports.pictures import Picture, painted

# The signature and the header, which comes first in every PNG.
HEAD = 8 + 25


def write(view: View, options: Options = STANDARD) -> bytes:
    """The picture, as fine as the options say."""
    picture, drawn = painted(view, options, "png", scale=options.scale)
    told = b"".join(_text(keyword, text) for keyword, text in _told(picture).items())
    return drawn[:HEAD] + told + drawn[HEAD:]


def _told(picture: Picture) -> dict[str, str]:
    return {
        "Title": picture.title,
        "Description": picture.description,
        "Source": picture.source,
        "Vintage": str(picture.vintage),
        "URL": picture.address,
        "Software": "dxkpi",
    }


def _text(keyword: str, text: str) -> bytes:
    """One chunk: length, kind, keyword, not compressed, no language, UTF-8, checksum."""
    body = b"iTXt" + keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode()
    return pack(">I", len(body) - 4) + body + pack(">I", crc32(body))
