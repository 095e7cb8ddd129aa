"""The embed: one small page with the chart, its table, source and the way back, for frames on other sites.

No cookie, no sign-in. Its script is one file of Plotly and a few lines that draw, for all charts the same, which a
browser keeps for ever. Without the script the table stands there, open.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from urllib.parse import urlencode

import orjson
from markupsafe import Markup

from dxkpi.charts import draw
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
        script=f"{options.server}{script_address()}",
        table=HtmlTable(table.headings, table.cells, numeric=description.numeric_columns),
        figure=Markup(_figure(description)),
    )
    return f"{page}\n".encode()


def script() -> bytes:
    """Plotly and the lines that draw."""
    plotly = files("plotly") / "package_data" / "plotly.min.js"
    return plotly.read_bytes() + b"\n" + (files("dxkpi.exports") / "embed.js").read_bytes()


@cache
def script_address() -> str:
    """Where the server has it: another content has another address."""
    return f"/embed/chart.{sha256(script()).hexdigest()[:12]}.js"


def _figure(description: Description) -> str:
    """Both drawings as data, which no browser runs and no text in it can end."""
    if not description.view.known:
        return "{}"
    drawn = {"light": draw(description).to_dict(), "dark": draw(description, dark=True).to_dict()}
    plain = orjson.dumps(drawn, option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_SORT_KEYS)
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
