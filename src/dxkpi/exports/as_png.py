"""PNG, with title, words, source, vintage and address as text in the file (PNG specification, 11.3.3.4, iTXt)."""

from __future__ import annotations

from base64 import b64encode
from struct import pack
from zlib import crc32

from dxkpi.domain.views.text.description import Description
from dxkpi.exports.options import STANDARD, ExportOptions
from dxkpi.exports.pictures import Picture, painted, sandwich, shape_of
from dxkpi.exports.pictures.browser_fallback import page

# The signature and the header, which comes first in every PNG.
HEAD = 8 + 25


def write(description: Description, options: ExportOptions = STANDARD) -> bytes:
    """The picture, as fine as the options say."""
    picture, drawn = painted(description, options, "png", scale=options.scale)
    return drawn[:HEAD] + _told(picture) + drawn[HEAD:]


def hand_over(description: Description, options: ExportOptions = STANDARD) -> bytes:
    """The page on which a reader's browser draws the same file."""
    picture = sandwich(description, options)
    told = b64encode(_told(picture)).decode("ascii")
    return page(description, picture, shape_of(picture, "png", options.scale), told, after=HEAD)


def _told(picture: Picture) -> bytes:
    told = {
        "Title": picture.title,
        "Description": picture.description,
        "Source": picture.source,
        "Vintage": str(picture.vintage),
        "URL": picture.address,
        "Software": "dxkpi",
    }
    return b"".join(_text(keyword, text) for keyword, text in told.items())


def _text(keyword: str, text: str) -> bytes:
    """One chunk: length, kind, keyword, not compressed, no language, UTF-8, checksum."""
    body = b"iTXt" + keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode()
    return pack(">I", len(body) - 4) + body + pack(">I", crc32(body))
