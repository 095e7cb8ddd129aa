"""What all commands share: where they write, in which language, and on which workspace."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console

from dxkpi.locale import Language
from dxkpi.settings import settings, system_language
from dxkpi.workspace import Workspace, open_workspace

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

Lang = Annotated[Language | None, typer.Option("--lang", help="vi or en; without: the system's.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]


@contextmanager
def opened_workspace() -> Iterator[Workspace]:
    """The workspace of the settings, for one command."""
    workspace = open_workspace(settings())
    try:
        yield workspace
    finally:
        workspace.close()


def spoken(given: Language | None = None) -> Language:
    """The language asked for, else the operator's, else the system's."""
    return given or settings().lang or system_language()


def tell(line: str) -> None:
    """One line, as it is: nothing in it is markup, and it is not broken."""
    out.print(line, markup=False, soft_wrap=True)


def write(content: bytes) -> None:
    """Bytes on stdout."""
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
