"""PNG with title, description, source, vintage and address as text chunks (PNG specification, 11.3.3.4, iTXt)."""

from __future__ import annotations

from base64 import b64encode
from struct import pack
from zlib import crc32

from dxkpi.domain.views.text.description import Description
from dxkpi.exports.options import STANDARD, ExportOptions
from dxkpi.exports.pictures import Picture, browser_fallback, compose_picture, plotly_options, render_picture

HEAD = 8 + 25  # bytes of the signature and of the header chunk, which comes first in every PNG


def write(description: Description, options: ExportOptions = STANDARD) -> bytes:
    """The file at the scale of the options."""
    picture, png = render_picture(description, options, "png", scale=options.scale)
    return png[:HEAD] + _metadata(picture) + png[HEAD:]


def drawing_page(description: Description, options: ExportOptions = STANDARD) -> bytes:
    """The page on which the user's browser draws the same file."""
    picture = compose_picture(description, options)
    shape = plotly_options(picture, "png", options.scale)
    metadata = b64encode(_metadata(picture)).decode("ascii")
    return browser_fallback.drawing_page(description, picture, shape, metadata, offset=HEAD)


def _metadata(picture: Picture) -> bytes:
    texts = {
        "Title": picture.title,
        "Description": picture.description,
        "Source": picture.source,
        "Vintage": str(picture.vintage),
        "URL": picture.address,
        "Software": "dxkpi",
    }
    return b"".join(_text_chunk(keyword, text) for keyword, text in texts.items())


def _text_chunk(keyword: str, text: str) -> bytes:
    """One iTXt chunk: length, type, keyword, uncompressed, no language, UTF-8 text, checksum."""
    body = b"iTXt" + keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode()
    return pack(">I", len(body) - 4) + body + pack(">I", crc32(body))
