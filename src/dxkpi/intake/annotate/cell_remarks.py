"""What is written at each cell of an annotated file: the worst severity of its problems, and their sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dxkpi.intake.annotate.problem_sheet import SEVERITY_LABELS
from dxkpi.intake.problems import Problem, Severity, Upload
from dxkpi.locale import Language, translate

# A comment is a small box next to a cell; longer text needs scrolling, and more comments make Excel open slowly.
COMMENT_CHARACTERS = 1000
MAX_COMMENTS = 2000
WORST_FIRST = (Severity.ERROR, Severity.REASON, Severity.NOTE)


@dataclass(frozen=True)
class CellRemark:
    """The remark at one cell. `text` is empty where only the list of problems has the sentences."""

    severity: Severity
    text: str


def remarks_of(upload: Upload, language: Language) -> Mapping[str, CellRemark]:
    """The remark at each cell by its name ("C14"); only the first `MAX_COMMENTS` cells get a text."""
    by_cell: dict[str, list[Problem]] = {}
    for problem in upload.problems:
        if problem.row is not None and problem.sheet == upload.sheet:
            by_cell.setdefault(marked_cell(problem), []).append(problem)
    remarks: dict[str, CellRemark] = {}
    for cell, problems in by_cell.items():
        ordered = worst_first(problems)
        text = _sentences(ordered, language) if len(remarks) < MAX_COMMENTS else ""
        remarks[cell] = CellRemark(ordered[0].severity, text)
    return remarks


def worst_first(problems: Iterable[Problem]) -> list[Problem]:
    """Problems sorted by severity; those of one severity keep their order."""
    return sorted(problems, key=lambda problem: WORST_FIRST.index(problem.severity))


def marked_cell(problem: Problem) -> str:
    """The name of the cell that is marked for a problem; the first of its row if the problem names no column."""
    return f"{problem.column or 'A'}{problem.row}"


def _sentences(problems: Sequence[Problem], language: Language) -> str:
    lines = [
        f"{translate(SEVERITY_LABELS[problem.severity], language)}: {problem.message.text(language)}"
        for problem in problems
    ]
    text = "\n".join(lines)
    return text if len(text) <= COMMENT_CHARACTERS else text[: COMMENT_CHARACTERS - 1] + "…"
