"""The first sheet of an annotated file: every problem with a link to its cell. It is skipped when read again."""

from __future__ import annotations

from dxkpi.intake.cell_text import as_text
from dxkpi.intake.files.read_sheets import Sheet
from dxkpi.intake.problems import Severity
from dxkpi.locale import N_, Language, translate

TITLE = N_("Problems to settle")
SUMMARY = {
    Severity.ERROR: N_("Fix before submitting: {count}"),
    Severity.REASON: N_("Fix, or write a reason: {count}"),
    Severity.NOTE: N_("For information: {count}"),
}
SEVERITY_LABELS = {
    Severity.ERROR: N_("Fix before submitting"),
    Severity.REASON: N_("Fix, or write a reason"),
    Severity.NOTE: N_("For information"),
}
HINT = N_("Correct the marked cells in the other sheet, save the file and submit it again. This sheet is not read.")
ONLY_COLOURED = N_(
    "The first {count} cells with a problem have a comment; from cell {cell} on, cells are only coloured."
    " Every problem is in the list below."
)
HEADINGS = (
    (N_("Kind"), 24),
    (N_("Sheet"), 18),
    (N_("Cell"), 9),
    (N_("Cell value"), 20),
    (N_("What is wrong, and what to do"), 110),
)


def is_problem_list(sheet: Sheet) -> bool:
    """Whether a sheet is the problem list of an annotated file."""
    titles = {translate(TITLE, language) for language in Language}
    first = next((as_text(cell) for row in sheet.rows[:1] for cell in row[:1]), "")
    return first in titles and sheet.name.startswith(tuple(titles))
