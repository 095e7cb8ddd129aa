"""A snapshot whose values are marked where they rest on figures that contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from dxkpi.domain.figures.figures import Figures
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Level, Locality, Registry
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Period, in_words
from dxkpi.domain.model.rules import Severity
from dxkpi.domain.model.targets import NO_TARGETS, Targets
from dxkpi.domain.snapshot.consistency.checks import by_place, find_inconsistencies
from dxkpi.domain.snapshot.consistency.inconsistency import ConsistencyRules, Inconsistency
from dxkpi.domain.snapshot.consistency.wording import FigureNames, note_on
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.locale import N_, Message

NO_CHECKS = ConsistencyRules()
# A value with more notes than this names the rest on the page about the quality of figures.
MAX_NOTES = 3
LISTED = N_("The number of localities is that of {day}; how many there were at the time is not known")
SEVERAL = N_("† {count} localities have figures that do not agree")


class CheckedSnapshot(Snapshot):
    """A snapshot with the checks of figures against each other (`checked`), run when a value is first read."""

    def __init__(
        self,
        figures: Figures,
        registry: Registry,
        measures: Mapping[str, Measure],
        checked: ConsistencyRules = NO_CHECKS,
        *,
        targets: Targets = NO_TARGETS,
    ) -> None:
        super().__init__(figures, registry, measures, targets=targets)
        self.checked = checked

    @cached_property
    def inconsistencies(self) -> tuple[Inconsistency, ...]:
        """Every inconsistency of the figures, the newest period first."""
        return find_inconsistencies(self, self.checked)

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, Period], tuple[Inconsistency, ...]]:
        """Those that ask for a reason; what is only worth a note marks no value."""
        serious = (one for one in self.inconsistencies if one.severity is Severity.REASON)
        return by_place(filter(self.is_disclosed, serious))

    def is_disclosed(self, inconsistency: Inconsistency) -> bool:
        """Whether all figures of an inconsistency may be shown."""
        return True

    def measure(self, measure: str, locality: Locality, period: Period, level: Level | None = None) -> Value:
        """As `Snapshot.measure`, marked where the figures contradict each other."""
        value = super().measure(measure, locality, period, level)
        rows = self.own_row(locality, period)
        is_own = bool((~np.isnan(self.column(measure)[rows])).any())
        return self.marked(
            self._listed(value, locality, (measure,)), self._units_of(value, locality, is_own=is_own), (measure,)
        )

    def _value(self, indicator: Indicator, locality: Locality, period: Period, level: Level | None) -> Value:
        value = super()._value(indicator, locality, period, level)
        rows = self.own_row(locality, period)
        has_pair = self.pairs(indicator, fallback=value.fallback).complete[rows].any()
        units = self._units_of(value, locality, is_own=level is None and bool(value.stated or has_pair))
        value = self._listed(value, locality, indicator.measures)
        return self.marked(value, units, (*indicator.measures, *indicator.stated_by), indicator)

    def _listed(self, value: Value, locality: Locality, measures: Iterable[str]) -> Value:
        """The value with the day of the list by which localities were counted, when that of its period is unknown."""
        counts_localities = value.expected > 1 or any(self.measures[code].from_registry for code in measures)
        if not counts_localities or value.value is None:
            return value
        listed_on = self.checked.unit_lists.list_used(self.registry, locality, value.period.last)
        if listed_on is None:
            return value
        return replace(value, listed_on=listed_on, notes=(*value.notes, Message(LISTED, {"day": listed_on})))

    def marked(
        self, value: Value, units: Sequence[Locality], measures: Iterable[str], indicator: Indicator | None = None
    ) -> Value:
        """The value with notes on the inconsistencies of these measures (codes) of the units it was computed from."""
        if value.value is None or not self._by_place:
            return value
        wanted = set(measures)
        by_unit = {
            unit: concerned
            for unit in units
            if (concerned := [one for one in self._at(unit, value.period) if _concerns(one, unit, wanted, indicator)])
        }
        if not by_unit:
            return value
        if len(by_unit) > 1:
            notes = [Message(SEVERAL, {"count": len(by_unit)})]
        else:
            (concerned,) = by_unit.values()
            notes = [note_on(one, self._names) for one in concerned[:MAX_NOTES]]
        return replace(value, inconsistent=True, notes=(*value.notes, *notes))

    def _at(self, unit: Locality, period: Period) -> tuple[Inconsistency, ...]:
        return self._by_place.get((unit.key, period), ())

    def _units_of(self, value: Value, locality: Locality, *, is_own: bool) -> tuple[Locality, ...]:
        """The localities whose figures a value was computed from: the locality itself, or those of a level below."""
        if is_own or value.coverage.level is None:
            return (locality,)
        return self.registry.below(locality, value.period.last, value.coverage.level)

    @cached_property
    def _names(self) -> FigureNames:
        indicators = {one.id: one.names for one in self.checked.indicators}
        return FigureNames(
            lambda key: self.registry.by_key(key).name,
            lambda period: in_words(period, self.checked.cutoff),
            lambda code: self.measures[code].names,
            lambda id: indicators[id],
        )


def _concerns(one: Inconsistency, unit: Locality, measures: set[str], indicator: Indicator | None) -> bool:
    """Whether an inconsistency has one of these measures of a unit, and is about the indicator if it names any."""
    if indicator is not None and one.indicators and indicator.id not in one.indicators:
        return False
    return any(term.locality == unit.key and term.measure in measures for term in one.terms)
