"""Readers in headless Chromium: how long until a page is drawn, and how much came over the line."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

SCRIPT = (Path(__file__).parent / "drawn.js").read_text(encoding="utf-8")
FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
)
PATIENCE = 90_000  # milliseconds
SCREEN: Any = {"width": 1366, "height": 900}
# 10 Mbit/s and 50 ms, as Chromium wants it: bytes a second, milliseconds.
SLOW_LINE = {"offline": False, "latency": 50, "downloadThroughput": 10e6 / 8, "uploadThroughput": 10e6 / 8}
SETTLE = 2_000  # milliseconds in which what was asked for late still arrives
NOT_LOOKED = "not looked"  # as in drawn.js
PERIOD_PICKER = "[data-testid=stSelectbox] >> nth=1"
DASH_PICKER = "#period"


@dataclass(frozen=True)
class Wire:
    """What one cold page brought: files as sent, WebSocket messages as unpacked, in MB."""

    files: float
    messages: float
    requests: int


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


class NeverDrawnError(RuntimeError):
    """A page that did not show what it must within PATIENCE."""


class Visitor:
    """One fresh visitor: an empty cache, one tab. `first`: what the page must show when it is opened."""

    def __init__(self, browser: Browser, address: str, first: dict[str, Any], *, slow: bool = False) -> None:
        self.address = address
        self.context = browser.new_context(viewport=SCREEN, locale="vi-VN", color_scheme="light")
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.page.add_init_script(f"{SCRIPT}\nbench.fromNavigation({json.dumps(first)});")
        if slow:
            line = self.context.new_cdp_session(self.page)
            line.send("Network.enable")
            line.send("Network.emulateNetworkConditions", SLOW_LINE)

    def __enter__(self) -> Visitor:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def open(self) -> float:
        """Go to the page; seconds until everything is drawn."""
        self.page.goto(self.address, wait_until="commit")
        return self._answer()

    def reload(self) -> float:
        """Load it again; seconds until everything is drawn."""
        self.page.evaluate("bench.forget()")
        self.page.reload(wait_until="commit")
        return self._answer()

    def choose(self, quarter: str, expected: dict[str, Any]) -> float:
        """Choose a quarter in the list; seconds from the key that chooses until everything is updated."""
        if self.page.locator(DASH_PICKER).count():
            self._search_in_dash(quarter)
        else:
            field = self.page.locator(PERIOD_PICKER).locator("input")
            field.click()
            field.fill(quarter)
            self.page.get_by_role("option", name=quarter, exact=True).wait_for()
        self.page.evaluate(f"bench.fromEnter({json.dumps(expected)})")
        self.page.keyboard.press("Enter")
        return self._answer()

    def first_text(self) -> float:
        """Seconds from the navigation until the finding was shown; after `open` or `reload`."""
        return float(self.page.evaluate("bench.firstText()"))

    def _search_in_dash(self, quarter: str) -> None:
        """Open the list of the Dash page and search for a quarter, so that Enter chooses it."""
        self.page.locator(DASH_PICKER).click()
        self.page.keyboard.type(quarter)
        self.page.get_by_role("option", name=quarter, exact=True).wait_for()
        self.page.keyboard.press("ArrowDown")

    def _answer(self) -> float:
        """What the page's own clock says; asked again where the document before was asked."""
        end = time.monotonic() + PATIENCE / 1000
        while True:
            answer = self.page.evaluate(f"bench.answer({PATIENCE})")
            if not isinstance(answer, str):
                return answer
            if answer != NOT_LOOKED or time.monotonic() > end:
                raise NeverDrawnError(f"{self.address} was never drawn: {answer}")
            self.page.wait_for_timeout(20)


def weigh(browser: Browser, address: str, expected: dict[str, Any]) -> Wire:
    """One cold page on the wire, with what it fetches after it is drawn."""
    with Visitor(browser, address, expected) as reader:
        line = reader.context.new_cdp_session(reader.page)
        files: list[float] = []
        messages: list[float] = []
        line.on("Network.loadingFinished", lambda event: files.append(event["encodedDataLength"]))
        line.on("Network.webSocketFrameReceived", lambda event: messages.append(_bytes_of(event["response"])))
        line.send("Network.enable")
        reader.open()
        reader.page.wait_for_timeout(SETTLE)
        return Wire(sum(files) / 1e6, sum(messages) / 1e6, len(files))


def _bytes_of(frame: dict[str, Any]) -> float:
    # Opcode 2 is binary, reported in base64.
    return len(frame["payloadData"]) * (0.75 if frame["opcode"] == 2 else 1)
