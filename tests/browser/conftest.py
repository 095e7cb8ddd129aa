"""Pages in a real Chromium, at the size of a laptop and of a phone, and everything they said while they loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.people import ADMINISTRATOR, CONTRIBUTOR, PASSWORD, REVIEWER

SIZES = {"laptop": (1366, 768), "phone": (390, 844)}
PAGES = {
    "overview": "/",
    "compare": "/compare",
    "locality": "/locality",
    "trend": "/trend",
    "submit": "/submit",
    "quality": "/quality",
    "review": "/review",
    "charts": "/charts",
    "method": "/method",
    "manage": "/manage",
}
SAMPLE = "90@2020-12-15"
# Who looks at a page that is not for everybody.
PEOPLE = {"/submit": CONTRIBUTOR, "/review": REVIEWER, "/manage": ADMINISTRATOR}
READY = '.stApp[data-test-script-state="notRunning"]'
PATIENCE = 90_000  # milliseconds; a small machine with much to do is slow, not wrong


@dataclass
class Visit:
    """One page as a reader has it open."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def text(self) -> str:
        """All that is written on the page."""
        return self.page.locator("body").inner_text()

    def settled(self) -> Visit:
        """After the page has said all it has to say, charts drawn."""
        self.page.wait_for_selector(READY, timeout=PATIENCE)
        expect(self.page.locator(".stPlotlyChart:not(:has(.cartesianlayer path))")).to_have_count(0, timeout=PATIENCE)
        return self


Visiting = Callable[..., Visit]


def sign_in(context: BrowserContext, server: str, name: str) -> None:
    """Sign somebody in, in all tabs of a browser."""
    form = {"name": name, "password": PASSWORD}
    answer = context.request.post(f"{server}/sign-in", form=form, headers={"Origin": server}, max_redirects=0)
    assert answer.status == 303, answer.text()


def open_page(browser: Browser, server: str, path: str, size: str, who: str | None = None) -> Visit:
    """A page in a fresh browser, everything it says and asks noted; seen by whom it is for, or by `who` ("" nobody)."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height})
    if name := PEOPLE.get(path.partition("?")[0], "") if who is None else who:
        sign_in(context, server, name)
    seen = Visit(context.new_page())
    seen.page.on(
        "console", lambda line: seen.complaints.append(line.text) if line.type in {"error", "warning"} else None
    )
    seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    seen.page.on("request", lambda request: seen.asked.append(request.url))
    seen.page.on("websocket", lambda socket: seen.asked.append(socket.url))
    seen.page.goto(server + path)
    seen.page.wait_for_selector(".dx-mast", timeout=PATIENCE)
    return seen.settled()


@pytest.fixture
def visit(chromium: Browser, server: str) -> Iterator[Visiting]:
    """Open an address of the running product in a fresh browser."""
    opened: list[Visit] = []

    def go(path: str, size: str = "laptop", *, base: str = server, who: str | None = None) -> Visit:
        opened.append(open_page(chromium, base, path, size, who))
        return opened[-1]

    yield go
    for seen in opened:
        seen.page.context.close()


@pytest.fixture(scope="session")
def look(chromium: Browser, server: str) -> Iterator[Visiting]:
    """An address opened once for all tests that only look at it; nothing may be clicked."""
    opened: dict[tuple[str, str], Visit] = {}

    def at(path: str, size: str = "laptop") -> Visit:
        if (path, size) not in opened:
            opened[path, size] = open_page(chromium, server, path, size)
        return opened[path, size]

    yield at
    for seen in opened.values():
        seen.page.context.close()
