"""Reported figures on their way to the store, column by column, because a country's quarter has forty thousand.

One position is one figure: `locality`, `period`, `measure` and `origin` hold where it is found in `localities`,
`periods`, `measures` and `origins`. `values` are whole numbers for counts, decimals in percent for reported shares;
a figure that is missing has no position. No figure stands twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

import numpy as np

from dxkpi.domain.figures.figures import Observation
from dxkpi.domain.model.period import Period

T = TypeVar("T")
Value = int | Decimal


@dataclass(frozen=True)
class FigureOrigin:
    """What is said of where figures come from."""

    provisional: bool = False
    source: str = ""
    source_url: str = ""
    note: str = ""


@dataclass(frozen=True, eq=False)
class SubmittedFigures:
    """Figures in the shape the module describes; `localities` are keys."""

    localities: tuple[str, ...]
    periods: tuple[Period, ...]
    measures: tuple[str, ...]
    origins: tuple[FigureOrigin, ...]
    locality: np.ndarray
    period: np.ndarray
    measure: np.ndarray
    origin: np.ndarray
    values: Sequence[Value]

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
            told = self.origins[origin]
            yield Observation(
                self.localities[locality],
                self.periods[period],
                self.measures[measure],
                value,
                told.provisional,
                told.source,
                told.source_url,
                told.note,
            )

    def table(self, period: int) -> np.ndarray:
        """One period's figures, localities down and measures across; NaN where there is none."""
        found = np.full((len(self.localities), len(self.measures)), np.nan)
        here = self.period == period
        found[self.locality[here], self.measure[here]] = self.numbers[here]
        return found

    def positions(self, period: int) -> np.ndarray:
        """Where the figures of `table` stand: the position of each, -1 where there is none."""
        found = np.full((len(self.localities), len(self.measures)), -1)
        here = np.flatnonzero(self.period == period)
        found[self.locality[here], self.measure[here]] = here
        return found


def reported(observations: Iterable[Observation]) -> SubmittedFigures:
    """Observations column by column; of two for the same locality, period and measure the later one."""
    rows = list({(row.locality, row.period, row.measure): row for row in observations}.values())
    localities, locality = _coded([row.locality for row in rows])
    periods, period = _coded([row.period for row in rows])
    measures, measure = _coded([row.measure for row in rows])
    told = [FigureOrigin(row.provisional, row.source, row.source_url, row.note) for row in rows]
    origins, origin = _coded(told)
    values = tuple(row.value for row in rows)
    return SubmittedFigures(localities, periods, measures, origins, locality, period, measure, origin, values)


def _coded(items: Sequence[T]) -> tuple[tuple[T, ...], np.ndarray]:
    """The different items in the order they come, and where each one is among them."""
    known: dict[T, int] = {}
    codes = [known.setdefault(item, len(known)) for item in items]
    return tuple(known), np.array(codes, dtype=np.int32)


NOTHING = reported(())
