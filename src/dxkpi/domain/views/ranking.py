"""The rank of each locality among those of its level: interval, verdict against the whole, rank and its range.

Only values that rest on enough counts of the same kind are ranked; the others have a reason why they are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dxkpi.domain.model.indicator import Direction, Indicator, Unit
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.comparison import Verdict, compare
from dxkpi.domain.stats.intervals import CONFIDENCE, Interval, wilson_interval
from dxkpi.domain.stats.ranks import competition_ranks, confidence_of_each, fifth, rank_ranges
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.series import across_view
from dxkpi.domain.views.view import Findings, View
from dxkpi.locale import N_, Message

# With fewer localities a fifth is hardly a group.
LEAST_FOR_FIFTHS = 10
STATED = N_("not ranked: a share that the source states without counts")
OTHER_DENOMINATOR = N_("not ranked: its denominator is another one")
TOO_FEW = N_("not ranked: too few for it")


@dataclass(frozen=True)
class RankedLocality:
    """One locality in a ranking.

    `interval`: of its rate, in the indicator's unit, 95 % confidence; `best` to `worst`: the ranks it may have, for
    all localities at once with 95 % confidence; `unranked_reason`: why a locality with a value has no rank.
    """

    value: Value
    interval: Interval | None = None
    verdict: Verdict | None = None
    rank: int | None = None
    best: int | None = None
    worst: int | None = None
    unranked_reason: Message | None = None


@dataclass(frozen=True, eq=False)
class RankingFindings(Findings):
    """The localities in order: the ranked from the best, those without a rank, those without a value."""

    localities: tuple[RankedLocality, ...]

    @cached_property
    def by_locality(self) -> dict[str, RankedLocality]:
        """The localities by key."""
        return {locality.value.locality: locality for locality in self.localities}

    @cached_property
    def ranked(self) -> tuple[RankedLocality, ...]:
        """Those that have a rank."""
        return tuple(locality for locality in self.localities if locality.rank is not None)

    @cached_property
    def wide(self) -> bool:
        """Whether ranks are so uncertain that fifths say more."""
        return has_wide_ranges(self.localities)

    def columns(self, value: Value) -> dict[str, object]:
        """Interval, verdict, rank and its range."""
        locality = self.by_locality[value.locality]
        return {
            "low": locality.interval.low if locality.interval else None,
            "high": locality.interval.high if locality.interval else None,
            "verdict": locality.verdict.value if locality.verdict else None,
            "rank": locality.rank,
            "rank_best": locality.best,
            "rank_worst": locality.worst,
        }


def ranking_view(query: ViewQuery, snapshot: Snapshot) -> View:
    """One indicator over localities in order."""
    return with_ranks(across_view(query, snapshot))


def with_ranks(view: View) -> View:
    """A view over localities with its values in order and ranked."""
    localities = rank_localities(view.values, view.asked_indicator, view.reference)
    series = replace(view.series[0], values=tuple(locality.value for locality in localities))
    return replace(view, series=(series,), findings=RankingFindings(localities))


def interval_of(value: Value, *, confidence: float = CONFIDENCE) -> Interval | None:
    """The Wilson interval of a rate, in percent. None for a count, a stated share, a ratio that is no share, and where
    the numerator is no part of the denominator (resolved of received alone)."""
    if value.unit != Unit.PERCENT or value.of_measure or value.stated or value.fallback:
        return None
    if value.value is None or value.numerator is None or value.denominator is None:
        return None
    found = wilson_interval(value.numerator, value.denominator, confidence=confidence)
    return Interval(100 * found.low, 100 * found.high) if found else None


def verdict_of(value: Value, reference: Value | None, higher_is_better: bool | None) -> Verdict | None:
    """A value compared with the whole. None where their denominators differ, or both are the same locality."""
    if reference is None or reference.stated or reference.fallback or reference.locality == value.locality:
        return None
    return compare(interval_of(value), reference.value, higher_is_better)


def rank_localities(
    values: Sequence[Value], indicator: Indicator, reference: Value | None
) -> tuple[RankedLocality, ...]:
    """Every value of one level and period: the ranked from the best, those without a rank, those without a value."""
    fallback = _common_denominator(values, reference)
    apart = [_why_apart(value, fallback=fallback) for value in values]
    ranked = [value for value, why in zip(values, apart, strict=True) if value.value is not None and why is None]
    higher_first = indicator.direction is not Direction.LOWER
    ranks = competition_ranks([value.value or 0.0 for value in ranked], higher_first=higher_first)
    ranges = _ranges(ranked, higher_first=higher_first)
    placed = [
        RankedLocality(value, interval_of(value), verdict_of(value, reference, indicator.higher_is_better), rank, *span)
        for value, rank, span in zip(ranked, ranks, ranges, strict=True)
    ]
    others = [
        RankedLocality(
            value, interval_of(value), verdict_of(value, reference, indicator.higher_is_better), unranked_reason=why
        )
        for value, why in zip(values, apart, strict=True)
        if why is not None
    ]
    unknown = [RankedLocality(value) for value in values if value.value is None]
    placed.sort(key=lambda each: each.rank or 0)
    others.sort(key=lambda each: each.value.value or 0.0, reverse=higher_first)
    return (*placed, *others, *unknown)


def has_wide_ranges(localities: Sequence[RankedLocality]) -> bool:
    """Whether half of the ranges span more than a fifth of all ranks, so that a fifth says more than a rank."""
    widths = sorted(
        each.worst - each.best + 1 for each in localities if each.best is not None and each.worst is not None
    )
    return len(widths) >= LEAST_FOR_FIFTHS and widths[len(widths) // 2] > len(widths) / 5


def fifth_span(locality: RankedLocality, count: int) -> tuple[int, int] | None:
    """The fifths (1 to 5) of `count` ranked localities that a locality may belong to. None without a range."""
    if locality.best is None or locality.worst is None:
        return None
    return fifth(locality.best, count), fifth(locality.worst, count)


def _ranges(ranked: Sequence[Value], *, higher_first: bool) -> Sequence[tuple[int | None, int | None]]:
    """Best and worst rank of each; all (None, None) where one of them has no interval."""
    each = confidence_of_each(len(ranked))
    found = [interval_of(value, confidence=each) for value in ranked]
    intervals = [interval for interval in found if interval is not None]
    if len(intervals) < len(ranked):
        return [(None, None)] * len(ranked)
    return rank_ranges(intervals, higher_first=higher_first)


def _common_denominator(values: Sequence[Value], reference: Value | None) -> bool:
    """Whether the denominator of the whole (or, where unknown, of most localities) is the fallback one."""
    if reference is not None and reference.denominator is not None:
        return reference.fallback
    counted = [value.fallback for value in values if value.denominator is not None]
    return sum(counted) * 2 > len(counted)


def _why_apart(value: Value, *, fallback: bool) -> Message | None:
    if value.value is None:
        return None
    if value.stated:
        return Message(STATED)
    if value.small:
        return Message(TOO_FEW)
    return Message(OTHER_DENOMINATOR) if value.fallback is not fallback else None
