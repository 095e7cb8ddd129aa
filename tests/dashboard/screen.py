"""Pages of the dashboard run by Streamlit's AppTest, without a server and a browser."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
from tests.people import PASSWORD

from dxkpi.settings import settings
from dxkpi.workflows.sign_in import SESSION_COOKIE, sign_in
from dxkpi.workspace import current

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
SERVER = "http://localhost:8501"
WIDGETS = (
    "button",
    "selectbox",
    "multiselect",
    "text_area",
    "text_input",
    "radio",
    "segmented_control",
    "file_uploader",
)
PATIENCE = 120  # seconds; a small machine with much to do is slow, not wrong
TAG = re.compile(r"<[^>]*>")


@dataclass
class Screen:
    """One page as a reader has it open."""

    app: AppTest

    @property
    def html(self) -> list[str]:
        """The HTML parts of the page, from top to bottom."""
        return [item["html"] for item in self.items if "html" in item]

    @property
    def charts(self) -> list[dict[str, Any]]:
        """The charts of the page, as the browser is sent them."""
        return [item["chart"] for item in self.items if "chart" in item]

    @property
    def items(self) -> list[dict[str, Any]]:
        """Everything that is not an input, from top to bottom: parts with `html`, charts with `chart`."""
        return [
            item for message in self.messages for row in message["rows"] for column in row for item in column["items"]
        ]

    @property
    def messages(self) -> list[dict[str, Any]]:
        """What the components of the page are sent."""
        sent = [component.proto for component in self.app.get("bidi_component")]
        return [json.loads(proto.bytes) for proto in sent if proto.component_name == "dxkpi.content"]

    @property
    def text(self) -> str:
        """The text of the HTML parts, a line per element."""
        return unescape(TAG.sub("\n", "\n".join(self.html)))

    @property
    def words(self) -> str:
        """All words of the page: its text, the names, options and help of its widgets, and what charts are called."""
        lines = [self.text]
        for kind in WIDGETS:
            for widget in self.app.get(kind):
                lines += [widget.label, *(str(option) for option in getattr(widget, "options", ()))]
        lines += [chart["alt"] for chart in self.charts]
        return "\n".join(lines)

    @property
    def notices(self) -> list[str]:
        """The texts of the notices."""
        notices = re.findall(r'<p class="dx-notice.*?</p>', "\n".join(self.html), flags=re.DOTALL)
        return [unescape(TAG.sub("", notice)) for notice in notices]

    def part(self, start: str) -> str:
        """The text of the first HTML part that has this markup; empty where none has."""
        part = next((body for body in self.html if start in body), "")
        return unescape(TAG.sub("\n", part))

    def click(self, label: str) -> None:
        """Click the button with this label, or that has it in its label."""
        next(button for button in self.app.button if label in button.label).click().run()
        self.check()

    def upload(self, name: str, content: bytes) -> None:
        """Choose a file."""
        self.app.file_uploader[0].set_value([(name, content, "application/octet-stream")]).run()
        self.check()

    def type(self, label: str, text: str) -> None:
        """Type into the field with this label."""
        field = next(field for field in (*self.app.text_area, *self.app.text_input) if label in field.label)
        field.set_value(text).run()
        self.check()

    def choose(self, label: str, option: str) -> None:
        """Choose an option of the list with this label, by its text."""
        box = next(box for box in self.app.selectbox if box.label == label)
        box.select_index(list(box.options).index(option)).run()
        self.check()

    def check(self) -> None:
        """No page may end in an exception."""
        assert [error.message for error in self.app.exception] == []


Opening = Callable[..., Screen]


@contextmanager
def dashboard_on(home: Path) -> Iterator[Opening]:
    """Runs pages on a home folder: `open(path, who, **query)` is a new tab of somebody who is signed in, or nobody."""
    cookies: dict[str, str] = {}
    tokens: dict[str, str] = {}
    with pytest.MonkeyPatch.context() as patch:
        # AppTest puts the script in its place, where new processes of other tests would run it.
        patch.setitem(sys.modules, "__main__", sys.modules["__main__"])
        patch.setenv("DXKPI_HOME", str(home))
        patch.setenv("DXKPI_LANG", "vi")
        # AppTest has no browser that sends cookies.
        patch.setattr(ContextProxy, "cookies", property(lambda _: dict(cookies)))
        settings.cache_clear()
        current.cache_clear()

        def open_page(path: str, who: str = "", **query: str) -> Screen:
            cookies.clear()
            if who:
                if who not in tokens:
                    tokens[who], _ = sign_in(current(), who, PASSWORD, address="", agent="", earlier="")
                cookies[SESSION_COOKIE] = tokens[who]
            app = AppTest.from_file(APP, default_timeout=PATIENCE)
            app.context = {"url": f"{SERVER}/{path}", "theme": "light"}
            app.query_params.update(query)
            app._page_hash = calc_hash(path) if path else ""
            app.run()
            screen = Screen(app)
            screen.check()
            return screen

        yield open_page
        current().close()
    current.cache_clear()
    settings.cache_clear()
