"""Row index of the figures table: the rows of a locality, and those of all localities below it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from dxkpi.domain.figures.figures import Figures
from dxkpi.domain.model.locality import Level, Registry
from dxkpi.domain.model.period import Period

# (code of a locality, level of the reporting localities below it) → period → rows
Below = Mapping[tuple[str, Level], Mapping[Period, np.ndarray]]


class RowIndex:
    """Rows of one table by locality (key) and period. The table is sorted, so the rows of a locality are contiguous."""

    def __init__(self, figures: Figures) -> None:
        self.keys: tuple[str, ...] = figures.index.localities
        self._periods: tuple[Period, ...] = figures.index.periods
        locality, self._period = figures.index.locality, figures.index.period
        self._ends = np.searchsorted(locality, np.arange(len(self.keys) + 1))
        self._positions = {key: position for position, key in enumerate(self.keys)}
        self._by_period: dict[str, dict[Period, int]] = {}

    def all_of(self, key: str) -> np.ndarray:
        """All rows of a locality, in time order; empty without figures."""
        position = self._positions.get(key)
        if position is None:
            return np.array([], dtype=int)
        return np.arange(self._ends[position], self._ends[position + 1])

    def of(self, key: str) -> Mapping[Period, int]:
        """The row of each period of a locality; empty without figures."""
        if key not in self._by_period:
            rows = self.all_of(key).tolist()
            self._by_period[key] = {self._periods[self._period[row]]: row for row in rows}
        return self._by_period[key]

    def below(self, registry: Registry) -> Below:
        """The rows below every locality, in the order of the table."""
        members: dict[tuple[str, Level], list[np.ndarray]] = {}
        for key in self.keys:
            locality, rows = registry.by_key(key), self.all_of(key)
            if not len(rows):
                continue
            newest = self._periods[self._period[rows[-1]]]
            for ancestor in registry.ancestors(locality, locality.valid_to or newest.last):
                members.setdefault((ancestor.code, locality.level), []).append(rows)
        return {group: self._by_periods(np.concatenate(rows)) for group, rows in members.items()}

    def _by_periods(self, rows: np.ndarray) -> dict[Period, np.ndarray]:
        order = np.argsort(self._period[rows], kind="stable")
        rows, codes = rows[order], self._period[rows][order]
        present, starts = np.unique(codes, return_index=True)
        return {self._periods[code]: part for code, part in zip(present, np.split(rows, starts[1:]), strict=True)}
