"""The embed: one small page with the chart, its table, source and the way back, for frames on other sites.

No cookie, no sign-in. Its script is one file of Plotly and a few lines that draw, for all charts the same, which a
browser keeps for ever. Without the script the table stands there, open.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from urllib.parse import urlencode

import orjson

from dxkpi.charts import draw
from dxkpi.charts.theme import DARK, LIGHT, Palette
from dxkpi.domain.views.view import View
from dxkpi.exports.options import STANDARD, ExportOptions
from dxkpi.locale import N_

PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="description" content="{subtitle}">
<link rel="canonical" href="{back}">
<style>{styles}</style>
<script defer src="{script}"></script>
</head>
<body>
<main>
<h1>{title}</h1>
<p class="quiet">{subtitle}</p>
{marks}<div id="chart"{role}></div>
<details id="table" open><summary>{table_name}</summary>
<div class="scroll" tabindex="0" role="region" aria-label="{table_name}">{table}</div></details>
<footer class="quiet"><p>{source}</p>{notes}<p><a href="{back}" target="_blank" rel="noopener">{link}</a></p></footer>
</main>
<script type="application/json" id="figure">{figure}</script>
</body>
</html>
"""


def write(view: View, options: ExportOptions = STANDARD) -> bytes:
    """The page in the view's language, for a light and a dark ground."""
    back = f"{options.server}/charts?{urlencode({'kind': view.kind.name} | view.address)}"
    table_name = view.say(N_("Table behind the chart"))
    return PAGE.format(
        language=view.language.value,
        title=escape(view.title),
        subtitle=escape(view.subtitle),
        back=escape(back),
        styles=_styles(options.server),
        script=f"{options.server}{script_address()}",
        marks=_marks(view),
        role=f' role="img" aria-label="{escape(view.alt)}"' if view.known else "",
        table_name=escape(table_name),
        table=_table(view),
        source=escape(view.source_line),
        notes=f"<ul>{''.join(f'<li>{escape(note)}</li>' for note in view.notes)}</ul>" if view.notes else "",
        link=escape(view.say(N_("This chart with its data, citation and later versions"))),
        figure=_figure(view),
    ).encode()


def script() -> bytes:
    """Plotly and the lines that draw."""
    plotly = files("plotly") / "package_data" / "plotly.min.js"
    return plotly.read_bytes() + b"\n" + (files("dxkpi.exports") / "embed.js").read_bytes()


@cache
def script_address() -> str:
    """Where the server has it: another content has another address."""
    return f"/embed/chart.{sha256(script()).hexdigest()[:12]}.js"


def _figure(view: View) -> str:
    """Both drawings as data, which no browser runs and no text in it can end."""
    if not view.known:
        return "{}"
    drawn = {"light": draw(view).to_dict(), "dark": draw(view, dark=True).to_dict()}
    plain = orjson.dumps(drawn, option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_SORT_KEYS)
    return plain.decode().replace("<", "\\u003c")


def _marks(view: View) -> str:
    """What must be seen before the chart."""
    if not view.simulated:
        return ""
    return f'<p class="mark">{escape(view.say(N_("Simulated figures of a fictional province")))}</p>\n'


def _table(view: View) -> str:
    """The table as shown; its first cells name the rows, numbers stand right."""
    words_from = len(view.table.headings) - (2 if view.indicator is not None else 0)

    def of(at: int) -> str:
        return ' class="num"' if 0 < at < words_from else ""

    head = "".join(f'<th scope="col"{of(at)}>{escape(text)}</th>' for at, text in enumerate(view.table.headings))
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td{of(at)}>{escape(cell)}</td>" for at, cell in enumerate(row) if at)
        + "</tr>"
        for row in view.table.cells
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


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
