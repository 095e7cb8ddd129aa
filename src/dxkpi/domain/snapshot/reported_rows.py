"""Which localities reported which period: the rows of the figures that belong to a locality and to those below it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dxkpi.domain.figures.figures import Figures
from dxkpi.domain.figures.row_index import Below, RowIndex
from dxkpi.domain.model.coverage import Coverage, CoverageKind
from dxkpi.domain.model.locality import LEVELS_BELOW, Level, Locality, Registry
from dxkpi.domain.model.period import Period


class ReportedRows:
    """The rows of the figures by locality and period."""

    def __init__(self, figures: Figures, registry: Registry, like: ReportedRows | None = None) -> None:
        """`like`: the rows of the same figures, whose index is reused."""
        self.figures = figures
        self.registry = registry
        self._rows: RowIndex = like._rows if like else RowIndex(figures)
        self._below: Below = like._below if like else self._rows.below(registry)

    @property
    def vintage(self) -> int:
        """The vintage of the figures."""
        return self.figures.vintage

    def periods(self, locality: Locality) -> tuple[Period, ...]:
        """Periods for which a locality or any below it has figures, in time order."""
        own = set(self._rows.of(locality.key))
        for level in LEVELS_BELOW[locality.level]:
            own.update(self._below.get((locality.code, level), ()))
        return tuple(sorted(period for period in own if locality.valid_on(period.last)))

    def has_own(self, locality: Locality, period: Period) -> bool:
        """Whether the locality itself has any figure for the period."""
        return period in self._rows.of(locality.key)

    def rows_of(self, localities: Sequence[Locality], period: Period) -> np.ndarray:
        """The row of each locality's own figures of a period, -1 without any."""
        return np.array([self._rows.of(unit.key).get(period, -1) for unit in localities], dtype=np.int64)

    def reported(self, locality: Locality, level: Level, period: Period) -> tuple[int, int]:
        """How many localities of a level below have any figure for the period, and how many there are."""
        return len(self.rows_at(locality, level, period)), self.expected(locality, level, period)

    def units(self, within: Locality, level: Level, period: Period) -> tuple[Locality, ...]:
        """The localities of a level inside another for which the figures of a period are shown, in Vietnamese order."""
        return self.registry.below(within, period.last, level)

    def levels_of_reports(self, locality: Locality, period: Period) -> tuple[Level, ...]:
        """The levels below with figures, the most complete first; of two equally complete the higher one first."""
        levels = [level for level in LEVELS_BELOW[locality.level] if self.reported(locality, level, period)[0]]
        return tuple(sorted(levels, key=lambda level: -self._share_reported(locality, level, period)))

    def level_of_reports(self, locality: Locality, period: Period) -> Level | None:
        """The first of `levels_of_reports`; None when no locality below has figures."""
        return next(iter(self.levels_of_reports(locality, period)), None)

    def own_row(self, locality: Locality, period: Period) -> np.ndarray:
        """The row of a locality's own figures of a period; empty without any."""
        row = self._rows.of(locality.key).get(period)
        return np.array([] if row is None else [row], dtype=np.int64)

    def rows_at(self, locality: Locality, level: Level, period: Period) -> np.ndarray:
        """The rows of a period of the localities of a level below."""
        return self._below.get((locality.code, level), {}).get(period, np.array([], dtype=np.int64))

    def expected(self, locality: Locality, level: Level, period: Period) -> int:
        """How many localities of a level there are below on the last day of a period."""
        return len(self.registry.below(locality, period.last, level))

    def is_highest(self, locality: Locality, level: Level, period: Period) -> bool:
        """Whether no level between a locality and one below it existed at the end of a period."""
        above = LEVELS_BELOW[locality.level][: LEVELS_BELOW[locality.level].index(level)]
        return not any(self.expected(locality, other, period) for other in above)

    def commune_counts(self) -> np.ndarray:
        """How many communes the locality of every row has at the end of its period."""
        counts = np.full(len(self.figures.index), np.nan)
        for key in self._rows.keys:
            locality = self.registry.by_key(key)
            if locality.level is Level.COMMUNE:
                counts[self._rows.all_of(key)] = 1
                continue
            for period, row in self._rows.of(key).items():
                counts[row] = len(self.registry.below(locality, period.last, Level.COMMUNE))
        return counts

    def coverage_of_sum(self, locality: Locality, level: Level, period: Period, rows: np.ndarray) -> Coverage:
        """What the sum over some rows of a level counts: all its localities, or only some."""
        expected = self.expected(locality, level, period)
        if len(rows) >= expected:
            return Coverage(CoverageKind.LEVEL, level, is_highest=self.is_highest(locality, level, period))
        index = self.figures.index
        members = frozenset(index.localities[at] for at in index.locality[rows].tolist())
        return Coverage(CoverageKind.PARTIAL, level, len(rows), expected, members)

    def _share_reported(self, locality: Locality, level: Level, period: Period) -> float:
        reporting, expected = self.reported(locality, level, period)
        return reporting / expected if expected else 0.0
