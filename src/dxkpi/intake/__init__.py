"""A file → figures, or every problem it has: read, checked, and returned annotated.

It may use the domain and nothing else of the product. `LAYOUTS` is the list of upload layouts.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from dxkpi.intake.annotate.annotate import annotate_file, annotated_name
from dxkpi.intake.annotate.problem_sheet import is_problem_list
from dxkpi.intake.checks.consistency import with_consistency_problems
from dxkpi.intake.checks.identities import with_identity_problems
from dxkpi.intake.checks.implied_totals import with_implied_totals
from dxkpi.intake.checks.plausibility import with_plausibility_problems
from dxkpi.intake.checks.unfinished_periods import with_unfinished_periods
from dxkpi.intake.context import UploadContext
from dxkpi.intake.files.clean_text import one_line, with_clean_cells
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
    "annotated_name",
    "make_template",
    "parse_block",
    "read_crosswalk",
    "read_form",
    "read_upload",
    "typed_from_block",
    "with_check_problems",
]


def read_upload(name: str, content: bytes, context: UploadContext, *, layout: str | None = None) -> Upload:
    """A file's figures and problems. The layout is recognised by content unless `layout` names one."""
    context = replace(context, source=one_line(context.source), source_url=context.source_url.strip())
    try:
        sheets = [sheet for sheet in read_sheets(name, content) if not is_problem_list(sheet)]
    except Unreadable as refusal:
        return refused(refusal.code, refusal.message, row=refusal.row)
    layouts = tuple(candidate for candidate in LAYOUTS.values() if layout in (None, candidate.name))
    return with_check_problems(choose_sheet(sheets, layouts, context), context)


def read_form(sheet: Sheet, context: UploadContext) -> Upload:
    """Figures and problems of the form on the screen, as the sheet that `sheet_of_form` makes of it."""
    return with_check_problems(template.read(with_clean_cells(sheet), context), context)


def with_check_problems(upload: Upload, context: UploadContext) -> Upload:
    """The upload with the problems that the checks find in its figures, however it was submitted."""
    complete = with_implied_totals(upload, context)
    checked = with_plausibility_problems(with_identity_problems(complete, context), context)
    return with_unfinished_periods(with_consistency_problems(checked, context), context)


def make_template(blank: TemplateRequest, language: Language, *, by: str = "", made: datetime) -> bytes:
    """The template workbook as XLSX bytes. `made`: its creation time."""
    from dxkpi.intake.layouts.template.writer import (
        write_template,  # its library takes a while to load, and few need it
    )

    return write_template(blank, language, by=by, made=made)
