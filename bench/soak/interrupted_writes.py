"""Kills a program with SIGKILL while it submits figures, and checks the store each time."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.soak.writer import MEASURE, PERIOD, localities_of
from dxkpi.locale import Language
from dxkpi.settings import Settings
from dxkpi.store import Store

LONGEST_RUN = 0.5  # seconds that a writer runs after its first submission
NUMBERS_A_ROUND = 10_000  # more than a writer gets through


def interrupt_writes(home: Path, rounds: int, chance: random.Random) -> Iterator[str]:
    """Every damage that `Store.check` finds, and every vintage with half a submission."""
    for number in range(rounds):
        _write_and_kill(home, (number + 1) * NUMBERS_A_ROUND, chance.uniform(0, LONGEST_RUN))
        with Store.open(Settings(_env_file=None, home=home).address) as store:
            for damage in store.check():
                yield f"round {number}: {damage.text(Language.EN)}"
            values = _newest_values(store)
            if len(set(values)) > 1:
                yield f"round {number}: one vintage has the numbers {sorted(set(values))}"
            if len(values) not in (0, len(localities_of(store))):
                yield f"round {number}: {len(values)} of {len(localities_of(store))} localities have a figure"


def _write_and_kill(home: Path, first: int, seconds: float) -> None:
    """Run the writer for so long after its first submission."""
    program = [sys.executable, "-m", "bench.soak.writer", str(home), str(first)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as writer:
        if not (writer.stdout and writer.stdout.readline()):
            raise RuntimeError("the writer ended before its first submission")
        time.sleep(seconds)
        writer.kill()


def _newest_values(store: Store) -> list[float]:
    figures = store.figures()
    return [
        value
        for key in localities_of(store)
        for period, measure, value, _ in figures.of(key)
        if (period, measure) == (PERIOD, MEASURE)
    ]
