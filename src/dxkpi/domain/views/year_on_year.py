"""A place's value beside that of a year before, and what may be claimed of the difference."""

from __future__ import annotations

from dataclasses import dataclass

from dxkpi.domain.model.indicator import Indicator, Unit
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.period import Cutoff, Period, year_before
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.change import MEANINGFUL_POINTS, Claim, change_of_counts
from dxkpi.domain.views.control import is_large_share, meaningful_size, trend_of
from dxkpi.domain.views.series import same_form


@dataclass(frozen=True)
class YearOnYear:
    """A difference on a year before: its size and the practical threshold in the indicator's unit."""

    before: Value
    size: float
    meaningful: float
    claim: Claim


def judged(
    answers: Snapshot,
    indicator: Indicator,
    place: Locality,
    period: Period,
    cutoff: Cutoff,
    *,
    meaningful: float = MEANINGFUL_POINTS,
) -> YearOnYear | None:
    """What may be claimed of the change on a year before; nothing where the two do not compare or are no large shares.

    How much the series usually varies widens what chance can do, as in `change.change_of_counts`.
    """
    now, before = (answers.value(indicator, place, each) for each in (period, year_before(period, cutoff)))
    size = now.change_from(before)
    if size is None or indicator.unit is not Unit.PERCENT or not (is_large_share(now) and is_large_share(before)):
        return None
    until = [each for each in same_form(answers.periods(place), period, cutoff) if each <= period]
    spread = trend_of(answers.series(indicator, place, until), indicator, cutoff, meaningful=meaningful)[0].spread
    threshold = meaningful_size(meaningful, indicator, before.value)
    counts = [(each.numerator or 0.0, each.denominator or 0.0) for each in (before, now)]
    return YearOnYear(before, size, threshold, change_of_counts(*counts, spread=spread, meaningful=threshold).claim)
