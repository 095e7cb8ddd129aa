"""`dxkpi boundaries`: preview and load the crosswalk file of a decree that changes boundaries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dxkpi.cli.console import chosen_language, file_name, opened_workspace, print_json, print_line, read_file
from dxkpi.cli.options import JsonOption, LangOption
from dxkpi.cli.private_api import Commands
from dxkpi.domain.model.permissions import OPERATOR
from dxkpi.locale import N_, Language, say

if TYPE_CHECKING:
    from dxkpi.workflows.admin.boundary_changes import BoundaryChangePreview

app = Commands(
    no_args_is_help=True,
    help=N_("Boundary changes: the crosswalk file of a decree."),
)

CrosswalkFile = Annotated[
    Path, typer.Argument(help=N_("CSV or XLSX: from_code, to_code, to_name, to_kind, day, share, parent …"))
]


@app.command()
def preview(file: CrosswalkFile, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Print what a crosswalk file would change, or everything that is wrong with it; change nothing."""
    from dxkpi.workflows.admin.boundary_changes import preview_decree

    content = read_file(file)
    with opened_workspace() as workspace:
        change = preview_decree(workspace, file_name(file), content, by=OPERATOR)
    _print(change, chosen_language(lang), as_json=as_json)


@app.command()
def load(file: CrosswalkFile, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Change the boundaries as a crosswalk file says. A running dashboard shows them within a second."""
    from dxkpi.workflows.admin.boundary_changes import load_decree

    content = read_file(file)
    with opened_workspace() as workspace:
        change = load_decree(workspace, file_name(file), content, by=OPERATOR)
    _print(change, chosen_language(lang), as_json=as_json)
    if not as_json:
        loaded = N_("Loaded. A running dashboard shows the new boundaries within a second.")
        print_line(say(loaded, chosen_language(lang)))


def _print(change: BoundaryChangePreview, language: Language, *, as_json: bool) -> None:
    from dxkpi.cli.output.boundary_changes import boundary_change_as_json, boundary_change_lines

    if as_json:
        print_json(boundary_change_as_json(change, language))
    else:
        for line in boundary_change_lines(change, language):
            print_line(line)
    if change.decree is None:
        raise typer.Exit(3)
