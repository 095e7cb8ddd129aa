"""Which column of the product's own workbook holds which measure: by the row of codes, else by the headings."""

from __future__ import annotations

from collections.abc import Sequence

from dxkpi.domain.model.measure import Measure
from dxkpi.errors import UnknownMeasure
from dxkpi.intake.cell_text import as_text
from dxkpi.intake.layouts.shared.collector import Collector
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


def measure_columns(collector: Collector, heads: TemplateHeadings) -> list[tuple[int, Measure]]:
    """Columns (from 0) and what is counted in each, from left to right; a problem for each that cannot be read."""
    found: dict[str, tuple[int, Measure]] = {}
    others = set(heads.columns.values())
    for column in range(max(len(row) for row in collector.sheet.rows)):
        measure = None if column in others else _measure_of(collector, heads, column)
        if measure is not None and measure.code not in found:
            found[measure.code] = (column, measure)
        elif measure is not None:
            row = _row_that_speaks(collector, heads, column)
            values = {"heading": collector.text(row, column)}
            collector.tell(ProblemCode.DUPLICATE_HEADING, TWICE, row, column, values, measure=measure)
        elif column not in others:
            _tell_unread(collector, heads, column)
    return list(found.values())


def is_blank(cell: object) -> bool:
    """Whether a cell holds nothing; the quick way for the many that hold a number or no text."""
    return cell == "" or (not isinstance(cell, float) and is_nothing(cell))


def _measure_of(collector: Collector, heads: TemplateHeadings, column: int) -> Measure | None:
    for row in (heads.codes, heads.headings):
        text = "" if row is None else collector.text(row + 1, column)
        if not text or text == shape.EARLIER:
            continue
        try:
            found = collector.context.measure_named(text)
        except UnknownMeasure:
            continue
        return None if found.from_registry else found
    return None


def _tell_unread(collector: Collector, heads: TemplateHeadings, column: int) -> None:
    """A problem for a column with something in it: an error between the names and the notes, beyond them a note."""
    if _is_earlier(collector, heads, column) or not _is_used(collector.sheet.rows[heads.first :], column):
        return
    row = _row_that_speaks(collector, heads, column)
    last = max((heads.columns[role] for role in (shape.CHECK, shape.NOTE) if role in heads.columns), default=column + 1)
    message, severity = (UNREAD, Severity.ERROR) if column < last else (BESIDE, Severity.NOTE)
    collector.tell(ProblemCode.UNKNOWN_MEASURE, message, row, column, {"heading": collector.text(row, column)},
                   severity=severity)  # fmt: skip


def _row_that_speaks(collector: Collector, heads: TemplateHeadings, column: int) -> int:
    """The row (from 1) of a column's heading: its name where it has one, else its code."""
    rows = [row + 1 for row in (heads.headings, heads.codes) if row is not None]
    return next((row for row in rows if collector.text(row, column)), rows[-1])


def _is_earlier(collector: Collector, heads: TemplateHeadings, column: int) -> bool:
    """Whether the column shows the figures of the period before, which are never read."""
    texts = [collector.text(row + 1, column) for row in (heads.codes, heads.headings) if row is not None]
    starts = tuple(translate(shape.EARLIER_HEADING, language).partition("{")[0] for language in Language)
    return any(text == shape.EARLIER or text.startswith(starts) for text in texts)


def _is_used(rows: Sequence[Sequence[object]], column: int) -> bool:
    return any(column < len(row) and as_text(row[column]) for row in rows)
