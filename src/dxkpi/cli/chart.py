"""`dxkpi chart`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dxkpi.cli.completion import complete_charts
from dxkpi.cli.console import check_output, chosen_language, opened_workspace, write_output
from dxkpi.cli.language import command_language
from dxkpi.cli.options import (
    BoundariesOption,
    IndicatorOption,
    LangOption,
    LevelOption,
    LocalityOption,
    PeriodOption,
    VintageOption,
)
from dxkpi.cli.private_api import Command, Commands
from dxkpi.domain.boundaries.notation import REPORTED
from dxkpi.exports.options import SCALES, STANDARD, Audience, ExportOptions, PictureSize, RowChoice
from dxkpi.locale import N_, say

if TYPE_CHECKING:
    from dxkpi.cli.private_api import Context, HelpFormatter
    from dxkpi.workflows.queries import QueryText

app = Commands()


class ChartCommand(Command):
    """Lists the kinds of charts below its help; loading them takes a second, so nothing else does."""

    def format_epilog(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the names of all kinds."""
        with formatter.section(say(N_("Kinds"), command_language())):
            formatter.write_text(", ".join(complete_charts("")))


@app.command(cls=ChartCommand)
def chart(
    kind: Annotated[str, typer.Argument(help=N_("Kind of chart."), autocompletion=complete_charts)],
    output: Annotated[
        Path, typer.Option("-o", "--output", help=N_("File; its ending chooses the format; -: standard output."))
    ],
    file_format: Annotated[
        str | None, typer.Option("--format", help=N_("Format; default: the ending of the file."))
    ] = None,
    indicator: IndicatorOption = None,
    locality: LocalityOption = None,
    level: LevelOption = None,
    period: PeriodOption = None,
    boundaries: BoundariesOption = REPORTED,
    beside: Annotated[
        list[str] | None, typer.Option(help=N_("Locality to compare with the others; may be repeated."))
    ] = None,
    vintage: VintageOption = None,
    size: Annotated[PictureSize, typer.Option(help=N_("Size of a picture in pixels."))] = STANDARD.size,
    scale: Annotated[
        int, typer.Option(help=N_("Pixels of a PNG for each pixel of its size."), min=1, max=max(SCALES))
    ] = STANDARD.scale,
    plain: Annotated[bool, typer.Option("--plain", help=N_("A picture without headline and footer."))] = False,
    reader: Annotated[
        Audience, typer.Option(help=N_("CSV: the table with title and notes around it, or the table alone."))
    ] = STANDARD.reader,
    rows: Annotated[
        RowChoice, typer.Option(help=N_("CSV: the table of the chart, or every column of every value."))
    ] = STANDARD.rows,
    lang: LangOption = None,
) -> None:
    """Save one chart as a picture, or its data."""
    from dxkpi.workflows.queries import QueryText

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
    _save(kind, text, output, file_format, ExportOptions(size, scale, plain, reader=reader, rows=rows))


def _save(kind: str, text: QueryText, output: Path, file_format: str | None, options: ExportOptions) -> None:
    from dxkpi.exports import FORMATS
    from dxkpi.workflows.queries import parse_query
    from dxkpi.workflows.views import describe, export, view

    extension = check_output(output, FORMATS, chosen=file_format)
    with opened_workspace() as workspace:
        query = parse_query(workspace, kind, text)
        description = describe(workspace, view(workspace, query), query.language)
        content = export(workspace, description, extension, options)
    write_output(output, content)
