"""Readers without a browser: sessions over Streamlit's own protocol, which choose quarters and wait for the answer.

A change counts only when the finding of the chosen quarter and both charts came with it.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

LIMIT = 64 * 1024 * 1024
PATIENCE = 300.0  # seconds: ten naive sessions at once wait long
PERIOD_KEY = "pick period"
CHARTS = 2
CHANGES_HELD = 3
CACHED_RUNS = 2  # runs for which a browser keeps large messages


class NotDrawn(Exception):
    """An answer lacked the expected sentence or chart."""


@dataclass
class ReaderSession:
    """One reader's connection, its widgets' states, and what its browser would hold in its cache."""

    connection: ClientConnection
    findings: dict[str, str]
    widgets: dict[str, WidgetState] = field(default_factory=dict)
    query: str = ""
    page: str = ""
    recent: list[set[str]] = field(default_factory=lambda: [set()])

    @classmethod
    async def open(cls, address: str, findings: dict[str, str]) -> Self:
        """Connect and load the page once."""
        target = address.replace("http", "ws", 1) + "_stcore/stream"
        session = cls(await connect(target, subprotocols=["streamlit"], max_size=LIMIT, compression=None), findings)
        await session._rerun(next(iter(findings)))
        return session

    async def choose(self, quarter: str) -> None:
        """Choose a quarter and wait until the page is there. Raises `NotDrawn`."""
        key = next(widget for widget in self.widgets if PERIOD_KEY in widget)
        self.widgets[key].string_value = quarter
        await self._rerun(quarter)

    async def close(self) -> None:
        """Leave."""
        await self.connection.close()

    async def _rerun(self, quarter: str) -> None:
        request = BackMsg()
        request.rerun_script.query_string = self.query
        request.rerun_script.page_script_hash = self.page
        request.rerun_script.widget_states.widgets.extend(self.widgets.values())
        request.rerun_script.cached_message_hashes.extend(set().union(*self.recent))
        request.rerun_script.context_info.url = "http://localhost/"
        await self.connection.send(request.SerializeToString())
        charts, texts = 0, []
        async with asyncio.timeout(PATIENCE):
            while True:
                message = await self._read()
                if message.WhichOneof("type") == "script_finished":
                    break
                charts += self._take(message, texts)
        if charts != CHARTS or not any(self.findings[quarter] in text for text in texts):
            raise NotDrawn(f"{quarter}: {charts} charts, {len(texts)} texts")
        self.recent = [*self.recent[-CACHED_RUNS:], set()]

    async def _read(self) -> ForwardMsg:
        content = await self.connection.recv()
        message = ForwardMsg()
        message.ParseFromString(content)
        if message.metadata.cacheable:
            self.recent[-1].add(message.hash)
        return message

    def _take(self, message: ForwardMsg, texts: list[str]) -> int:
        """Note what a message brings; 1 for a chart."""
        match message.WhichOneof("type"):
            case "new_session":
                self.page = message.new_session.page_script_hash
            case "page_info_changed":
                self.query = message.page_info_changed.query_string
            case "delta" if message.delta.WhichOneof("type") == "new_element":
                element: Any = message.delta.new_element
                match element.WhichOneof("type"):
                    case "selectbox":
                        chosen = element.selectbox
                        self.widgets[chosen.id] = WidgetState(id=chosen.id, string_value=_value_of(chosen))
                    case "html":
                        texts.append(element.html.body)
                    case "bidi_component":
                        items = _items_of(json.loads(element.bidi_component.bytes))
                        texts += [item["html"] for item in items if "html" in item]
                        return sum("chart" in item for item in items)
                    case "plotly_chart":
                        return 1
        return 0


def _items_of(message: dict[str, Any]) -> list[dict[str, Any]]:
    """The parts and charts of what the product sends its content component."""
    return [item for row in message["rows"] for column in row for item in column["items"]]


def _value_of(selectbox: Any) -> str:
    if selectbox.set_value and selectbox.raw_value:
        return selectbox.raw_value
    return selectbox.options[selectbox.default]


@dataclass(frozen=True)
class Pace:
    """How changes went: how many in how many seconds, and what the meter counted meanwhile."""

    changes: int
    seconds: float
    metered: float

    @property
    def per_second(self) -> float:
        """Changes a second."""
        return self.changes / self.seconds


def run_sessions(
    address: str,
    findings: dict[str, str],
    *,
    sessions: int = 1,
    changes: int | None = None,
    seconds: float = 3600.0,
    meter: Callable[[], float] = lambda: 0.0,
) -> Pace:
    """Sessions that choose one quarter after the other without a pause, for `changes` changes in all or for `seconds`.

    `findings`: the sentence expected with each quarter. `meter` is read when all pages are drawn, and at the end.
    """
    return asyncio.run(_run(address, findings, sessions, changes, seconds, meter))


async def _run(
    address: str,
    findings: dict[str, str],
    sessions: int,
    changes: int | None,
    seconds: float,
    meter: Callable[[], float],
) -> Pace:
    readers = [await ReaderSession.open(address, findings) for _ in range(sessions)]
    left = itertools.count(1)
    before, begun = meter(), time.perf_counter()

    async def click(reader: ReaderSession, order: Iterator[str]) -> int:
        done = 0
        while time.perf_counter() - begun < seconds and (changes is None or next(left) <= changes):
            await reader.choose(next(order))
            done += 1
        return done

    try:
        done = await asyncio.gather(*(click(session, _order(findings, at)) for at, session in enumerate(readers)))
        took, metered = time.perf_counter() - begun, meter() - before
    finally:
        for session in readers:
            await session.close()
    return Pace(sum(done), took, metered)


def _order(quarters: Iterable[str], first: int) -> Iterator[str]:
    """All quarters round and round, each reader beginning at another; never the same twice running."""
    return itertools.islice(itertools.cycle(list(quarters)), 1 + first * 3, None)


def memory_of_sessions(address: str, findings: dict[str, str], *, sessions: int, meter: Callable[[], float]) -> float:
    """What the meter grows by for each session that is open and has changed its quarter a few times."""
    return asyncio.run(_hold(address, findings, sessions, meter))


async def _hold(address: str, findings: dict[str, str], sessions: int, meter: Callable[[], float]) -> float:
    before = meter()
    readers = [await ReaderSession.open(address, findings) for _ in range(sessions)]
    try:
        for at, reader in enumerate(readers):
            for quarter in itertools.islice(_order(findings, at), CHANGES_HELD):
                await reader.choose(quarter)
        return (meter() - before) / sessions
    finally:
        for session in readers:
            await session.close()
