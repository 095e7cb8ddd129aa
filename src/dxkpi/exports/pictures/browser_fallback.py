"""A page on which the user's own browser draws a picture, for servers without a browser.

Figure, fonts, Plotly, script and metadata are the same as those of pictures drawn on the server.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import orjson
from markupsafe import Markup

from dxkpi.charts.browser import Script, bundle
from dxkpi.domain.views.text.description import Description
from dxkpi.exports.pictures.composition import Picture
from dxkpi.exports.pictures.page import font_faces, page_script
from dxkpi.templates import render


def drawing_page(
    description: Description, picture: Picture, shape: dict[str, Any], metadata: str, *, offset: int = 0
) -> bytes:
    """The page. `metadata` is inserted into the file: in base64 at byte `offset` of a PNG, or as text in place of the
    first `>` of an SVG."""
    content = {"figure": picture.figure, "shape": shape, "metadata": metadata, "offset": offset}
    json = orjson.dumps(content, option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_SORT_KEYS).decode()
    page = render(
        "drawing.html",
        language=description.language.value,
        title=description.title,
        font_faces=Markup(font_faces()),  # our own file
        scripts=[script.address for script in (bundle(), drawing_script())],
        picture=Markup(json.replace("<", "\\u003c")),  # so that no text ends the script element
    )
    return f"{page}\n".encode()


@cache
def drawing_script() -> Script:
    """The script between Plotly and the picture, and the script that draws it."""
    return Script("drawing", _drawing_script)


def _drawing_script() -> bytes:
    drawing = files("dxkpi.exports.pictures") / "drawing.js"
    return b"\n".join([page_script().encode(), drawing.read_bytes()])
