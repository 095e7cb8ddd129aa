"""Readers in headless Chromium: how long until a page is drawn, and how much came over the line."""

from __future__ import annotations

import json
import shutil
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
PERIOD_PICKER = "[data-testid=stSelectbox] >> nth=1"


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


class Reader:
    """One fresh visitor: an empty cache, one tab."""

    def __init__(self, browser: Browser, address: str, *, slow: bool = False) -> None:
        self.address = address
        self.context = browser.new_context(viewport=SCREEN, locale="vi-VN", color_scheme="light")
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.page.add_init_script(SCRIPT)
        if slow:
            line = self.context.new_cdp_session(self.page)
            line.send("Network.enable")
            line.send("Network.emulateNetworkConditions", SLOW_LINE)

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def open(self, expected: dict[str, Any]) -> float:
        """Go to the page; seconds until everything is drawn."""
        self.page.goto(self.address, wait_until="commit")
        return self._arrival("fromNavigation", expected)

    def reload(self, expected: dict[str, Any]) -> float:
        """Load it again; seconds until everything is drawn."""
        self.page.reload(wait_until="commit")
        return self._arrival("fromNavigation", expected)

    def choose(self, quarter: str, expected: dict[str, Any]) -> float:
        """Choose a quarter in the list; seconds from the key that chooses until everything is updated."""
        field = self.page.locator(PERIOD_PICKER).locator("input")
        field.click()
        field.fill(quarter)
        self.page.locator("[role=option]", has_text=quarter).first.wait_for()
        self._ask("fromEnter", expected)
        self.page.keyboard.press("Enter")
        return self._answer()

    def _arrival(self, question: str, expected: dict[str, Any]) -> float:
        self._ask(question, expected)
        return self._answer()

    def _ask(self, question: str, expected: dict[str, Any]) -> None:
        self.page.evaluate(f"bench.{question}({json.dumps(expected)})")

    def _answer(self) -> float:
        found = self.page.evaluate(f"bench.answer({PATIENCE})")
        if isinstance(found, str):
            raise RuntimeError(f"{self.address} was never drawn: {found}")
        return found


def weigh(browser: Browser, address: str, expected: dict[str, Any]) -> Wire:
    """One cold page on the wire, with what it fetches after it is drawn."""
    with Reader(browser, address) as reader:
        line = reader.context.new_cdp_session(reader.page)
        files: list[float] = []
        messages: list[float] = []
        line.on("Network.loadingFinished", lambda event: files.append(event["encodedDataLength"]))
        line.on("Network.webSocketFrameReceived", lambda event: messages.append(_bytes_of(event["response"])))
        line.send("Network.enable")
        reader.open(expected)
        reader.page.wait_for_timeout(SETTLE)
        return Wire(sum(files) / 1e6, sum(messages) / 1e6, len(files))


def _bytes_of(frame: dict[str, Any]) -> float:
    # Opcode 2 is binary, told in base64.
    return len(frame["payloadData"]) * (0.75 if frame["opcode"] == 2 else 1)
