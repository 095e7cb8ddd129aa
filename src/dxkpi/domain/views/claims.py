"""The one claim about a place's figure of an indicator and period: chart, card, sentence and file all show this one.

It rests on the series of the place as reported; where a merger leaves that too short, on the series restated on the
boundaries of the period.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dxkpi.domain.boundaries.notation import boundaries_of
from dxkpi.domain.model.baselines import rebased_at
from dxkpi.domain.model.indicator import Direction, Indicator, Unit
from dxkpi.domain.model.measure import Bound
from dxkpi.domain.model.period import Period, quarter_of
from dxkpi.domain.snapshot.restatement import restate
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.claims import Claim, ClaimReason
from dxkpi.domain.stats.trend import Trend, TrendStage, trend_of_counts, trend_of_values
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.series import same_form

# Below this many, a share of counts moves in steps that normal limits do not describe.
LARGE_DENOMINATOR = 30


@dataclass(frozen=True)
class PointClaim:
    """What is claimed of a figure compared with its earlier ones.

    `size`: how far it is from where it was expected, and `expected`, in the indicator's unit; None where nothing can be
    expected. `meaningful`: the smallest difference that matters, in the same unit. `periods`: how many earlier figures
    it is compared with. `boundaries`: the first day of those that the earlier figures were restated on; None: as
    reported.
    """

    indicator: Indicator
    value: Value
    claim: Claim
    reason: ClaimReason
    size: float | None
    expected: float | None
    meaningful: float
    periods: int
    boundaries: date | None = None

    @property
    def is_change(self) -> bool:
        """Whether a change is claimed."""
        return self.claim in {Claim.ROSE, Claim.FELL}

    @property
    def is_better(self) -> bool | None:
        """Whether the change claimed is for the better. None without one, and where neither direction is better."""
        if not self.is_change or self.indicator.direction is Direction.NONE:
            return None
        return (self.claim is Claim.ROSE) is (self.indicator.direction is Direction.HIGHER)


@dataclass(frozen=True, eq=False)
class JudgedSeries:
    """An indicator of a place over periods, and what is claimed of each figure.

    `meaningful`: the smallest difference that matters, in the indicator's unit. `boundaries`: the first day of those
    that it was restated on; None: as reported.
    """

    indicator: Indicator
    values: tuple[Value, ...]
    trend: Trend
    meaningful: float
    boundaries: date | None = None

    def claim(self, period: Period) -> PointClaim | None:
        """The claim about the figure of a period; None where the series does not have it."""
        at = next((at for at, value in enumerate(self.values) if value.period == period), None)
        if at is None:
            return None
        value, point = self.values[at], self.trend.points[at]
        reason = (
            _reason_without_figure(value, self.values[-1]) if point.reason is ClaimReason.NO_FIGURE else point.reason
        )
        expected = point.expected.middle if point.expected else None
        return PointClaim(
            self.indicator, value, point.claim, reason, point.size, expected, self.meaningful, point.periods,
            self.boundaries,
        )  # fmt: skip


def claim_of_figure(query: ViewQuery, snapshot: Snapshot, indicator: Indicator) -> PointClaim:
    """The claim about the figure of the query's place and period; the kind of the query does not matter."""
    claim = judge_history(query, snapshot, indicator).claim(query.period)
    assert claim is not None, "a history ends with the period that was asked for"
    return claim


def judge_history(query: ViewQuery, snapshot: Snapshot, indicator: Indicator) -> JudgedSeries:
    """The series of the query's place until its period, judged; on the boundaries of the period where only that series
    is long enough."""
    reported = _judged(query, snapshot, indicator)
    if snapshot.boundaries is not None or reported.trend.stage is not TrendStage.NOTHING:
        return reported
    day = boundaries_of(query.period.last, snapshot.registry, query.period.last)
    if day is None or not query.place.valid_on(day):
        return reported
    restated = _judged(query, restate(snapshot, day), indicator)
    return reported if restated.trend.stage is TrendStage.NOTHING else replace(restated, boundaries=day)


def _judged(query: ViewQuery, snapshot: Snapshot, indicator: Indicator) -> JudgedSeries:
    periods = same_form(snapshot.periods(query.place), query.period, query.cutoff)
    values = snapshot.series(indicator, query.place, [period for period in periods if period <= query.period])
    return judge_values(query, values, indicator)


def judge_values(query: ViewQuery, values: Sequence[Value], indicator: Indicator) -> JudgedSeries:
    """A series of values of the query's place, judged."""
    settings = query.settings
    fits = comparable(values)
    present = [value for value, fit in zip(values, fits, strict=True) if fit]
    quarters = [quarter_of(value.period, query.cutoff) for value in values]
    seasons = [quarter[1] if quarter else 0 for quarter in quarters] if all(quarters) else None
    meaningful = meaningful_size(settings.meaningful, indicator, present[-1].value if present else None)
    rebased = rebased_at(settings.baselines, indicator, query.place, [value.period for value in values], query.cutoff)
    if indicator.unit is Unit.PERCENT and present and all(map(is_large_share, present)):
        numerators = [value.numerator if fit else None for value, fit in zip(values, fits, strict=True)]
        denominators = [value.denominator if fit else None for value, fit in zip(values, fits, strict=True)]
        trend = trend_of_counts(numerators, denominators, seasons=seasons, meaningful=meaningful, rebased=rebased)
    else:
        plain = [value.value if fit else None for value, fit in zip(values, fits, strict=True)]
        trend = trend_of_values(plain, seasons=seasons, meaningful=meaningful, rebased=rebased)
    return JudgedSeries(indicator, tuple(values), trend, meaningful)


def comparable(values: Sequence[Value]) -> tuple[bool, ...]:
    """Which values compare with the newest known: exact, of counts, not partial, of the same coverage and kind of
    denominator."""
    counted = [_is_counted(value) for value in values]
    newest = next((value for value, fit in zip(reversed(values), reversed(counted), strict=True) if fit), None)
    return tuple(
        fit and newest is not None and _compares(value, newest) for value, fit in zip(values, counted, strict=True)
    )


def is_large_share(value: Value) -> bool:
    """Whether normal limits describe a share: of enough, and a part of its whole."""
    x, n = value.numerator or 0.0, value.denominator or 0.0
    return n >= LARGE_DENOMINATOR and x <= n


def meaningful_size(meaningful: float, indicator: Indicator, value: float | None) -> float:
    """The practical threshold in the indicator's unit: points of percent, else as many percent of the value."""
    return meaningful if indicator.unit is Unit.PERCENT else abs(value or 0.0) * meaningful / 100


def _is_counted(value: Value) -> bool:
    is_exact = value.denominator is not None and not value.stated and value.bound is Bound.EXACT
    return value.value is not None and is_exact and not value.partial


def _compares(value: Value, other: Value) -> bool:
    return value.fallback is other.fallback and value.coverage.compares_with(other.coverage)


def _reason_without_figure(value: Value, newest: Value) -> ClaimReason:
    """Why a value is not a figure of the series that is judged."""
    if value.value is None:
        return ClaimReason.NO_FIGURE
    if value.partial or not value.coverage.compares_with(newest.coverage):
        return ClaimReason.OTHER_COVERAGE
    return ClaimReason.NOT_COUNTED
