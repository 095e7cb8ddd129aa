"""Runs the parts of the soak and ends with 1 when any of them found a fault."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from bench.soak.damaged_files import read_damaged_files
from bench.soak.interrupted_writes import interrupt_writes
from bench.soak.memory import watch_memory
from dxkpi.settings import Settings
from dxkpi.workspace import open_workspace

SEED = 20261130


@dataclass(frozen=True)
class SoakPart:
    """`run`: takes a filled home folder that it may change, rounds and random numbers; yields every fault."""

    run: Callable[[Path, int, random.Random], Iterator[str]]
    rounds: int


# The one list of parts, each with its number of rounds under `make soak`.
PARTS: Mapping[str, SoakPart] = MappingProxyType(
    {
        "interrupted-writes": SoakPart(interrupt_writes, 200),
        "damaged-files": SoakPart(read_damaged_files, 5000),
        "memory": SoakPart(watch_memory, 2000),
    }
)


def main() -> None:
    """Read the options and run the parts."""
    defaults = ", ".join(f"{name} {part.rounds}" for name, part in PARTS.items())
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; default: all")
    parser.add_argument("--rounds", type=int, help=f"of each part; default: {defaults}")
    parser.add_argument("--seed", type=int, default=SEED, help="of the random numbers, printed with each part")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        open_workspace(Settings(_env_file=None, home=home)).close()
        faults = []
        for name in options.parts or PARTS:
            faults += run_part(name, home, options.rounds, options.seed)
    sys.exit(1 if faults else 0)


def run_part(name: str, home: Path, rounds: int | None = None, seed: int = SEED) -> list[str]:
    """Run one part and print its faults and its result. Returns the faults."""
    part, faults = PARTS[name], []
    count = rounds or part.rounds
    print(f"{name}: {count} rounds, seed {seed}", flush=True)
    for fault in part.run(home, count, random.Random(seed)):
        faults.append(fault)
        print(f"{name}: FAULT: {fault}", flush=True)
    print(f"{name}: {len(faults)} faults", flush=True)
    return faults
