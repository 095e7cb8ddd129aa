"""Groups of rows in form II.06a: a subtotal is the sum of its rows, and a part is not larger than the row above it."""

from __future__ import annotations

from collections.abc import Sequence

from dxkpi.intake.layouts.form_ii06a.columns import FormColumn
from dxkpi.intake.layouts.form_ii06a.rows import FigureRow, FormRows, RowKind
from dxkpi.intake.layouts.shared.collector import Collector
from dxkpi.intake.layouts.shared.sheet_remarks import SheetRemark
from dxkpi.intake.layouts.shared.totals import CellSum, add_difference, add_up
from dxkpi.intake.parsing.vocabulary import is_subtotal
from dxkpi.intake.problems import ProblemCode, Severity
from dxkpi.locale import N_

NOT_COMPARED = N_(
    "Cell {cell} ({measure}): “{value}” is not a count, so the total of this column was not compared with its rows."
)
PART_LARGER = N_(
    "Cell {cell} ({measure}): {part} is a part of the row above it, which has {whole}. Check, or write the reason."
)


def add_group_problems(collector: Collector, body: FormRows, columns: Sequence[FormColumn]) -> None:
    """Add the problems of subtotals and of parts. Their figures are not stored."""
    for place, line in enumerate(body.lines):
        if line.kind is RowKind.SUM:
            _check_sum(collector, line, _rows_of(body.lines, place), columns)
        elif line.kind is RowKind.DETAIL:
            above = next((other for other in reversed(body.lines[:place]) if other.kind is not RowKind.DETAIL), None)
            _check_part(collector, line, above, columns)


def _rows_of(lines: Sequence[FigureRow], place: int) -> list[FigureRow]:
    """The counted rows that a subtotal adds up: those before it up to the last one, or the deeper ones below it."""
    line, rows = lines[place], list[FigureRow]()
    if is_subtotal(line.label):
        for other in reversed(lines[:place]):
            if other.kind is RowKind.SUM:
                break
            rows.append(other)
    else:
        for other in lines[place + 1 :]:
            if other.kind is RowKind.TOTAL or other.depth <= line.depth or is_subtotal(other.label):
                break
            rows.append(other)
    return [row for row in rows if row.kind is RowKind.FIELD]


def _check_sum(collector: Collector, line: FigureRow, rows: Sequence[FigureRow], columns: Sequence[FormColumn]) -> None:
    for column in columns:
        stated = _sum(collector, column, [line])
        _add_unread(collector, column, stated)
        add_difference(collector, column.measure, stated, _sum(collector, column, rows), (line.row, column.places[0]))


def _check_part(collector: Collector, line: FigureRow, above: FigureRow | None, columns: Sequence[FormColumn]) -> None:
    for column in columns:
        part = _sum(collector, column, [line])
        _add_unread(collector, column, part)
        whole = _sum(collector, column, [above] if above else [])
        if part.whole and whole.whole and part.total > whole.total:
            values = {"measure": column.measure.names, "part": part.total, "whole": whole.total}
            problem = SheetRemark(
                ProblemCode.PART_EXCEEDS_WHOLE, PART_LARGER, line.row, column.places[0], values, measure=column.measure
            )
            collector.add_problem(problem)


def _add_unread(collector: Collector, column: FormColumn, cells: CellSum) -> None:
    for row, place, code in cells.unread:
        values = {"measure": column.measure.names, "value": collector.cell_text(row, place)}
        problem = SheetRemark(code, NOT_COMPARED, row, place, values, Severity.NOTE, measure=column.measure)
        collector.add_problem(problem)


def _sum(collector: Collector, column: FormColumn, lines: Sequence[FigureRow]) -> CellSum:
    return add_up(collector.numbers, ((line.row, place) for line in lines for place in column.places))
