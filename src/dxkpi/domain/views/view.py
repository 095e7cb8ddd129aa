"""A view: one question and its answer, ready to be drawn, tabled, exported or read aloud.

Title, subtitle, unit, source line, notes and alt text are derived from the values; nobody types them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dxkpi.domain.boundaries.notation import in_words as boundaries_in_words
from dxkpi.domain.boundaries.notation import notation as boundaries_notation
from dxkpi.domain.boundaries.territory import BoundaryBreak
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Level, Locality
from dxkpi.domain.model.period import Cutoff, Period, label, notation, short_label
from dxkpi.domain.model.targets import ReferenceLine
from dxkpi.domain.snapshot.value import REPORTED_BY, SUMMED, Value
from dxkpi.domain.views import text
from dxkpi.domain.views.interpretation import PLAIN, Interpretation
from dxkpi.domain.views.kind import Dimension, ViewKind
from dxkpi.locale import N_, Language, Names, say

MAX_SOURCES_NAMED = 3
MAX_VALUES_READ_ALOUD = 12
# Notes that most localities of a list would have, told once for all of them.
RESTATED = frozenset({SUMMED, REPORTED_BY})


@dataclass(frozen=True)
class Series:
    """Values that belong on one line: an indicator or a measure over periods or over localities."""

    names: Names
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Table:
    """What stands behind a chart. `cells` are as shown; `numbers` are plain, for files: None is missing."""

    headings: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    numbers: tuple[tuple[str | float | int | None, ...], ...]


@dataclass(frozen=True, eq=False)
class View:
    """One question (what, where, when, in which words) and its series.

    `indicator` is there where the values are an indicator's; else they are counts. `reference` is the value of the
    whole that localities are compared with. `reading`: what a method makes of the values.
    `boundaries`: their first day; nothing: as reported. `breaks`: the days within the series from which the place, or
    what lies in it, has new boundaries. `lines`: what each value of the first series is held against.
    """

    kind: ViewKind
    place: Locality
    period: Period
    series: tuple[Series, ...]
    vintage: int
    language: Language
    cutoff: Cutoff
    indicator: Indicator | None = None
    level: Level | None = None
    reference: Value | None = None
    earlier: Value | None = None
    reading: Interpretation = PLAIN
    boundaries: date | None = None
    breaks: tuple[BoundaryBreak, ...] = ()
    lines: tuple[ReferenceLine | None, ...] = ()

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """Every value of every series."""
        return tuple(value for series in self.series for value in series.values)

    @cached_property
    def known(self) -> tuple[Value, ...]:
        """The values that are there."""
        return tuple(value for value in self.values if value.value is not None)

    @property
    def over_localities(self) -> bool:
        """Whether the values differ by locality rather than by period."""
        return self.kind.dimension is Dimension.LOCALITIES

    @cached_property
    def focus(self) -> Value | None:
        """The value of the period and place asked for, where the view has it."""
        wanted = (value for value in self.series[0].values if value.period == self.period)
        return None if self.over_localities or not self.series else next(wanted, None)

    @cached_property
    def simulated(self) -> bool:
        """Whether any of it is the sample province's."""
        return self.place.simulated or any(value.simulated for value in self.values)

    @cached_property
    def provisional(self) -> bool:
        """Whether any value shown for the period asked for is provisional."""
        return any(value.provisional for value in self.known if value.period == self.period)

    @property
    def unit(self) -> str:
        """What the numbers are given in."""
        if self.indicator is not None:
            return self.indicator.unit_names.text(self.language)
        return self.kind.counts.unit.text(self.language) if self.kind.counts else ""

    @cached_property
    def title(self) -> str:
        """The finding, in a sentence."""
        return self.reading.title(self)

    @cached_property
    def subtitle(self) -> str:
        """What is measured, where, when, of how many, and on which boundaries where not as reported."""
        told = self.reading.subtitle(self)
        if self.boundaries is None:
            return told
        return f"{told} · {boundaries_in_words(self.boundaries, self.place).text(self.language)}"

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Titles of the sources, each once."""
        return tuple(dict.fromkeys(source.title for value in self.known for source in value.sources))

    @cached_property
    def source_line(self) -> str:
        """Source, cut-off date, vintage, and what must not be forgotten: provisional, simulated."""
        named = list(self.sources[:MAX_SOURCES_NAMED])
        if len(self.sources) > MAX_SOURCES_NAMED:
            named.append(self.say(N_("and {count} more"), count=len(self.sources) - MAX_SOURCES_NAMED))
        parts = [
            self.say(N_("Source: {sources}"), sources="; ".join(named) or "–"),
            self.say(N_("figures up to {day}"), day=self.period.last),
            self.say(N_("vintage {number}"), number=str(self.vintage)),
        ]
        if self.provisional:
            parts.append(self.say(N_("provisional")))
        if self.simulated:
            parts.append(self.say(N_("simulated")))
        return " · ".join(parts)

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What a careful reader must know, each once."""
        shown = self.known if self.over_localities else [each for each in self.values if each.period == self.period]
        each_its_own = (note for value in shown for note in value.notes)
        kept = (note for note in each_its_own if not (self.over_localities and note.id in RESTATED))
        notes = dict.fromkeys(note.text(self.language) for note in kept)
        if self.over_localities and any(note.id in RESTATED for value in shown for note in value.notes):
            notes[self.say(N_("Figures are of those localities that made up the present ones then"))] = None
        if self.over_localities and len(self.known) < len(self.values):
            count = len(self.values) - len(self.known)
            notes[self.say(N_("{count} localities have no figure; the table says why"), count=count)] = None
        notes |= dict.fromkeys(self.say(N_("Upright line: {what}"), what=each.words) for each in self.breaks)
        return (*notes, *self._hatched(), *self._laid_down(), *self.reading.notes(self))

    def _hatched(self) -> Iterator[str]:
        """Which columns are lower only because localities are missing."""
        if self.indicator is not None or self.over_localities:
            return
        periods = {value.period for value in self.values if value.partial}
        if periods and len({value.period for value in self.values}) > 1:
            yield self.say(N_("Hatched: not all localities have reported; not to be compared with the other periods"))

    def _laid_down(self) -> Iterator[str]:
        """Where the line that the value of the period is held against is laid down."""
        for value, line in zip(self.series[0].values, self.lines, strict=False):
            if line is not None and value.period == self.period and self.indicator is not None:
                message = N_("Target {line}: {source}") if line.is_target else N_("Line {line}: {source}")
                yield self.say(message, line=line.written(self.indicator, self.language), source=line.source)

    @cached_property
    def alt(self) -> str:
        """The chart for those who cannot see it: kind, finding, what it shows, and its values."""
        read = "; ".join(self._read_aloud(series) for series in self.series)
        kind = self.kind.names.text(self.language)
        breaks = "".join(f" {each.words.text(self.language)}." for each in self.breaks)
        return f"{kind}. {self.title}. {self.subtitle}. {read}.{breaks} {self.source_line}."

    def _read_aloud(self, series: Series) -> str:
        """The values of one series nearest to what was asked for: the first localities, the last periods until then."""
        known = [value for value in series.values if value.value is not None]
        if self.over_localities:
            shown = known[:MAX_VALUES_READ_ALOUD]
        else:
            shown = ([value for value in known if value.period <= self.period] or known)[-MAX_VALUES_READ_ALOUD:]
        name = f"{series.names.text(self.language)}: " if len(self.series) > 1 else ""
        return name + "; ".join(
            f"{self.name_of(value)}: {self.written(value)}{self.reading.aside(self, value)}" for value in shown
        )

    @cached_property
    def table(self) -> Table:
        """The values as rows: place or period, value, numerator, denominator, reporting, note, source."""
        return self.reading.table(self)

    def say(self, message: str, **values: object) -> str:
        """A message in the view's language."""
        return say(message, self.language, **values)

    def written(self, value: Value | None) -> str:
        """A value as shown: 93,2 %; 5,4; 5.810; a dash where there is none."""
        return text.written(value, self.indicator, self.language)

    def name_of(self, value: Value) -> str:
        """What tells a value from its neighbours: its locality or its period."""
        return value.locality_name if self.over_localities else self.period_name(value.period)

    def period_name(self, period: Period, *, short: bool = False) -> str:
        """The period in words."""
        return (short_label if short else label)(period, self.cutoff, self.language)

    @property
    def address(self) -> dict[str, str]:
        """The choices that make this view, as they stand in an address."""
        choices = {
            "locality": self.place.key,
            "period": notation(self.period, self.cutoff),
            "lang": self.language.value,
            "vintage": str(self.vintage),
        }
        if self.indicator is not None:
            choices["indicator"] = self.indicator.id
        if self.level is not None:
            choices["level"] = self.level.value
        if self.boundaries is not None:
            choices["boundaries"] = boundaries_notation(self.boundaries)
        return choices | self.reading.choices(self)


def total(values: Iterable[Value], pick: Callable[[Value], float | None]) -> float | None:
    """Sum of what is known; nothing where nothing is."""
    known = [number for value in values if (number := pick(value)) is not None]
    return sum(known) if known else None
