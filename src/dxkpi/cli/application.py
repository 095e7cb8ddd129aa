"""The list of commands. A command's module is imported when the command is run, completed or asked for its help."""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from typer.core import TyperGroup
from typer.main import get_command

from dxkpi.errors import DxkpiError
from dxkpi.locale import Language

if TYPE_CHECKING:
    from typer import _click

HELP = "Digital-transformation indicators of a Vietnamese province."


@dataclass(frozen=True)
class CommandEntry:
    """One command or group of commands: the module of this package that defines it, and its line in `dxkpi --help`.

    `is_brief`: it reads little and ends within a second, so that collecting garbage would only take time.
    """

    module: str
    summary: str
    is_brief: bool = False


COMMANDS: Mapping[str, CommandEntry] = MappingProxyType(
    {
        "serve": CommandEntry("serve", "Run the dashboard; the first start creates and fills the store."),
        "import": CommandEntry("figures", "Read a file, check it and save its figures as a new vintage."),
        "template": CommandEntry("figures", "Write the workbook to fill in for a locality and a period."),
        "values": CommandEntry("figures", "Print figures with numerator, denominator and source.", is_brief=True),
        "summary": CommandEntry("summary", "Print what the overview says of a place and period."),
        "chart": CommandEntry("chart", "Save one chart as a picture, or its data."),
        "check": CommandEntry("store", "Verify the store and print each damage."),
        "database": CommandEntry("store", "Migrations of the store."),
        "account": CommandEntry("accounts", "Accounts: who may submit, review and manage."),
        "target": CommandEntry("targets", "Targets: what an indicator is to reach, and the document that sets it."),
        "boundaries": CommandEntry("boundaries", "Boundary changes: the crosswalk file of a decree."),
    }
)


class LazyCommands(TyperGroup):
    """The group of all commands, loaded one by one from `COMMANDS`."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = cast(Any, dict.fromkeys(COMMANDS))  # names only: what Typer lists and suggests

    def get_command(self, ctx: _click.Context, cmd_name: str) -> _click.Command | None:
        """The command of a name, its module imported now; None when there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        if not COMMANDS[cmd_name].is_brief:
            gc.enable()
        loaded = get_command(import_module(f"dxkpi.cli.{COMMANDS[cmd_name].module}").app)
        return loaded.commands.get(cmd_name, loaded) if isinstance(loaded, TyperGroup) else loaded

    def format_commands(self, ctx: _click.Context, formatter: _click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in COMMANDS.items()])


# Plain help and plain tracebacks: Rich would double the time that `--help` takes.
app = typer.Typer(cls=LazyCommands, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)


def main() -> None:
    """Run a command; a refusal is one sentence on stderr and its exit code.

    Garbage is not collected while a command is imported, nor once more at the end: that took a sixth of the time of
    short commands.
    """
    gc.disable()
    atexit.register(gc.freeze)
    try:
        app()
    except DxkpiError as refusal:
        typer.echo(refusal.text(_refusal_language()), err=True)
        sys.exit(refusal.exit_code)
    finally:
        gc.enable()


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"dxkpi {version('dxkpi')}")
        raise typer.Exit


@app.callback(help=HELP)
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Options that come before a command."""


def _refusal_language() -> Language:
    """The language of a refusal: `--lang` of the command line, wherever the refusal came from, else the system's."""
    given = dict(pairwise(sys.argv)).get("--lang", "")
    if given in list(Language):
        return Language(given)
    from dxkpi.settings import system_language

    return system_language()
