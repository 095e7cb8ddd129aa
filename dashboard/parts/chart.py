"""What surrounds a chart: the finding above it; source, notes, table, files and citation under it."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

import page_state
import rendering
import urls
from dxkpi.domain.views.text.citation import CitationLength
from dxkpi.domain.views.text.description import Description
from dxkpi.domain.views.view import View
from dxkpi.exports import FORMATS
from dxkpi.locale import N_, say
from dxkpi.templates import HtmlTable, Link
from dxkpi.workflows.dataset import cite
from dxkpi.workflows.views import chart_data, describe
from page_content import ContentColumn

# The texts around a chart, by the names that `content.js` gives them.
WORDS = {
    "failed": N_("The chart could not be drawn in this browser; its figures are in the table below."),
    "full": N_("Full screen"),
}


@lru_cache(maxsize=rendering.PARTS_CACHED)
def chart_head(description: Description) -> Markup:
    """The finding and what the chart shows."""
    return rendering.render("chart_head.html", title=description.title, subtitle=description.subtitle)


@lru_cache(maxsize=rendering.PARTS_CACHED)
def chart_foot(description: Description, permalink: str, citation: str) -> Markup:
    """Source and notes; then, to unfold, the table, the files, the permalink and the citation."""
    language, kind = description.language, description.view.kind.name
    address = urlencode(description.address)
    files = [Link(f"/charts/{kind}.{ending}?{address}", ending.upper(), download=True) for ending in FORMATS]
    ways_on = [
        Link(f"/charts?{urlencode({'kind': kind} | description.address)}", say(N_("Embed, cite"), language)),
        Link(permalink, say("Address of this view", language)),
    ]
    table = HtmlTable(description.table.headings, description.table.cells, numeric=description.numeric_columns)
    return rendering.render(
        "chart_foot.html", language=language, source=description.source_line, notes=description.notes, table=table,
        links=[*files, *ways_on], citation=citation,
    )  # fmt: skip


def add_chart(column: ContentColumn, view: View, *, show: str = "") -> None:
    """A chart as a whole: finding, what it shows, picture, source, and under it the table, files and citation.

    `show`: what the page's address calls this kind of picture, where the page has several.
    """
    workspace, language, kind = page_state.workspace(), page_state.language(), view.kind.name
    description = describe(workspace, view, language)
    column.add(f"{kind} head", chart_head(description))
    if view.known:
        chart = chart_data(workspace, description, dark=st.context.theme.type == "dark")
        column.add_chart(f"{kind} chart", chart, {name: say(text, language) for name, text in WORDS.items()})
    address = urls.permalink(description, **({"show": show} if show else {}))
    citation = cite(workspace, description, address)[CitationLength.LONG]
    column.add(f"{kind} foot", chart_foot(description, address, citation))
