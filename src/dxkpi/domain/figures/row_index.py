"""Where in the frame of figures the rows of a locality stand, and those of all that lies below one."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from dxkpi.domain.figures.figures import Figures
from dxkpi.domain.model.locality import Level, Registry
from dxkpi.domain.model.period import Period

Below = Mapping[tuple[str, Level], Mapping[Period, np.ndarray]]


class RowIndex:
    """Rows of one frame, by locality (key) and period. The frame is sorted, so a locality's rows stand together."""

    def __init__(self, figures: Figures) -> None:
        self.keys: tuple[str, ...] = tuple(figures.index.levels[0])
        self._periods: tuple[Period, ...] = tuple(figures.index.levels[1])
        locality, self._period = (np.asarray(codes) for codes in figures.index.codes)
        self._ends = np.searchsorted(locality, np.arange(len(self.keys) + 1))
        self._places = {key: place for place, key in enumerate(self.keys)}
        self._by_period: dict[str, dict[Period, int]] = {}

    def all_of(self, key: str) -> np.ndarray:
        """Every row of a locality, in time order; none where it has no figures."""
        place = self._places.get(key)
        return np.array([], dtype=int) if place is None else np.arange(self._ends[place], self._ends[place + 1])

    def of(self, key: str) -> Mapping[Period, int]:
        """The row of each period of a locality."""
        if key not in self._by_period:
            rows = self.all_of(key).tolist()
            self._by_period[key] = {self._periods[self._period[row]]: row for row in rows}
        return self._by_period[key]

    def below(self, registry: Registry) -> Below:
        """(ancestor's code, level of the reporting localities) → period → rows, in the order of the frame."""
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
        known, starts = np.unique(codes, return_index=True)
        return {self._periods[code]: part for code, part in zip(known, np.split(rows, starts[1:]), strict=True)}
