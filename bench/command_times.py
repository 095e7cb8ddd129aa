"""The processor time of commands, as ratios to importing the libraries that they rest on. All in one run, in turn.

The least of several runs counts: whatever else the machine does can only add to a run.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

VALUES = ("values", "--indicator", "resolution_rate", "--locality", "480", "--period", "2022-9M", "--json")
LIBRARIES = "import pandas, sqlalchemy"
LIBRARIES_AND_CHARTS = "import pandas, sqlalchemy, plotly.graph_objects"


@dataclass(frozen=True)
class CommandTarget:
    """A command, the Python statement it is compared with, and the ratio to reach."""

    command: tuple[str, ...]
    statement: str
    at_most: float


TARGETS = (CommandTarget(("--help",), LIBRARIES_AND_CHARTS, 0.15), CommandTarget(VALUES, LIBRARIES, 1.3))


def command_times(rounds: int, home: Path | None = None) -> dict[CommandTarget, tuple[float, float]]:
    """For each target the processor seconds of the command and of the statement. `home`: a filled home folder."""
    with tempfile.TemporaryDirectory() as folder:
        # A folder without bytecode would measure the compiler.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"DXKPI_HOME": str(home or folder), "DXKPI_LANG": "en"}
        program = str(Path(sys.executable).with_name("dxkpi"))
        least: dict[tuple[str, ...], float] = {}
        for _ in range(rounds):
            for target in TARGETS:
                for args in ((program, *target.command), (sys.executable, "-c", target.statement)):
                    least[args] = min(least.get(args, float("inf")), _cpu_seconds(args, environment))
        return {
            target: (least[program, *target.command], least[sys.executable, "-c", target.statement])
            for target in TARGETS
        }


def _cpu_seconds(args: tuple[str, ...], environment: dict[str, str]) -> float:
    """User and system time of a process, without what it prints. Raises `RuntimeError` when it fails."""
    quiet = [(os.POSIX_SPAWN_OPEN, descriptor, os.devnull, os.O_WRONLY, 0) for descriptor in (1, 2)]
    process = os.posix_spawn(args[0], args, environment, file_actions=quiet)
    _, status, used = os.wait4(process, 0)
    if status:
        raise RuntimeError(f"{' '.join(args)} ended with {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime


def report(times: dict[CommandTarget, tuple[float, float]]) -> str:
    """The table of the README."""
    lines = ["| command | CPU, s | compared with | CPU, s | ratio | to reach | |", "|---|---|---|---|---|---|---|"]
    for target, (command, statement) in times.items():
        ratio = command / statement
        verdict = "reached" if ratio <= target.at_most else "MISSED"
        name = f"`dxkpi {target.command[0]}`"
        cells = (name, f"{command:.3f}", f"`{target.statement}`", f"{statement:.3f}", f"{ratio:.2f}")
        lines.append(f"| {' | '.join(cells)} | ≤ {target.at_most:g} | {verdict} |")
    return "\n".join(lines)
