"""`dxkpi` as people and programs run it: a process of its own, with its own settings, folder and output.

Each is forked from a process that has read the program already, since reading it takes longer than most commands.
"""

from __future__ import annotations

import atexit
import json
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path

SECONDS = 300.0
WIDTH = {"COLUMNS": "200"}  # looked at when the program is read
# What commands import when they need it; here it is imported once for all of them.
PRELOADED = [
    "alembic.command",
    "dxkpi.cli.figures",
    "dxkpi.cli.output.import_report",
    "dxkpi.cli.output.values",
    "dxkpi.exports.formats",
    "dxkpi.intake",
    "dxkpi.web",
    "dxkpi.workflows.admin.boundary_changes",
    "dxkpi.workflows.views",
]


@dataclass(frozen=True)
class Ran:
    """What a command printed and ended with."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """What it printed, as text."""
        return self.out.decode()

    @property
    def document(self) -> dict:
        """Its one JSON document."""
        return json.loads(self.out)

    @property
    def rows(self) -> dict[str, dict]:
        """Its values by indicator or measure."""
        return {row.get("indicator") or row["measure"]: row for row in self.document["rows"]}


Run = Callable[..., Ran]


def run_command(*args: str, home: Path, folder: Path, stdin: Path = Path(os.devnull), **settings: str) -> Ran:
    """Run `dxkpi` in a folder with a home folder and settings; English, unless they say otherwise.

    `stdin`: the file that it reads as standard input.
    """
    env = os.environ | {"DXKPI_HOME": str(home), "DXKPI_LANG": "en"} | WIDTH | settings
    with tempfile.TemporaryDirectory() as printed:
        outs = (Path(printed) / "out", Path(printed) / "err")
        process = begin_command(*args, folder=folder, env=env, outs=outs, stdin=stdin)
        process.join(SECONDS)
        code = process.exitcode
        if code is None:
            process.kill()
            raise TimeoutError(f"dxkpi {' '.join(args)} did not end")
        return Ran(code, outs[0].read_bytes(), outs[1].read_text())


def begin_command(
    *args: str,
    folder: Path,
    env: dict[str, str],
    outs: tuple[Path, Path],
    program: Path | None = None,
    stdin: Path = Path(os.devnull),
) -> BaseProcess:
    """Begin `dxkpi` in a folder, with this environment and no other; what it prints and complains of goes to files.

    `program`: another one than this, which reads itself.
    """
    process = _reader().Process(target=_command, args=(args, folder, env, outs, program, stdin))
    process.start()
    return process


@cache
def _reader() -> ForkServerContext:
    """The process that has read the program."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    before = dict(os.environ)
    os.environ |= WIDTH
    try:
        forkserver.ensure_running()
    finally:
        os.environ.clear()
        os.environ |= before
    return context


def _command(
    args: tuple[str, ...],
    folder: Path,
    env: dict[str, str],
    outs: tuple[Path, Path],
    program: Path | None,
    stdin: Path,
) -> None:
    os.environ.clear()
    os.environ |= env
    os.chdir(folder)
    for number, path in enumerate(outs, start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    os.dup2(os.open(stdin, os.O_RDONLY), 0)
    sys.stdin = os.fdopen(0)
    if program:
        os.execv(program, [program, *args])
    sys.argv = ["dxkpi", *args]
    from dxkpi.cli import main

    try:
        main()
    finally:
        atexit._run_exitfuncs()  # a forked process leaves them out
        sys.stdout.flush()
