"""Figures while a sheet is read: what each is (locality, period and measure in one number), its cell and its value.

A row of plain numbers is taken over at once: with forty thousand cells, what is done for each of them is what counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import itemgetter
from typing import Any

import numpy as np

from dxkpi.domain.measure import Measure
from dxkpi.intake.sheet import Cell

# Below, a double that has no fraction is the whole number that was typed.
SURELY_WHOLE = 1e15
# Localities, periods and measures of one file fit into twenty bits each; the three together name a figure.
BITS = 20
MASK = (1 << BITS) - 1
# A row and a column in one number: no file that is read has as many cells as 24 bits count.
COLUMN_BITS = 24
COLUMN_MASK = (1 << COLUMN_BITS) - 1


@dataclass(frozen=True, eq=False)
class Pick:
    """The same columns of every row, to be taken over at once. `plain`: whether all are counts, each another one."""

    cells: Sequence[tuple[int, Measure]]
    columns: tuple[int, ...]
    codes: tuple[int, ...]
    plain: bool
    width: int
    get: Callable[[Sequence[Cell]], tuple[Any, ...]]

    @classmethod
    def of(cls, cells: Sequence[tuple[int, Measure]], measures: dict[str, int]) -> Pick:
        """What is to be known of the columns; measures that were not met before get their place."""
        columns = tuple(column for column, _ in cells)
        codes = tuple(measures.setdefault(measure.code, len(measures)) for _, measure in cells)
        plain = len(set(codes)) == len(codes) and all(measure.is_count for _, measure in cells)
        return cls(cells, columns, codes, plain, max(columns) + 1, itemgetter(*columns))


@dataclass
class Gathered:
    """What was read so far, in the file's order. A place is a locality and a period, in the upper bits of a figure."""

    values: list[int | Decimal] = field(default_factory=list)
    said_by: list[int] = field(default_factory=list)
    _figures: list[int] = field(default_factory=list)
    _cells: list[int] = field(default_factory=list)
    _by_figure: dict[int, int] = field(default_factory=dict)
    _whole_rows: dict[int, tuple[int, Pick]] = field(default_factory=dict)
    _touched: set[int] = field(default_factory=set)

    def first_cell(self, figure: int) -> tuple[int, int] | None:
        """Row and column of a figure that was read before; nothing where it was not."""
        place, code = figure & ~MASK, figure & MASK
        if place in self._whole_rows:
            row, pick = self._whole_rows[place]
            if code in pick.codes:
                return row, pick.columns[pick.codes.index(code)]
        cell = self._by_figure.get(figure)
        return None if cell is None else (cell >> COLUMN_BITS, cell & COLUMN_MASK)

    def add(self, figure: int, row: int, column: int, value: int | Decimal, said_by: int) -> None:
        """One figure that was not read before."""
        cell = self._by_figure[figure] = row << COLUMN_BITS | column
        self._touched.add(figure & ~MASK)
        self._figures.append(figure)
        self._cells.append(cell)
        self.values.append(value)
        self.said_by.append(said_by)

    def add_row(self, place: int, row: int, line: Sequence[Cell], pick: Pick, said_by: int) -> bool:
        """Take a row over where every cell is a whole number that was typed as one and none was read before."""
        if not pick.plain or pick.width > len(line) or place in self._touched or place in self._whole_rows:
            return False
        picked = pick.get(line)
        if set(map(type, picked)) != {float} or not (min(picked) >= 0 and max(picked) < SURELY_WHOLE):
            return False
        values = tuple(map(int, picked))
        if values != picked:
            return False
        self._whole_rows[place] = row, pick
        start = row << COLUMN_BITS
        self._figures += [place | code for code in pick.codes]
        self._cells += [start | column for column in pick.columns]
        self.values += values
        self.said_by += [said_by] * len(values)
        return True

    @property
    def figures(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Where the locality, the period and the measure of each figure stand among those of the file."""
        figures = np.array(self._figures, dtype=np.int64)
        parts = figures >> 2 * BITS, figures >> BITS & MASK, figures & MASK
        return parts[0].astype(np.int32), parts[1].astype(np.int32), parts[2].astype(np.int32)

    @property
    def cells(self) -> tuple[np.ndarray, np.ndarray]:
        """Row and column of each figure."""
        cells = np.array(self._cells, dtype=np.int64)
        return (cells >> COLUMN_BITS).astype(np.int32), (cells & COLUMN_MASK).astype(np.int32)
