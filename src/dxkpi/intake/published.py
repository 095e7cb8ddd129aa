"""Published figures as tables: many localities and one period per lookup."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from dxkpi.domain.figures.figures import Figures, empty
from dxkpi.domain.model.period import Period


class PublishedFigures:
    """The figures of one vintage, looked up by locality, period and measure."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self._kept: dict[str, np.ndarray] = {}
        self._latest: tuple[Sequence[str], np.ndarray] = (), np.array([], dtype=int)

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Every period that has figures, in time order."""
        return tuple(sorted(self._periods))

    def table(self, localities: Sequence[str], period: Period, measures: Sequence[str]) -> np.ndarray:
        """Figures of a period: one row per locality (key), one column per measure; NaN if there is none."""
        return self.tables(localities, (period,), measures)[0]

    def tables(self, localities: Sequence[str], periods: Sequence[Period], measures: Sequence[str]) -> np.ndarray:
        """The `table` of each period in one array (period, locality, measure); faster than one call per period."""
        rows = self._rows_of(self._places_of(localities), periods)
        figures = np.full((len(measures), *rows.shape), np.nan)
        for table, code in zip(figures, measures, strict=True):  # the figures of one measure lie together in memory
            if code in self._columns:
                self._column(code).take(rows, out=table, mode="wrap")
        return figures.transpose(1, 2, 0)

    def provisional(self, localities: Sequence[str], period: Period, measures: Sequence[str]) -> np.ndarray:
        """Whether each figure of a period is provisional, in the shape of `table`; False if there is none."""
        flags = np.array([*(source.provisional for source in self.figures.sources), False])
        flagged = np.zeros((len(localities), len(measures)), dtype=bool)
        if not flags.any():
            return flagged
        rows = self._rows_of(self._places_of(localities), (period,))[0]
        here = np.flatnonzero(rows >= 0)
        for place, code in enumerate(measures):
            if code in self._columns:
                flagged[here, place] = flags[self._origins[rows[here], self._columns[code]]]
        return flagged

    def _column(self, code: str) -> np.ndarray:
        """One measure over all rows, with a NaN after the last for localities and periods that have no row."""
        if code not in self._kept:
            self._kept[code] = np.append(self._values[:, self._columns[code]], np.nan)
        return self._kept[code]

    def _places_of(self, localities: Sequence[str]) -> np.ndarray:
        """The index of each locality, -1 if unknown. An upload looks up the same ones repeatedly, so the latest are
        cached."""
        asked, places = self._latest
        if asked is not localities or not isinstance(localities, tuple):
            by_key = self._localities
            places = np.array([by_key.get(key, -1) for key in localities], dtype=int)
            self._latest = localities, places
        return places

    def _rows_of(self, places: np.ndarray, periods: Sequence[Period]) -> np.ndarray:
        """The row of each locality (across) in each period (down); -1 if there is none."""
        columns = np.array([self._periods.get(period, len(self._periods)) for period in periods], dtype=int)
        return self._rows.T[columns[:, None], places]

    @cached_property
    def _rows(self) -> np.ndarray:
        """The row of each locality and period, -1 if there is none; the last of each axis is for unknown ones."""
        index = self.figures.index
        rows = np.full((len(self._localities) + 1, len(self._periods) + 1), -1, dtype=np.int64)
        rows[index.locality, index.period] = np.arange(len(index))
        return rows

    @cached_property
    def _localities(self) -> dict[str, int]:
        return {key: place for place, key in enumerate(self.figures.index.localities)}

    @cached_property
    def _periods(self) -> dict[Period, int]:
        return {period: place for place, period in enumerate(self.figures.index.periods)}

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {code: place for place, code in enumerate(self.figures.measures)}

    @cached_property
    def _values(self) -> np.ndarray:
        return self.figures.cells

    @cached_property
    def _origins(self) -> np.ndarray:
        return self.figures.cell_origins


NO_HISTORY = PublishedFigures(empty())
