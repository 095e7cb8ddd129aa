"""What a page shows that is not an input: HTML parts and charts in rows of columns, sent as one message.

`static/content/content.js` of the web package shows the message. It inserts the HTML as it is, so that everything in it
must come from templates, which escape what they are given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import orjson
import streamlit as st

import choices
import rendering
from dxkpi.charts.browser import ChartData, bundle
from dxkpi.locale import N_, Language, say
from dxkpi.workflows.pages import PAGES

# Shown after some seconds if the script of the component does not come.
WAITING = N_("The page could not show its content yet. Load it again.")
PAGE_PATHS = [page.path for page in PAGES]
_SHOWN = "contents shown in this run"


@dataclass
class ContentColumn:
    """One column of a row. Each item has a key: under the same key it keeps its place in the browser."""

    width: int = 1
    items: list[dict[str, Any]] = field(default_factory=list)

    def add(self, key: str, html: str | None) -> None:
        """Add HTML from a template; nothing for None."""
        if html:
            self.items.append({"key": key, "html": str(html)})

    def add_chart(self, key: str, chart: ChartData, words: Mapping[str, str]) -> None:
        """Add a chart. `words`: texts around it by the names that `content.js` gives them."""
        self.items.append(
            {"key": key, "chart": orjson.Fragment(chart.json), "digest": chart.digest, "height": chart.height,
             "words": words}
        )  # fmt: skip


@dataclass
class PageContent:
    """The rows of a page, from top to bottom. `finding`: the sentence that a screen reader hears when it changes."""

    rows: list[list[ContentColumn]] = field(default_factory=list)
    finding: str = ""

    def add(self, key: str, html: str | None) -> None:
        """Add HTML across the whole width; nothing for None."""
        self.row().add(key, html)

    def row(self) -> ContentColumn:
        """The column of a row that has only one, the last if it is such a row."""
        if not self.rows or len(self.rows[-1]) > 1:
            self.columns(1)
        return self.rows[-1][0]

    def columns(self, *widths: int) -> list[ContentColumn]:
        """A new row of columns of these relative widths."""
        self.rows.append([ContentColumn(width) for width in widths])
        return self.rows[-1]

    def message(self) -> bytes:
        """What the browser is sent."""
        rows = [[{"width": column.width, "items": column.items} for column in row] for row in self.rows]
        return orjson.dumps({"bundle": bundle().address, "finding": self.finding, "pages": PAGE_PATHS, "rows": rows})

    def show(self, key: str = "page") -> None:
        """Show it here. `key`: contents with the same key are the same to the browser, whatever they show."""
        name = f"content {key}"

        def follow() -> None:
            choices.follow_link(st.session_state[name].open)

        _component()(key=name, data=self.message(), on_open_change=follow)


@cache
def _component() -> Callable[..., object]:
    """The component, declared when a page first shows something: what fills templates alone needs no server."""
    waiting = rendering.render("waiting.html", texts=[(language, say(WAITING, language)) for language in Language])
    mount: Callable[..., object] = st.components.v2.component(
        "dxkpi.content", html=waiting, js="content.js", isolate_styles=False
    )
    return mount


def begin() -> None:
    """Begin a page: the HTML between its inputs is counted from here on."""
    st.session_state[_SHOWN] = 0


def show_html(html: str | None) -> None:
    """Show HTML from a template here, between the inputs of a page."""
    if html:
        content = PageContent()
        content.add("html", html)
        number = st.session_state[_SHOWN] = st.session_state.get(_SHOWN, 0) + 1
        content.show(f"part {number}")
