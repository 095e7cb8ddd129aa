"""Figures: the table of all figures of a vintage.

Rows: (locality key, `Period`), unique and sorted; columns: measure codes. `Figures.cells` is float64; counts are whole
numbers, reported shares are percent; NaN is missing, never 0. `Figures.cell_origins` has the same shape (int32); each
cell holds the position of its `Source` in `Figures.sources`, -1 when missing. `values` and `origins` are the same two
tables as data frames, made when they are first read: importing pandas takes half as long as a whole command.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from dxkpi.domain.model.coverage import WHOLE, Coverage
from dxkpi.domain.model.period import Period

if TYPE_CHECKING:
    import pandas as pd

NO_ORIGIN = -1


@dataclass(frozen=True)
class Source:
    """Where a figure comes from.

    `provisional`: the source says the figure is preliminary. `submission`: its number, 0 for none. `received`: the day
    it was submitted. `coverage`: what the figure counts. `printed`: the number as the source prints it; empty where the
    figure says the same.
    """

    title: str
    url: str
    provisional: bool
    note: str
    submission: int
    received: date
    coverage: Coverage = WHOLE
    printed: str = ""


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
    coverage: Coverage = WHOLE
    printed: str = ""


@dataclass(frozen=True, eq=False)
class FigureIndex:
    """The rows of a table of figures: positions into two sorted tuples, every item of which is used."""

    localities: tuple[str, ...]
    periods: tuple[Period, ...]
    locality: np.ndarray
    period: np.ndarray

    @classmethod
    def of_slots(cls, localities: Sequence[str], periods: Sequence[Period], slots: np.ndarray) -> FigureIndex:
        """The index with these rows.

        A slot is the position of a locality times the number of periods, plus the position of a period. Localities,
        periods and slots are sorted.
        """
        return cls(tuple(localities), tuple(periods), slots // len(periods), slots % len(periods))

    def __len__(self) -> int:
        return len(self.locality)

    def __iter__(self) -> Iterator[tuple[str, Period]]:
        for locality, period in zip(self.locality.tolist(), self.period.tolist(), strict=True):
            yield self.localities[locality], self.periods[period]

    def __getitem__(self, row: int) -> tuple[str, Period]:
        return self.localities[self.locality[row]], self.periods[self.period[row]]

    def select(self, rows: np.ndarray) -> FigureIndex:
        """The index of some rows, given by position in ascending order."""
        localities, locality = np.unique(self.locality[rows], return_inverse=True)
        periods, period = np.unique(self.period[rows], return_inverse=True)
        return FigureIndex(
            tuple(self.localities[at] for at in localities), tuple(self.periods[at] for at in periods), locality, period
        )

    @cached_property
    def frame_index(self) -> pd.MultiIndex:
        """The index of the data frames."""
        import pandas as pd

        levels: list[Any] = [pd.Index(self.localities), pd.Index(self.periods, dtype=object)]
        codes: list[Any] = [self.locality, self.period]
        return pd.MultiIndex(levels=levels, codes=codes, names=["locality", "period"])


@dataclass(frozen=True, eq=False)
class Figures:
    """All figures of one vintage, in the shape that the module docstring describes. Treat the arrays as immutable."""

    vintage: int
    index: FigureIndex
    measures: tuple[str, ...]
    cells: np.ndarray
    cell_origins: np.ndarray
    sources: tuple[Source, ...]

    @property
    def localities(self) -> tuple[str, ...]:
        """Keys of the localities with figures, sorted."""
        return self.index.localities

    @cached_property
    def values(self) -> pd.DataFrame:
        """The cells as a data frame."""
        return self._frame(self.cells)

    @cached_property
    def origins(self) -> pd.DataFrame:
        """The positions of the sources as a data frame."""
        return self._frame(self.cell_origins)

    def only(self, localities: Collection[str]) -> Figures:
        """The figures of these localities (keys) only."""
        wanted = set(localities)
        is_wanted = np.array([key in wanted for key in self.localities], dtype=bool)
        rows = np.flatnonzero(is_wanted[self.index.locality])
        index = self.index.select(rows)
        return replace(self, index=index, cells=self.cells[rows], cell_origins=self.cell_origins[rows])

    def of(self, locality: str) -> Iterator[tuple[Period, str, float, Source]]:
        """Every figure of one locality (key) as (period, measure, value, source), in time order."""
        at = bisect_left(self.localities, locality)
        if self.localities[at : at + 1] != (locality,):
            return
        first, end = np.searchsorted(self.index.locality, [at, at + 1]).tolist()
        for row in range(first, end):
            period = self.index.periods[self.index.period[row]]
            cells = zip(self.measures, self.cells[row].tolist(), self.cell_origins[row].tolist(), strict=True)
            for measure, value, origin in cells:
                if origin != NO_ORIGIN:
                    yield period, measure, value, self.sources[origin]

    def column(self, measure: str) -> np.ndarray:
        """One measure for all rows, in their order; all NaN when no locality reports it."""
        position = self.positions.get(measure)
        return np.full(len(self.index), np.nan) if position is None else self.cells[:, position]

    def columns(self, measures: Collection[str]) -> tuple[np.ndarray, np.ndarray]:
        """Cells and origins of some measures that have figures, in the order given."""
        positions = [self.positions[measure] for measure in measures]
        return self.cells[:, positions], self.cell_origins[:, positions]

    def sources_of(self, rows: np.ndarray, measures: Sequence[str]) -> tuple[Source, ...]:
        """The sources of some measures in some rows, each once."""
        columns = [self.positions[code] for code in measures if code in self.positions]
        if not columns or not len(rows):
            return ()
        origins = np.unique(self.cell_origins[np.ix_(rows, np.array(columns))])
        return tuple(self.sources[origin] for origin in origins if origin != NO_ORIGIN)

    @cached_property
    def positions(self) -> dict[str, int]:
        """The column of each measure."""
        return {code: position for position, code in enumerate(self.measures)}

    def _frame(self, table: np.ndarray) -> pd.DataFrame:
        import pandas as pd

        return pd.DataFrame(table, index=self.index.frame_index, columns=list(self.measures), copy=False)


def empty(vintage: int = 0) -> Figures:
    """Figures without rows and columns."""
    none = np.zeros(0, dtype=np.int64)
    index = FigureIndex((), (), none, none)
    return Figures(vintage, index, (), np.zeros((0, 0)), np.zeros((0, 0), dtype=np.int32), ())
