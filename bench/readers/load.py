"""Many readers at once, without browsers: processor time, pace, memory, and whether pages ask the database."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import numpy as np

from bench.readers.servers import Served, free_port, turned
from bench.readers.sessions import memory_of_sessions, run_sessions
from bench.sizes import DataSize

SESSIONS = 10
CHANGES_A_BLOCK = {"product": 20, "floor": 20, "naive": 4}
SECONDS_A_BLOCK = 4.0
NAIVE_ROUNDS = 3  # with ten sessions it takes minutes a round, and shows the same each time
STEPS = 10  # readings of the memory while it should stay flat
SQL_CHANGES = 100
LoadFindings = dict[str, str]
Samples = dict[str, list[float]]


def visit_all(served: Served, findings: LoadFindings) -> list[float]:
    """Choose every quarter once: processor seconds per change, on average, while the server computes them."""
    pace = run_sessions(served.address, findings, changes=len(findings), meter=lambda: served.cpu_seconds)
    return [pace.metered / pace.changes]


def cpu_per_change(servers: list[Served], findings: LoadFindings, rounds: int) -> Samples:
    """Processor seconds a change, one session, servers in turn."""
    samples: Samples = {served.name: [] for served in servers}
    for at in range(rounds):
        for served in turned(servers, at):
            changes = CHANGES_A_BLOCK[served.name]
            pace = run_sessions(served.address, findings, changes=changes, meter=lambda: served.cpu_seconds)  # noqa: B023
            samples[served.name].append(pace.metered / pace.changes)
    return samples


def changes_a_second(servers: list[Served], findings: LoadFindings, rounds: int) -> Samples:
    """Changes a second with ten sessions that never pause, servers in turn."""
    samples: Samples = {served.name: [] for served in servers}
    for at in range(rounds):
        for served in turned(servers, at):
            if served.name == "naive" and at >= NAIVE_ROUNDS:
                continue
            pace = run_sessions(served.address, findings, sessions=SESSIONS, seconds=SECONDS_A_BLOCK)
            samples[served.name].append(pace.per_second)
    return samples


def memory_a_session(size: DataSize, name: str, findings: LoadFindings) -> float:
    """MB that each of ten sessions adds to a fresh server that has shown every quarter."""
    served = Served.start(name, size)
    try:
        visit_all(served, findings)
        return memory_of_sessions(served.address, findings, sessions=SESSIONS, meter=lambda: served.memory_mb)
    finally:
        served.stop()


def memory_over(served: Served, findings: LoadFindings, changes: int) -> tuple[list[float], float]:
    """Resident MB before and after each tenth of the changes, and the slope over the second half in MB per 1,000
    changes. The first half is left out: the allocator is still growing then."""
    memory = [served.memory_mb]
    for _ in range(STEPS):
        run_sessions(served.address, findings, changes=changes // STEPS)
        memory.append(served.memory_mb)
    later = memory[STEPS // 2 :]
    slope = float(np.polyfit(range(len(later)), later, 1)[0])
    return memory, slope * 1000 / (changes // STEPS)


def statements(size: DataSize, findings: LoadFindings) -> int:
    """How many SQL statements the product ran during changes, once it had started."""
    with _counted(size) as served:
        lines: IO[str] = served.process.stdin  # type: ignore[assignment]
        run_sessions(served.address, findings, changes=1)

        def count() -> int:
            lines.write("\n")
            lines.flush()
            return int(served.process.stdout.readline())  # type: ignore[union-attr,arg-type]

        before = count()
        run_sessions(served.address, findings, changes=SQL_CHANGES)
        return count() - before


@contextmanager
def _counted(size: DataSize) -> Iterator[Served]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.readers.counted", str(port)],
        env=os.environ | size.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    served = Served("counted", process, port)
    try:
        served.wait_until_it_answers()
        yield served
    finally:
        served.stop()
