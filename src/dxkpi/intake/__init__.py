"""A file → figures, or every problem it has. `LAYOUTS` is the index of the shapes files may have."""

from __future__ import annotations

from types import ModuleType

from dxkpi.intake import long_table
from dxkpi.intake.checks import with_broken_rules
from dxkpi.intake.choosing import choose_sheet
from dxkpi.intake.context import Context
from dxkpi.intake.history import History
from dxkpi.intake.looking_back import with_problems_of_history
from dxkpi.intake.report import Code, Problem, Severity, Upload, refused
from dxkpi.intake.workbook import Unreadable, read_sheets

__all__ = ["LAYOUTS", "Code", "Context", "History", "Problem", "Severity", "Upload", "read_upload"]

# In the order in which they are tried: the most particular first.
LAYOUTS: dict[str, ModuleType] = {
    long_table.NAME: long_table,
}


def read_upload(name: str, content: bytes, context: Context, *, layout: str | None = None) -> Upload:
    """A file's figures and problems. The layout is recognised by its content unless one is asked for."""
    try:
        sheets = read_sheets(name, content)
    except Unreadable as refusal:
        return refused(refusal.code, refusal.message)
    layouts = {known: module for known, module in LAYOUTS.items() if layout in (None, known)}
    upload = with_broken_rules(choose_sheet(sheets, layouts, context), context)
    return with_problems_of_history(upload, context)
