"""`dxkpi target`. Who runs these commands has access to the server, and acts as the operator."""

from __future__ import annotations

from typing import Annotated

import typer

from dxkpi.cli.console import chosen_language, opened_workspace, print_json, print_line, print_table
from dxkpi.cli.options import JsonOption, LangOption, LevelOption, RequiredIndicator, RequiredLocality
from dxkpi.cli.private_api import Commands
from dxkpi.domain.model.permissions import OPERATOR
from dxkpi.locale import N_, say

app = Commands(
    no_args_is_help=True,
    help=N_("Targets: what an indicator is to reach, and the document that sets it."),
)

SET = N_("The target is set as of vintage {vintage}.")
REMOVED = N_("Target {number} is removed as of vintage {vintage}.")


@app.command()
def add(
    indicator: RequiredIndicator,
    locality: RequiredLocality,
    period: Annotated[str, typer.Option(help=N_("2026-Q3, 2026-H1, 2026-9M, or 2026 for the whole year."))],
    value: Annotated[str, typer.Option(help=N_("In the indicator's unit: 95 or 95,5."))],
    source: Annotated[str, typer.Option(help=N_("The document that sets it."))],
    level: LevelOption = None,
    lang: LangOption = None,
) -> None:
    """Set a target, in place of one for the same indicator, locality, level and period."""
    from dxkpi.workflows.admin.targets import set_target

    with opened_workspace() as workspace:
        vintage = set_target(
            workspace,
            indicator,
            locality=locality,
            level=level,
            period=period,
            value=value,
            source=source,
            by=OPERATOR,
        )
    print_line(say(SET, chosen_language(lang), vintage=str(vintage)))


@app.command("list")
def list_(as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Print all targets that are set."""
    from dxkpi.cli.output.targets import target_rows, targets_table
    from dxkpi.workflows.admin import targets

    with opened_workspace() as workspace:
        if as_json:
            stored = targets.targets(workspace, by=OPERATOR)
            print_json({"targets": target_rows(stored, workspace.cutoff)})
        else:
            language = chosen_language(lang)
            summaries = targets.target_summaries(workspace, language, by=OPERATOR)
            print_table(targets_table(summaries, workspace.cutoff, language))


@app.command()
def remove(
    number: Annotated[int, typer.Argument(help=N_("Number, as `list` shows it."))], lang: LangOption = None
) -> None:
    """Remove a target; what was published with it stays readable by its vintage."""
    from dxkpi.workflows.admin.targets import remove_target

    with opened_workspace() as workspace:
        vintage = remove_target(workspace, number, by=OPERATOR)
    print_line(say(REMOVED, chosen_language(lang), number=str(number), vintage=str(vintage)))
