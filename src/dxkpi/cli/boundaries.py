"""The commands about boundaries: what a crosswalk file would change, and the change."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from dxkpi.cli.console import AsJson, Lang, opened_workspace, spoken, tell, write
from dxkpi.domain.model.permissions import OPERATOR
from dxkpi.errors import WrongUsage
from dxkpi.exports.numbers import document
from dxkpi.locale import N_, Language, Message, say
from dxkpi.workflows.admin.boundary_changes import BoundaryChangePreview, load_decree, preview_decree

app = typer.Typer(no_args_is_help=True, help="Changes of boundaries: crosswalk files of a decree.")

File = Annotated[Path, typer.Argument(help="CSV or XLSX: from_code, to_code, to_name, to_kind, day, share, parent …")]


@app.command()
def preview(file: File, as_json: AsJson = False, lang: Lang = None) -> None:
    """Say what a crosswalk file would change, or all that is wrong with it; change nothing."""
    with opened_workspace() as workspace:
        found = preview_decree(workspace, file.name, _content(file), by=OPERATOR)
    _tell(found, spoken(lang), as_json=as_json)


@app.command()
def load(file: File, as_json: AsJson = False, lang: Lang = None) -> None:
    """Change the boundaries as a crosswalk file says. A running dashboard takes them over within a second."""
    with opened_workspace() as workspace:
        found = load_decree(workspace, file.name, _content(file), by=OPERATOR)
    _tell(found, spoken(lang), as_json=as_json)
    if not as_json:
        tell(say(N_("Loaded. A running dashboard takes the new boundaries over within a second."), spoken(lang)))


def _content(file: Path) -> bytes:
    if not file.is_file():
        raise WrongUsage(what=Message(N_("There is no file {file}."), {"file": str(file)}))
    return file.read_bytes()


def _tell(found: BoundaryChangePreview, language: Language, *, as_json: bool) -> None:
    if as_json:
        write(document(_plain(found, language)))
    else:
        for line in _lines(found, language):
            tell(line)
    if found.decree is None:
        raise typer.Exit(3)


def _lines(found: BoundaryChangePreview, language: Language) -> Iterable[str]:
    for cell, fault in found.faults:
        yield f"{cell}  {fault.message.text(language)}".strip()
    if found.decree is None:
        yield say(N_("{file} was refused: no boundaries were changed."), language, file=found.file_name)
        return
    for each in found.consequences:
        yield say(
            N_("{unit} ({code}): from {older}"),
            language,
            unit=each.unit.name,
            code=each.unit.code,
            older=tuple(unit.name for unit, _ in each.older),
        )
        if each.lost is not None:
            yield f"  {each.lost.text(language)}"
    counts = {"ended": len(found.decree.ended), "begun": len(found.decree.begun), "day": found.decree.day}
    yield say(N_("From {day}: {ended} units end, {begun} begin."), language, **counts)


def _plain(found: BoundaryChangePreview, language: Language) -> dict[str, object]:
    decree = found.decree
    return {
        "accepted": decree is not None,
        "day": decree.day.isoformat() if decree else None,
        "ended": [each.key for each in decree.ended] if decree else [],
        "begun": [
            {
                "unit": each.unit.key,
                "name": each.unit.name,
                "from": [unit.key for unit, _ in each.older],
                "comparable": each.lost is None,
                "periods": (found.figures or {})[each.unit.key],
                "note": each.lost.text(language) if each.lost else "",
            }
            for each in found.consequences
        ],
        "problems": [
            {"cell": cell, "row": fault.row, "heading": fault.heading, "message": fault.message.text(language)}
            for cell, fault in found.faults
        ],
    }
