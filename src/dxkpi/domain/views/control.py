"""The control chart of an indicator: its values, their limits, and what may be claimed.

Shares of large denominators have p′ limits (Laney, 2002), all other values XmR limits (Wheeler, 1993); each quarter is
compared with the same quarters of the baseline.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf

from dxkpi.domain.model.baselines import Baseline, rebased_at
from dxkpi.domain.model.indicator import Direction, Indicator, Unit
from dxkpi.domain.model.measure import Bound
from dxkpi.domain.model.period import Cutoff, Period, quarter_of
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.change import MEANINGFUL_POINTS
from dxkpi.domain.stats.trend import Trend, TrendPoint, trend_of_counts, trend_of_values
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.series import history_view
from dxkpi.domain.views.view import Findings, View

# Below this many, a share of counts moves in steps that normal limits do not describe.
LARGE_DENOMINATOR = 30
WHOLE = 100.0


def control_view(query: ViewQuery, snapshot: Snapshot) -> View:
    """One indicator until the period asked for, with its limits."""
    settings = query.settings
    return with_limits(history_view(query, snapshot), meaningful=settings.meaningful, baselines=settings.baselines)


def with_limits(view: View, *, meaningful: float = MEANINGFUL_POINTS, baselines: Iterable[Baseline] = ()) -> View:
    """A view of one indicator over periods, the one asked for last, with its limits and what may be claimed."""
    indicator, values = view.asked_indicator, view.series[0].values
    rebased = rebased_at(baselines, indicator, view.place, [value.period for value in values], view.cutoff)
    trend, by_counts = trend_of(values, indicator, view.cutoff, meaningful=meaningful, rebased=rebased)
    return replace(view, findings=ControlFindings(indicator, values, trend, meaningful, by_counts))


def trend_of(
    values: Sequence[Value],
    indicator: Indicator,
    cutoff: Cutoff,
    *,
    meaningful: float = MEANINGFUL_POINTS,
    rebased: dict[int, str] | None = None,
) -> tuple[Trend, bool]:
    """What may be claimed of a series of values, and whether by p′ limits rather than XmR."""
    fits = comparable(values)
    known = [value for value, fit in zip(values, fits, strict=True) if fit]
    quarters = [quarter_of(value.period, cutoff) for value in values]
    seasons = [each[1] if each else 0 for each in quarters] if all(quarters) else None
    size = meaningful_size(meaningful, indicator, known[-1].value if known else None)
    if indicator.unit is Unit.PERCENT and known and all(map(is_large_share, known)):
        numerators = [value.numerator if fit else None for value, fit in zip(values, fits, strict=True)]
        denominators = [value.denominator if fit else None for value, fit in zip(values, fits, strict=True)]
        return trend_of_counts(numerators, denominators, seasons=seasons, meaningful=size, rebased=rebased), True
    plain = [value.value if fit else None for value, fit in zip(values, fits, strict=True)]
    return trend_of_values(plain, seasons=seasons, meaningful=size, rebased=rebased), False


def comparable(values: Sequence[Value]) -> tuple[bool, ...]:
    """Which values compare with the newest known: exact, of counts, counting the same, with the same kind of
    denominator."""
    exact = [
        value.value is not None
        and value.denominator is not None
        and not value.stated
        and not value.partial
        and value.bound is Bound.EXACT
        for value in values
    ]
    newest = next((value for value, fit in zip(reversed(values), reversed(exact), strict=True) if fit), None)
    return tuple(
        fit
        and newest is not None
        and value.fallback is newest.fallback
        and value.coverage.compares_with(newest.coverage)
        for value, fit in zip(values, exact, strict=True)
    )


def is_large_share(value: Value) -> bool:
    """Whether normal limits describe a share: of enough, and a part of its whole."""
    x, n = value.numerator or 0.0, value.denominator or 0.0
    return n >= LARGE_DENOMINATOR and x <= n


def meaningful_size(meaningful: float, indicator: Indicator, value: float | None) -> float:
    """The practical threshold in the indicator's unit: points of percent, else as many percent of the value."""
    return meaningful if indicator.unit is Unit.PERCENT else abs(value or 0.0) * meaningful / 100


@dataclass(frozen=True, eq=False)
class ControlFindings(Findings):
    """The limits of a series and what may be claimed of it.

    `trend.points`: one for each of `values`; `meaningful`: the practical threshold in points; `by_counts`: whether the
    limits are p′ limits rather than XmR.
    """

    indicator: Indicator
    values: tuple[Value, ...]
    trend: Trend
    meaningful: float
    by_counts: bool

    @cached_property
    def points(self) -> dict[Period, TrendPoint]:
        """Baseline and limits of each value as they are shown: a share's within 0 and 100 percent."""
        known = [value.value for value in self.values if value.value is not None]
        share = self.indicator.unit is Unit.PERCENT and max(known, default=0.0) <= WHOLE
        return {
            value.period: point.clipped(0.0, WHOLE if share else inf)
            for value, point in zip(self.values, self.trend.points, strict=True)
        }

    def is_better(self, value: Value) -> bool | None:
        """Whether a value lies on the better side of its baseline. None where neither side is better."""
        middle = self.points[value.period].middle
        if value.value is None or middle is None or self.indicator.direction is Direction.NONE:
            return None
        return (value.value > middle) is (self.indicator.direction is Direction.HIGHER)

    def columns(self, value: Value) -> dict[str, object]:
        """Baseline and limits."""
        point = self.points[value.period]
        return {"baseline": point.middle, "limit_low": point.lower, "limit_high": point.upper}
