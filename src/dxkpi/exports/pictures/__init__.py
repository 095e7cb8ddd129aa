"""A view → a picture that can be understood on its own: drawn by a browser that is kept, cached on disk.

`render_picture` gives the file; `compose_picture` gives the figure alone. It may use charts, `exports` and the domain.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import orjson

from dxkpi.domain.views.text.description import Description
from dxkpi.exports.options import ExportOptions
from dxkpi.exports.pictures.cache import cached_picture
from dxkpi.exports.pictures.composition import Picture, compose_picture
from dxkpi.exports.pictures.page import page_head
from dxkpi.exports.pictures.renderer import renderer

__all__ = ["Picture", "compose_picture", "plotly_options", "render_picture"]


def render_picture(
    description: Description, options: ExportOptions, extension: str, *, scale: int = 1
) -> tuple[Picture, bytes]:
    """The picture of a view, and its file as Kaleido writes it. Raises `NoBrowser`, `PictureFailed`.

    Cached by everything that it depends on, so that the same figure is drawn once.
    """
    picture = compose_picture(description, options)
    shape = plotly_options(picture, extension, scale)
    name = f"{_cache_key(picture, shape)}.{extension}"
    return picture, cached_picture(options.cache_dir, name, lambda: renderer().render(picture.figure, **shape))


def plotly_options(picture: Picture, extension: str, scale: int = 1) -> dict[str, Any]:
    """Format, width, height and scale of a picture for Plotly."""
    return {
        "format": extension,
        "width": picture.width,
        "height": picture.height,
        "scale": round(picture.zoom * scale, 4),
    }


def _cache_key(picture: Picture, shape: dict[str, Any]) -> str:
    """A hash of what determines a picture: figure, shape, version of Plotly, our fonts and script."""
    from plotly import __version__ as plotly

    inputs = [picture.figure, shape, plotly, page_head()]
    return sha256(orjson.dumps(inputs, option=orjson.OPT_SORT_KEYS | orjson.OPT_SERIALIZE_NUMPY)).hexdigest()
