"""The text around a table that changes what its figures mean: units, parts, and columns that are not read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from dxkpi.intake.cell_names import column_letters
from dxkpi.intake.cell_text import as_text
from dxkpi.intake.layouts.shared.collector import Collector
from dxkpi.intake.layouts.shared.sheet_remarks import SheetRemark
from dxkpi.intake.parsing.narrowing import is_dimension, narrows
from dxkpi.intake.parsing.numbers import is_nothing
from dxkpi.intake.parsing.units import multiplier_in
from dxkpi.intake.parsing.vocabulary import is_note, plain
from dxkpi.intake.problems import ProblemCode
from dxkpi.locale import N_

IN_UNITS = N_("Cell {cell}: “{value}”: the figures were multiplied by {times}. Check them, or write the reason.")
NARROWER = N_(
    "Cell {cell}: “{value}” says that the figures count a part only. Submit the figures of all, or write the reason."
)
DIMENSION = N_(
    "Cell {cell}: the column “{value}” divides the figures into parts and was not read. Submit the figures of all, or "
    "write the reason."
)
NOT_READ = N_("Cell {cell}: the column “{value}” is not part of the layout and was not read.")
TITLE_ROWS, NOTE_ROWS = 40, 20


def state_above(collector: Collector, top: int, headings: Mapping[int, Iterable[int]]) -> None:
    """Read what titles and headings say of the figures below. `top`: the first row (from 0) of the headings;
    `headings`: the rows of the headings of each column with figures."""
    for row in range(min(top, TITLE_ROWS)):
        for column, cell in enumerate(collector.sheet.rows[row]):
            text = as_text(cell)
            if text and (times := multiplier_in(text)) > 1:
                collector.numbers.times = times
                add_unit(collector, row, column, times)
            if text and narrows(text):
                add_narrower(collector, row, column)
    _state_below(collector, top)
    for column, rows in headings.items():
        for row in rows:
            text = as_text(collector.numbers.content(row + 1, column))
            if text and (times := multiplier_in(text)) > 1:
                collector.numbers.column_times[column] = times
                add_unit(collector, row, column, times)
            if text and narrows(text):
                add_narrower(collector, row, column)


def _state_below(collector: Collector, top: int) -> None:
    """The same for notes below the table."""
    rows = collector.sheet.rows
    for row in range(max(top + 1, len(rows) - NOTE_ROWS), len(rows)):
        for column, cell in enumerate(rows[row]):
            text = as_text(cell) if isinstance(cell, str) else ""
            if not text or not is_note(text):
                continue
            if (times := multiplier_in(text)) > 1 and collector.numbers.times == 1:
                collector.numbers.times = times
                add_unit(collector, row, column, times)
            if narrows(text):
                add_narrower(collector, row, column)


def add_narrower(collector: Collector, row: int, column: int) -> None:
    """Add the problem of a text (row and column from 0) that narrows what the figures count, once."""
    values = {"value": collector.cell_text(row + 1, column)}
    cell = f"{column_letters(column)}{row + 1}"
    if not any(problem.code is ProblemCode.NARROWER_MEANING and problem.cell == cell for problem in collector.problems):
        collector.add_problem(SheetRemark(ProblemCode.NARROWER_MEANING, NARROWER, row + 1, column, values))


def leave_out_columns(
    collector: Collector, heading_row: int, rows: Iterable[int], read: Collection[int], known: Collection[str] | None
) -> None:
    """Add a problem for each filled column with a heading that is neither read nor known by name. `heading_row` and
    columns count from 0, `rows` from 1. `known`: None for those that divide the figures into parts only."""
    numbers = list(rows)
    for column, cell in enumerate(collector.sheet.rows[heading_row]):
        text = as_text(cell)
        is_part = is_dimension(text)
        if not text or column in read or (not is_part if known is None else plain(text) in known):
            continue
        if all(is_nothing(collector.numbers.content(row, column)) for row in numbers):
            continue
        code = ProblemCode.NARROWER_MEANING if is_part else ProblemCode.COLUMN_NOT_READ
        message = DIMENSION if is_part else NOT_READ
        collector.add_problem(SheetRemark(code, message, heading_row + 1, column, {"value": text}))


def add_unit(collector: Collector, row: int, column: int, times: int) -> None:
    """Add the problem of a text (row and column from 0) that says that figures are counted in thousands, say."""
    values = {"value": collector.cell_text(row + 1, column), "times": times}
    collector.add_problem(SheetRemark(ProblemCode.UNIT_MULTIPLIER, IN_UNITS, row + 1, column, values))
