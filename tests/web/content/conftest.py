"""The content component and the script of charts in an empty page of Chromium: no Streamlit, no server."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from dxkpi.charts.browser import bundle

ADDRESS = "http://content.test/"
CONTENT = files("dxkpi.web.frontend") / "static" / "content" / "content.js"
STYLES = ".dx-row { display: grid; grid-template-columns: var(--dx-columns); }"
PAGE = f"""<!doctype html><html lang="vi"><style>{STYLES}</style><body><div id="place"></div>
<script src="{bundle().address}" id="drawing"></script><script type="module" src="/start.js"></script></body></html>"""
START = """
import show from "/content.js";
const place = document.getElementById("place"), encoder = new TextEncoder();
window.followed = [];
window.show = (message) => show({
  data: encoder.encode(JSON.stringify(message)), parentElement: place,
  setTriggerValue: (name, value) => window.followed.push([name, value]),
});
"""
DRAWN = "[...document.querySelectorAll('.dx-plot')].every((plot) => plot.dataset.drawn !== undefined)"
WORDS = {"failed": "Không vẽ được.", "full": "Toàn màn hình"}


def part(key: str, html: str) -> dict[str, Any]:
    """A part of a page."""
    return {"key": key, "html": html}


def chart(key: str, figure: dict[str, Any], alt: str = "", language: str = "vi") -> dict[str, Any]:
    """A chart of a page."""
    content = {"figure": figure, "alt": alt, "language": language}
    return {"key": key, "chart": content, "digest": json.dumps(content), "height": 300, "words": WORDS}


@dataclass
class ContentPage:
    """A page with the component alone."""

    page: Page

    def show(self, *columns: Sequence[dict[str, Any]], finding: str = "") -> None:
        """Show one row of columns and wait until its charts are drawn."""
        row = [{"width": 1, "items": list(items)} for items in columns]
        self.page.evaluate(
            "message => show(message)",
            {"bundle": bundle().address, "finding": finding, "pages": ["/trend"], "rows": [row]},
        )
        self.page.wait_for_function(DRAWN)


@pytest.fixture(scope="module")
def empty_page(chromium: Browser) -> Iterator[Page]:
    """A tab in which the component's files are served."""
    scripts = {"/": PAGE, "/start.js": START, "/content.js": CONTENT.read_text(encoding="utf-8"),
               bundle().address: bundle().content().decode()}  # fmt: skip

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS.rstrip("/"))
        kind = "text/html" if path == "/" else "text/javascript"
        if path in scripts:
            route.fulfill(body=scripts[path], content_type=f"{kind}; charset=utf-8")
        else:
            route.fulfill(status=404)

    context = chromium.new_context(viewport={"width": 900, "height": 700})
    context.route(f"{ADDRESS}**", answer)
    yield context.new_page()
    context.close()


@pytest.fixture
def content(empty_page: Page) -> ContentPage:
    """The component, not used yet."""
    empty_page.goto(ADDRESS)
    empty_page.wait_for_function("window.show !== undefined")
    return ContentPage(empty_page)
