"""The same file back, its problems marked at their cells by colour and comment, with a list of all of them in front."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from dxkpi.intake.annotate.problem_sheet import WORDS
from dxkpi.intake.problems import Problem, Severity, Upload
from dxkpi.locale import N_, Language, translate

# A comment is a box beside a cell: as much as a person reads there, and as many as a spreadsheet opens quickly.
COMMENT_CHARACTERS = 1000
MAX_COMMENTS = 2000
WORST_FIRST = (Severity.ERROR, Severity.REASON, Severity.NOTE)
SUFFIX = N_("-marked")


@dataclass(frozen=True)
class CellRemark:
    """What is said at one cell: how bad it is at its worst, and the sentences; empty where the list alone has them."""

    severity: Severity
    text: str


def mark(name: str, content: bytes, upload: Upload, language: Language) -> tuple[str, bytes] | None:
    """A file's name and bytes with its problems marked; nothing where it could not be read at all.

    A workbook in Office Open XML comes back as it is, marks added; every other file as a workbook of its cells as read.
    """
    if not upload.cells:
        return None
    from dxkpi.intake.annotate.annotated_workbook import (
        marked_workbook,  # its library takes a while to load, and few files need it
    )

    marked, ending = marked_workbook(content, upload, remarks_of(upload, language), language)
    return f"{_stem(name)}{translate(SUFFIX, language)}{ending}", marked


def remarks_of(upload: Upload, language: Language) -> Mapping[str, CellRemark]:
    """What is said at each cell, by its place ("C14"); the worst first, and only the first cells in full."""
    by_cell: dict[str, list[Problem]] = {}
    for problem in upload.problems:
        if problem.row is not None and problem.sheet == upload.sheet:
            by_cell.setdefault(place_of(problem), []).append(problem)
    remarks: dict[str, CellRemark] = {}
    silent = {severity: CellRemark(severity, "") for severity in Severity}
    for cell, problems in by_cell.items():
        ordered = worst_first(problems)
        worst = ordered[0].severity
        remarks[cell] = (
            CellRemark(worst, _sentences(ordered, language)) if len(remarks) < MAX_COMMENTS else silent[worst]
        )
    return remarks


def worst_first(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by what they ask of a person; those that ask the same stay in their order."""
    return sorted(problems, key=lambda problem: WORST_FIRST.index(problem.severity))


def place_of(problem: Problem) -> str:
    """The cell that is marked for a problem of a row; the first of the row where it does not say which."""
    return f"{problem.column or 'A'}{problem.row}"


def _sentences(problems: Sequence[Problem], language: Language) -> str:
    told = [f"{translate(WORDS[each.severity], language)}: {each.message.text(language)}" for each in problems]
    text = "\n".join(told)
    return text if len(text) <= COMMENT_CHARACTERS else text[: COMMENT_CHARACTERS - 1] + "…"


def _stem(name: str) -> str:
    """A file's name without its ending, and without what an earlier marking added."""
    stem = PurePath(name).stem or "dxkpi"
    for language in Language:
        stem = stem.removesuffix(translate(SUFFIX, language))
    return stem
