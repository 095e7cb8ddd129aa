"""Kaleido's and choreographer's private API that pictures use, in one place.

`PRIVATE_NAMES` says for each name what breaks without it; tests/web/test_private_api.py checks them all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from subprocess import Popen
from typing import Any

from choreographer.browsers.chromium import Chromium
from kaleido import Kaleido, PageGenerator

from dxkpi.charts.browser import plotly_file
from dxkpi.exports.pictures.page import page_head

PRIVATE_NAMES: Mapping[str, str] = {
    "kaleido.PageGenerator.generate_index": "DrawingPage: pictures would lack our fonts and our script",
    "kaleido.Kaleido._return_kaleido_tab": "ReusedPages: the page would reload after each picture, which takes longer",
    "kaleido.Kaleido._render_task": "ReusedPages: it is what calls _return_kaleido_tab",
    "choreographer.browsers.chromium.Chromium.get_cli": "QuietChromium: Chromium would go online, and fonts would vary",
}
HEAD_ENDS = "    </head>"
PICTURES_PER_COLLECTION = 20  # Chromium on its own leaves hundreds of megabytes of garbage before it collects
QUIET = (
    "--disable-background-networking",
    "--disable-extensions",
    "--disable-lcd-text",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
)


class DrawingPage:
    """Kaleido's page with the Plotly of our charts, our fonts and our script after Plotly."""

    def generate_index(self) -> str:
        """The page, in ASCII."""
        page: str = PageGenerator(mathjax=False, plotly=plotly_file()).generate_index()
        return page.replace(HEAD_ENDS, page_head() + HEAD_ENDS)


class QuietChromium(Chromium):
    """A Chromium without background requests, which renders text the same on every screen."""

    def get_cli(self) -> Sequence[str]:
        """The command that starts it."""
        return [*super().get_cli(), *QUIET]


class ReusedPages(Kaleido):
    """Kaleido without reloading the page after each picture, which takes longer than the picture and leaks memory.

    The script of the page (page.js) makes each picture independent of those drawn before it.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._pictures: dict[str, int] = {}  # by tab

    async def _return_kaleido_tab(self, tab: Any) -> None:
        name = tab.tab.target_id
        self._pictures[name] = self._pictures.get(name, 0) + 1
        if self._pictures[name] % PICTURES_PER_COLLECTION == 0:
            await tab.tab.send_command("HeapProfiler.collectGarbage")
        await self.tabs_ready.put(tab)


def process_of(browser: Kaleido) -> Popen[bytes] | None:
    """The main process of a browser, which leads its process group. None before it has started."""
    process: Popen[bytes] | None = getattr(browser, "subprocess", None)
    return process
