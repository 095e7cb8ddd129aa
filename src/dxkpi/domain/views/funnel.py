"""A view as a funnel: which localities lie outside what chance and the usual variation between them explain."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum

from dxkpi.domain.model.indicator import Direction, Indicator
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.funnel import Funnel, binomial_limits, fit_funnel, funnel_limits
from dxkpi.domain.stats.intervals import CONFIDENCE, STRICT_CONFIDENCE, Interval, normal_quantile
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.ranking import interval_of
from dxkpi.domain.views.series import across_view
from dxkpi.domain.views.view import Findings, View


class FunnelZone(StrEnum):
    """Where a point lies: within the 95% limits, between them and those of 99.8%, or outside."""

    WITHIN = "within"
    BETWEEN = "between"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class FunnelPoint:
    """One locality in a funnel; limits in percent, `score` against chance and usual variation."""

    value: Value
    score: float
    zone: FunnelZone
    better: bool | None
    limits: Interval
    strict: Interval


@dataclass(frozen=True, eq=False)
class FunnelFindings(Findings):
    """A fitted funnel. `points`: by locality key; `left_out`: localities with a value that cannot be placed in it."""

    fit: Funnel
    points: dict[str, FunnelPoint]
    left_out: int

    def count(self, zone: FunnelZone) -> int:
        """How many points lie in a zone."""
        return Counter(point.zone for point in self.points.values())[zone]

    def beyond_chance_alone(self) -> int:
        """How many points the limits of chance alone would put outside."""
        strict = normal_quantile(STRICT_CONFIDENCE)
        return sum(abs(score) > strict for score in self.fit.plain)

    def curves(self, denominators: list[float], confidence: float, *, alone: bool = False) -> tuple[Interval, ...]:
        """Limits over denominators, in percent. `alone`: of chance alone, without the usual variation."""
        if alone:
            limits = binomial_limits(self.fit.target, denominators, confidence=confidence)
        else:
            limits = funnel_limits(self.fit.target, denominators, confidence=confidence, between=self.fit.between)
        return tuple(Interval(100 * limit.low, 100 * limit.high) for limit in limits)

    def columns(self, value: Value) -> dict[str, object]:
        """Both pairs of limits for the denominator, the score and the zone."""
        point = self.points.get(value.locality)
        return {
            "limit_low": point.limits.low if point else None,
            "limit_high": point.limits.high if point else None,
            "strict_low": point.strict.low if point else None,
            "strict_high": point.strict.high if point else None,
            "score": point.score if point else None,
            "zone": point.zone.value if point else None,
        }


def funnel_view(query: ViewQuery, snapshot: Snapshot) -> View:
    """One indicator over localities against its denominators."""
    return with_funnel(across_view(query, snapshot))


def with_funnel(view: View) -> View:
    """A view over localities as a funnel: its points from the best to the worst, then those without a value."""
    indicator = view.asked_indicator
    drawn = [value for value in view.known if interval_of(value) is not None]
    fit = fit_funnel([value.numerator or 0 for value in drawn], [value.denominator or 0 for value in drawn])
    points = _points(drawn, fit, indicator)
    worst_first = indicator.direction is Direction.LOWER
    drawn.sort(key=lambda value: points[value.locality].score, reverse=not worst_first)
    unknown = tuple(value for value in view.values if value.value is None)
    series = replace(view.series[0], values=(*drawn, *unknown))
    findings = FunnelFindings(fit, points, len(view.known) - len(drawn))
    return replace(view, series=(series,), findings=findings)


def _points(values: list[Value], fit: Funnel, indicator: Indicator) -> dict[str, FunnelPoint]:
    denominators = [value.denominator or 0.0 for value in values]
    limits, strict = (
        [
            Interval(100 * each.low, 100 * each.high)
            for each in funnel_limits(fit.target, denominators, confidence=confidence, between=fit.between)
        ]
        for confidence in (CONFIDENCE, STRICT_CONFIDENCE)
    )
    rows = zip(values, fit.adjusted, limits, strict, strict=True)
    return {
        value.locality: FunnelPoint(value, score, _zone(score), _is_better(score, indicator.direction), low, wide)
        for value, score, low, wide in rows
    }


def _zone(score: float) -> FunnelZone:
    if abs(score) > normal_quantile(STRICT_CONFIDENCE):
        return FunnelZone.OUTSIDE
    return FunnelZone.BETWEEN if abs(score) > normal_quantile(CONFIDENCE) else FunnelZone.WITHIN


def _is_better(score: float, direction: Direction) -> bool | None:
    return None if direction is Direction.NONE else (score > 0) is (direction is Direction.HIGHER)
