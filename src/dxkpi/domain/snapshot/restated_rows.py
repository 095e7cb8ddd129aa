"""Rows appended to the figures: a locality's figures of a period as the sum of other rows.

A sum is present only when every row it is made of has the number, else NaN. A row made of one other row is a copy,
including shares. Appended rows are numbered after those of the figures.
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
# A locality and the units that make it up.
Group = tuple[Locality, Sequence[Locality]]


class RestatedRows:
    """The rows appended to one table of figures, by locality key and period."""

    def __init__(self, figures: Figures, groups: Mapping[date, Iterable[Group]], eras: Mapping[date, list[Period]]):
        """`groups` and `eras` have one entry for each span without boundary changes, keyed by a day in it: the groups
        of that span, and the periods that end in it."""
        self._frame = len(figures.index)
        table = _RowTable(figures)
        members, sizes, keys, periods = [], [], [], []
        for day, group in groups.items():
            of_era = table.rows_of(list(group), eras[day])
            members.append(of_era[0])
            sizes.append(of_era[1])
            keys += of_era[2]
            periods += of_era[3]
        self._members = np.concatenate(members) if members else np.array([], dtype=np.int64)
        self._sizes = np.concatenate(sizes) if sizes else np.array([], dtype=np.int64)
        self._starts = np.cumsum(self._sizes) - self._sizes
        self._rows: dict[str, dict[Period, int]] = {}
        for row, (key, period) in enumerate(zip(keys, periods, strict=True), start=self._frame):
            self._rows.setdefault(key, {})[period] = row

    def of(self, key: str) -> Mapping[Period, int]:
        """The appended rows of a locality (key) by period."""
        return self._rows.get(key, {})

    def extended(self, column: np.ndarray, *, adds_up: bool, parts: Sequence[int] = ()) -> np.ndarray:
        """A column followed by its appended rows; unless it `adds_up`, only rows made of one row have a value.

        `parts`: rows whose figure counts only a part of their locality; no sum has them.
        """
        if not len(self._sizes):
            return column
        summands = np.append(column, np.nan)
        summands[list(parts)] = np.nan
        sums = np.add.reduceat(summands[self._members], self._starts)
        return np.concatenate([column, sums if adds_up else np.where(self._sizes == 1, sums, np.nan)])

    def origins(self, rows: np.ndarray) -> np.ndarray:
        """The rows of the figures that the given rows are made of. Every part must have a row."""
        added = rows[rows >= self._frame] - self._frame
        parts = [self._members[self._starts[row] : self._starts[row] + self._sizes[row]] for row in added]
        return np.concatenate([rows[rows < self._frame], *parts]).astype(np.int64)


class RowsAndSums(RowIndex):
    """The row index of the figures together with the appended rows."""

    def __init__(self, rows: RowIndex, added: RestatedRows) -> None:
        self.keys = rows.keys
        self._reported = rows
        self._added = added

    def all_of(self, key: str) -> np.ndarray:
        """The rows of a locality's own figures, in time order."""
        return self._reported.all_of(key)

    def of(self, key: str) -> Mapping[Period, int]:
        """The row of each period of a locality, its own before an appended one."""
        added = self._added.of(key)
        own = self._reported.of(key)
        return {**added, **own} if added else own


class _RowTable:
    """The row of every locality and period of the figures, as one array."""

    def __init__(self, figures: Figures) -> None:
        index = figures.index
        self._positions = {key: at for at, key in enumerate(index.localities)}
        self._periods = {period: at for at, period in enumerate(index.periods)}
        # The last line is that of units without figures.
        self._rows = np.full((len(index.localities) + 1, len(self._periods)), NO_ROW, dtype=np.int64)
        self._rows[index.locality, index.period] = np.arange(len(index))

    def rows_of(
        self, groups: Sequence[Group], periods: Sequence[Period]
    ) -> tuple[np.ndarray, np.ndarray, list[str], list[Period]]:
        """Members (rows, -1 without one), sizes, keys and periods of the groups that have any row."""
        units = [self._positions.get(unit.key, -1) for _, parts in groups for unit in parts]
        lengths = np.array([len(parts) for _, parts in groups], dtype=np.int64)
        if not len(lengths) or not periods:
            return np.array([], dtype=np.int64), np.array([], dtype=np.int64), [], []
        when = np.array([self._periods[period] for period in periods])
        rows = self._rows[np.array(units)[:, None], when[None, :]]
        starts = np.cumsum(lengths) - lengths
        present = np.logical_or.reduceat(rows != NO_ROW, starts, axis=0)
        group_of = np.repeat(np.arange(len(groups)), lengths)
        members, keys, named, sizes = [], [], [], []
        for at, period in enumerate(periods):
            kept = np.flatnonzero(present[:, at])
            members.append(rows[present[group_of, at], at])
            sizes.append(lengths[kept])
            keys += [groups[position][0].key for position in kept.tolist()]
            named += [period] * len(kept)
        return np.concatenate(members), np.concatenate(sizes), keys, named
