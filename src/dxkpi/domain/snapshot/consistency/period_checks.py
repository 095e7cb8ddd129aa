"""Figures of one locality and measure in periods that overlap.

- A flow of a period is at least the largest sum over periods inside it that do not overlap each other, and exactly the
  sum over periods that cover it without a gap: 900 in six months contradicts 1,000 and 1,100 in its two quarters.
- A flow that contains a stock (to process: carried over and received) does not add up over time; it is at least that of
  every period inside.
- Closing stocks of periods with the same last day are one number, and so are opening stocks of the same first day.

Shares are not compared between periods.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import reduce

import numpy as np

from dxkpi.domain.model.measure import MeasureKind
from dxkpi.domain.model.period import Basis, Period
from dxkpi.domain.snapshot.consistency.inconsistency import (
    ConsistencyCheck,
    ConsistencyRules,
    FigureTable,
    FigureTerm,
    Inconsistency,
)

STOCKS = (MeasureKind.OPENING_STOCK, MeasureKind.CLOSING_STOCK)
ONE_DAY = timedelta(days=1)


def period_contradictions(table: FigureTable, checked: ConsistencyRules) -> Iterator[Inconsistency]:
    """Flows and stocks that contradict those of overlapping periods."""
    index = table.figures.index
    if not len(index):
        return
    inside = {period: periods_inside(period, index.periods) for period in index.periods}
    inside = {period: inner for period, inner in inside.items() if inner}
    places = {period: place for place, period in enumerate(index.periods)}
    mixed = _flows_with_a_stock(table, checked)
    for measure in table.figures.measures:
        kind = table.measures[measure].kind
        if kind is MeasureKind.REPORTED_SHARE or not inside:
            continue
        cells = np.full((len(index.localities), len(index.periods)), np.nan)
        cells[index.locality, index.period] = table.column(measure)
        for whole, inner in inside.items():
            values, parts = cells[:, places[whole]], cells[:, [places[period] for period in inner]]
            at = np.flatnonzero(~np.isnan(values) & (~np.isnan(parts)).any(axis=1))
            if not len(at):
                continue
            lines = _Lines(measure, whole, inner, [index.localities[line] for line in at], values[at], parts[at])
            if kind in STOCKS:
                yield from _unequal_stocks(lines, kind)
            else:
                yield from _contradicted_flows(lines, adds_up=measure not in mixed)


def periods_inside(whole: Period, periods: Sequence[Period]) -> tuple[Period, ...]:
    """The other periods that lie inside one, by last day.

    Of two that have the same days the one counted in the period is inside the cumulative one.
    """

    def is_inside(period: Period) -> bool:
        if (period.first, period.last) == (whole.first, whole.last):
            return period.basis is Basis.PERIOD and whole.basis is Basis.CUMULATIVE
        return whole.first <= period.first and period.last <= whole.last

    return tuple(sorted(filter(is_inside, periods)))


class _Lines:
    """One measure in one period and those inside it: a value and a row of `parts` for each locality (key)."""

    def __init__(
        self,
        measure: str,
        whole: Period,
        inner: tuple[Period, ...],
        localities: Sequence[str],
        values: np.ndarray,
        parts: np.ndarray,
    ) -> None:
        self.measure, self.whole, self.inner = measure, whole, inner
        self.localities, self.values, self.parts = localities, values, parts

    def contradiction(
        self, check: ConsistencyCheck, line: int, chosen: Sequence[int], *, is_part: bool
    ) -> Inconsistency:
        """The sum of the chosen inner periods of one locality against its value."""
        locality, value = self.localities[line], float(self.values[line])
        left = tuple(FigureTerm(locality, self.inner[at], self.measure, float(self.parts[line, at])) for at in chosen)
        right = (FigureTerm(locality, self.whole, self.measure, value),)
        return Inconsistency(check, left, right, abs(sum(term.value for term in left) - value), is_part=is_part)


def _flows_with_a_stock(table: FigureTable, checked: ConsistencyRules) -> frozenset[str]:
    """Flows that an identity makes of parts with a stock among them."""
    return frozenset(
        rule.whole[0]
        for rule in checked.rules.identities
        if len(rule.whole) == 1
        and any(table.measures[code].kind is MeasureKind.OPENING_STOCK for code in rule.parts if code in table.measures)
    )


def _unequal_stocks(lines: _Lines, kind: MeasureKind) -> Iterator[Inconsistency]:
    for at, period in enumerate(lines.inner):
        is_closing = kind is MeasureKind.CLOSING_STOCK
        if (period.last != lines.whole.last) if is_closing else (period.first != lines.whole.first):
            continue
        for line in np.flatnonzero(np.nan_to_num(lines.parts[:, at] - lines.values)).tolist():
            yield lines.contradiction(ConsistencyCheck.SAME_DAY, line, (at,), is_part=False)


def _contradicted_flows(lines: _Lines, *, adds_up: bool) -> Iterator[Inconsistency]:
    """One contradiction a locality: a fall, else the periods that cover the whole, else the largest sum inside it."""
    falls = _falls(lines)
    for line, at in falls.items():
        yield lines.contradiction(ConsistencyCheck.CUMULATIVE_FALL, line, (at,), is_part=True)
    smallest, largest = (_cover_sums(lines, pick) for pick in (np.fmin, np.fmax)) if adds_up else (lines.values,) * 2
    below, above = np.nan_to_num(lines.values - smallest), np.nan_to_num(largest - lines.values)
    most = _largest_sums(lines) if adds_up else np.nanmax(lines.parts, axis=1)
    for line in np.flatnonzero((most > lines.values) | (below > 0) | (above > 0)).tolist():
        if line in falls:
            continue
        is_cover = bool(below[line] > 0 or above[line] > 0)
        if is_cover:
            chosen = _cover_choice(lines, line, is_largest=bool(above[line] >= below[line]))
        else:
            chosen = _largest_choice(lines, line) if adds_up else [int(np.nanargmax(lines.parts[line]))]
        yield lines.contradiction(ConsistencyCheck.PERIOD_SUM, line, chosen, is_part=not is_cover)


def _falls(lines: _Lines) -> dict[int, int]:
    """By line: the nearest earlier cumulative figure from the same first day, where it is larger."""
    falls: dict[int, int] = {}
    unpaired = np.full(len(lines.values), lines.whole.basis is Basis.CUMULATIVE)
    for at, period in reversed(list(enumerate(lines.inner))):
        if period.basis is Basis.CUMULATIVE and period.first == lines.whole.first:
            earlier = lines.parts[:, at]
            falls |= dict.fromkeys(np.flatnonzero(unpaired & (earlier > lines.values)).tolist(), at)
            unpaired &= np.isnan(earlier)
    return falls


def _largest_sums(lines: _Lines) -> np.ndarray:
    """For each locality the largest sum over inner periods that do not overlap (weighted interval scheduling)."""
    best = [np.zeros(len(lines.values))]
    for at, before in enumerate(_last_before(lines.inner)):
        best.append(np.maximum(best[-1], best[before] + np.nan_to_num(lines.parts[:, at])))
    return best[-1]


def _largest_choice(lines: _Lines, line: int) -> list[int]:
    """The inner periods of the largest sum of one locality, in time order."""
    before, counts = _last_before(lines.inner), np.nan_to_num(lines.parts[line])
    best = [0.0]
    for at, count in enumerate(counts):
        best.append(max(best[-1], best[before[at]] + count))
    chosen: list[int] = []
    at = len(counts)
    while at:
        if best[at] > best[at - 1]:
            chosen.append(at - 1)
            at = before[at - 1]
        else:
            at -= 1
    return chosen[::-1]


def _last_before(inner: Sequence[Period]) -> list[int]:
    """For each period, sorted by last day, how many end before it begins."""
    return [sum(other.last < period.first for other in inner) for period in inner]


def _cover_sums(lines: _Lines, pick: np.ufunc) -> np.ndarray:
    """For each locality the smallest or largest sum over inner periods that cover the whole; NaN without a cover.

    `pick`: np.fmin or np.fmax.
    """
    missing = np.full(len(lines.values), np.nan)
    sums: list[np.ndarray] = []
    for at, period in enumerate(lines.inner):
        begins = [np.zeros(len(lines.values))] if period.first == lines.whole.first else []
        before = (sums[other] for other in _directly_before(lines.inner, at))
        sums.append(reduce(pick, (*begins, *before), missing) + lines.parts[:, at])
    ends = (sums[at] for at, period in enumerate(lines.inner) if period.last == lines.whole.last)
    return reduce(pick, ends, missing)


def _cover_choice(lines: _Lines, line: int, *, is_largest: bool) -> list[int]:
    """The inner periods of the smallest or largest cover of one locality, in time order."""
    sign = 1 if is_largest else -1
    best: list[tuple[float, list[int]] | None] = []
    for at, period in enumerate(lines.inner):
        begun = (
            [(0.0, [])] if period.first == lines.whole.first else [best[at] for at in _directly_before(lines.inner, at)]
        )
        choices = [choice for choice in begun if choice is not None]
        count = float(lines.parts[line, at])
        if np.isnan(count) or not choices:
            best.append(None)
            continue
        total, chosen = max(choices, key=lambda choice: sign * choice[0])
        best.append((total + count, [*chosen, at]))
    ends = [best[at] for at, period in enumerate(lines.inner) if period.last == lines.whole.last]
    return max((choice for choice in ends if choice is not None), key=lambda choice: sign * choice[0])[1]


def _directly_before(inner: Sequence[Period], at: int) -> list[int]:
    """The periods that end on the day before one begins."""
    return [other for other in range(at) if inner[other].last + ONE_DAY == inner[at].first]
