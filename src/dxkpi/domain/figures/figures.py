"""Figures: the one table shape of the product, and its arithmetic.

`Figures.values` is a wide frame. Index: (locality key, `Period`), unique, sorted. Columns: measure codes.
Cells: float64; counts are whole numbers, reported shares are percent; NaN is missing, never 0. `Figures.origins`
has the same index and columns and holds, for every cell, the position of its `Source` in `Figures.sources`, or -1
where the cell is missing.
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
    """Where a figure comes from. `submission` is the number on the receipt; `received` the day it was taken in."""

    title: str
    url: str
    provisional: bool
    note: str
    submission: int
    received: date


@dataclass(frozen=True)
class Observation:
    """One reported figure on its way to the store. `value`: a whole number for counts, percent for reported shares."""

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
    """All figures of one vintage, in the shape the module describes."""

    vintage: int
    values: pd.DataFrame
    origins: pd.DataFrame
    sources: tuple[Source, ...]

    @property
    def localities(self) -> tuple[str, ...]:
        """Keys of the localities that have figures, sorted."""
        return tuple(self.index.levels[0])

    @property
    def index(self) -> pd.MultiIndex:
        """(locality key, period) of every row."""
        return cast(pd.MultiIndex, self.values.index)

    def only(self, localities: Collection[str]) -> Figures:
        """The same figures with the rows of these localities alone."""
        rows = self.index.isin(list(localities), level="locality")
        index = cast(pd.MultiIndex, self.index[rows]).remove_unused_levels()
        return replace(self, values=self.values[rows].set_axis(index), origins=self.origins[rows].set_axis(index))

    def of(self, locality: str) -> Iterator[tuple[Period, str, float, Source]]:
        """Every figure of one locality with its source, period by period."""
        if locality not in self.index.levels[0]:
            return
        values, origins = self.values.loc[locality], self.origins.loc[locality]
        for period, row, sources in zip(values.index, values.to_numpy(), origins.to_numpy(), strict=True):
            for measure, value, origin in zip(values.columns, row, sources, strict=True):
                if origin != NO_ORIGIN:
                    yield period, measure, float(value), self.sources[origin]

    def column(self, measure: str) -> np.ndarray:
        """One measure over all rows; all missing where nobody reports it."""
        place = self._places.get(measure)
        return np.full(len(self.values), np.nan) if place is None else self._table[:, place]

    @cached_property
    def _table(self) -> np.ndarray:
        return self.values.to_numpy()

    @cached_property
    def _places(self) -> dict[str, int]:
        return {code: place for place, code in enumerate(self.values.columns)}


def empty(vintage: int = 0) -> Figures:
    """Figures with nothing in them."""
    index = pd.MultiIndex.from_arrays([[], []], names=["locality", "period"])
    return Figures(vintage, pd.DataFrame(index=index, dtype=float), pd.DataFrame(index=index, dtype="int32"), ())
