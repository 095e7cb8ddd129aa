"""The control chart of an indicator: its values, where each was expected from the earlier ones, and what is claimed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dxkpi.domain.model.indicator import Direction, Indicator, Unit
from dxkpi.domain.model.period import Period
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.claims import Claim
from dxkpi.domain.stats.trend import Trend, TrendPoint
from dxkpi.domain.views.claims import JudgedSeries, PointClaim, judge_history, judge_values
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.series import history_view
from dxkpi.domain.views.view import Findings, View

WHOLE = 100.0


@dataclass(frozen=True)
class ShownLimits:
    """Baseline and limits as they are shown: those of a share within 0 and 100 percent."""

    middle: float
    lower: float
    upper: float


@dataclass(frozen=True, eq=False)
class ControlFindings(Findings):
    """The limits of a series and what is claimed of its newest figure.

    `drawn`: the series as drawn, with `trend.points` one for each value. `claim`: about the newest figure; it rests on
    a restated series where the drawn one is too short.
    """

    drawn: JudgedSeries
    claim: PointClaim | None

    @property
    def indicator(self) -> Indicator:
        """The indicator."""
        return self.drawn.indicator

    @property
    def values(self) -> Sequence[Value]:
        """The values drawn."""
        return self.drawn.values

    @property
    def trend(self) -> Trend:
        """The trend of the values drawn."""
        return self.drawn.trend

    @cached_property
    def points(self) -> dict[Period, TrendPoint]:
        """The judged point of each value."""
        return {value.period: point for value, point in zip(self.values, self.trend.points, strict=True)}

    @cached_property
    def limits(self) -> dict[Period, ShownLimits]:
        """Baseline and limits, of the values that have them."""
        return {
            period: ShownLimits(point.expected.middle, *self._clipped(point.expected.lower, point.expected.upper))
            for period, point in self.points.items()
            if point.expected
        }

    def claim_on(self, value: Value) -> Claim:
        """What is claimed of a value: of the newest as the title says."""
        if self.claim is not None and value.period == self.claim.value.period:
            return self.claim.claim
        return self.points[value.period].claim

    def is_change(self, value: Value) -> bool:
        """Whether a change is claimed of a value."""
        return self.claim_on(value) in {Claim.ROSE, Claim.FELL}

    def is_better(self, value: Value) -> bool | None:
        """Whether the change claimed of a value is for the better. None where neither direction is."""
        if self.indicator.direction is Direction.NONE:
            return None
        return (self.claim_on(value) is Claim.ROSE) is (self.indicator.direction is Direction.HIGHER)

    def columns(self, value: Value) -> dict[str, object]:
        """Baseline, limits, and what is claimed of the value."""
        limits, point = self.limits.get(value.period), self.points[value.period]
        is_newest = value.period == self.values[-1].period
        return {
            "baseline": limits.middle if limits else None,
            "limit_low": limits.lower if limits else None,
            "limit_high": limits.upper if limits else None,
            "claim": self.claim_on(value).value,
            "reason": (self.claim.reason if is_newest and self.claim else point.reason).value,
        }

    def _clipped(self, lower: float, upper: float) -> tuple[float, float]:
        present = [value.value for value in self.values if value.value is not None]
        is_share = self.indicator.unit is Unit.PERCENT and max(present, default=0.0) <= WHOLE
        return max(lower, 0.0), min(upper, WHOLE) if is_share else upper


def control_view(query: ViewQuery, snapshot: Snapshot) -> View:
    """One indicator until the period asked for, with its limits."""
    view = history_view(query, snapshot)
    drawn = judge_values(query, view.series[0].values, query.asked_indicator)
    claim = judge_history(query, snapshot, query.asked_indicator).claim(query.period)
    return replace(view, findings=ControlFindings(drawn, claim))
