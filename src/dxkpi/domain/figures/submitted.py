"""Submitted figures in columns: one quarter of the whole country has forty thousand, too many for objects.

Every position is one figure. `locality`, `period`, `measure` and `origin` are arrays of indexes into `localities`,
`periods`, `measures` and `origins`. `values` are whole numbers for counts, decimals in percent for reported shares.
Missing figures have no position, and no (locality, period, measure) occurs twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

import numpy as np

from dxkpi.domain.figures.figures import Observation
from dxkpi.domain.model.coverage import WHOLE, Coverage
from dxkpi.domain.model.period import Period

T = TypeVar("T")
ReportedValue = int | Decimal


@dataclass(frozen=True)
class FigureOrigin:
    """The source of submitted figures: title, address, note, whether they are provisional, what they count, and the
    number as the source prints it."""

    provisional: bool = False
    source: str = ""
    source_url: str = ""
    note: str = ""
    coverage: Coverage = WHOLE
    printed: str = ""


@dataclass(frozen=True, eq=False)
class SubmittedFigures:
    """Submitted figures in the shape that the module docstring describes; `localities` are keys."""

    localities: tuple[str, ...]
    periods: tuple[Period, ...]
    measures: tuple[str, ...]
    origins: tuple[FigureOrigin, ...]
    locality: np.ndarray
    period: np.ndarray
    measure: np.ndarray
    origin: np.ndarray
    values: Sequence[ReportedValue]

    def __len__(self) -> int:
        return len(self.values)

    @cached_property
    def numbers(self) -> np.ndarray:
        """The values as float64, exact for counts."""
        return np.array(self.values, dtype=float)

    @property
    def observations(self) -> Iterator[Observation]:
        """The figures one by one."""
        columns = (self.locality.tolist(), self.period.tolist(), self.measure.tolist(), self.origin.tolist())
        for locality, period, measure, origin, value in zip(*columns, self.values, strict=True):
            source = self.origins[origin]
            yield Observation(
                self.localities[locality],
                self.periods[period],
                self.measures[measure],
                value,
                source.provisional,
                source.source,
                source.source_url,
                source.note,
                source.coverage,
                source.printed,
            )

    def table(self, period: int) -> np.ndarray:
        """The figures of one period (an index), localities by measures; NaN when missing."""
        table = np.full((len(self.localities), len(self.measures)), np.nan)
        selected = self.period == period
        table[self.locality[selected], self.measure[selected]] = self.numbers[selected]
        return table

    def positions(self, period: int) -> np.ndarray:
        """The position of each figure of `table`, -1 when missing."""
        table = np.full((len(self.localities), len(self.measures)), -1)
        selected = np.flatnonzero(self.period == period)
        table[self.locality[selected], self.measure[selected]] = selected
        return table


def reported(observations: Iterable[Observation]) -> SubmittedFigures:
    """Observations in columns; of two with the same locality, period and measure the later one."""
    rows = list({(row.locality, row.period, row.measure): row for row in observations}.values())
    localities, locality = _indexed([row.locality for row in rows])
    periods, period = _indexed([row.period for row in rows])
    measures, measure = _indexed([row.measure for row in rows])
    origins, origin = _indexed([_origin(row) for row in rows])
    values = tuple(row.value for row in rows)
    return SubmittedFigures(localities, periods, measures, origins, locality, period, measure, origin, values)


def _origin(row: Observation) -> FigureOrigin:
    return FigureOrigin(row.provisional, row.source, row.source_url, row.note, row.coverage, row.printed)


def _indexed(items: Sequence[T]) -> tuple[tuple[T, ...], np.ndarray]:
    """The distinct items in order of first occurrence, and the index of every item among them."""
    positions: dict[T, int] = {}
    indexes = [positions.setdefault(item, len(positions)) for item in items]
    return tuple(positions), np.array(indexes, dtype=np.int32)


NOTHING = reported(())
