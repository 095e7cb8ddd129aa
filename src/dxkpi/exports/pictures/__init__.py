"""A view → a picture that is understood alone: drawn by a kept browser, finished pictures kept on disk."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import orjson

from dxkpi.domain.views.text.description import Description
from dxkpi.exports.options import ExportOptions
from dxkpi.exports.pictures.cache import kept
from dxkpi.exports.pictures.composition import Picture, sandwich
from dxkpi.exports.pictures.page import own_head
from dxkpi.exports.pictures.renderer import renderer

__all__ = ["Picture", "painted", "sandwich", "shape_of"]


def painted(
    description: Description, options: ExportOptions, extension: str, *, scale: int = 1
) -> tuple[Picture, bytes]:
    """The picture of a view and its bytes as Kaleido writes them. Kept by everything that they depend on, so that one
    figure is drawn once. Raises `NoBrowser`, `PictureFailed`."""
    picture = sandwich(description, options)
    shape = shape_of(picture, extension, scale)
    name = f"{_name(picture, shape)}.{extension}"
    made = kept(options.shelf, name, lambda: renderer().render(picture.figure, **shape))
    return picture, made


def shape_of(picture: Picture, extension: str, scale: int = 1) -> dict[str, Any]:
    """Format, width, height and scale of a picture as Plotly takes them."""
    return {
        "format": extension,
        "width": picture.width,
        "height": picture.height,
        "scale": round(picture.zoom * scale, 4),
    }


def _name(picture: Picture, shape: dict[str, Any]) -> str:
    """What stands in a picture, in short; the installed Plotly, the fonts and the script belong to it."""
    from plotly import __version__ as plotly

    made_of = [picture.figure, shape, plotly, own_head()]
    content = orjson.dumps(made_of, option=orjson.OPT_SORT_KEYS | orjson.OPT_SERIALIZE_NUMPY)
    return sha256(content).hexdigest()
