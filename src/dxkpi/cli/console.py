"""What all commands share: where they print, in which language, and on which workspace."""

from __future__ import annotations

import io
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from dxkpi.environment import system_language
from dxkpi.errors import UnknownFormat, WrongUsage
from dxkpi.limits import MAX_FILE
from dxkpi.locale import N_, Language, Message

if TYPE_CHECKING:
    from rich.table import Table

    from dxkpi.workspace import Workspace

STANDARD_STREAM = Path("-")
MAX_LINE = 10_000  # characters of a row that is not printed to a terminal; the longest note has some hundreds


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
    from dxkpi.settings import settings

    return option or settings().lang or system_language()


def print_line(line: str) -> None:
    """One line on stdout; nothing in it is markup, and it is not wrapped."""
    typer.echo(line)


def print_table(table: Table) -> None:
    """A table on stdout: as wide as the terminal, elsewhere one line a row in plain columns."""
    from rich.console import Console

    if sys.stdout.isatty():
        Console(highlight=False).print(table)
        return
    table.box, table.pad_edge = None, False
    text = io.StringIO()
    Console(file=text, width=MAX_LINE, highlight=False).print(table)
    for line in text.getvalue().splitlines():
        print_line(line.rstrip())


def print_json(content: Mapping[str, Any]) -> None:
    """One JSON document on stdout, in UTF-8 whatever the terminal's encoding."""
    from dxkpi.exports.numbers import document

    sys.stdout.buffer.write(document(content))
    sys.stdout.buffer.flush()


def read_file(file: Path) -> bytes:
    """The content of a file named on the command line, `-` for stdin. Raises `WrongUsage` when it cannot be read.

    Of one that is larger than `MAX_FILE` just so much is read that it is refused as too large.
    """
    if file == STANDARD_STREAM:
        return sys.stdin.buffer.read(MAX_FILE + 1)
    if not file.exists():
        raise WrongUsage(what=Message(N_("There is no file {file}."), {"file": str(file)}))
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_FILE + 1)
    except OSError as error:
        raise _unusable(N_("{file} cannot be read: {reason}."), file, error) from error


def file_name(file: Path) -> str:
    """The name under which a file that was read is known: that of stdin is “stdin”."""
    return "stdin" if file == STANDARD_STREAM else file.name


def check_output(output: Path, formats: Collection[str], *, chosen: str | None = None) -> str:
    """The format of a file to write: `chosen`, else its ending, else the only one there is for stdout.

    Called before the work begins. Raises `UnknownFormat`, and `WrongUsage` for a folder that does not exist.
    """
    ending = chosen or (output.suffix.removeprefix(".").lower() if output != STANDARD_STREAM else "")
    if output == STANDARD_STREAM and not ending:
        if len(formats) > 1:
            raise WrongUsage(what=Message(N_("Say with --format which format to write to standard output.")))
        (ending,) = formats
    if ending not in formats:
        raise UnknownFormat(ending, tuple(formats))
    if output != STANDARD_STREAM and not output.parent.is_dir():
        raise WrongUsage(what=Message(N_("There is no folder {folder}."), {"folder": str(output.parent)}))
    return ending


def write_output(output: Path, content: bytes) -> None:
    """Write a file named on the command line, `-` for stdout. Raises `WrongUsage` when it cannot be written."""
    if output == STANDARD_STREAM:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise _unusable(N_("{file} cannot be written: {reason}."), output, error) from error


def _unusable(sentence: str, file: Path, error: OSError) -> WrongUsage:
    return WrongUsage(what=Message(sentence, {"file": str(file), "reason": error.strerror or str(error)}))


@contextmanager
def progress(text: str) -> Iterator[None]:
    """Shows on stderr, when it is a terminal, that work is going on; text is in the language of the command."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(text):
        yield
