"""A picture that is drawn elsewhere: a page with all a reader's own browser needs, where the server has none.

The figure, the fonts, Plotly, the script between and what a file says of itself are those of the server's pictures.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Any

import orjson

from dxkpi.domain.views.text.description import Description
from dxkpi.exports.pictures.composition import Picture
from dxkpi.exports.pictures.page import faces, script_between

PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="robots" content="noindex">
<title>{title}</title>
<style id="faces">{faces}</style>
<script defer src="{script}"></script>
</head>
<body>
<script type="application/json" id="picture">{picture}</script>
</body>
</html>
"""


def page(description: Description, picture: Picture, shape: dict[str, Any], told: str, *, after: int = 0) -> bytes:
    """The page that draws. `told`: what the file says of itself, `after` so many bytes of a PNG, in base 64, or in
    place of the first `>` of an SVG."""
    handed = {"figure": picture.figure, "shape": shape, "told": told, "after": after}
    plain = orjson.dumps(handed, option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_SORT_KEYS).decode()
    return PAGE.format(
        language=description.language.value,
        title=escape(description.title),
        faces=faces(),
        script=script_address(),
        picture=plain.replace("<", "\\u003c"),
    ).encode()


def script() -> bytes:
    """Plotly, the script between, and the lines that draw."""
    plotly = files("plotly") / "package_data" / "plotly.min.js"
    drawing = files("dxkpi.exports.pictures") / "drawing.js"
    return b"\n".join([plotly.read_bytes(), script_between().encode(), drawing.read_bytes()])


@cache
def script_address() -> str:
    """Where the server has it: another content has another address."""
    return f"/embed/drawing.{sha256(script()).hexdigest()[:12]}.js"
