"""A place's value compared with that of a year before, and what may be claimed of the difference."""

from __future__ import annotations

from dataclasses import dataclass

from dxkpi.domain.model.indicator import Indicator, Unit
from dxkpi.domain.model.period import year_before
from dxkpi.domain.snapshot.like_for_like import like_for_like
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.change import Significance, change_of_counts
from dxkpi.domain.views.control import is_large_share, meaningful_size, trend_of
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.series import same_form


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
    claim: Significance
    is_like_for_like: bool = False


def compare_with_year_before(query: ViewQuery, snapshot: Snapshot, indicator: Indicator) -> YearOnYear | None:
    """What may be claimed of the change from a year before. None where the two values do not compare, or one is no
    share of a large denominator.

    How much the series usually varies widens what chance can do, as in `change.change_of_counts`.
    """
    place, period, cutoff, meaningful = query.place, query.period, query.cutoff, query.settings.meaningful
    pair = like_for_like(snapshot, indicator, place, year_before(period, cutoff), period)
    if pair is None:
        return None
    before, now = pair
    size = now.change_from(before)
    if size is None or indicator.unit is not Unit.PERCENT or not (is_large_share(now) and is_large_share(before)):
        return None
    series = same_form(snapshot.periods(place), period, cutoff)
    history = snapshot.series(indicator, place, [earlier for earlier in series if earlier <= period])
    spread = trend_of(history, indicator, cutoff, meaningful=meaningful)[0].spread
    threshold = meaningful_size(meaningful, indicator, before.value)
    counts = [(value.numerator or 0.0, value.denominator or 0.0) for value in (before, now)]
    claim = change_of_counts(*counts, spread=spread, meaningful=threshold).claim
    is_like_for_like = before != snapshot.value(indicator, place, before.period)
    return YearOnYear(now, before, size, threshold, claim, is_like_for_like or now.partial)
