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
from dxkpi.domain.views import text
from dxkpi.domain.views.interpretation import Interpretation
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.ranking import interval_of
from dxkpi.domain.views.ranking_text import with_columns
from dxkpi.domain.views.series import across_view
from dxkpi.domain.views.view import Table, View
from dxkpi.locale import N_, Language, number, percent, say

USUAL = N_(
    "Limits take in chance and the usual variation between localities, estimated from these figures with the most "
    "extreme tenth at either end drawn in (Spiegelhalter 2005)"
)
ALONE = N_(
    "Of {n} localities {count} lie outside the 99.8% limits of chance alone: counts this large show any difference"
)


class FunnelZone(StrEnum):
    """Where a point lies: within the 95% limits, between them and those of 99.8%, or outside."""

    WITHIN = "within"
    BETWEEN = "between"
    OUTSIDE = "outside"


ZONE_WORDS = {
    FunnelZone.WITHIN: N_("within the limits"),
    FunnelZone.BETWEEN: N_("between the 95% and the 99.8% limits"),
    FunnelZone.OUTSIDE: N_("outside the 99.8% limits"),
}


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
class FunnelInterpretation(Interpretation):
    """The words of a funnel. `left_out`: localities with a value that has no place in it."""

    fit: Funnel
    points: dict[str, FunnelPoint]
    left_out: int

    def title(self, view: View) -> str:
        """How many localities lie outside."""
        if view.indicator is None or not (self.points or self.left_out):
            return text.title(view)
        if not self.points:
            return view.say(N_("{indicator}: no funnel, for it is no share of counts"), indicator=view.indicator.names)
        told = {"indicator": view.indicator.names, "n": len(self.points), "count": self.count(FunnelZone.OUTSIDE)}
        if not told["count"]:
            message = N_("{indicator}: none of {n} localities lies outside the 99.8% limits")
            return view.say(message, **told)
        message = N_("{indicator}: {count} of {n} localities lie outside the 99.8% limits")
        return view.say(message, **told)

    def subtitle(self, view: View) -> str:
        """What is measured, where, when; the common rate."""
        if view.indicator is not None and self.left_out and not self.points:
            quotient = text.quotient_words(view.indicator, None, view.language)
            return " · ".join((quotient, view.place.name, view.period_name(view.period)))
        if not self.points:
            return text.subtitle(view)
        rate = view.say(N_("common rate {rate}"), rate=percent(100 * self.fit.target, view.language))
        return f"{text.subtitle(view)} · {rate}"

    def notes(self, view: View) -> tuple[str, ...]:
        """What the limits are made of, what the plain ones would say, who is left out."""
        told = []
        if self.points:
            told.append(view.say(USUAL))
            beyond = normal_quantile(STRICT_CONFIDENCE)
            alone = sum(abs(score) > beyond for score in self.fit.plain)
            told.append(view.say(ALONE, n=len(self.points), count=alone))
        if self.left_out:
            message = N_("{count} localities have no place in the funnel: no counts, or another denominator")
            told.append(view.say(message, count=self.left_out))
        return tuple(told)

    def aside(self, view: View, value: Value) -> str:
        """n, and where the point lies."""
        point = self.points[value.locality]
        count = number(value.denominator or 0, view.language)
        return f" (n = {count}; {zone_words(point, view.language)})"

    def table(self, view: View) -> Table:
        """The plain table with the limits for each denominator, the score and the zone behind the denominator."""
        headings = tuple(
            view.say(each)
            for each in (
                N_("95% limit below"),
                N_("95% limit above"),
                N_("99.8% limit below"),
                N_("99.8% limit above"),
                N_("Standard errors away"),
                N_("Where it lies"),
            )
        )
        cells = [self._cells(view, value) for value in view.values]
        return with_columns(text.table(view), headings, cells, [self._numbers(view, each) for each in view.values])

    def extras(self, view: View, value: Value) -> dict[str, object]:
        """The same for machines."""
        point = self.points.get(value.locality)
        return {
            "limit_low": point.limits.low if point else None,
            "limit_high": point.limits.high if point else None,
            "strict_low": point.strict.low if point else None,
            "strict_high": point.strict.high if point else None,
            "score": point.score if point else None,
            "zone": point.zone.value if point else None,
        }

    def count(self, zone: FunnelZone) -> int:
        """How many points lie in a zone."""
        return Counter(point.zone for point in self.points.values())[zone]

    def curves(self, denominators: list[float], confidence: float, *, alone: bool = False) -> tuple[Interval, ...]:
        """Limits over denominators in percent; `alone`: of chance alone."""
        if alone:
            found = binomial_limits(self.fit.target, denominators, confidence=confidence)
        else:
            found = funnel_limits(self.fit.target, denominators, confidence=confidence, between=self.fit.between)
        return tuple(Interval(100 * each.low, 100 * each.high) for each in found)

    def _cells(self, view: View, value: Value) -> tuple[str, ...]:
        point = self.points.get(value.locality)
        if point is None:
            return (text.MISSING,) * 6
        limits = (percent(end, view.language) for end in (*point.limits, *point.strict))
        return (*limits, number(point.score, view.language, decimals=1), zone_words(point, view.language))

    def _numbers(self, view: View, value: Value) -> tuple[str | float | int | None, ...]:
        point = self.points.get(value.locality)
        if point is None:
            return (None,) * 6
        return (*point.limits, *point.strict, point.score, zone_words(point, view.language))


def funnel_view(query: ViewQuery, snapshot: Snapshot) -> View:
    """One indicator over localities against its denominators."""
    return funnelled(across_view(query, snapshot))


def funnelled(view: View) -> View:
    """A view over localities as a funnel: its points from the best to the worst, then those without a value."""
    if view.indicator is None:
        return view
    drawn = [value for value in view.known if interval_of(value) is not None]
    fit = fit_funnel([value.numerator or 0 for value in drawn], [value.denominator or 0 for value in drawn])
    points = _points(drawn, fit, view.indicator)
    worst_first = view.indicator.direction is Direction.LOWER
    drawn.sort(key=lambda value: points[value.locality].score, reverse=not worst_first)
    unknown = tuple(value for value in view.values if value.value is None)
    series = replace(view.series[0], values=(*drawn, *unknown))
    reading = FunnelInterpretation(fit, points, len(view.known) - len(drawn))
    return replace(view, series=(series,), reading=reading)


def zone_words(point: FunnelPoint, language: Language) -> str:
    """Within, between or outside the limits, and on which side."""
    told = say(ZONE_WORDS[point.zone], language)
    if point.zone is FunnelZone.WITHIN:
        return told
    sides = {True: N_("better"), False: N_("worse"), None: N_("higher") if point.score > 0 else N_("lower")}
    return f"{told}, {say(sides[point.better], language)}"


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
