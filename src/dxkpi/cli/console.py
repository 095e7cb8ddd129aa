"""What all commands share: where they print, in which language, and on which workspace."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from dxkpi.errors import WrongUsage
from dxkpi.locale import N_, Language, Message

if TYPE_CHECKING:
    from rich.table import Table

    from dxkpi.workspace import Workspace


@contextmanager
def opened_workspace() -> Iterator[Workspace]:
    """The workspace of the settings, closed after the command."""
    from dxkpi.settings import settings
    from dxkpi.workspace import open_workspace

    workspace = open_workspace(settings())
    try:
        yield workspace
    finally:
        workspace.close()


def chosen_language(option: Language | None = None) -> Language:
    """The language of `--lang`, else of DXKPI_LANG, else of the system."""
    from dxkpi.settings import settings, system_language

    return option or settings().lang or system_language()


def print_line(line: str) -> None:
    """One line on stdout; nothing in it is markup, and it is not wrapped."""
    typer.echo(line)


def print_table(table: Table) -> None:
    """A table on stdout, as wide as the terminal."""
    from rich.console import Console

    Console(highlight=False).print(table)


def print_json(content: Mapping[str, Any]) -> None:
    """One JSON document on stdout, in UTF-8 whatever the terminal's encoding."""
    from dxkpi.exports.numbers import document

    sys.stdout.buffer.write(document(content))
    sys.stdout.buffer.flush()


def read_file(file: Path) -> bytes:
    """The content of a file named on the command line. Raises `WrongUsage` when there is none."""
    if not file.is_file():
        raise WrongUsage(what=Message(N_("There is no file {file}."), {"file": str(file)}))
    return file.read_bytes()


@contextmanager
def progress(text: str) -> Iterator[None]:
    """Shows on stderr, when it is a terminal, that work is going on; text is in the language of the command."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(text):
        yield
