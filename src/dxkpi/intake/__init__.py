"""A file → figures, or every problem it has. `LAYOUTS` is the index of the shapes files may have."""

from __future__ import annotations

from datetime import datetime
from types import ModuleType

from dxkpi.intake.annotate.annotate import mark
from dxkpi.intake.annotate.problem_sheet import is_problem_list
from dxkpi.intake.checks.identities import with_broken_rules
from dxkpi.intake.checks.plausibility import with_problems_of_history
from dxkpi.intake.context import UploadContext
from dxkpi.intake.files.read_sheets import Sheet, Unreadable, read_sheets
from dxkpi.intake.layouts.crosswalk import Crosswalk, read_crosswalk
from dxkpi.intake.layouts.form_ii06a import reader as form_ii06a
from dxkpi.intake.layouts.long_table import reader as long_table
from dxkpi.intake.layouts.shared.choose_sheet import choose_sheet
from dxkpi.intake.layouts.template import reader as template
from dxkpi.intake.layouts.template.clipboard import parse_block, typed_from_block
from dxkpi.intake.layouts.template.shape import TemplateRequest
from dxkpi.intake.layouts.wide_periods import reader as wide_periods
from dxkpi.intake.problems import Problem, ProblemCode, Severity, Upload, refused
from dxkpi.intake.published import PublishedFigures
from dxkpi.locale import Language

__all__ = [
    "LAYOUTS",
    "Crosswalk",
    "Problem",
    "ProblemCode",
    "PublishedFigures",
    "Severity",
    "TemplateRequest",
    "Upload",
    "UploadContext",
    "checked",
    "make_template",
    "mark",
    "parse_block",
    "read_crosswalk",
    "read_form",
    "read_upload",
    "typed_from_block",
]

# In the order in which they are tried: the most particular first.
LAYOUTS: dict[str, ModuleType] = {
    template.NAME: template,
    form_ii06a.NAME: form_ii06a,
    wide_periods.NAME: wide_periods,
    long_table.NAME: long_table,
}


def read_upload(name: str, content: bytes, context: UploadContext, *, layout: str | None = None) -> Upload:
    """A file's figures and problems. The layout is recognised by its content unless one is asked for."""
    try:
        sheets = [sheet for sheet in read_sheets(name, content) if not is_problem_list(sheet)]
    except Unreadable as refusal:
        return refused(refusal.code, refusal.message)
    layouts = {known: module for known, module in LAYOUTS.items() if layout in (None, known)}
    return checked(choose_sheet(sheets, layouts, context), context)


def read_form(sheet: Sheet, context: UploadContext) -> Upload:
    """Figures and problems of the form on the screen, given as `template.sheet_of_form` makes it."""
    return checked(template.read(sheet, context), context)


def checked(upload: Upload, context: UploadContext) -> Upload:
    """An upload with everything that its figures show to be wrong or odd, however they were handed in."""
    return with_problems_of_history(with_broken_rules(upload, context), context)


def make_template(blank: TemplateRequest, language: Language, *, by: str = "", made: datetime) -> bytes:
    """The product's own workbook to fill in, as XLSX; `made`: the time it says it was made at."""
    from dxkpi.intake.layouts.template.writer import (
        write_template,  # its library takes a while to load, and few need it
    )

    return write_template(blank, language, by=by, made=made)
