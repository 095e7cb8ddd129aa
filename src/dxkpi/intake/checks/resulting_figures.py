"""The figures as they will be once an upload is published, for the checks that compare periods.

Tables have one row per locality of the upload and one column per measure of `measures`; NaN if there is no figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dxkpi.domain.figures.submitted import SubmittedFigures
from dxkpi.domain.model.measure import Measure, MeasureKind
from dxkpi.domain.model.period import Period, in_words, previous, quarter_of
from dxkpi.intake.context import UploadContext
from dxkpi.intake.problems import ProblemCode, Severity
from dxkpi.locale import Message, Names


@dataclass(frozen=True)
class FigureProblem:
    """A problem at one figure of an upload; `position` is the figure's index among the upload's figures."""

    position: int
    code: ProblemCode
    severity: Severity
    message: Message


class ResultingFigures:
    """The upload's figures, and the published ones where the upload has none.

    `measures`: those of the upload, then those that only the rules between periods name.
    """

    def __init__(self, figures: SubmittedFigures, context: UploadContext) -> None:
        self.figures, self.context = figures, context
        named = {code for rule in context.rules.successions for code in rule.measures}
        self.measures = (*figures.measures, *sorted(named.difference(figures.measures)))
        self._places = {period: place for place, period in enumerate(figures.periods)}
        self._before: dict[Period, np.ndarray] = {}
        self._after: dict[Period, np.ndarray] = {}
        self._positions: dict[Period, np.ndarray] = {}
        self._fresh: dict[Period, np.ndarray] = {}

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The periods of the upload, in time order."""
        return tuple(sorted(self._places))

    @cached_property
    def all_periods(self) -> tuple[Period, ...]:
        """Every period of the upload and of the published figures, in time order."""
        return tuple(sorted({*self._places, *self.context.history.periods}))

    @cached_property
    def kinds(self) -> tuple[MeasureKind, ...]:
        """The kind of each measure."""
        return tuple(self.measure(code).kind for code in self.measures)

    @cached_property
    def flows(self) -> np.ndarray:
        """Which measures are flows."""
        return np.array([kind is MeasureKind.FLOW for kind in self.kinds], dtype=bool)

    @cached_property
    def counts(self) -> np.ndarray:
        """Which measures are counts."""
        return np.array([kind is not MeasureKind.REPORTED_SHARE for kind in self.kinds], dtype=bool)

    def measure(self, code: str) -> Measure:
        """The measure of a code."""
        return self.context.measure_named(code)

    def name(self, column: int) -> Names:
        """The name of a measure, by its column."""
        return self.measure(self.measures[column]).names

    def words(self, period: Period) -> Names:
        """The period in words."""
        return in_words(period, self.context.cutoff)

    def quarter(self, period: Period) -> tuple[int, int] | None:
        """(year, quarter) of a quarter counted in the period, by the cut-off rule."""
        return quarter_of(period, self.context.cutoff)

    def quarters_before(self, period: Period, count: int) -> tuple[Period, ...]:
        """The `count` quarters before a quarter, in time order, with or without figures."""
        found = [period]
        while len(found) <= count and (before := previous(found[-1], self.context.cutoff)):
            found.append(before)
        return tuple(reversed(found[1:]))

    def tables(self, periods: Sequence[Period]) -> list[np.ndarray]:
        """The figures of each period. Read-only: the arrays are shared."""
        self._fetch(periods)
        return [self._after[period] for period in periods]

    def table(self, period: Period) -> np.ndarray:
        """The figures of one period. Read-only: the array is shared."""
        return self.tables((period,))[0]

    def positions(self, period: Period) -> np.ndarray:
        """The index of each figure among those of the upload; -1 if the upload does not have it."""
        if period not in self._positions:
            found = np.full((len(self.figures.localities), len(self.measures)), -1)
            if period in self._places:
                found[:, : len(self.figures.measures)] = self.figures.positions(self._places[period])
            self._positions[period] = found
        return self._positions[period]

    def is_new(self, period: Period) -> np.ndarray:
        """Which figures the upload adds or changes. Published figures were checked when they were submitted."""
        if period not in self._fresh:
            self._fetch((period,))
            self._fresh[period] = (self.positions(period) >= 0) & (self._after[period] != self._before[period])
        return self._fresh[period]

    def _fetch(self, periods: Sequence[Period]) -> None:
        missing = [period for period in dict.fromkeys(periods) if period not in self._after]
        if not missing:
            return
        stored = self.context.history.tables(self.figures.localities, missing, self.measures)
        for period, before in zip(missing, stored, strict=True):
            self._before[period] = self._after[period] = before
            if period in self._places:
                own = self.figures.table(self._places[period])
                after = before.copy()
                after[:, : own.shape[1]] = np.where(np.isnan(own), before[:, : own.shape[1]], own)
                self._after[period] = after
