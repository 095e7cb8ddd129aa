"""The words of a control chart: the newest value, its baseline, what may be claimed, and the method."""

from __future__ import annotations

from dxkpi.domain.model.period import quarter_of
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.trend import TrendPoint, TrendStage
from dxkpi.domain.stats.xmr import Signal
from dxkpi.domain.views.control import ControlFindings, meaningful_size
from dxkpi.domain.views.text.claims import CAUSES, change_text, claim_text, level_text, threshold_text
from dxkpi.domain.views.text.description import Description
from dxkpi.domain.views.text.table import Table
from dxkpi.locale import N_, number, say

_TITLE = N_("{indicator}, {place}, {period}: {value}, {change} on its baseline of {level}; {claim}")
_TITLES = {
    Signal.ONE_SIDE: N_(
        "{indicator}, {place}, {period}: {value}, a run of on average {change} on its baseline; {claim}"
    ),
    Signal.DRIFT: N_("{indicator}, {place}, {period}: {value}, {change} over seven periods in a row; {claim}"),
}


class ControlDescription(Description):
    """The words of a control chart."""

    def finding(self) -> str:
        """The newest value, how far it is from its baseline, and what may be claimed of that."""
        found, focus = self._found, self.view.focus
        trend, indicator = found.trend, found.indicator
        if focus is None or focus.value is None:
            return super().finding()
        threshold = threshold_text(found.meaningful, indicator, self.language)
        claim = claim_text(trend.claim, self.language, threshold=threshold, comparable=trend.comparable)
        values = {"indicator": indicator.names, "value": self.written_with_scope(focus), "claim": claim, **self.where()}
        middle = found.points[focus.period].middle
        if trend.size is None or middle is None:
            return self.say(N_("{indicator}, {place}, {period}: {value}; {claim}"), **values)
        meaningful = meaningful_size(found.meaningful, indicator, focus.value)
        values["change"] = change_text(trend.size, meaningful, indicator, self.language)
        values["level"] = level_text(middle, indicator, self.language)
        return self.say(_TITLES.get(trend.cause, _TITLE) if trend.cause else _TITLE, **values)

    def make_table(self) -> Table:
        """Period, value, counts, baseline level, limits; special causes; notes."""
        headings = (N_("Numerator"), N_("Denominator"), N_("Baseline level"), N_("Lower limit"), N_("Upper limit"))
        texts = (N_("Special cause"), N_("Note"))
        found, plain = self._found, super().make_table()
        points = [found.points[value.period] for value in found.values]
        causes = [special_causes_text(self, value) for value in found.values]
        return Table(
            (*plain.headings[:2], *map(self.say, (*headings, *texts))),
            tuple(
                (*row[:4], *self._limits(point), cause, row[-1])
                for row, point, cause in zip(plain.cells, points, causes, strict=True)
            ),
            tuple(
                (*row[:4], point.middle, point.lower, point.upper, cause, row[-1])
                for row, point, cause in zip(plain.numbers, points, causes, strict=True)
            ),
        )

    def method_notes(self) -> tuple[str, ...]:
        """The method, what its limits rest on, and why they start where they do."""
        found, trend = self._found, self._found.trend
        notes = [] if trend.stage is TrendStage.NOTHING else self._method()
        notes += missing_localities(self)
        if trend.reason:
            start = self.period_name(found.values[trend.begin].period)
            notes.append(self.say(N_("Limits restart with {period}: {reason}"), period=start, reason=trend.reason))
        return tuple(notes)

    def aside(self, value: Value) -> str:
        """The special causes of a value, in brackets."""
        causes = special_causes_text(self, value)
        return f" ({causes})" if causes else ""

    @property
    def _found(self) -> ControlFindings:
        return self.view.found(ControlFindings)

    def _method(self) -> list[str]:
        found, trend = self._found, self._found.trend
        first, last = (self.period_name(found.values[at].period) for at in (trend.baseline[0], trend.baseline[-1]))
        method = N_("Laney's p’ chart (2002)") if found.by_counts else N_("XmR chart (Wheeler, 1993)")
        values = {"method": say(method, self.language), "count": len(trend.baseline), "first": first, "last": last}
        notes = [self.say(N_("{method}: limits of three sigmas from {count} points, {first} to {last}"), **values)]
        if any(quarter_of(value.period, self.view.cutoff) for value in found.values):
            notes.append(self.say(N_("Each quarter is compared with the same quarters of those years")))
        if trend.spread == 1:
            notes.append(self.say(N_("The shares do not clearly vary more than their counts alone would")))
        elif trend.spread is not None:
            times = number(trend.spread, self.language, decimals=1)
            notes.append(self.say(N_("The shares vary {times} times as much as their counts alone would"), times=times))
        notes.append(self.say(N_("The counts are complete: limits speak of how the work varies, not of a sample")))
        return notes

    def _limits(self, point: TrendPoint) -> tuple[str, ...]:
        ends = (point.middle, point.lower, point.upper)
        return tuple(level_text(end, self._found.indicator, self.language) for end in ends)


def special_causes_text(description: Description, value: Value) -> str:
    """The special causes that a value is a part of; empty without one."""
    signals = description.view.found(ControlFindings).points[value.period].signals
    return "; ".join(description.say(text) for signal, text in CAUSES.items() if signal in signals)


def limit_lines(description: Description, value: Value) -> list[str]:
    """Baseline, limits and special causes of a value, a line each; empty where it has no limits."""
    found = description.view.found(ControlFindings)
    point = found.points[value.period]
    if point.middle is None:
        return []
    level, lower, upper = (
        level_text(end, found.indicator, description.language) for end in (point.middle, point.lower, point.upper)
    )
    lines = [
        description.say(N_("baseline: {value}"), value=level),
        description.say(N_("limits: {lower} to {upper}"), lower=lower, upper=upper),
    ]
    causes = special_causes_text(description, value)
    return [*lines, causes] if causes else lines


def missing_localities(description: Description) -> list[str]:
    """The caution where not all localities of the value asked for have reported."""
    focus = description.view.focus
    if focus is None or not focus.partial:
        return []
    message = N_("Only {n} of {m} localities have reported: a difference may come from the missing ones")
    return [description.say(message, n=focus.reporting, m=focus.expected)]
