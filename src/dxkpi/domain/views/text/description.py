"""What a view says in a language: title, subtitle, notes, table, alternative text, source line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from dxkpi.domain.boundaries.notation import in_words as boundaries_in_words
from dxkpi.domain.model.coverage import CoverageKind
from dxkpi.domain.model.period import Period, label, short_label
from dxkpi.domain.snapshot.value import REPORTED_BY, SUMMED, Value
from dxkpi.domain.views.coverage_words import scope_text, thin_text
from dxkpi.domain.views.text.format import change, quotient_words, written
from dxkpi.domain.views.text.table import Table, table_of_counts, table_of_indicator
from dxkpi.domain.views.view import Series, View
from dxkpi.locale import MISSING, N_, Language, Names, number, say

MAX_SOURCES_NAMED = 3
MAX_VALUES_READ_ALOUD = 12
# The last columns of the table of an indicator, and of counts.
TEXT_COLUMNS, TEXT_COLUMNS_OF_COUNTS = 2, 1
# Notes that most localities of a list would have; one note says it for all of them.
RESTATED = frozenset({SUMMED, REPORTED_BY})


class Description:
    """A view in a language. A kind whose findings need other words has a subclass of its own.

    Texts are made when they are first read. The same view and language give the same texts.
    """

    def __init__(self, view: View, language: Language) -> None:
        self.view = view
        self.language = language

    @cached_property
    def title(self) -> str:
        """The finding, in a sentence without a full stop."""
        return self.finding()

    @cached_property
    def subtitle(self) -> str:
        """What is measured, where, when, of how many, and on which boundaries where not as reported."""
        if self.view.boundaries is None:
            return self.scope()
        boundaries = boundaries_in_words(self.view.boundaries, self.view.place).text(self.language)
        return f"{self.scope()} · {boundaries}"

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What a careful reader must know, each once."""
        common = dict.fromkeys([*self._notes_on_values(), *self._notes_on_other_periods(), *self._notes_on_breaks()])
        return (*common, *self._note_on_partial_columns(), *self._notes_on_lines(), *self.method_notes())

    @cached_property
    def table(self) -> Table:
        """The values as rows."""
        return self.make_table()

    @property
    def numeric_columns(self) -> range:
        """The columns of the table that hold numbers: all but the first, and but for the texts that end a table."""
        texts = TEXT_COLUMNS_OF_COUNTS if self.view.indicator is None else TEXT_COLUMNS
        return range(1, len(self.table.headings) - texts)

    @cached_property
    def alt(self) -> str:
        """The chart for readers who cannot see it: kind, finding, scope, values, source."""
        kind = self.view.kind.names.text(self.language)
        values = "; ".join(self._read_aloud(series) for series in self.view.series)
        breaks = "".join(f" {each.words.text(self.language)}." for each in self.view.breaks)
        return f"{kind}. {self.title}. {self.subtitle}. {values}.{breaks} {self.source_line}."

    @property
    def unit(self) -> str:
        """The unit of the numbers."""
        view = self.view
        names = view.indicator.unit_names if view.indicator else view.kind.counts.unit if view.kind.counts else None
        return names.text(self.language) if names else ""

    @cached_property
    def source_line(self) -> str:
        """Sources, last day, vintage, and whether anything is provisional or simulated."""
        sources = self.view.sources
        named = list(sources[:MAX_SOURCES_NAMED])
        if len(sources) > MAX_SOURCES_NAMED:
            named.append(self.say(N_("and {count} more"), count=len(sources) - MAX_SOURCES_NAMED))
        parts = [
            self.say(N_("Source: {sources}"), sources="; ".join(named) or MISSING),
            self.say(N_("figures up to {day}"), day=self.view.period.last),
            self.say(N_("vintage {number}"), number=str(self.view.vintage)),
        ]
        if self.view.provisional:
            parts.append(self.say(N_("provisional")))
        if self.view.simulated:
            parts.append(self.say(N_("simulated")))
        return " · ".join(parts)

    @property
    def address(self) -> dict[str, str]:
        """The parameters of an address that ask for this view again in this language."""
        choices = self.view.choices
        return {name: choices.pop(name) for name in ("locality", "period")} | {"lang": self.language.value} | choices

    # What a kind may say otherwise.

    def finding(self) -> str:
        """The title."""
        view = self.view
        if not view.known:
            return self.say(N_("{subject}: no figures for {place}, {period}"), subject=self.subject, **self.where())
        if view.indicator is None:
            return self._finding_of_counts()
        return self._finding_across() if view.over_localities else self._finding_over_time()

    def scope(self) -> str:
        """The subtitle without the boundaries."""
        view, parts = self.view, []
        if view.indicator is not None:
            shown = view.focus or (view.known[0] if view.known else None)
            parts.append(quotient_words(view.indicator, shown, self.language))
        else:
            parts.append(self.say(N_("Unit: {unit}"), unit=self.unit))
        parts += [view.place.name, self.period_name(view.period)]
        if view.over_localities:
            parts.append(self.say(N_("{n} of {m} localities have a figure"), n=len(view.known), m=len(view.values)))
        elif view.focus is not None and view.focus.denominator is not None:
            parts.append(f"n\u00a0=\u00a0{number(view.focus.denominator, self.language, decimals=0)}")
        focus = view.focus
        if focus is not None and focus.value is not None and focus.coverage.kind is not CoverageKind.WHOLE:
            parts.append(scope_text(focus, view.place).text(self.language))
        return " · ".join(parts)

    def make_table(self) -> Table:
        """The table. In a view of an indicator its last columns are texts."""
        if self.view.indicator is None:
            return table_of_counts(self.view, self.language, self.name_of, self.written)
        return table_of_indicator(self.view, self.language, self.name_of, self.written)

    def method_notes(self) -> tuple[str, ...]:
        """What the method assumes, and how many values it rests on."""
        return ()

    def aside(self, value: Value) -> str:
        """What is read aloud after a value; empty for most kinds."""
        return ""

    def name_of(self, value: Value) -> str:
        """What tells a value from its neighbours: its locality or its period."""
        return value.locality_name if self.view.over_localities else self.period_name(value.period)

    def listed(self) -> Iterable[tuple[Value, dict[str, object]]]:
        """The rows of files for machines: a value, and what the findings say about it."""
        return ((value, self.view.findings.columns(value)) for value in self.view.values)

    # What every kind uses.

    def say(self, message: str, **values: object) -> str:
        """A message in this language."""
        return say(message, self.language, **values)

    def written(self, value: Value | None) -> str:
        """A value as shown: 93,2 %; 5,4; 5.810; 93,2 % (17/20) where localities are missing; a dash for None."""
        text = written(value, self.view.indicator, self.language)
        return f"{text} ({value.reporting}/{value.expected})" if value is not None and value.partial else text

    def written_with_scope(self, value: Value) -> str:
        """A value as a sentence states it: with what it counts where that is not the whole place."""
        text = written(value, self.view.indicator, self.language)
        if value.value is None or value.coverage.kind is CoverageKind.WHOLE:
            return text
        if not value.partial and value.locality != self.view.place.key:
            return text
        return f"{text} ({scope_text(value, self.view.place).text(self.language)})"

    def period_name(self, period: Period, *, short: bool = False) -> str:
        """The period in words."""
        return (short_label if short else label)(period, self.view.cutoff, self.language)

    def where(self) -> dict[str, object]:
        """Place and period, for a message that names them."""
        return {"place": self.view.place.name, "period": self.period_name(self.view.period)}

    @property
    def subject(self) -> Names:
        """What the view is about: its indicator, or the subject of its counts."""
        if self.view.indicator is not None:
            return self.view.indicator.names
        return self.view.kind.counts.names if self.view.kind.counts else self.view.kind.names

    def _finding_over_time(self) -> str:
        indicator, focus = self.view.asked_indicator, self.view.focus
        name = indicator.names.text(self.language)
        if focus is None or focus.value is None:
            if focus is not None and focus.coverage.is_partial:
                why = thin_text(focus)
                return self.say(N_("{indicator}, {place}, {period}: {why}"), indicator=name, why=why, **self.where())
            return self.say(N_("{indicator}, {place}: no figure for {period}"), indicator=name, **self.where())
        difference = change(focus.change_from(self.view.earlier), indicator, self.language)
        values = {"indicator": name, "value": self.written_with_scope(focus), **self.where()}
        if difference:
            message = N_("{indicator}, {place}: {value} in {period}, {change} on a year before")
            return self.say(message, change=difference, **values)
        return self.say(N_("{indicator}, {place}: {value} in {period}"), **values)

    def _finding_across(self) -> str:
        first, last = self.view.known[0], self.view.known[-1]
        values = {"indicator": self.subject, "first": first.locality_name, "value": self.written(first)}
        if len(self.view.known) == 1:
            return self.say(N_("{indicator}: only {first} has a figure ({value})"), **values)
        message = N_("{indicator}: from {value} ({first}) to {least} ({last})")
        return self.say(message, last=last.locality_name, least=self.written(last), **values)

    def _finding_of_counts(self) -> str:
        parts = [
            f"{series.names.inline.text(self.language)} {self.written_with_scope(value)}"
            for series in self.view.series
            for value in series.values
            if value.period == self.view.period and value.value is not None
        ]
        if not parts:
            return self.say(N_("{subject}: no figures for {place}, {period}"), subject=self.subject, **self.where())
        return self.say(N_("{place}, {period}: {counts}"), counts="; ".join(parts), **self.where())

    def _notes_on_values(self) -> Iterator[str]:
        view = self.view
        shown = view.known if view.over_localities else [one for one in view.values if one.period == view.period]
        notes = [note for value in shown for note in value.notes]
        for note in notes:
            if not (view.over_localities and note.id in RESTATED):
                yield note.text(self.language)
        if view.over_localities and any(note.id in RESTATED for note in notes):
            yield self.say(N_("Figures are those of the localities that the present ones were made of at the time"))
        if view.over_localities and len(view.known) < len(view.values):
            count = len(view.values) - len(view.known)
            yield self.say(N_("{count} localities have no figure; the table says why"), count=count)

    def _notes_on_other_periods(self) -> Iterator[str]:
        """Which other periods have figures that contradict each other."""
        view = self.view
        values = (value for series in view.series for value in series.values)
        others = {value.period for value in values if value.inconsistent and value.period != view.period}
        if others and not view.over_localities:
            periods = tuple(self.period_name(period) for period in sorted(others))
            yield self.say(N_("† Figures of these periods do not agree: {periods}"), periods=periods)

    def _notes_on_breaks(self) -> Iterator[str]:
        for each in self.view.breaks:
            yield self.say(N_("Vertical line: {what}"), what=each.words)

    def _note_on_partial_columns(self) -> Iterator[str]:
        """Which columns are lower only because localities are missing."""
        values = self.view.values
        if self.view.indicator is not None or self.view.over_localities:
            return
        if any(value.partial for value in values) and len({value.period for value in values}) > 1:
            yield self.say(
                N_("Hatched columns: not all localities have reported, so they do not compare with other periods")
            )

    def _notes_on_lines(self) -> Iterator[str]:
        """Where the reference line of the period is set down."""
        view = self.view
        for value, line in zip(view.series[0].values, view.lines, strict=False):
            if line is not None and value.period == view.period:
                message = N_("Target {line}: {source}") if line.is_target else N_("Line {line}: {source}")
                line_text = line.written(view.asked_indicator, self.language)
                yield self.say(message, line=line_text, source=line.source)

    def _read_aloud(self, series: Series) -> str:
        """The values of one series nearest to what was asked: the first localities, or the last periods until then."""
        known = [value for value in series.values if value.value is not None]
        if self.view.over_localities:
            read = known[:MAX_VALUES_READ_ALOUD]
        else:
            read = ([one for one in known if one.period <= self.view.period] or known)[-MAX_VALUES_READ_ALOUD:]
        name = f"{series.names.text(self.language)}: " if len(self.view.series) > 1 else ""
        return name + "; ".join(f"{self.name_of(one)}: {self.written(one)}{self.aside(one)}" for one in read)
