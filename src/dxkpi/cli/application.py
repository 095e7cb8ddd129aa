"""The list of commands. A command's module is imported when the command is run, completed or asked for its help."""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException
from typer.main import get_command

from dxkpi.cli.language import command_language
from dxkpi.cli.private_api import CommandGroup, Commands, print_usage_error
from dxkpi.errors import DxkpiError
from dxkpi.locale import N_, say

if TYPE_CHECKING:
    from dxkpi.cli.private_api import Context, HelpFormatter

HELP = N_("Digital-transformation indicators of a Vietnamese province.")


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
        "serve": CommandEntry("serve", N_("Run the dashboard; the first start creates and fills the store.")),
        "import": CommandEntry("figures", N_("Read a file, check it and save its figures as a new vintage.")),
        "template": CommandEntry("figures", N_("Write the workbook to fill in for a locality and a period.")),
        "values": CommandEntry("figures", N_("Print figures with numerator, denominator and source."), is_brief=True),
        "summary": CommandEntry("summary", N_("Print what the overview says of a place and period.")),
        "chart": CommandEntry("chart", N_("Save one chart as a picture, or its data.")),
        "check": CommandEntry("store", N_("Verify the store and print each damage.")),
        "database": CommandEntry("store", N_("Migrations of the store.")),
        "account": CommandEntry("accounts", N_("Accounts: who may submit, review and manage.")),
        "target": CommandEntry("targets", N_("Targets: what an indicator is to reach, and the document that sets it.")),
        "boundaries": CommandEntry("boundaries", N_("Boundary changes: the crosswalk file of a decree.")),
    }
)


class LazyCommands(CommandGroup):
    """The group of all commands, loaded one by one from `COMMANDS`."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = cast(Any, dict.fromkeys(COMMANDS))  # names only: what Typer lists and suggests

    def get_command(self, ctx: Context, cmd_name: str) -> Any:
        """The command of a name, its module imported now; None when there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        if not COMMANDS[cmd_name].is_brief:
            gc.enable()
        loaded = get_command(import_module(f"dxkpi.cli.{COMMANDS[cmd_name].module}").app)
        return loaded.commands.get(cmd_name, loaded) if isinstance(loaded, TyperGroup) else loaded

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        language = command_language()
        with formatter.section(say(N_("Commands"), language)):
            formatter.write_dl([(name, say(entry.summary, language)) for name, entry in COMMANDS.items()])


app = Commands(cls=LazyCommands, no_args_is_help=True, add_completion=True)


def main() -> None:
    """Run a command; a refusal is one sentence on stderr and its exit code.

    Garbage is not collected while a command is imported, nor once more at the end: that took a sixth of the time of
    short commands.
    """
    gc.disable()
    atexit.register(gc.freeze)
    try:
        sys.exit(app(standalone_mode=False))
    except DxkpiError as refusal:
        typer.echo(refusal.text(command_language()), err=True)
        sys.exit(refusal.exit_code)
    except TyperException as refusal:  # wrong usage
        print_usage_error(refusal)
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
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help=N_("Print the version and exit."))
    ] = False,
) -> None:
    """Options that come before a command."""
