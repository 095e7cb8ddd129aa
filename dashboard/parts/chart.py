"""What surrounds a chart: the finding above it; source, notes, table, files and citation under it."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

import page_state
import rendering
import urls
from dxkpi.domain.views.citation import CitationLength
from dxkpi.domain.views.view import View
from dxkpi.exports import FORMATS
from dxkpi.locale import N_, say
from dxkpi.templates import HtmlTable, Link
from dxkpi.workflows.dataset import cite
from dxkpi.workflows.views import draw

CHART_CONFIG = {"displayModeBar": False, "showTips": False, "responsive": True, "doubleClick": False, "locale": "vi"}
WORD_COLUMNS = 2  # the last columns of the table of an indicator are words: who has reported, and notes


@lru_cache(maxsize=rendering.PARTS_CACHED)
def chart_head(view: View) -> Markup:
    """The finding and what the chart shows."""
    return rendering.render("chart_head.html", title=view.title, subtitle=view.subtitle)


@lru_cache(maxsize=rendering.PARTS_CACHED)
def chart_foot(view: View, permalink: str, citation: str) -> Markup:
    """Source and notes; then, to unfold, the table, the files, the permalink and the citation."""
    language = view.language
    address = urlencode(view.address)
    files = [Link(f"/charts/{view.kind.name}.{ending}?{address}", ending.upper(), download=True) for ending in FORMATS]
    ways_on = [
        Link(f"/charts?{urlencode({'kind': view.kind.name} | view.address)}", say(N_("Embed, cite"), language)),
        Link(permalink, say("Address of this view", language)),
    ]
    words_from = len(view.table.headings) - (WORD_COLUMNS if view.indicator is not None else 0)
    table = HtmlTable(view.table.headings, view.table.cells, numeric=range(1, words_from))
    return rendering.render(
        "chart_foot.html", language=language, source=view.source_line, notes=view.notes, table=table,
        links=[*files, *ways_on], citation=citation,
    )  # fmt: skip


def show_chart(view: View, *, show: str = "") -> None:
    """A chart as a whole: finding, what it shows, picture, source, and under it the table, files and citation.

    `show`: what the page's address calls this kind of picture, where the page has several.
    """
    here = page_state.workspace()
    st.html(chart_head(view))
    if view.known:
        figure = draw(here, view, dark=st.context.theme.type == "dark")
        st.plotly_chart(figure, theme=None, alt=view.alt, config=CHART_CONFIG, key=f"chart {view.kind.name}")
    address = urls.permalink(view, **({"show": show} if show else {}))
    st.html(chart_foot(view, address, cite(here, view, address)[CitationLength.LONG]))
