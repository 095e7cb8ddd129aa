"""Shares that a source states, against its counts and against each other.

A stated share is exact to the last digit that is printed, whether it was rounded or cut off; "over" gives only a lower
bound, "about" is read as within one percentage point. Most sources do not say of what they state a share, so two stated
shares are compared only where no denominator could make both true: parts that do not overlap and exceed 100 % together,
and a part above its whole. Which shares are parts of one whole follows from the rules between their counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import combinations

import numpy as np

from dxkpi.domain.model.indicator import Indicator, Term, Unit
from dxkpi.domain.model.measure import Bound
from dxkpi.domain.snapshot.consistency.inconsistency import (
    ConsistencyCheck,
    ConsistencyRules,
    FigureTable,
    FigureTerm,
    Inconsistency,
    term_at,
)
from dxkpi.domain.snapshot.ratios import pairs_of

HUNDRED = 100.0
ABOUT_POINTS = 1.0
# Smaller than any printed digit, larger than an error of floating point.
EPSILON = 1e-9


@dataclass(frozen=True)
class ShareInRow:
    """A share of one row, from `low` to `high` percent: its measures, and whether it is computed from counts."""

    indicator: str
    terms: tuple[FigureTerm, ...]
    percent: float
    low: float
    high: float
    is_counted: bool


def share_contradictions(table: FigureTable, checked: ConsistencyRules) -> Iterator[Inconsistency]:
    """Stated shares that contradict the counts of their row, or another share of it."""
    shares = {
        indicator.id: _SharesOfIndicator(table, _without_differences(indicator))
        for indicator in checked.indicators
        if indicator.unit is Unit.PERCENT
    }
    for share in shares.values():
        yield from share.against_counts()
    for first, second in _disjoint_pairs(checked):
        yield from _above_hundred(shares[first], shares[second])
    for part, whole in _nested_pairs(checked):
        yield from _part_above_whole(shares[part], shares[whole])


def _without_differences(indicator: Indicator) -> Indicator:
    """The indicator without numerators that are a difference of counts: the share of what is subtracted is compared
    itself, and the contradiction would be reported twice."""
    return replace(indicator, numerators=tuple(term for term in indicator.numerators if not term.less))


def decimals_of(percent: float) -> int:
    """How many decimals a stated share was printed with, at least; 93.0 is taken as 93."""
    exponent = Decimal(str(percent)).normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


class _SharesOfIndicator:
    """The shares of one indicator in all rows: stated, and computed from counts."""

    def __init__(self, table: FigureTable, indicator: Indicator) -> None:
        self.table, self.indicator = table, indicator
        reported = [code for code in indicator.stated_by if code in table.figures.positions]
        statements = {code: table.measures[code].statement for code in reported}
        self.stated = {code: one for code, one in statements.items() if one is not None and one.replaces}

    @cached_property
    def counted(self) -> np.ndarray:
        """The percent of the counts; NaN without them."""
        pairs = pairs_of(self.indicator, self.table.column, fallback=False)
        return _quotients(pairs.numerator, pairs.denominator)

    @cached_property
    def counted_of_fallback(self) -> np.ndarray:
        """The percent of the fallback denominator; NaN without one."""
        if not any(term.fallback for term in self.indicator.denominators):
            return np.full(len(self.table.figures.index), np.nan)
        pairs = pairs_of(self.indicator, self.table.column, fallback=True)
        return _quotients(pairs.numerator, pairs.denominator)

    @property
    def stated_rows(self) -> frozenset[int]:
        """The rows in which any share is stated."""
        return frozenset(
            row for code in self.stated for row in np.flatnonzero(~np.isnan(self.table.column(code))).tolist()
        )

    def against_counts(self) -> Iterator[Inconsistency]:
        """Stated shares that neither denominator of the counts gives."""
        for code in self.stated:
            percents = self.table.column(code)
            for row in np.flatnonzero(~np.isnan(percents)).tolist():
                share = self._stated_in(code, row)
                counted = [float(column[row]) for column in (self.counted, self.counted_of_fallback)]
                counted = [percent for percent in counted if not np.isnan(percent)]
                if counted and not any(share.low - EPSILON <= percent <= share.high + EPSILON for percent in counted):
                    yield self._contradiction(share, row, min(counted, key=lambda one: abs(one - share.percent)))

    def has_counts(self, row: int) -> bool:
        """Whether the share of a row can be computed from counts."""
        return not np.isnan(self.counted[row])

    def in_row(self, row: int) -> ShareInRow | None:
        """The stated share of a row, else the one computed from counts; None without either."""
        for code in self.stated:
            if not np.isnan(self.table.column(code)[row]):
                return self._stated_in(code, row)
        percent = float(self.counted[row])
        if np.isnan(percent):
            return None
        return ShareInRow(self.indicator.id, self._counts(row), percent, percent, percent, is_counted=True)

    def _stated_in(self, code: str, row: int) -> ShareInRow:
        percent, bound = float(self.table.column(code)[row]), self.stated[code].bound
        slack = 10.0 ** -decimals_of(percent)
        low, high = percent - slack, percent + slack
        match bound:
            case Bound.AT_LEAST:
                high = HUNDRED
            case Bound.ABOUT:
                low, high = low - ABOUT_POINTS, high + ABOUT_POINTS
            case Bound.EXACT:
                pass
        terms = (term_at(self.table, row, code),)
        return ShareInRow(self.indicator.id, terms, percent, low, high, is_counted=False)

    def _counts(self, row: int) -> tuple[FigureTerm, ...]:
        return (
            *self._first_complete(self.indicator.numerators, row),
            *self._first_complete(self.indicator.denominators, row),
        )

    def _first_complete(self, terms: Sequence[Term], row: int) -> tuple[FigureTerm, ...]:
        for term in terms:
            figures = tuple(term_at(self.table, row, code) for code in term.needed)
            if not any(np.isnan(figure.value) for figure in figures):
                return figures
        return ()

    def _contradiction(self, share: ShareInRow, row: int, counted: float) -> Inconsistency:
        return Inconsistency(
            ConsistencyCheck.SHARE_OF_COUNTS,
            self._counts(row),
            share.terms,
            abs(counted - share.percent),
            shares=(counted, share.percent),
            indicators=(self.indicator.id,),
        )


def _quotients(numerator: np.ndarray, denominator: np.ndarray) -> np.ndarray:
    percents = np.full(len(numerator), np.nan)
    np.divide(HUNDRED * numerator, denominator, out=percents, where=denominator > 0)
    return percents


def _both(first: _SharesOfIndicator, second: _SharesOfIndicator) -> Iterator[tuple[ShareInRow, ShareInRow]]:
    """Pairs of shares of one row of which at least one is stated; counts have rules of their own.

    A stated share that its own counts contradict is not held against further counts too.
    """
    for row in sorted(first.stated_rows | second.stated_rows):
        one, other = first.in_row(row), second.in_row(row)
        if one is None or other is None:
            continue
        is_compared = (other.is_counted and first.has_counts(row)) or (one.is_counted and second.has_counts(row))
        if not is_compared:
            yield one, other


def _above_hundred(first: _SharesOfIndicator, second: _SharesOfIndicator) -> Iterator[Inconsistency]:
    for one, other in _both(first, second):
        if one.low + other.low > HUNDRED + EPSILON:
            yield _of_shares(one, other, one.percent + other.percent - HUNDRED)


def _part_above_whole(first: _SharesOfIndicator, second: _SharesOfIndicator) -> Iterator[Inconsistency]:
    for part, whole in _both(first, second):
        if part.low > whole.high + EPSILON:
            yield _of_shares(part, whole, part.percent - whole.percent, is_part=True)


def _of_shares(one: ShareInRow, other: ShareInRow, difference: float, *, is_part: bool = False) -> Inconsistency:
    return Inconsistency(
        ConsistencyCheck.SHARES,
        one.terms,
        other.terms,
        difference,
        is_part=is_part,
        shares=(one.percent, other.percent),
        indicators=(one.indicator, other.indicator),
    )


def _disjoint_pairs(checked: ConsistencyRules) -> Iterator[tuple[str, str]]:
    """Pairs of indicators (ids) whose numerators are different parts of an identity that makes up their denominator."""
    percents = [indicator for indicator in checked.indicators if indicator.unit is Unit.PERCENT]
    for first, second in combinations(percents, 2):
        common = _denominators(first) & _denominators(second)
        if any(
            rule.whole in common
            and any(
                not set(one.measures) & set(other.measures) and {*one.measures, *other.measures} <= set(rule.parts)
                for one in _sums(first)
                for other in _sums(second)
            )
            for rule in checked.rules.identities
        ):
            yield first.id, second.id


def _nested_pairs(checked: ConsistencyRules) -> Iterator[tuple[str, str]]:
    """Pairs of indicators (ids) of one denominator: the numerator of the first is a part of that of the second."""
    percents = [indicator for indicator in checked.indicators if indicator.unit is Unit.PERCENT]
    for part in percents:
        for whole in percents:
            is_nested = any(set(one.measures) < set(other.measures) for one in _sums(part) for other in _sums(whole))
            if is_nested and _denominators(part) & _denominators(whole):
                yield part.id, whole.id


def _sums(indicator: Indicator) -> list[Term]:
    """The numerators that are plain sums of measures."""
    return [term for term in indicator.numerators if term.measures and not term.less]


def _denominators(indicator: Indicator) -> set[tuple[str, ...]]:
    return {term.measures for term in indicator.denominators if not term.fallback}
