"""Answers with small numbers in mind: rates over few cases carry a warning, hidden counts are no value.

Here values are made, so whatever reads them (pages, charts, files, commands, addresses) holds to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from dxkpi.domain.figures.figures import Figures
from dxkpi.domain.model.indicator import Indicator, Unit
from dxkpi.domain.model.locality import Level, Locality, Registry
from dxkpi.domain.model.measure import Bound, Measure
from dxkpi.domain.model.period import Period
from dxkpi.domain.snapshot.disclosure_rules import DisclosureRules, Hidden, hidden_counts
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.locale import N_, Message

HIDDEN = N_("Not shown: fewer than {count} cases, or it would tell such a number")
FEW = N_("Fewer than {count} {denominator}: chance moves this rate far, and it is not ranked")


class GuardedSnapshot(Snapshot):
    """The answers of one vintage under an operator's thresholds for small numbers."""

    def __init__(
        self, figures: Figures, registry: Registry, measures: Mapping[str, Measure], small: DisclosureRules
    ) -> None:
        super().__init__(figures, registry, measures)
        self.small = small

    @cached_property
    def hidden(self) -> Hidden:
        """What must not be shown; worked out once, where anything is asked for."""
        return hidden_counts(self.figures, self.registry, self.measures, self.small)

    def hides(self, locality: str, period: Period, measures: Iterable[str]) -> bool:
        """Whether any of these counts of a locality (key), or of the sum over it, must not be shown."""
        if not self.small.hide_below:
            return False
        return not self.hidden.get((locality, period), frozenset()).isdisjoint(measures)

    def measure(self, measure: str, locality: Locality, period: Period, level: Level | None = None) -> Value:
        """One count, or one stated share; nothing where it must not be shown."""
        found = super().measure(measure, locality, period, level)
        return self._withheld(found) if self.hides(locality.key, period, (measure,)) else found

    def _value(self, indicator: Indicator, locality: Locality, period: Period, level: Level | None) -> Value:
        found = super()._value(indicator, locality, period, level)
        hidden = self.hides(locality.key, period, indicator.measures)
        return self._withheld(found) if hidden else self._warned(found, indicator)

    def of_parts(self, found: Value, parts: Sequence[Value], indicator: Indicator | None) -> Value:
        """A sum over values put together elsewhere: hidden where one of them is, with its own warning."""
        if any(value.suppressed for value in parts):
            return self._withheld(found)
        return self._warned(found, indicator) if indicator is not None else found

    def _withheld(self, value: Value) -> Value:
        notes = (Message(HIDDEN, {"count": self.small.hide_below}),)
        known = {"value": None, "numerator": None, "denominator": None, "stated": False, "bound": Bound.EXACT}
        return replace(value, **known, suppressed=True, notes=notes)  # type: ignore[arg-type]

    def _warned(self, value: Value, indicator: Indicator) -> Value:
        few = value.denominator is not None and 0 < value.denominator < self.small.warn_below
        if not few or value.small or indicator.unit is not Unit.PERCENT:
            return value
        term = next(term for term in indicator.denominators if term.fallback is value.fallback)
        if not self.measures[term.measures[0]].suppressible:
            return value
        told = {"count": self.small.warn_below, "denominator": term.names}
        return replace(value, small=True, notes=(*value.notes, Message(FEW, told)))
