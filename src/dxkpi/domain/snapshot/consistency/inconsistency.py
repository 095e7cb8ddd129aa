"""An inconsistency: figures that cannot all be right, with both sides of the comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

import numpy as np

from dxkpi.domain.figures.figures import NO_ORIGIN, Figures, Source
from dxkpi.domain.model.coverage import Coverage
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Locality, Registry
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Cutoff, Period
from dxkpi.domain.model.rules import Rules, Severity
from dxkpi.domain.model.unit_lists import UnitLists

NO_RULES = Rules()
EVERY_DAY_KNOWN = UnitLists()


class ConsistencyCheck(StrEnum):
    """What an inconsistency contradicts.

    IDENTITY, PART_OF_WHOLE, CARRIED_OVER: a rule between counts. REGISTRY: the number of localities in the registry.
    PERIOD_SUM: the periods inside a longer one. CUMULATIVE_FALL: an earlier figure from the same first day. SAME_DAY: a
    stock of the same day in another period. SHARE_OF_COUNTS: a share that the source states. SHARES: two shares of the
    same dossiers. UNIT_SUM: the sum over the localities below.
    """

    IDENTITY = "identity"
    PART_OF_WHOLE = "part_of_whole"
    CARRIED_OVER = "carried_over"
    REGISTRY = "registry"
    PERIOD_SUM = "period_sum"
    CUMULATIVE_FALL = "cumulative_fall"
    SAME_DAY = "same_day"
    SHARE_OF_COUNTS = "share_of_counts"
    SHARES = "shares"
    UNIT_SUM = "unit_sum"


@dataclass(frozen=True)
class FigureTerm:
    """One figure of a comparison: locality (key), period, measure (code) and value."""

    locality: str
    period: Period
    measure: str
    value: float


@dataclass(frozen=True)
class Inconsistency:
    """Figures that contradict each other: the sum of `left` should equal the sum of `right`.

    `is_part`: `left` should be at most `right`. `difference`: above 0, in percentage points for shares. `rule`: the
    code of the rule, empty for checks that are no rule of data/rules.toml. `shares`: the percentages that are compared
    in SHARE_OF_COUNTS (of the counts, stated) and SHARES. `indicators`: the indicators (ids) that it concerns; empty
    for every one that is computed from its figures. `source`: the source of the latest of the figures.
    """

    check: ConsistencyCheck
    left: tuple[FigureTerm, ...]
    right: tuple[FigureTerm, ...]
    difference: float
    is_part: bool = False
    rule: str = ""
    severity: Severity = Severity.REASON
    shares: tuple[float, ...] = ()
    indicators: tuple[str, ...] = ()
    source: Source | None = None

    @property
    def terms(self) -> tuple[FigureTerm, ...]:
        """The figures of both sides."""
        return (*self.left, *self.right)

    @property
    def place(self) -> FigureTerm:
        """The figure under whose locality and period it is listed: the whole, or the later one."""
        return self.right[0] if self.right else self.left[-1]

    @property
    def locality(self) -> str:
        """The key of the locality under which it is listed."""
        return self.place.locality

    @property
    def period(self) -> Period:
        """The period under which it is listed."""
        return self.place.period


@dataclass(frozen=True)
class ConsistencyRules:
    """What figures are checked against: rules between counts, indicators with their shares, quarters, unit lists."""

    rules: Rules = NO_RULES
    indicators: tuple[Indicator, ...] = ()
    cutoff: Cutoff = Cutoff.DECREE09
    unit_lists: UnitLists = EVERY_DAY_KNOWN


class FigureTable(Protocol):
    """The figures that are checked; a `Snapshot` is one."""

    figures: Figures
    registry: Registry
    measures: Mapping[str, Measure]

    def column(self, measure: str, /) -> np.ndarray:
        """One measure for all rows; NaN when missing."""

    def rows_of(self, localities: Sequence[Locality], period: Period, /) -> np.ndarray:
        """The row of each locality in a period, -1 without any."""


class FiguresOfCoverage:
    """A table without the figures that count another part of their locality than `coverage`."""

    def __init__(self, table: FigureTable, coverage: Coverage) -> None:
        self.figures, self.registry, self.measures = table.figures, table.registry, table.measures
        self._table = table
        # The last entry is that of the origin -1, a missing figure.
        self._is_other = np.array(
            [*(source.coverage != coverage for source in self.figures.sources), False], dtype=bool
        )

    def column(self, measure: str) -> np.ndarray:
        """One measure for all rows; NaN when missing or of another coverage."""
        column, position = self._table.column(measure), self.figures.positions.get(measure)
        if position is None or not self._is_other.any():
            return column
        return np.where(self._is_other[self.figures.cell_origins[:, position]], np.nan, column)

    def rows_of(self, localities: Sequence[Locality], period: Period) -> np.ndarray:
        """The row of each locality in a period, -1 without any."""
        return self._table.rows_of(localities, period)


def coverage_at(table: FigureTable, row: int, measure: str) -> Coverage:
    """What a figure counts."""
    position = table.figures.positions[measure]
    return table.figures.sources[table.figures.cell_origins[row, position]].coverage


def term_at(table: FigureTable, row: int, measure: str) -> FigureTerm:
    """The figure of a row and measure."""
    locality, period = table.figures.index[row]
    return FigureTerm(locality, period, measure, float(table.column(measure)[row]))


def with_source(table: FigureTable, inconsistency: Inconsistency) -> Inconsistency:
    """The inconsistency with the source of the latest of its figures."""
    sources = [source for term in inconsistency.terms if (source := _source_of(table, term)) is not None]
    return replace(inconsistency, source=max(sources, key=lambda source: source.submission, default=None))


def _source_of(table: FigureTable, term: FigureTerm) -> Source | None:
    figures, column = table.figures, table.figures.positions.get(term.measure)
    row = int(table.rows_of((table.registry.by_key(term.locality),), term.period)[0])
    origin = NO_ORIGIN if column is None else int(figures.cell_origins[row, column])
    return None if origin == NO_ORIGIN else figures.sources[origin]
