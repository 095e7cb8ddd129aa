"""Which column of a template contains which measure: by the row of codes, else by the headings."""

from __future__ import annotations

from collections.abc import Sequence

from dxkpi.domain.model.measure import Measure
from dxkpi.errors import UnknownMeasure
from dxkpi.intake.cell_text import as_text
from dxkpi.intake.layouts.shared.collector import Collector
from dxkpi.intake.layouts.shared.sheet_remarks import SheetRemark
from dxkpi.intake.layouts.template import shape
from dxkpi.intake.layouts.template.shape import TemplateHeadings
from dxkpi.intake.parsing.numbers import is_nothing
from dxkpi.intake.problems import ProblemCode, Severity
from dxkpi.locale import N_, Language, translate

TWICE = N_("Cell {cell}: “{heading}” is the heading of two columns. Remove one of them.")
UNREAD = N_(
    "Cell {cell}: “{heading}” is not a measure, so the figures below it cannot be read. Write the "
    "measure's name there, or copy the figures into a new template."
)
BESIDE = N_("Cell {cell}: the column “{heading}” is not part of the template and was not read.")


def measure_columns(collector: Collector, headings: TemplateHeadings) -> list[tuple[int, Measure]]:
    """Columns (from 0) with their measures, from left to right; adds a problem for each that cannot be read."""
    by_code: dict[str, tuple[int, Measure]] = {}
    others = set(headings.columns.values())
    for column in range(max(len(row) for row in collector.sheet.rows)):
        measure = None if column in others else _measure_of(collector, headings, column)
        if measure is not None and measure.code not in by_code:
            by_code[measure.code] = (column, measure)
        elif measure is not None:
            row = _heading_row(collector, headings, column)
            values = {"heading": collector.cell_text(row, column)}
            collector.add_problem(
                SheetRemark(ProblemCode.DUPLICATE_HEADING, TWICE, row, column, values, measure=measure)
            )
        elif column not in others:
            _add_unread_column(collector, headings, column)
    return list(by_code.values())


def is_blank(cell: object) -> bool:
    """Whether a cell is empty or a dash; a fast path for the many that are numbers or empty."""
    return cell == "" or (not isinstance(cell, float) and is_nothing(cell))


def _measure_of(collector: Collector, headings: TemplateHeadings, column: int) -> Measure | None:
    for row in (headings.codes, headings.headings):
        text = "" if row is None else collector.cell_text(row + 1, column)
        if not text or text == shape.EARLIER:
            continue
        try:
            measure = collector.context.measure_named(text)
        except UnknownMeasure:
            continue
        return None if measure.from_registry else measure
    return None


def _add_unread_column(collector: Collector, headings: TemplateHeadings, column: int) -> None:
    """Add a problem for a filled column: an error between the names and the notes, a note beyond them."""
    if _is_earlier(collector, headings, column) or not _is_used(collector.sheet.rows[headings.first :], column):
        return
    row = _heading_row(collector, headings, column)
    last = max(
        (headings.columns[role] for role in (shape.CHECK, shape.NOTE) if role in headings.columns), default=column + 1
    )
    message, severity = (UNREAD, Severity.ERROR) if column < last else (BESIDE, Severity.NOTE)
    collector.add_problem(
        SheetRemark(
            ProblemCode.UNKNOWN_MEASURE,
            message,
            row,
            column,
            {"heading": collector.cell_text(row, column)},
            severity=severity,
        )
    )


def _heading_row(collector: Collector, headings: TemplateHeadings, column: int) -> int:
    """The row (from 1) of a column's heading: that of its name if it has one, else that of its code."""
    rows = [row + 1 for row in (headings.headings, headings.codes) if row is not None]
    return next((row for row in rows if collector.cell_text(row, column)), rows[-1])


def _is_earlier(collector: Collector, headings: TemplateHeadings, column: int) -> bool:
    """Whether the column shows figures of the period before, which are not read."""
    texts = [collector.cell_text(row + 1, column) for row in (headings.codes, headings.headings) if row is not None]
    starts = tuple(translate(shape.EARLIER_HEADING, language).partition("{")[0] for language in Language)
    return any(text == shape.EARLIER or text.startswith(starts) for text in texts)


def _is_used(rows: Sequence[Sequence[object]], column: int) -> bool:
    return any(column < len(row) and as_text(row[column]) for row in rows)
