"""The server itself: health, start and end."""

from __future__ import annotations

import signal
import socket
from pathlib import Path

import pytest

from dxkpi.errors import CannotListen, PortTaken
from dxkpi.web.server import listen

from .conftest import Served


def test_alive(server: Served) -> None:
    """While the process lives, /healthz says ok."""
    answer = server.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok")


def test_ready(server: Served) -> None:
    """With the store in order, /readyz says so."""
    answer = server.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True})


def test_not_ready_then_ends_in_order(tmp_path: Path) -> None:
    """A store out of order gives 503 with the sentence, and a stop request lets the program finish its last line."""
    served = Served(tmp_path, reason="Kho dữ liệu mới hơn chương trình.")
    answer = served.get("/readyz")
    served.process.send_signal(signal.SIGTERM)
    rest, _ = served.process.communicate(timeout=20)
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "reason": "Kho dữ liệu mới hơn chương trình."}
    assert (rest.strip(), served.process.returncode) == ("ended", 0)


def test_taken_port_is_refused_by_number() -> None:
    """A port that another program holds is refused, naming the port."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
        with pytest.raises(PortTaken, match=str(port)), listen("127.0.0.1", port):
            pass


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.host.invalid", "::1::"])
def test_a_host_that_cannot_be_listened_on_is_refused_with_its_name(host: str) -> None:
    """An address of another machine, a name that nobody has, and what is no address."""
    with pytest.raises(CannotListen, match=host), listen(host, 0):
        pass


def test_the_free_port_is_printed(server: Served) -> None:
    """Port 0 takes a free port, and the printed address is the one that answers."""
    assert server.address.startswith("http://127.0.0.1:")
    assert not server.address.endswith(":0")
