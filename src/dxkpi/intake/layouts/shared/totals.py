"""Sums of cells, and totals that are not the sum of their rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dxkpi.domain.model.measure import Measure
from dxkpi.intake.layouts.shared.collector import Collector
from dxkpi.intake.layouts.shared.number_reader import NumberReader
from dxkpi.intake.layouts.shared.sheet_remarks import SheetRemark
from dxkpi.intake.parsing.numbers import NotANumber, is_nothing
from dxkpi.intake.problems import ProblemCode, Severity
from dxkpi.locale import N_

TOTAL_DIFFERS = N_(
    "Cell {cell} ({measure}): the total is {total}, the rows add up to {sum}; difference: {difference} "
    "{unit}. Check, or write the reason."
)


@dataclass(frozen=True)
class CellSum:
    """The sum of counts in some cells, how many there are, and the cells that cannot be read, with the reason."""

    total: int
    count: int
    unread: tuple[tuple[int, int, ProblemCode], ...] = ()

    @property
    def whole(self) -> bool:
        """Whether there is a sum and no unreadable cell is missing from it."""
        return self.count > 0 and not self.unread


def add_up(numbers: NumberReader, cells: Iterable[tuple[int, int]]) -> CellSum:
    """The sum of cells, given by row (from 1) and column (from 0). Empty cells are ignored."""
    total, count = 0, 0
    unread = []
    for row, column in cells:
        if is_nothing(numbers.content(row, column)) and (row - 1, column) not in numbers.sheet.unsolved:
            continue
        try:
            total += numbers.count(row, column)
            count += 1
        except NotANumber as refusal:
            unread.append((row, column, refusal.code))
    return CellSum(total, count, tuple(unread))


def add_difference(
    collector: Collector, measure: Measure, stated: CellSum, rows: CellSum, cell: tuple[int, int]
) -> None:
    """Add a problem at the cell of a total (row from 1, column from 0) if it is not the sum of its rows."""
    if stated.whole and rows.whole and stated.total != rows.total:
        values = {"measure": measure.names, "total": stated.total, "sum": rows.total, "unit": measure.unit,
                  "difference": abs(stated.total - rows.total)}  # fmt: skip
        collector.add_problem(
            SheetRemark(
                ProblemCode.IDENTITY_BROKEN, TOTAL_DIFFERS, *cell, values, severity=Severity.REASON, measure=measure
            )
        )
