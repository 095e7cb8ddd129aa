"""Figures while a sheet is read: locality, period and measure packed into one integer, the cell, and the value.

Rows of plain numbers are added as a whole, because the work per cell dominates in sheets of 40,000 cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain, compress
from operator import itemgetter

import numpy as np

from dxkpi.domain.model.measure import Measure
from dxkpi.intake.files.sheet import Cell

# Below this, a double without a fraction is exactly the whole number that was typed.
SURELY_WHOLE = 1e15
# Indexes of localities, periods and measures in one file fit into twenty bits each; the three identify a figure.
BITS = 20
MASK = (1 << BITS) - 1
# A row and a column in one integer: no file that is read has more columns than 24 bits can count.
COLUMN_BITS = 24
COLUMN_MASK = (1 << COLUMN_BITS) - 1
FLOATS = {float}


class CountColumns:
    """The same columns of every row, read at once for rows in which all cells are plain counts."""

    def __init__(self, cells: Sequence[tuple[int, Measure]], measures: dict[str, int]) -> None:
        """Measures that are not in `measures` yet get the next index."""
        self.cells = cells
        self.columns = tuple(column for column, _ in cells)
        self.codes = tuple(measures.setdefault(measure.code, len(measures)) for _, measure in cells)
        self._may_be_plain = len(set(self.codes)) == len(cells) > 1 and all(measure.is_count for _, measure in cells)
        self._was_asked = False
        self._places: dict[int, int] | None = None
        self.values = np.zeros((0, len(cells)), dtype=np.int64)
        self.taken: list[tuple[int, int, int, int]] = []

    def place_of(self, row: int, rows: Sequence[Sequence[Cell]]) -> int | None:
        """The index of a row (from 1) in `values`; None if a cell of it is not a whole number.

        The rows are read together at the second call, because for a single row reading its cells is as fast.
        """
        if self._places is None:
            if not self._was_asked or not self._may_be_plain:
                self._was_asked = True
                return None
            self._places = self._plain(rows, row)
        return self._places.get(row)

    def _plain(self, rows: Sequence[Sequence[Cell]], first: int) -> dict[int, int]:
        get, width = itemgetter(*self.columns), max(self.columns) + 1
        numbers = [number for number, row in enumerate(rows[first - 1 :], first) if len(row) >= width]
        picked = [get(rows[number - 1]) for number in numbers]
        if set(map(type, chain.from_iterable(picked))) != FLOATS:
            are_floats = [set(map(type, cells)) == FLOATS for cells in picked]
            numbers, picked = list(compress(numbers, are_floats)), list(compress(picked, are_floats))
        table = np.fromiter(chain.from_iterable(picked), float).reshape(-1, len(self.codes))
        with np.errstate(invalid="ignore"):  # NaN is not whole
            whole = ((table >= 0) & (table < SURELY_WHOLE) & (np.floor(table) == table)).all(axis=1)
        self.values = table[whole].astype(np.int64)
        return {number: place for place, number in enumerate(compress(numbers, whole.tolist()))}


@dataclass
class FigureBuffer:
    """The figures read so far. A place is a locality and a period, in the upper bits of a figure's integer."""

    _figures: list[int] = field(default_factory=list)
    _cells: list[int] = field(default_factory=list)
    _values: list[int | Decimal] = field(default_factory=list)
    _origins: list[int] = field(default_factory=list)
    _by_figure: dict[int, int] = field(default_factory=dict)
    _whole_rows: dict[int, tuple[int, CountColumns]] = field(default_factory=dict)
    _picks: dict[CountColumns, None] = field(default_factory=dict)
    _touched: set[int] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self._figures or self._picks)

    def first_cell(self, figure: int) -> tuple[int, int] | None:
        """Row and column of a figure that was added before; None if it was not."""
        place, code = figure & ~MASK, figure & MASK
        if place in self._whole_rows:
            row, pick = self._whole_rows[place]
            if code in pick.codes:
                return row, pick.columns[pick.codes.index(code)]
        cell = self._by_figure.get(figure)
        return None if cell is None else (cell >> COLUMN_BITS, cell & COLUMN_MASK)

    def add(self, figure: int, row: int, column: int, value: int | Decimal, origin: int) -> None:
        """Add one figure that was not added before."""
        cell = self._by_figure[figure] = row << COLUMN_BITS | column
        self._touched.add(figure & ~MASK)
        self._figures.append(figure)
        self._cells.append(cell)
        self._values.append(value)
        self._origins.append(origin)

    def add_row(self, place: int, row: int, rows: Sequence[Sequence[Cell]], pick: CountColumns, origin: int) -> bool:
        """Add a whole row. Returns False, and adds nothing, unless all cells are whole numbers of new figures."""
        at = pick.place_of(row, rows)
        if at is None or place in self._touched or place in self._whole_rows:
            return False
        self._whole_rows[place] = row, pick
        self._picks[pick] = None
        pick.taken.append((place, row, at, origin))
        return True

    def columns(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[int | Decimal]]:
        """Of every figure, in the order of the cells: its integer, its cell, its origin, its value."""
        figures, cells = [np.array(self._figures, dtype=np.int64)], [np.array(self._cells, dtype=np.int64)]
        origin_parts, values = [np.array(self._origins, dtype=np.int32)], list(self._values)
        for pick in self._picks:
            places, rows, at, origins = np.array(pick.taken, dtype=np.int64).T
            figures.append((places[:, None] | np.array(pick.codes)).ravel())
            cells.append((rows[:, None] << COLUMN_BITS | np.array(pick.columns)).ravel())
            origin_parts.append(np.repeat(origins, len(pick.codes)).astype(np.int32))
            values += pick.values[at].ravel().tolist()
        all_figures, all_cells = np.concatenate(figures), np.concatenate(cells)
        all_origins = np.concatenate(origin_parts)
        if (all_cells[1:] > all_cells[:-1]).all():
            return all_figures, all_cells, all_origins, values
        order = np.argsort(all_cells, kind="stable")
        return all_figures[order], all_cells[order], all_origins[order], [values[place] for place in order.tolist()]


def parts_of(figures: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The indexes of locality, period and measure of each figure."""
    parts = figures >> 2 * BITS, figures >> BITS & MASK, figures & MASK
    return parts[0].astype(np.int32), parts[1].astype(np.int32), parts[2].astype(np.int32)


def rows_and_columns(cells: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Row and column of each cell."""
    return (cells >> COLUMN_BITS).astype(np.int32), (cells & COLUMN_MASK).astype(np.int32)
