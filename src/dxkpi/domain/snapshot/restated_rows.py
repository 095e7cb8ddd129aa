"""Rows that are added to a frame of figures: a locality's figures of a period, as the sum of other rows.

A sum is there only where every row it is made of has the number; NaN stays NaN. A row made of one other row is its
copy, shares included. Rows are numbered on from those of the frame.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np

from dxkpi.domain.figures.figures import Figures
from dxkpi.domain.figures.row_index import RowIndex
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.period import Period

NO_ROW = -1
Group = tuple[Locality, Sequence[Locality]]


class RestatedRows:
    """The rows added to one frame, found by locality key and period."""

    def __init__(self, figures: Figures, groups: Mapping[date, Iterable[Group]], eras: Mapping[date, list[Period]]):
        """`groups`: for a day of each span of days, localities and the units they are then made of; `eras`: the
        periods that end in that span."""
        self._frame = len(figures.values)
        table = _RowTable(figures)
        members, sizes, keys, periods = [], [], [], []
        for day, group in groups.items():
            laid = table.rows_of(list(group), eras[day])
            members.append(laid[0])
            sizes.append(laid[1])
            keys += laid[2]
            periods += laid[3]
        self._members = np.concatenate(members) if members else np.array([], dtype=np.int64)
        self._sizes = np.concatenate(sizes) if sizes else np.array([], dtype=np.int64)
        self._starts = np.cumsum(self._sizes) - self._sizes
        self._rows: dict[str, dict[Period, int]] = {}
        for row, (key, period) in enumerate(zip(keys, periods, strict=True), start=self._frame):
            self._rows.setdefault(key, {})[period] = row

    def of(self, key: str) -> Mapping[Period, int]:
        """The added rows of a locality by period."""
        return self._rows.get(key, {})

    def laid(self, column: np.ndarray, *, adds_up: bool) -> np.ndarray:
        """A column with the added rows behind it; what does not add up is copied from single rows."""
        if not len(self._sizes):
            return column
        sums = np.add.reduceat(np.append(column, np.nan)[self._members], self._starts)
        return np.concatenate([column, sums if adds_up else np.where(self._sizes == 1, sums, np.nan)])

    def origins(self, rows: np.ndarray) -> np.ndarray:
        """The rows of the frame that rows are made of, where all that they are made of is there."""
        added = rows[rows >= self._frame] - self._frame
        parts = [self._members[self._starts[row] : self._starts[row] + self._sizes[row]] for row in added]
        return np.concatenate([rows[rows < self._frame], *parts]).astype(np.int64)


class RowsAndSums(RowIndex):
    """The rows of a frame and those added to it."""

    def __init__(self, rows: RowIndex, added: RestatedRows) -> None:
        self.keys = rows.keys
        self._reported = rows
        self._added = added

    def all_of(self, key: str) -> np.ndarray:
        """Every row that a locality has itself, in time order."""
        return self._reported.all_of(key)

    def of(self, key: str) -> Mapping[Period, int]:
        """The row of each period of a locality, its own before an added one."""
        added = self._added.of(key)
        own = self._reported.of(key)
        return {**added, **own} if added else own


class _RowTable:
    """The row of every locality and period of a frame, as one array."""

    def __init__(self, figures: Figures) -> None:
        localities, self._periods = figures.index.levels
        self._places = {key: at for at, key in enumerate(localities)}
        # One line more than there are localities: that of a unit without figures.
        self._rows = np.full((len(localities) + 1, len(self._periods)), NO_ROW, dtype=np.int64)
        codes = [np.asarray(each) for each in figures.index.codes]
        self._rows[codes[0], codes[1]] = np.arange(len(figures.values))

    def rows_of(
        self, groups: Sequence[Group], periods: Sequence[Period]
    ) -> tuple[np.ndarray, np.ndarray, list[str], list[Period]]:
        """Members (rows of the frame, -1 where one has none), sizes, keys and periods of the groups that have any."""
        units = [self._places.get(unit.key, -1) for _, parts in groups for unit in parts]
        lengths = np.array([len(parts) for _, parts in groups], dtype=np.int64)
        if not len(lengths) or not periods:
            return np.array([], dtype=np.int64), np.array([], dtype=np.int64), [], []
        when = np.array([self._periods.get_loc(period) for period in periods])
        rows = self._rows[np.array(units)[:, None], when[None, :]]
        starts = np.cumsum(lengths) - lengths
        present = np.logical_or.reduceat(rows != NO_ROW, starts, axis=0)
        group_of = np.repeat(np.arange(len(groups)), lengths)
        members, keys, named, sizes = [], [], [], []
        for at, period in enumerate(periods):
            kept = np.flatnonzero(present[:, at])
            members.append(rows[present[group_of, at], at])
            sizes.append(lengths[kept])
            keys += [groups[each][0].key for each in kept.tolist()]
            named += [period] * len(kept)
        return np.concatenate(members), np.concatenate(sizes), keys, named
