"""Servers to measure: started, watched from outside, stopped."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from bench.sizes import ROOT, DataSize

TICKS = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
START_SECONDS = 120.0
IDLE_CPU = 0.03  # share of one processor below which a server has nothing left to do
PLAIN = ("--server.headless", "true", "--browser.gatherUsageStats", "false", "--server.port")


def commands(size: DataSize) -> dict[str, list[str]]:
    """What starts each server, without its port; in the order in which they are measured."""
    streamlit = [sys.executable, "-m", "streamlit", "run"]
    return {
        "product": [str(Path(sys.executable).with_name("dxkpi")), "serve", "--port"],
        "floor": [*streamlit, str(ROOT / "bench" / "readers" / "floor_app.py"), *PLAIN],
        "dash": [sys.executable, str(ROOT / "bench" / "readers" / "dash_app.py")],
        "naive": [*streamlit, str(ROOT / "bench" / "readers" / "naive_app.py"), *PLAIN],
    }


@dataclass
class Served:
    """One running server."""

    name: str
    process: subprocess.Popen[Any]
    port: int

    @classmethod
    def start(cls, name: str, size: DataSize) -> Self:
        """Start it in its folder and wait until it answers and has nothing left to do."""
        port = free_port()
        folder = size.folder / "servers"
        folder.mkdir(exist_ok=True)
        with (folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [*commands(size)[name], str(port)],
                cwd=folder,
                env=os.environ | size.environment,
                stdout=log,
                stderr=log,
            )
        served = cls(name, process, port)
        served.wait_until_it_answers()
        served.wait_until_idle()
        return served

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://localhost:{self.port}/"

    @property
    def cpu_seconds(self) -> float:
        """Processor time used so far, by all threads."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    @property
    def memory_mb(self) -> float:
        """Resident memory."""
        return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * PAGE_BYTES / 1e6

    def wait_until_idle(self) -> None:
        """Wait while it compresses or warms up."""
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            before = self.cpu_seconds
            time.sleep(1.5)
            if (self.cpu_seconds - before) / 1.5 < IDLE_CPU:
                return

    def stop(self) -> None:
        """Stop it and wait for its end."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def wait_until_it_answers(self) -> None:
        """Wait until the server says that it is well."""
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.name} ended; see its log in bench/out")
            try:
                with urllib.request.urlopen(self.address, timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"{self.name} does not answer")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def turned(servers: list[Served], at: int) -> list[Served]:
    """The servers in order, each round beginning with the next."""
    first = at % len(servers)
    return servers[first:] + servers[:first]
