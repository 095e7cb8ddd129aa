"""The commands about targets. Whoever runs them owns the machine, and acts as the operator."""

from __future__ import annotations

from typing import Annotated

import typer

from dxkpi.cli.console import AsJson, Lang, opened_workspace, out, spoken, tell, write
from dxkpi.cli.output import target_rows, targets_table
from dxkpi.domain.model.locality import Level
from dxkpi.domain.model.permissions import OPERATOR
from dxkpi.exports.numbers import document
from dxkpi.locale import N_, say
from dxkpi.workflows.admin import targets

app = typer.Typer(no_args_is_help=True, help="Targets: what an indicator is to reach, and where that is laid down.")

SET = N_("The target is set; it holds from vintage {vintage} on.")
REMOVED = N_("Target {number} is taken away from vintage {vintage} on.")


@app.command()
def add(
    indicator: Annotated[str, typer.Option(help="Indicator.")],
    locality: Annotated[str, typer.Option(help="Code, code@day or full name with marks.")],
    period: Annotated[str, typer.Option(help="2026-Q3, 2026-H1, 2026-9M, or 2026 for the whole year.")],
    value: Annotated[str, typer.Option(help="In the indicator's unit: 95 or 95,5.")],
    source: Annotated[str, typer.Option(help="Where it is laid down.")],
    level: Annotated[Level | None, typer.Option(help="For every locality of this level inside the locality.")] = None,
    lang: Lang = None,
) -> None:
    """Set a target, in place of one for the same indicator, locality, level and period."""
    with opened_workspace() as workspace:
        vintage = targets.set_target(
            workspace, indicator, locality=locality, level=level, period=period, value=value, source=source,
            by=OPERATOR,
        )  # fmt: skip
    tell(say(SET, spoken(lang), vintage=str(vintage)))


@app.command("list")
def list_(as_json: AsJson = False, lang: Lang = None) -> None:
    """Every target that stands."""
    with opened_workspace() as workspace:
        if as_json:
            found = targets.targets(workspace, by=OPERATOR)
            write(document({"targets": target_rows(found, workspace.cutoff)}))
        else:
            language = spoken(lang)
            out.print(targets_table(targets.told(workspace, language, by=OPERATOR), workspace.cutoff, language))


@app.command()
def remove(number: Annotated[int, typer.Argument(help="Number, as `list` shows it.")], lang: Lang = None) -> None:
    """Take a target away; what was published with it stays readable by its vintage."""
    with opened_workspace() as workspace:
        vintage = targets.remove_target(workspace, number, by=OPERATOR)
    tell(say(REMOVED, spoken(lang), number=str(number), vintage=str(vintage)))
