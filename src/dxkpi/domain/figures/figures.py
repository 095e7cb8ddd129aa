"""Figures: the one table shape of the product, and its arithmetic.

`Figures.values` is a wide frame. Index: (locality key, `Period`), unique, sorted. Columns: measure codes.
Cells: float64; counts are whole numbers, reported shares are percent; NaN is missing, never 0. `Figures.origins`
has the same index and columns and holds, for every cell, the position of its `Source` in `Figures.sources`, or -1
where the cell is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import cast

import numpy as np
import pandas as pd

from dxkpi.domain.model.measure import Measure, MeasureKind
from dxkpi.domain.model.period import Period, difference

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


def from_observations(observations: Sequence[Observation], vintage: int = 0) -> Figures:
    """Figures of plain observations, the later ones replacing the earlier of the same locality, period and measure."""
    sources: dict[Source, int] = {}
    cells: dict[tuple[str, Period], dict[str, tuple[float, int]]] = {}
    for row in observations:
        source = Source(row.source, row.source_url, row.provisional, row.note, 0, date.min)
        origin = sources.setdefault(source, len(sources))
        cells.setdefault((row.locality, row.period), {})[row.measure] = (float(row.value), origin)
    if not cells:
        return empty(vintage)
    rows = sorted(cells)
    columns = sorted({code for cell in cells.values() for code in cell})
    index = pd.MultiIndex.from_tuples(rows, names=["locality", "period"])
    missing = (np.nan, NO_ORIGIN)
    table = [[cells[row].get(code, missing) for code in columns] for row in rows]
    values = pd.DataFrame([[cell[0] for cell in line] for line in table], index=index, columns=columns, dtype=float)
    origins = pd.DataFrame([[cell[1] for cell in line] for line in table], index=index, columns=columns, dtype="int32")
    return Figures(vintage, values, origins, tuple(sources))


def roll_up(
    values: pd.DataFrame, parent_at: Callable[[str, Period], str | None], measures: Mapping[str, Measure]
) -> pd.DataFrame:
    """Sums over the localities of one level, by parent and period.

    `values`: rows of one level only, shaped as `Figures.values`. `parent_at` gives the parent's key in a period, or
    nothing where there is none; such rows take no part. Missing cells take no part; a cell is missing where no child
    has it. Reported shares are never added: their columns are left out.
    """
    counts = values[[code for code in values.columns if measures[code].is_count]]
    parents = [parent_at(locality, period) for locality, period in counts.index]
    kept = [parent is not None for parent in parents]
    index = pd.MultiIndex.from_arrays(
        [
            [parent for parent in parents if parent is not None],
            [period for (_, period), keep in zip(counts.index, kept, strict=True) if keep],
        ],
        names=["locality", "period"],
    )
    chosen = counts[kept].set_axis(index)
    return chosen.groupby(level=["locality", "period"], observed=True).sum(min_count=1)


def over_time(values: pd.DataFrame, measures: Mapping[str, Measure]) -> pd.Series:
    """One locality's adjoining periods as one span: flows added, opening stocks first, closing stocks last.

    `values`: rows in time order, columns measures. A flow with any period missing is missing. Reported shares are left
    out.
    """
    combined: dict[str, float] = {}
    for code in values.columns:
        column = values[code]
        match measures[code].kind:
            case MeasureKind.FLOW:
                combined[code] = float(column.sum()) if column.notna().all() else float("nan")
            case MeasureKind.OPENING_STOCK:
                combined[code] = float(column.iloc[0])
            case MeasureKind.CLOSING_STOCK:
                combined[code] = float(column.iloc[-1])
            case MeasureKind.REPORTED_SHARE:
                continue
    return pd.Series(combined, dtype=float)


def subtract(
    later: tuple[Period, pd.Series], earlier: tuple[Period, pd.Series], measures: Mapping[str, Measure]
) -> tuple[Period, pd.Series, tuple[str, ...]]:
    """What happened between two cumulative figures of one locality: the period, its figures, and impossible measures.

    Flows are subtracted; a negative difference is no figure: it is missing and its measure is named. Opening stocks of
    the difference are the earlier pending, which is another measure: missing. Closing stocks are the later ones.
    Raises `PeriodsDoNotFit`.
    """
    period = difference(later[0], earlier[0])
    result: dict[str, float] = {}
    impossible = []
    for code in later[1].index:
        match measures[code].kind:
            case MeasureKind.FLOW:
                gap = float(later[1][code]) - float(earlier[1].get(code, np.nan))
                if gap < 0:
                    impossible.append(code)
                result[code] = gap if gap >= 0 else float("nan")
            case MeasureKind.OPENING_STOCK:
                result[code] = float("nan")
            case MeasureKind.CLOSING_STOCK:
                result[code] = float(later[1][code])
            case MeasureKind.REPORTED_SHARE:
                continue
    return period, pd.Series(result, dtype=float), tuple(impossible)
