"""The numbers in the cells of a sheet, read as their column writes them and counted in the unit that is stated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from dxkpi.intake.files.sheet import Sheet
from dxkpi.intake.layouts.shared.merged_cells import MergedCells
from dxkpi.intake.parsing.numbers import (
    TYPED,
    NotANumber,
    NumberConvention,
    convention_of,
    read_count,
    read_share,
)
from dxkpi.intake.problems import ProblemCode

# A column and whether its cells are counts: shares are written with decimals beside counts with thousands.
ColumnOfKind = tuple[int, bool]


@dataclass
class NumberReader:
    """Reads the cells of one sheet; rows count from 1 and columns from 0.

    `times`: the unit of the table. `column_times` and `row_times`: that of single columns and rows, which takes
    precedence.
    """

    sheet: Sheet
    times: int = 1
    column_times: dict[int, int] = field(default_factory=dict)
    row_times: dict[int, int] = field(default_factory=dict)
    _conventions: dict[ColumnOfKind, NumberConvention] = field(default_factory=dict)

    @cached_property
    def merged(self) -> MergedCells:
        """The merged cells of the sheet."""
        return MergedCells(self.sheet)

    @cached_property
    def _looked_rows(self) -> frozenset[int]:
        look = self.sheet.appearance
        return frozenset(row for marks in (look.displayed, look.struck, look.raised, look.merged) for row, _ in marks)

    def is_plain(self, row: int) -> bool:
        """Whether no look and no unit can change what the numbers of a row mean."""
        return self.times == 1 and not self.column_times and not self.row_times and row - 1 not in self._looked_rows

    def learn(self, column: int, rows: Iterable[int], *, is_count: bool) -> None:
        """Find out from these cells of a column how it writes numbers."""
        texts = (cell for row in rows if isinstance(cell := self.content(row, column), str))
        self._conventions[column, is_count] = convention_of(texts)

    def content(self, row: int | None, column: int | None) -> object:
        """What a cell contains; empty outside the sheet."""
        rows = self.sheet.rows
        if row is None or column is None or row > len(rows) or column >= len(rows[row - 1]):
            return ""
        return rows[row - 1][column]

    def count(self, row: int, column: int) -> int:
        """The whole number in a cell. Raises `NotANumber`."""
        if (row - 1, column) in self.sheet.unsolved:
            raise NotANumber(ProblemCode.FORMULA_WITHOUT_VALUE)
        convention = self._convention(column)
        times = self.row_times.get(row, self.column_times.get(column, self.times))
        return read_count(self.content(row, column), convention if times == 1 else replace(convention, times=times))

    def _convention(self, column: int) -> NumberConvention:
        """How a column writes counts: as its own cells prove, else as those of the other columns do."""
        own = self._conventions.get((column, True), TYPED)
        if own.decimal or own.thousands:
            return own
        others = [convention for (_, is_count), convention in self._conventions.items() if is_count]
        return NumberConvention(
            frozenset[str]().union(*(other.decimal for other in others)),
            frozenset[str]().union(*(other.thousands for other in others)),
        )

    def share(self, row: int, column: int) -> Decimal:
        """The percentage in a cell. Raises `NotANumber`."""
        if (row - 1, column) in self.sheet.unsolved:
            raise NotANumber(ProblemCode.FORMULA_WITHOUT_VALUE)
        return read_share(self.content(row, column))
