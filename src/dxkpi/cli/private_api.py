"""Commands whose help is in the language of the reader, and Typer's private API that this needs, in one place.

Typer's own help is English. `PRIVATE_NAMES` says for each name what breaks without it; tests/web/test_private_api.py
checks them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from dxkpi.cli.language import command_language
from dxkpi.cli.typer_texts import in_language
from dxkpi.locale import N_, say

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter

PRIVATE_NAMES: Mapping[str, str] = {
    "typer._click.Context": "the type of what help is written for; commands would not type-check",
    "typer._click.Command": "the type of what a group loads; commands would not type-check",
    "typer._click.HelpFormatter": "the type of what help is written to; commands would not type-check",
    "typer._click.exceptions.UsageError": "print_usage_error: wrong usage would be answered without the usage line",
    "typer._click.exceptions.NoArgsIsHelpError": "a group without command would print its help as an error",
    "typer._click.core.Command.collect_usage_pieces": "HelpInLanguage: the usage line would be in English",
    "typer._click.core.Command.format_help_text": "HelpInLanguage: the description would be in English",
    "typer.core.TyperOption.get_help_record": "HelpInLanguage: options would be listed in English",
    "typer.core.TyperArgument.get_help_record": "HelpInLanguage: arguments would be listed in English",
}


class HelpInLanguage:
    """Writes the parts of a command's help in the language of the reader."""

    help: str | None
    collect_usage_pieces: Callable[[Context], list[str]]
    get_params: Callable[[Context], list[Any]]

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the line that begins with “Usage”."""
        language = command_language()
        pieces = " ".join(in_language(piece, language) for piece in self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{say(N_('Usage'), language)}: ")

    def format_help_text(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the description."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(in_language(self.help or "", command_language()))

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the arguments, then the options."""
        language = command_language()
        sections = {"argument": say(N_("Arguments"), language), "option": say(N_("Options"), language)}
        for kind, heading in sections.items():
            if records := list(_records(self.get_params(ctx), kind, ctx)):
                with formatter.section(heading):
                    formatter.write_dl(records)


class Command(HelpInLanguage, TyperCommand):
    """One command."""


class CommandGroup(HelpInLanguage, TyperGroup):
    """Several commands under one name."""

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write each command with its description."""
        language = command_language()
        with formatter.section(say(N_("Commands"), language)):
            formatter.write_dl(
                [(name, in_language(command.help or "", language)) for name, command in self.commands.items()]
            )

    # The base class also writes the commands here, after the options.
    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the options, then the commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


class Commands(typer.Typer):
    """The commands of a module, with plain help: Rich would double the time that `--help` takes."""

    def __init__(self, *, cls: type[TyperGroup] = CommandGroup, **settings: Any) -> None:
        plain = {"rich_markup_mode": None, "pretty_exceptions_enable": False}
        super().__init__(cls=cls, **{"add_completion": False} | plain | settings)

    def command(self, name: str | None = None, *, cls: type[TyperCommand] | None = None, **settings: Any) -> Any:
        """As `typer.Typer.command`, with help in the language of the reader."""
        return super().command(name, cls=cls or Command, **settings)


def print_usage_error(error: TyperException) -> None:
    """Say on stderr what is wrong with a command line, below its usage; the help, where a command is missing."""
    from typer._click.exceptions import NoArgsIsHelpError, UsageError

    language = command_language()
    if isinstance(error, NoArgsIsHelpError):
        typer.echo(error.format_message(), err=True)
        return
    if isinstance(error, UsageError) and error.ctx is not None:
        typer.echo(error.ctx.get_usage(), err=True)
        hint = N_("`{command} --help` explains it.")
        typer.echo(say(hint, language, command=error.ctx.command_path) + "\n", err=True)
    typer.echo(in_language(error.format_message(), language), err=True)


def _records(parameters: Iterable[Any], kind: str, ctx: Context) -> Iterable[tuple[str, str]]:
    """Each parameter of a kind with its description and what Typer adds in brackets: “[default: 1; required]”."""
    language = command_language()
    for parameter in parameters:
        if parameter.param_type_name != kind or (record := parameter.get_help_record(ctx)) is None:
            continue
        names, text = record
        description = parameter.help or ""
        additions = text.removeprefix(description).strip().removeprefix("[").removesuffix("]")
        parts = "; ".join(in_language(part, language) for part in additions.split("; ") if part)
        yield names, "  ".join(filter(None, (in_language(description, language), f"[{parts}]" if parts else "")))
