"""Pages in a real Chromium, at the size of a laptop and of a phone, and everything they said while they loaded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect
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
    requested_urls: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._heard: dict[str, Callable[..., None]] = {
            "console": self._said,
            "pageerror": lambda error: self.complaints.append(str(error)),
            "request": lambda request: self.requested_urls.append(request.url),
            "websocket": lambda socket: self.requested_urls.append(socket.url),
        }
        for event, heard in self._heard.items():
            self.page.on(event, heard)  # type: ignore[call-overload]

    def text(self) -> str:
        """All that is written on the page."""
        return self.page.locator("body").inner_text()

    def settled(self) -> Visit:
        """After the page has said all it has to say, charts drawn."""
        self.page.wait_for_selector(READY, timeout=PATIENCE)
        expect(self.page.locator(".dx-plot:not([data-drawn])")).to_have_count(0, timeout=PATIENCE)
        return self

    def leave(self) -> Page:
        """The tab, empty: nothing is open, nobody signed in, nothing kept but the files of the front end."""
        for event, heard in self._heard.items():
            self.page.remove_listener(event, heard)
        for other in self.page.context.pages:
            if other is not self.page:
                other.close()
        if self.page.url.startswith("http"):
            self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        self.page.goto("about:blank")
        self.page.context.clear_cookies()
        return self.page

    def _said(self, line: ConsoleMessage) -> None:
        if line.type in {"error", "warning"}:
            self.complaints.append(line.text)


Visiting = Callable[..., Visit]


def sign_in(context: BrowserContext, server: str, name: str) -> None:
    """Sign somebody in, in all tabs of a browser."""
    form = {"name": name, "password": PASSWORD}
    answer = context.request.post(f"{server}/sign-in", form=form, headers={"Origin": server}, max_redirects=0)
    assert answer.status == 303, answer.text()


def open_page(tab: Page, server: str, path: str, size: str, who: str | None = None) -> Visit:
    """A page in an empty tab, all it says and asks noted; seen by whom it is for, or by `who` ("" nobody)."""
    if name := PEOPLE.get(path.partition("?")[0], "") if who is None else who:
        sign_in(tab.context, server, name)
    width, height = SIZES[size]
    tab.set_viewport_size({"width": width, "height": height})
    seen = Visit(tab)
    tab.goto(server + path)
    tab.wait_for_selector(".dx-mast", timeout=PATIENCE)
    return seen.settled()


def expect_in_address(page: Page, name: str, value: str) -> None:
    """Wait until a choice is in the page's address."""
    written = "|".join({re.escape(value), re.escape(quote(value))})
    expect(page).to_have_url(re.compile(rf"[?&]{name}=({written})(&|$)"), timeout=PATIENCE)


@pytest.fixture(scope="session")
def tabs(chromium: Browser) -> list[Page]:
    """Empty tabs, each of a browser of its own; used again, since a new one reads the front end for seconds."""
    return []


@pytest.fixture
def visit(chromium: Browser, tabs: list[Page], server: str) -> Iterator[Visiting]:
    """Open an address of the running product, each time as another reader."""
    opened: list[Visit] = []

    def go(path: str, size: str = "laptop", *, base: str = server, who: str | None = None) -> Visit:
        tab = tabs.pop() if tabs else chromium.new_context().new_page()
        opened.append(open_page(tab, base, path, size, who))
        return opened[-1]

    yield go
    tabs.extend(visitor.leave() for visitor in opened)


@pytest.fixture(scope="session")
def look(chromium: Browser, tabs: list[Page], server: str) -> Iterator[Visiting]:
    """An address opened once for the tests that look at it one after the other; nothing may be clicked."""
    opened: dict[tuple[str, str], Visit] = {}

    def at(path: str, size: str = "laptop") -> Visit:
        if (path, size) not in opened:
            tabs.extend(visitor.leave() for visitor in opened.values())
            opened.clear()
            tab = tabs.pop() if tabs else chromium.new_context().new_page()
            opened[path, size] = open_page(tab, server, path, size)
        return opened[path, size]

    yield at
    tabs.extend(visitor.leave() for visitor in opened.values())
