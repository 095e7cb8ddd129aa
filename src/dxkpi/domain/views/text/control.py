"""The words of a control chart: the newest value, its baseline, what may be claimed, and the method."""

from __future__ import annotations

from dxkpi.domain.model.period import quarter_of
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.intervals import CHANGE_CONFIDENCE
from dxkpi.domain.stats.trend import SPECIAL_CAUSES, TrendStage
from dxkpi.domain.views.control import ControlFindings, ShownLimits
from dxkpi.domain.views.text.claims import cause_text, judgement_text, level_text
from dxkpi.domain.views.text.description import Description
from dxkpi.domain.views.text.table import Table
from dxkpi.locale import N_, percent

METHOD = N_(
    "Limits are {level} prediction limits for one more figure, from {count} earlier figures, {first} to {last}; a "
    "figure is never part of what it is compared with"
)


class ControlDescription(Description):
    """The words of a control chart."""

    def finding(self) -> str:
        """The newest value, how far it is from its usual level, and what is claimed of that."""
        focus, claim = self.view.focus, self._found.claim
        if focus is None or focus.value is None or claim is None:
            return super().finding()
        values = {"indicator": self._found.indicator.names, "value": self.written_with_scope(focus), **self.where()}
        message = N_("{indicator}, {place}, {period}: {value}; {claim}")
        return self.say(message, claim=judgement_text(claim, self.language), **values)

    def make_table(self) -> Table:
        """Period, value, counts, baseline level, limits; special causes; notes."""
        headings = (N_("Numerator"), N_("Denominator"), N_("Baseline level"), N_("Lower limit"), N_("Upper limit"))
        texts = (N_("Special cause"), N_("Note"))
        control, plain = self._found, super().make_table()
        limits = [control.limits.get(value.period) for value in control.values]
        causes = [special_causes_text(self, value) for value in control.values]
        return Table(
            (*plain.headings[:2], *map(self.say, (*headings, *texts))),
            tuple(
                (*row[:4], *self._limits(limit), cause, row[-1])
                for row, limit, cause in zip(plain.cells, limits, causes, strict=True)
            ),
            tuple(
                (*row[:4], *_ends(limit), cause, row[-1])
                for row, limit, cause in zip(plain.numbers, limits, causes, strict=True)
            ),
        )

    def method_notes(self) -> tuple[str, ...]:
        """The method, what its limits rest on, and why they start where they do."""
        control, trend = self._found, self._found.trend
        notes = [] if trend.stage is TrendStage.NOTHING else self._method()
        notes += missing_localities(self)
        if trend.reason:
            start = self.period_name(control.values[trend.begin].period)
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
        control, trend = self._found, self._found.trend
        first, last = (self.period_name(control.values[at].period) for at in (trend.reference[0], trend.reference[-1]))
        values = {
            "level": percent(100 * CHANGE_CONFIDENCE, self.language, decimals=0),
            "count": len(trend.reference),
            "first": first,
            "last": last,
        }
        notes = [self.say(METHOD, **values)]
        if any(quarter_of(value.period, self.view.cutoff) for value in control.values):
            notes.append(self.say(N_("A quarter is compared with the same quarters of those years, if there are two")))
        if trend.set_aside:
            periods = ", ".join(self.period_name(control.values[at].period) for at in trend.set_aside)
            notes.append(self.say(N_("Far from the others, so not compared with: {periods}"), periods=periods))
        notes.append(self.say(N_("The counts are complete: limits speak of how the work varies, not of a sample")))
        return notes

    def _limits(self, limits: ShownLimits | None) -> tuple[str, ...]:
        return tuple(level_text(end, self._found.indicator, self.language) for end in _ends(limits))


def _ends(limits: ShownLimits | None) -> tuple[float | None, float | None, float | None]:
    return (limits.middle, limits.lower, limits.upper) if limits else (None, None, None)


def special_causes_text(description: Description, value: Value) -> str:
    """The special causes that a value completes; empty without one."""
    causes = description.view.found(ControlFindings).points[value.period].causes
    return "; ".join(cause_text(reason, description.language) for reason in SPECIAL_CAUSES if reason in causes)


def limit_lines(description: Description, value: Value) -> list[str]:
    """Baseline, limits and special causes of a value, a line each; empty where it has no limits."""
    control = description.view.found(ControlFindings)
    limits = control.limits.get(value.period)
    if limits is None:
        return []
    level, lower, upper = (level_text(end, control.indicator, description.language) for end in _ends(limits))
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
