"""The embed: one small page with the chart, its table, source and the way back, for frames on other sites.

No cookie, no sign-in. Its scripts are those of every chart, which a browser keeps for ever. Without them the reader
sees the table, open, and a sentence.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from urllib.parse import urlencode

import orjson
from markupsafe import Markup

from dxkpi.charts.browser import Script, bundle, chart_data
from dxkpi.charts.parts.theme import DARK, LIGHT, Palette
from dxkpi.domain.views.text.description import Description
from dxkpi.exports.options import STANDARD, ExportOptions
from dxkpi.templates import HtmlTable, render


def write(description: Description, options: ExportOptions = STANDARD) -> bytes:
    """The page in the view's language, for a light and a dark ground."""
    table = description.table
    page = render(
        "embed.html",
        language=description.language,
        description=description,
        view=description.view,
        back=f"{options.server}/charts?{urlencode({'kind': description.view.kind.name} | description.address)}",
        styles=Markup(_styles(options.server)),  # our own file
        scripts=[f"{options.server}{script.address}" for script in (bundle(), embed_script())],
        table=HtmlTable(table.headings, table.cells, numeric=description.numeric_columns),
        figure=Markup(_figure(description)),
    )
    return f"{page}\n".encode()


@cache
def embed_script() -> Script:
    """The lines that draw the chart of an embedded page."""
    return Script("embed", (files("dxkpi.exports") / "embed.js").read_bytes)


def _figure(description: Description) -> str:
    """Both drawings as data, which no browser runs and no text in it can end."""
    if not description.view.known:
        return "{}"
    light, dark = (chart_data(description, dark=is_dark).json for is_dark in (False, True))
    plain = orjson.dumps({"light": orjson.Fragment(light), "dark": orjson.Fragment(dark)})
    return plain.decode().replace("<", "\\u003c")


@cache
def _styles(server: str) -> str:
    text = (files("dxkpi.exports") / "embed.css").read_text(encoding="utf-8")
    for name, value in {"server": server, "light": _colours(LIGHT), "dark": _colours(DARK)}.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _colours(palette: Palette) -> str:
    named = {"ground": palette.ground, "ink": palette.ink, "shade": palette.shade, "quiet": palette.quiet,
             "line": palette.hairline, "link": palette.link, "simulated": palette.simulated}  # fmt: skip
    return " ".join(f"--{name}: {colour};" for name, colour in named.items())
