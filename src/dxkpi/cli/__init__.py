"""Commands: arguments in, one workflow called, text out. What they promise stands in `dxkpi --help`."""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import typer

from dxkpi import workflows
from dxkpi.accounts.first_administrator import FIRST_NAME, make_first
from dxkpi.charts import CHARTS
from dxkpi.cli import accounts, targets
from dxkpi.cli import boundaries as cli_boundaries
from dxkpi.cli.console import AsJson, Lang, err, opened_workspace, out, spoken, tell, write
from dxkpi.cli.output import import_as_json, import_lines, value_rows, values_table, write_csv
from dxkpi.domain.boundaries.notation import REPORTED
from dxkpi.domain.boundaries.notation import notation as boundaries_notation
from dxkpi.domain.model.locality import Level
from dxkpi.errors import DxkpiError, WrongUsage
from dxkpi.exports.numbers import document
from dxkpi.exports.options import SCALES, STANDARD, Audience, ExportOptions, PictureSize, RowChoice
from dxkpi.locale import N_, Language, Message, say
from dxkpi.settings import settings, system_language
from dxkpi.store import Store
from dxkpi.workspace import current

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Digital-transformation indicators of a province.")
database = typer.Typer(no_args_is_help=True, help="Migrations of the store.")
app.add_typer(accounts.app, name="account")
app.add_typer(targets.app, name="target")
app.add_typer(cli_boundaries.app, name="boundaries")
app.add_typer(database, name="database")

LocalityOption = Annotated[str | None, typer.Option(help="Code, code@day or full name with marks.")]
PeriodOption = Annotated[str | None, typer.Option(help="2022-Q3, 2022-H1, 2022-9M, 2022, first..last day.")]
BoundariesOption = Annotated[str, typer.Option(help="Read on: reported, current, or those of a day: 2025-07-01.")]


def main() -> None:
    """Run a command; a refusal is one sentence on stderr and its exit code."""
    try:
        app()
    except DxkpiError as refusal:
        err.print(refusal.text(_asked_language()), markup=False, soft_wrap=True)
        sys.exit(refusal.exit_code)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0: any free one.")] = 8501,
) -> None:
    """Open the store (made and filled at first start) and run the dashboard."""
    from dxkpi.web import serve_dashboard

    language = spoken()
    with closing(current()) as workspace:
        tell(say(N_("Store: {address}"), language, address=workspace.store.address))
        if password := make_first(workspace.store, datetime.now(UTC)):
            tell(say(accounts.FIRST_PASSWORD, language, name=FIRST_NAME, password=password))

        def ready(address: str) -> None:
            tell(say(N_("Dashboard: {address}"), language, address=address))

        serve_dashboard(workspace, host=host, port=port, on_ready=ready)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="XLSX, XLSM, XLS, ODS or CSV.")],
    locality: LocalityOption = None,
    period: PeriodOption = None,
    layout: Annotated[str | None, typer.Option(help="Layout; without: recognised by content.")] = None,
    sheet: Annotated[str | None, typer.Option(help="Sheet to read, where the file has several.")] = None,
    source: Annotated[str, typer.Option(help="Title of the source, for rows that name none.")] = "",
    source_url: Annotated[str, typer.Option(help="Address of the source.")] = "",
    reason: Annotated[str, typer.Option(help="Why figures that look wrong, or change, are right.")] = "",
    by: Annotated[str, typer.Option(help="Account that acts.")] = workflows.OPERATOR.name,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen; save nothing.")] = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Read a file, check it, save it as a new vintage."""
    language = spoken(lang)
    if not file.is_file():
        raise WrongUsage(what=Message(N_("There is no file {file}."), {"file": str(file)}))
    with opened_workspace() as workspace:
        report = workflows.import_file(
            workspace,
            file.name,
            file.read_bytes(),
            locality=locality,
            period=period,
            layout=layout,
            sheet=sheet,
            source=source,
            source_url=source_url,
            reason=reason,
            by=workflows.actor_named(workspace, by),
            dry_run=dry_run,
        )
        if as_json:
            write(document(import_as_json(report, workspace.cutoff, language)))
        else:
            for line in import_lines(report, file.name, language, dry_run=dry_run):
                tell(line)
    if not report.accepted:
        raise typer.Exit(3)


@app.command()
def template(
    locality: Annotated[str, typer.Option(help="Code, code@day or full name with marks.")],
    period: Annotated[str, typer.Option(help="2022-Q3, 2022-H1, 2022-9M, 2022, first..last day.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The workbook; ends with .xlsx.")],
    by: Annotated[str, typer.Option(help="Account that acts.")] = workflows.OPERATOR.name,
    lang: Lang = None,
) -> None:
    """Write the workbook to fill in, for a locality and a period."""
    language = spoken(lang)
    if output.suffix.lower() != ".xlsx":
        raise WrongUsage(what=Message(N_("The template is a workbook: let the name of the file end with .xlsx.")))
    if not output.parent.is_dir():
        raise WrongUsage(what=Message(N_("There is no folder {folder}."), {"folder": str(output.parent)}))
    with opened_workspace() as workspace:
        actor = workflows.actor_named(workspace, by)
        _, content = workflows.make_template(workspace, locality, period, language=language, by=actor)
    output.write_bytes(content)
    out.print(say(N_("Written: {file}"), language, file=str(output)), markup=False, soft_wrap=True)


@app.command()
def values(
    indicator: Annotated[list[str] | None, typer.Option(help="Indicator; may be given again.")] = None,
    measure: Annotated[list[str] | None, typer.Option(help="Measure; may be given again.")] = None,
    locality: LocalityOption = None,
    level: Annotated[Level | None, typer.Option(help="All localities of a level.")] = None,
    period: PeriodOption = None,
    boundaries: BoundariesOption = REPORTED,
    vintage: Annotated[int | None, typer.Option(help="An older vintage.")] = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV on stdout.")] = False,
    lang: Lang = None,
) -> None:
    """Figures with numerator, denominator and source."""
    if not indicator and not measure:
        raise WrongUsage(what=Message(N_("Say what: --indicator or --measure.")))
    language = spoken(lang)
    with opened_workspace() as workspace:
        text = workflows.QueryText(
            indicators=tuple(indicator or ()), measures=tuple(measure or ()), locality=locality or "",
            period=period or "", boundaries=boundaries, level=level, vintage=vintage,
        )  # fmt: skip
        query = workflows.parse_values_query(workspace, text)
        found = workflows.values(workspace, query)
        if as_json:
            rows = value_rows(found, workspace.cutoff, language)
            about = {"vintage": query.at.vintage, "boundaries": boundaries_notation(query.at.boundaries)}
            write(document({**about, "rows": rows}))
        elif as_csv:
            write_csv(value_rows(found, workspace.cutoff, language), sys.stdout)
        else:
            out.print(values_table(found, workspace.catalogue, workspace.cutoff, language))


@app.command()
def chart(
    kind: Annotated[str, typer.Argument(help=f"{', '.join(CHARTS)}.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="File; its ending chooses the format.")],
    indicator: Annotated[str | None, typer.Option(help="Indicator.")] = None,
    locality: LocalityOption = None,
    level: Annotated[Level | None, typer.Option(help="Level to compare.")] = None,
    period: PeriodOption = None,
    boundaries: BoundariesOption = REPORTED,
    beside: Annotated[list[str] | None, typer.Option(help="Locality side by side with others; given again.")] = None,
    vintage: Annotated[int | None, typer.Option(help="An older vintage.")] = None,
    size: Annotated[PictureSize, typer.Option(help="Of a picture, in pixels.")] = STANDARD.size,
    scale: Annotated[int, typer.Option(help="PNG: pixels for each of these.", min=1, max=max(SCALES))] = STANDARD.scale,
    plain: Annotated[bool, typer.Option("--plain", help="A picture without headline and footer.")] = False,
    reader: Annotated[
        Audience, typer.Option(help="CSV: with words around the table, or the table alone.")
    ] = STANDARD.reader,
    rows: Annotated[
        RowChoice, typer.Option(help="CSV: the table of the chart, or every column of every value.")
    ] = STANDARD.rows,
    lang: Lang = None,
) -> None:
    """One chart as a picture, or its data."""
    with opened_workspace() as workspace:
        text = workflows.QueryText(
            indicators=(indicator,) if indicator else (), locality=locality or "", period=period or "",
            boundaries=boundaries, compared=tuple(beside or ()), level=level, vintage=vintage, language=spoken(lang),
        )  # fmt: skip
        view = workflows.view(workspace, workflows.parse_query(workspace, kind, text))
        options = ExportOptions(size, scale, plain, reader=reader, rows=rows)
        output.write_bytes(workflows.export(workspace, view, output.suffix.removeprefix(".").lower(), options))


@app.command()
def check(lang: Lang = None) -> None:
    """Is the store whole? Prints what is not."""
    language = spoken(lang)
    with opened_workspace() as workspace:
        faults = workspace.store.check()
    for fault in faults:
        tell(fault.text(language))
    if faults:
        raise typer.Exit(7)
    out.print(say(N_("The store is whole."), language))


@database.command()
def upgrade(lang: Lang = None) -> None:
    """Bring the store to the newest migration."""
    with Store.open(settings().address) as store:
        store.upgrade()
        out.print(say(N_("The store is at migration {revision}."), spoken(lang), revision=store.status()[0]))


@database.command()
def status(lang: Lang = None) -> None:
    """Say at which migration the store is."""
    with Store.open(settings().address, migrate=False) as store:
        current, newest = store.status()
        message = N_("The store is at migration {current}; the newest is {newest}.")
        out.print(say(message, spoken(lang), current=current or "–", newest=newest))


def _asked_language() -> Language:
    """The language a refusal is told in: `--lang` of the command line, wherever the refusal came from."""
    given = dict(pairwise(sys.argv)).get("--lang", "")
    return Language(given) if given in list(Language) else system_language()
