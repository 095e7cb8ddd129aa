"""A place's value beside that of a year before, like for like. The difference is not judged: its claim is another."""

from __future__ import annotations

from dataclasses import dataclass

from dxkpi.domain.model.indicator import Indicator, Unit
from dxkpi.domain.model.period import year_before
from dxkpi.domain.snapshot.like_for_like import like_for_like
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views.claims import meaningful_size
from dxkpi.domain.views.query import ViewQuery


@dataclass(frozen=True)
class YearOnYear:
    """The difference from a year before. `size`, `meaningful` (the practical threshold): in the indicator's unit.

    `now`, `before`: the values that are compared. `is_like_for_like`: they are the sums over the localities that
    reported in both periods, because one of the periods has others too.
    """

    now: Value
    before: Value
    size: float
    meaningful: float
    is_like_for_like: bool = False


def compare_with_year_before(query: ViewQuery, snapshot: Snapshot, indicator: Indicator) -> YearOnYear | None:
    """The change from a year before. None where the two values do not compare, or are no shares."""
    place, period, cutoff = query.place, query.period, query.cutoff
    pair = like_for_like(snapshot, indicator, place, year_before(period, cutoff), period)
    if pair is None:
        return None
    before, now = pair
    size = now.change_from(before)
    if size is None or indicator.unit is not Unit.PERCENT:
        return None
    threshold = meaningful_size(query.settings.meaningful, indicator, before.value)
    is_like_for_like = before != snapshot.value(indicator, place, before.period)
    return YearOnYear(now, before, size, threshold, is_like_for_like or now.partial)
