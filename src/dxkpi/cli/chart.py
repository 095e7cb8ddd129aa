"""`dxkpi chart`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperCommand

from dxkpi.cli.completion import complete_charts
from dxkpi.cli.console import chosen_language, opened_workspace
from dxkpi.cli.options import (
    BoundariesOption,
    IndicatorOption,
    LangOption,
    LevelOption,
    LocalityOption,
    PeriodOption,
    VintageOption,
)
from dxkpi.domain.boundaries.notation import REPORTED
from dxkpi.exports.options import SCALES, STANDARD, Audience, ExportOptions, PictureSize, RowChoice

if TYPE_CHECKING:
    from typer import _click

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class ChartCommand(TyperCommand):
    """Lists the kinds of charts below its help; loading them takes a second, so nothing else does."""

    def format_epilog(self, ctx: _click.Context, formatter: _click.HelpFormatter) -> None:
        """Write the names of all kinds."""
        with formatter.section("Kinds"):
            formatter.write_text(", ".join(complete_charts("")))


@app.command(cls=ChartCommand)
def chart(
    kind: Annotated[str, typer.Argument(help="Kind of chart.", autocompletion=complete_charts)],
    output: Annotated[Path, typer.Option("-o", "--output", help="File; its ending chooses the format.")],
    indicator: IndicatorOption = None,
    locality: LocalityOption = None,
    level: LevelOption = None,
    period: PeriodOption = None,
    boundaries: BoundariesOption = REPORTED,
    beside: Annotated[
        list[str] | None, typer.Option(help="Locality to compare with the others; may be repeated.")
    ] = None,
    vintage: VintageOption = None,
    size: Annotated[PictureSize, typer.Option(help="Size of a picture in pixels.")] = STANDARD.size,
    scale: Annotated[
        int, typer.Option(help="Pixels of a PNG for each pixel of its size.", min=1, max=max(SCALES))
    ] = STANDARD.scale,
    plain: Annotated[bool, typer.Option("--plain", help="A picture without headline and footer.")] = False,
    reader: Annotated[
        Audience, typer.Option(help="CSV: the table with title and notes around it, or the table alone.")
    ] = STANDARD.reader,
    rows: Annotated[
        RowChoice, typer.Option(help="CSV: the table of the chart, or every column of every value.")
    ] = STANDARD.rows,
    lang: LangOption = None,
) -> None:
    """Save one chart as a picture, or its data."""
    from dxkpi.workflows.queries import QueryText, parse_query
    from dxkpi.workflows.views import describe, export, view

    text = QueryText(
        indicators=(indicator,) if indicator else (),
        locality=locality or "",
        period=period or "",
        boundaries=boundaries,
        compared=tuple(beside or ()),
        level=level,
        vintage=vintage,
        language=chosen_language(lang),
    )
    options = ExportOptions(size, scale, plain, reader=reader, rows=rows)
    with opened_workspace() as workspace:
        query = parse_query(workspace, kind, text)
        description = describe(workspace, view(workspace, query), query.language)
        output.write_bytes(export(workspace, description, output.suffix.removeprefix(".").lower(), options))
