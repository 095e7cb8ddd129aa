"""The figures that stand, asked for as tables: many localities, one period, at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from dxkpi.domain.figures import NO_ORIGIN, Figures, empty
from dxkpi.domain.period import Period


class History:
    """The figures of one vintage, looked up by locality, period and measure."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Every period that has figures, in time order."""
        return tuple(sorted(self._periods))

    def table(self, localities: Sequence[str], period: Period, measures: Sequence[str]) -> np.ndarray:
        """Figures of a period: localities (keys) down, measures across; NaN where there is none."""
        return self.tables(localities, (period,), measures)[0]

    def tables(self, localities: Sequence[str], periods: Sequence[Period], measures: Sequence[str]) -> np.ndarray:
        """The `table` of each period, one behind the other; far faster than one at a time."""
        found = np.full((len(periods), len(localities), len(measures)), np.nan)
        places = self._places_of(localities)
        for page, period in zip(found, periods, strict=True):
            self._fill(page, self._values, self._rows_of(places, period), measures)
        return found

    def provisional(self, localities: Sequence[str], period: Period, measures: Sequence[str]) -> np.ndarray:
        """Whether each figure of a period is provisional, in the shape of `table`; False where there is none."""
        flags = np.array([*(source.provisional for source in self.figures.sources), False])
        origins = np.full((len(localities), len(measures)), NO_ORIGIN)
        self._fill(origins, self._origins, self._rows_of(self._places_of(localities), period), measures)
        return flags[origins]

    def _fill(self, found: np.ndarray, values: np.ndarray, rows: np.ndarray, measures: Sequence[str]) -> None:
        """Writes the cells of these rows (-1 where there is none) into a table of these measures."""
        columns = np.array([self._columns.get(code, -1) for code in measures], dtype=int)
        here = (rows >= 0)[:, None] & (columns >= 0)
        if here.any():  # columns lie together in memory, hence the turning
            np.copyto(found, values.T[columns[:, None], rows].T, where=here)

    def _places_of(self, localities: Sequence[str]) -> np.ndarray:
        known = self._localities
        return np.array([known.get(key, -1) for key in localities], dtype=int)

    def _rows_of(self, places: np.ndarray, period: Period) -> np.ndarray:
        if period not in self._periods:
            return np.full(len(places), -1)
        return np.where(places >= 0, self._rows[places, self._periods[period]], -1)

    @cached_property
    def _rows(self) -> np.ndarray:
        """The row of each locality and period, -1 where there is none."""
        locality, period = self.figures.index.codes
        rows = np.full((len(self._localities) + 1, len(self._periods)), -1, dtype=np.int32)
        rows[np.asarray(locality), np.asarray(period)] = np.arange(len(self.figures.values))
        return rows

    @cached_property
    def _localities(self) -> dict[str, int]:
        return {key: place for place, key in enumerate(self.figures.index.levels[0])}

    @cached_property
    def _periods(self) -> dict[Period, int]:
        return {period: place for place, period in enumerate(self.figures.index.levels[1])}

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {code: place for place, code in enumerate(self.figures.values.columns)}

    @cached_property
    def _values(self) -> np.ndarray:
        return self.figures.values.to_numpy()

    @cached_property
    def _origins(self) -> np.ndarray:
        return self.figures.origins.to_numpy()


NO_HISTORY = History(empty())
