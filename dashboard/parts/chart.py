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
from dxkpi.workflows.views import describe, draw

CHART_CONFIG = {"displayModeBar": False, "showTips": False, "responsive": True, "doubleClick": False, "locale": "vi"}


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


def show_chart(view: View, *, show: str = "") -> None:
    """A chart as a whole: finding, what it shows, picture, source, and under it the table, files and citation.

    `show`: what the page's address calls this kind of picture, where the page has several.
    """
    workspace = page_state.workspace()
    description = describe(workspace, view, page_state.language())
    st.html(chart_head(description))
    if view.known:
        figure = draw(workspace, description, dark=st.context.theme.type == "dark")
        key = f"chart {view.kind.name}"
        st.plotly_chart(figure, theme=None, alt=description.alt, config=CHART_CONFIG, key=key)
    address = urls.permalink(description, **({"show": show} if show else {}))
    st.html(chart_foot(description, address, cite(workspace, description, address)[CitationLength.LONG]))
