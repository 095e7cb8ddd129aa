"""A reader without a browser, who may send whatever Streamlit's protocol can say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

# Seconds that a page may take to be made.
PATIENCE = 60


@dataclass
class Tab:
    """One open page: what it was asked for and the elements that came, of the last run alone."""

    connection: ClientConnection
    page: str
    query: str = ""
    elements: list[tuple[str, Any]] = field(default_factory=list)
    text: str = ""

    def run(self, *states: WidgetState) -> None:
        """Send what the widgets are said to hold, and take the page that comes."""
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_name = self.page
        message.rerun_script.widget_states.widgets.extend(states)
        self.connection.send(message.SerializeToString())
        self.elements, self.text = [], ""
        while self._take() != "script_finished":
            pass

    def ids(self, kind: str) -> list[str]:
        """The names by which the server knows the widgets of a kind, in reading order."""
        return [element.id for element_kind, element in self.elements if element_kind == kind]

    def form(self) -> Any:
        """What the form on the page was drawn from."""
        return json.loads(self._component("dxkpi.form").json)

    def form_id(self) -> str:
        """The name by which the server knows the form on the page."""
        return str(self._component("dxkpi.form").id)

    def _component(self, name: str) -> Any:
        (component,) = [
            element for kind, element in self.elements if kind == "bidi_component" and element.component_name == name
        ]
        return component

    def _take(self) -> str | None:
        """Take one message: its type."""
        message = ForwardMsg()
        message.ParseFromString(self.connection.recv(timeout=PATIENCE, decode=False))
        kind = message.WhichOneof("type")
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element: Any = message.delta.new_element
            name = element.WhichOneof("type")
            self.elements.append((name, getattr(element, name)))
            self.text += str(getattr(element, name).SerializeToString().decode("utf-8", errors="ignore"))
        return kind


@contextmanager
def open_tab(address: str, page: str, *, cookie: str, query: str = "") -> Iterator[Tab]:
    """Connect as the browser of a session would, and run a page once."""
    headers = {"Cookie": cookie, "Origin": address}
    stream = address.replace("http", "ws", 1) + "/_stcore/stream"
    with connect(
        stream, subprotocols=[Subprotocol("streamlit")], additional_headers=headers, max_size=None
    ) as connection:
        tab = Tab(connection, page, query)
        tab.run()
        yield tab


def says(widget: str, **held: Any) -> WidgetState:
    """A widget said to hold something: `string_value`, `trigger_value`, `json_value` (as an object)."""
    if "json_value" in held:
        held["json_value"] = json.dumps(held["json_value"])
    return WidgetState(id=widget, **held)
