"""`dxkpi import`, `template` and `values`: figures in and out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dxkpi.cli.console import (
    STANDARD_STREAM,
    check_output,
    chosen_language,
    file_name,
    opened_workspace,
    print_json,
    print_line,
    print_table,
    progress,
    read_file,
    write_output,
)
from dxkpi.cli.options import (
    AccountOption,
    BoundariesOption,
    IndicatorsOption,
    JsonOption,
    LangOption,
    LevelOption,
    LocalityOption,
    MeasuresOption,
    PeriodOption,
    RequiredLocality,
    RequiredPeriod,
    VintageOption,
)
from dxkpi.cli.private_api import Commands
from dxkpi.domain.boundaries.notation import REPORTED
from dxkpi.domain.model.permissions import OPERATOR
from dxkpi.errors import WrongUsage
from dxkpi.locale import N_, Message, say

app = Commands()


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help=N_("XLSX, XLSM, XLS, ODS or CSV; -: standard input."))],
    locality: LocalityOption = None,
    period: PeriodOption = None,
    layout: Annotated[str | None, typer.Option(help=N_("Layout; default: recognised by its content."))] = None,
    sheet: Annotated[str | None, typer.Option(help=N_("Sheet to read, when the file has several."))] = None,
    source: Annotated[str, typer.Option(help=N_("Title of the source, for rows that name none."))] = "",
    source_url: Annotated[str, typer.Option(help=N_("Address of the source."))] = "",
    reason: Annotated[str, typer.Option(help=N_("Why figures that look wrong, or change, are right."))] = "",
    by: AccountOption = OPERATOR.name,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Print what would change; save nothing."))] = False,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Read a file, check it and save its figures as a new vintage."""
    from dxkpi.cli.output.import_report import import_as_json, import_lines
    from dxkpi.workflows.sign_in import actor_named
    from dxkpi.workflows.upload.file_import import import_file
    from dxkpi.workflows.upload.preview import UploadRequest

    language = chosen_language(lang)
    content, name = read_file(file), file_name(file)
    with progress(say(N_("Reading {file} …"), language, file=name)), opened_workspace() as workspace:
        request = UploadRequest(name, content, locality, period, layout, sheet, source, source_url)
        by_actor = actor_named(workspace, by)
        report = import_file(workspace, request, reason=reason, by=by_actor, dry_run=dry_run)
        if as_json:
            print_json(import_as_json(workspace, report, language, dry_run=dry_run))
        else:
            for line in import_lines(workspace, report, name, language, dry_run=dry_run):
                print_line(line)
    if not report.accepted:
        raise typer.Exit(3)


@app.command()
def template(
    locality: RequiredLocality,
    period: RequiredPeriod,
    output: Annotated[
        Path, typer.Option("-o", "--output", help=N_("The workbook; ends with .xlsx; -: standard output."))
    ],
    by: AccountOption = OPERATOR.name,
    lang: LangOption = None,
) -> None:
    """Write the workbook to fill in for a locality and a period."""
    from dxkpi.workflows.sign_in import actor_named
    from dxkpi.workflows.upload.templates import make_template

    language = chosen_language(lang)
    check_output(output, ("xlsx",))
    with opened_workspace() as workspace:
        actor = actor_named(workspace, by)
        _, content = make_template(workspace, locality, period, language=language, by=actor)
    write_output(output, content)
    if output != STANDARD_STREAM:
        print_line(say(N_("Written: {file}"), language, file=str(output)))


@app.command()
def values(
    indicator: IndicatorsOption = None,
    measure: MeasuresOption = None,
    locality: LocalityOption = None,
    level: LevelOption = None,
    period: PeriodOption = None,
    boundaries: BoundariesOption = REPORTED,
    vintage: VintageOption = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help=N_("Print CSV."))] = False,
    lang: LangOption = None,
) -> None:
    """Print figures with numerator, denominator and source."""
    if not indicator and not measure:
        raise WrongUsage(what=Message(N_("Name at least one --indicator or --measure.")))
    if as_json and as_csv:
        raise WrongUsage(what=Message(N_("Choose one of --json and --csv.")))
    from dxkpi.cli.output.values import value_rows, values_as_json, values_table, write_csv
    from dxkpi.workflows.queries import QueryText
    from dxkpi.workflows.value_queries import parse_values_query
    from dxkpi.workflows.value_queries import values as values_of

    language = chosen_language(lang)
    text = QueryText(
        indicators=tuple(indicator or ()),
        measures=tuple(measure or ()),
        locality=locality or "",
        period=period or "",
        boundaries=boundaries,
        level=level,
        vintage=vintage,
    )
    with opened_workspace() as workspace:
        query = parse_values_query(workspace, text)
        all_values = values_of(workspace, query)
    if as_json:
        print_json(values_as_json(all_values, query.at, workspace.cutoff, language))
    elif as_csv:
        write_csv(value_rows(all_values, workspace.cutoff, language), sys.stdout)
    else:
        print_table(values_table(all_values, workspace.catalogue, workspace.cutoff, language))
