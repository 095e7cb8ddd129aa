"""`dxkpi summary`: what the overview says of a place and period."""

from __future__ import annotations

from dxkpi.cli.console import chosen_language, opened_workspace, print_json, print_line
from dxkpi.cli.options import (
    BoundariesOption,
    JsonOption,
    LangOption,
    LocalityOption,
    PeriodOption,
    VintageOption,
)
from dxkpi.cli.private_api import Commands
from dxkpi.domain.boundaries.notation import REPORTED

app = Commands()


@app.command()
def summary(
    locality: LocalityOption = None,
    period: PeriodOption = None,
    boundaries: BoundariesOption = REPORTED,
    vintage: VintageOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Print what the overview says of a place and period."""
    from dxkpi.cli.output.summary import summary_as_json, summary_lines
    from dxkpi.workflows.queries import QueryText, parse_query
    from dxkpi.workflows.views import describe_overview, overview

    language = chosen_language(lang)
    text = QueryText(
        locality=locality or "", period=period or "", boundaries=boundaries, vintage=vintage, language=language
    )
    with opened_workspace() as workspace:
        query = parse_query(workspace, "flow", text)
        description = describe_overview(workspace, overview(workspace, query), language)
        if as_json:
            print_json(summary_as_json(description, query.at))
            return
        for line in summary_lines(description):
            print_line(line)
