"""A file → figures, or every problem it has. `LAYOUTS` is the index of the shapes files may have."""

from __future__ import annotations

from datetime import datetime

from dxkpi.intake.annotate.annotate import annotate_file
from dxkpi.intake.annotate.problem_sheet import is_problem_list
from dxkpi.intake.checks.identities import with_broken_rules
from dxkpi.intake.checks.plausibility import with_problems_of_history
from dxkpi.intake.context import UploadContext
from dxkpi.intake.files.read_sheets import Sheet, Unreadable, read_sheets
from dxkpi.intake.layouts import LAYOUTS, Layout
from dxkpi.intake.layouts.crosswalk import Crosswalk, read_crosswalk
from dxkpi.intake.layouts.shared.choose_sheet import choose_sheet
from dxkpi.intake.layouts.template import reader as template
from dxkpi.intake.layouts.template.clipboard import parse_block, typed_from_block
from dxkpi.intake.layouts.template.shape import TemplateRequest
from dxkpi.intake.problems import Problem, ProblemCode, Severity, Upload, refused
from dxkpi.intake.published import PublishedFigures
from dxkpi.locale import Language

__all__ = [
    "LAYOUTS",
    "Crosswalk",
    "Layout",
    "Problem",
    "ProblemCode",
    "PublishedFigures",
    "Severity",
    "TemplateRequest",
    "Upload",
    "UploadContext",
    "annotate_file",
    "checked",
    "make_template",
    "parse_block",
    "read_crosswalk",
    "read_form",
    "read_upload",
    "typed_from_block",
]


def read_upload(name: str, content: bytes, context: UploadContext, *, layout: str | None = None) -> Upload:
    """A file's figures and problems. The layout is recognised by its content unless one is asked for."""
    try:
        sheets = [sheet for sheet in read_sheets(name, content) if not is_problem_list(sheet)]
    except Unreadable as refusal:
        return refused(refusal.code, refusal.message)
    layouts = tuple(known for known in LAYOUTS.values() if layout in (None, known.name))
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
