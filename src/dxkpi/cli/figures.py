"""`dxkpi import`, `template` and `values`: figures in and out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dxkpi.cli.console import (
    chosen_language,
    opened_workspace,
    print_json,
    print_line,
    print_table,
    progress,
    read_file,
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
from dxkpi.domain.boundaries.notation import REPORTED
from dxkpi.domain.model.permissions import OPERATOR
from dxkpi.errors import WrongUsage
from dxkpi.locale import N_, Message, say

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="XLSX, XLSM, XLS, ODS or CSV.")],
    locality: LocalityOption = None,
    period: PeriodOption = None,
    layout: Annotated[str | None, typer.Option(help="Layout; default: recognised by its content.")] = None,
    sheet: Annotated[str | None, typer.Option(help="Sheet to read, when the file has several.")] = None,
    source: Annotated[str, typer.Option(help="Title of the source, for rows that name none.")] = "",
    source_url: Annotated[str, typer.Option(help="Address of the source.")] = "",
    reason: Annotated[str, typer.Option(help="Why figures that look wrong, or change, are right.")] = "",
    by: AccountOption = OPERATOR.name,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what would change; save nothing.")] = False,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Read a file, check it and save its figures as a new vintage."""
    from dxkpi.cli.output.import_report import import_as_json, import_lines
    from dxkpi.workflows.sign_in import actor_named
    from dxkpi.workflows.upload.file_import import import_file
    from dxkpi.workflows.upload.preview import UploadRequest

    language = chosen_language(lang)
    content = read_file(file)
    with progress(say(N_("Reading {file} …"), language, file=file.name)), opened_workspace() as workspace:
        request = UploadRequest(file.name, content, locality, period, layout, sheet, source, source_url)
        by_actor = actor_named(workspace, by)
        report = import_file(workspace, request, reason=reason, by=by_actor, dry_run=dry_run)
        if as_json:
            print_json(import_as_json(workspace, report, language))
        else:
            for line in import_lines(workspace, report, file.name, language, dry_run=dry_run):
                print_line(line)
    if not report.accepted:
        raise typer.Exit(3)


@app.command()
def template(
    locality: RequiredLocality,
    period: RequiredPeriod,
    output: Annotated[Path, typer.Option("-o", "--output", help="The workbook; ends with .xlsx.")],
    by: AccountOption = OPERATOR.name,
    lang: LangOption = None,
) -> None:
    """Write the workbook to fill in for a locality and a period."""
    from dxkpi.workflows.sign_in import actor_named
    from dxkpi.workflows.upload.templates import make_template

    language = chosen_language(lang)
    if output.suffix.lower() != ".xlsx":
        raise WrongUsage(what=Message(N_("The template is a workbook: its file name must end with .xlsx.")))
    if not output.parent.is_dir():
        raise WrongUsage(what=Message(N_("There is no folder {folder}."), {"folder": str(output.parent)}))
    with opened_workspace() as workspace:
        actor = actor_named(workspace, by)
        _, content = make_template(workspace, locality, period, language=language, by=actor)
    output.write_bytes(content)
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
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    lang: LangOption = None,
) -> None:
    """Print figures with numerator, denominator and source."""
    if not indicator and not measure:
        raise WrongUsage(what=Message(N_("Name at least one --indicator or --measure.")))
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
