"""The control chart of an indicator: its values, the limits they are held against, and what may be claimed.

Shares of large denominators are held against p′ limits (Laney, 2002), everything else against XmR limits (Wheeler,
1993); quarters each against the same quarters of the baseline.
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
from dxkpi.domain.stats.trend import Trend, TrendPoint, TrendStage, trend_of_counts, trend_of_values
from dxkpi.domain.stats.xmr import Signal
from dxkpi.domain.views import text as wording
from dxkpi.domain.views.claims import CAUSES, change_text, claim_text, level_text, meaningful_size, threshold_text
from dxkpi.domain.views.interpretation import Interpretation
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.series import history_view
from dxkpi.domain.views.view import Table, View
from dxkpi.locale import N_, Language, number, say

# Below this many, a share of counts moves in steps that normal limits do not describe.
LARGE_DENOMINATOR = 30
WHOLE = 100.0


def control_view(query: ViewQuery, snapshot: Snapshot) -> View:
    """One indicator until the period asked for, with its limits."""
    settings = query.settings
    return with_limits(history_view(query, snapshot), meaningful=settings.meaningful, baselines=settings.baselines)


def with_limits(view: View, *, meaningful: float = MEANINGFUL_POINTS, baselines: Iterable[Baseline] = ()) -> View:
    """A view of one indicator over periods, the one asked for last, with its limits and what may be claimed."""
    if view.indicator is None:
        raise ValueError("limits need an indicator")
    values = view.series[0].values
    rebased = rebased_at(baselines, view.indicator, view.place, [value.period for value in values], view.cutoff)
    trend, by_counts = trend_of(values, view.indicator, view.cutoff, meaningful=meaningful, rebased=rebased)
    return replace(view, reading=ControlInterpretation(view.indicator, values, trend, meaningful, by_counts))


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
    """Which values compare with the newest known: exact, of counts, with the same kind of denominator."""
    exact = [
        value.value is not None and value.denominator is not None and not value.stated and value.bound is Bound.EXACT
        for value in values
    ]
    newest = next((value for value, fit in zip(reversed(values), reversed(exact), strict=True) if fit), None)
    return tuple(
        fit and newest is not None and value.fallback is newest.fallback
        for value, fit in zip(values, exact, strict=True)
    )


def incomplete(view: View) -> list[str]:
    """What must be said where not all localities of the newest value have reported."""
    focus = view.focus
    if focus is None or focus.value is None or focus.complete:
        return []
    message = N_("Only {n} of {m} localities have reported: a difference may come from who is missing")
    return [view.say(message, n=focus.reporting, m=focus.expected)]


def is_large_share(value: Value) -> bool:
    """Whether normal limits describe a share: of enough, and a part of its whole."""
    x, n = value.numerator or 0.0, value.denominator or 0.0
    return n >= LARGE_DENOMINATOR and x <= n


@dataclass(frozen=True, eq=False)
class ControlInterpretation(Interpretation):
    """The words of a control chart. `trend.points` stand one beside each of `values`."""

    indicator: Indicator
    values: tuple[Value, ...]
    trend: Trend
    meaningful: float
    by_counts: bool

    @cached_property
    def points(self) -> dict[Period, TrendPoint]:
        """What each value is held against; limits as they are shown, a share's within 0 and 100 percent."""
        known = [value.value for value in self.values if value.value is not None]
        share = self.indicator.unit is Unit.PERCENT and max(known, default=0.0) <= WHOLE
        return {
            value.period: point.clipped(0.0, WHOLE if share else inf)
            for value, point in zip(self.values, self.trend.points, strict=True)
        }

    def title(self, view: View) -> str:
        """The newest value, how far it is from its baseline, and what may be claimed of that."""
        focus, trend = view.focus, self.trend
        if focus is None or focus.value is None:
            return super().title(view)
        threshold = threshold_text(self.meaningful, self.indicator, view.language)
        claim = claim_text(trend.claim, view.language, threshold=threshold, comparable=trend.comparable)
        told = {
            "indicator": self.indicator.names,
            "place": view.place.name,
            "period": view.period_name(view.period),
            "value": view.written(focus),
            "claim": claim,
        }
        middle = self.points[focus.period].middle
        if trend.size is None or middle is None:
            return view.say(N_("{indicator}, {place}, {period}: {value}; {claim}"), **told)
        meaningful = meaningful_size(self.meaningful, self.indicator, focus.value)
        told["change"] = change_text(trend.size, meaningful, self.indicator, view.language)
        told["level"] = level_text(middle, self.indicator, view.language)
        return view.say(_TITLES.get(trend.cause, _TITLE) if trend.cause else _TITLE, **told)

    def table(self, view: View) -> Table:
        """Period, value, counts, baseline level, limits; what stands out; notes."""
        language = view.language
        headings = (N_("Numerator"), N_("Denominator"), N_("Baseline level"), N_("Lower limit"), N_("Upper limit"))
        words = (N_("Special cause"), N_("Note"))
        name = f"{self.indicator.names.text(language)} ({view.unit})"
        plain = wording.table(view)
        lines = list(zip(self.values, plain.cells, plain.numbers, strict=True))
        points = [self.points[value.period] for value in self.values]
        return Table(
            (view.say(N_("Period")), name, *map(view.say, headings), *map(view.say, words)),
            tuple(
                (*cells[:4], *self._limits(point, language), self.causes(view, value), cells[-1])
                for (value, cells, _), point in zip(lines, points, strict=True)
            ),
            tuple(
                (*numbers[:4], point.middle, point.lower, point.upper, self.causes(view, value), numbers[-1])
                for (value, _, numbers), point in zip(lines, points, strict=True)
            ),
        )

    def notes(self, view: View) -> tuple[str, ...]:
        """The method, what its limits rest on, and why they begin where they do."""
        trend = self.trend
        told = [] if trend.stage is TrendStage.NOTHING else self._method(view)
        told += incomplete(view)
        if trend.reason:
            gaps = {"period": view.period_name(self.values[trend.begin].period), "reason": trend.reason}
            told.append(view.say(N_("Limits begin anew with {period}: {reason}"), **gaps))
        return tuple(told)

    def _method(self, view: View) -> list[str]:
        trend, language = self.trend, view.language
        first, last = (view.period_name(self.values[at].period) for at in (trend.baseline[0], trend.baseline[-1]))
        method = N_("Laney's p’ chart (2002)") if self.by_counts else N_("XmR chart (Wheeler, 1993)")
        gaps = {"method": say(method, language), "count": len(trend.baseline), "first": first, "last": last}
        told = [view.say(N_("{method}: limits of three sigmas from {count} points, {first} to {last}"), **gaps)]
        if any(quarter_of(value.period, view.cutoff) for value in self.values):
            told.append(view.say(N_("Each quarter is held against the same quarters of those years")))
        if trend.spread == 1:
            told.append(view.say(N_("The shares do not clearly vary more than their counts alone would")))
        elif trend.spread is not None:
            times = number(trend.spread, language, decimals=1)
            told.append(view.say(N_("The shares vary {times} times as much as their counts alone would"), times=times))
        told.append(view.say(N_("The counts are complete: limits speak of how the work varies, not of a sample")))
        return told

    def aside(self, view: View, value: Value) -> str:
        """The special causes of a value, in brackets."""
        causes = self.causes(view, value)
        return f" ({causes})" if causes else ""

    def extras(self, view: View, value: Value) -> dict[str, object]:
        """What a value is held against."""
        point = self.points[value.period]
        return {"baseline": point.middle, "limit_low": point.lower, "limit_high": point.upper}

    def is_better(self, value: Value) -> bool | None:
        """Whether a value lies on the better side of its baseline; nothing where neither side is."""
        middle = self.points[value.period].middle
        if value.value is None or middle is None or self.indicator.direction is Direction.NONE:
            return None
        return (value.value > middle) is (self.indicator.direction is Direction.HIGHER)

    def told(self, view: View, value: Value) -> list[str]:
        """What a value is held against, in lines."""
        point = self.points[value.period]
        if point.middle is None:
            return []
        level, lower, upper = self._limits(point, view.language)
        lines = [
            view.say(N_("baseline: {value}"), value=level),
            view.say(N_("limits: {lower} to {upper}"), lower=lower, upper=upper),
        ]
        causes = self.causes(view, value)
        return [*lines, causes] if causes else lines

    def causes(self, view: View, value: Value) -> str:
        """The special causes that a value is a part of, in words."""
        found = self.points[value.period].signals
        return "; ".join(view.say(text) for signal, text in CAUSES.items() if signal in found)

    def _limits(self, point: TrendPoint, language: Language) -> tuple[str, ...]:
        return tuple(level_text(each, self.indicator, language) for each in (point.middle, point.lower, point.upper))


_TITLE = N_("{indicator}, {place}, {period}: {value}, {change} on its baseline of {level}; {claim}")
_TITLES = {
    Signal.ONE_SIDE: N_(
        "{indicator}, {place}, {period}: {value}, a run of on average {change} on its baseline; {claim}"
    ),
    Signal.DRIFT: N_("{indicator}, {place}, {period}: {value}, {change} over seven periods in a row; {claim}"),
}
