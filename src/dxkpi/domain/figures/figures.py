"""Figures: the table of all figures of a vintage.

`Figures.values` is a wide data frame. Index: (locality key, `Period`), unique and sorted. Columns: measure codes.
Cells: float64; counts are whole numbers, reported shares are percent; NaN is missing, never 0. `Figures.origins` has
the same index and columns; each cell holds the position of its `Source` in `Figures.sources`, -1 when missing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import cast

import numpy as np
import pandas as pd

from dxkpi.domain.model.period import Period

NO_ORIGIN = -1


@dataclass(frozen=True)
class Source:
    """Where a figure comes from.

    `provisional`: the source says the figure is preliminary. `submission`: its number, 0 for none. `received`: the day
    it was submitted.
    """

    title: str
    url: str
    provisional: bool
    note: str
    submission: int
    received: date


@dataclass(frozen=True)
class Observation:
    """One submitted figure: a locality (key), period and measure (code) with its value and source.

    `value`: a whole number for counts, percent for reported shares.
    """

    locality: str
    period: Period
    measure: str
    value: int | Decimal
    provisional: bool = False
    source: str = ""
    source_url: str = ""
    note: str = ""


@dataclass(frozen=True, eq=False)
class Figures:
    """All figures of one vintage, in the shape that the module docstring describes. Treat the frames as immutable."""

    vintage: int
    values: pd.DataFrame
    origins: pd.DataFrame
    sources: tuple[Source, ...]

    @property
    def localities(self) -> tuple[str, ...]:
        """Keys of the localities with figures, sorted."""
        return tuple(self.index.levels[0])

    @property
    def index(self) -> pd.MultiIndex:
        """The (locality key, period) index of the rows."""
        return cast(pd.MultiIndex, self.values.index)

    def only(self, localities: Collection[str]) -> Figures:
        """The figures of these localities (keys) only."""
        rows = self.index.isin(list(localities), level="locality")
        index = cast(pd.MultiIndex, self.index[rows]).remove_unused_levels()
        return replace(self, values=self.values[rows].set_axis(index), origins=self.origins[rows].set_axis(index))

    def of(self, locality: str) -> Iterator[tuple[Period, str, float, Source]]:
        """Every figure of one locality (key) as (period, measure, value, source), in time order."""
        if locality not in self.index.levels[0]:
            return
        values, origins = self.values.loc[locality], self.origins.loc[locality]
        for period, row, sources in zip(values.index, values.to_numpy(), origins.to_numpy(), strict=True):
            for measure, value, origin in zip(values.columns, row, sources, strict=True):
                if origin != NO_ORIGIN:
                    yield period, measure, float(value), self.sources[origin]

    def column(self, measure: str) -> np.ndarray:
        """One measure for all rows, in their order; all NaN when no locality reports it."""
        position = self._positions.get(measure)
        return np.full(len(self.values), np.nan) if position is None else self._table[:, position]

    @cached_property
    def _table(self) -> np.ndarray:
        return self.values.to_numpy()

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {code: position for position, code in enumerate(self.values.columns)}


def empty(vintage: int = 0) -> Figures:
    """Figures without rows and columns."""
    index = pd.MultiIndex.from_arrays([[], []], names=["locality", "period"])
    return Figures(vintage, pd.DataFrame(index=index, dtype=float), pd.DataFrame(index=index, dtype="int32"), ())
