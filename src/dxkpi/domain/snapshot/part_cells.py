"""The figures whose source counts only a part of the locality, by row and measure: few, so they are looked up singly.

They stay the locality's own figures, are never added to those of other localities, and make a ratio only with a figure
of the same part.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np

from dxkpi.domain.figures.figures import Figures
from dxkpi.domain.model.coverage import WHOLE, Coverage
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.snapshot.ratios import Column, RatioColumns


class PartCells:
    """The cells of a table of figures that do not count the whole locality."""

    def __init__(self, figures: Figures) -> None:
        self._by_row: dict[int, dict[str, Coverage]] = {}
        # The last entry is that of the origin -1, a missing figure.
        counts_part = np.array([*(source.coverage != WHOLE for source in figures.sources), False], dtype=bool)
        if not counts_part.any():
            return
        rows, columns = np.nonzero(counts_part[figures.cell_origins])
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            coverage = figures.sources[figures.cell_origins[row, column]].coverage
            self._by_row.setdefault(row, {})[figures.measures[column]] = coverage

    def __bool__(self) -> bool:
        return bool(self._by_row)

    def of(self, row: int, measure: str) -> Coverage:
        """What the figure of a row counts."""
        return self._by_row.get(row, {}).get(measure, WHOLE)

    def rows_with(self, measures: Collection[str]) -> Iterator[int]:
        """The rows that have such a figure for any of these measures."""
        return (row for row, cells in self._by_row.items() if not cells.keys().isdisjoint(measures))

    def without(self, rows: np.ndarray, measures: Collection[str]) -> np.ndarray:
        """Those rows whose figures count the whole locality, so that they may be added."""
        return rows[~np.isin(rows, list(self.rows_with(measures)))] if self._by_row else rows

    def with_equal_coverage(
        self, pairs: RatioColumns, indicator: Indicator, column: Column, *, fallback: bool
    ) -> RatioColumns:
        """The pairs, with those of rows in question made again of figures that count the same part."""
        rows = list(self.rows_with(indicator.measures))
        if not rows:
            return pairs
        numerator, denominator, parts = pairs.numerator.copy(), pairs.denominator.copy(), {}
        for row in rows:
            numerator[row] = denominator[row] = np.nan
            pair = self._pair(row, indicator, column, fallback=fallback)
            if pair is not None:
                numerator[row], denominator[row], parts[row] = pair
        return RatioColumns(numerator, denominator, {row: part for row, part in parts.items() if part != WHOLE})

    def _pair(
        self, row: int, indicator: Indicator, column: Column, *, fallback: bool
    ) -> tuple[float, float, Coverage] | None:
        """The first pair of terms whose figures are present and count the same part."""
        for above in indicator.numerators:
            for below in (term for term in indicator.denominators if term.fallback is fallback):
                sums = [
                    sum(float(column(code)[row]) for code in term.measures)
                    - sum(float(column(code)[row]) for code in term.less)
                    for term in (above, below)
                ]
                coverages = {self.of(row, code) for code in (*above.needed, *below.needed)}
                if not np.isnan(sums).any() and len(coverages) == 1:
                    return sums[0], sums[1], coverages.pop()
        return None
