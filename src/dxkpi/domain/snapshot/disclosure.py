"""Disclosure control: suppress small counts, and mark rates with small denominators.

It is applied where values are made, so that every reader of values (pages, charts, files, commands, addresses) is
covered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property

from dxkpi.domain.figures.figures import Figures
from dxkpi.domain.model.indicator import Indicator, Unit
from dxkpi.domain.model.locality import Level, Locality, Registry
from dxkpi.domain.model.measure import Bound, Measure
from dxkpi.domain.model.period import Period
from dxkpi.domain.model.targets import NO_TARGETS, Targets
from dxkpi.domain.snapshot.checked_snapshot import NO_CHECKS, CheckedSnapshot
from dxkpi.domain.snapshot.consistency.inconsistency import ConsistencyRules, Inconsistency
from dxkpi.domain.snapshot.disclosure_rules import DisclosureRules, Hidden, hidden_counts, with_shares
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.stated_shares import SHARE_NOTES
from dxkpi.domain.snapshot.suppression.nodes import Node
from dxkpi.domain.snapshot.value import Value
from dxkpi.locale import N_, Message

HIDDEN = N_("Not shown: fewer than {count} cases, or it would reveal such a number")
FEW = N_("Fewer than {count} {denominator}: this rate varies much by chance and is not ranked")

# The suppressed counts (codes) by node of a vintage.
SuppressedAt = Callable[[int], Mapping[Node, Set[str]]]


class GuardedSnapshot(CheckedSnapshot):
    """A checked snapshot under the operator's thresholds for small numbers (`small`)."""

    def __init__(
        self,
        figures: Figures,
        registry: Registry,
        measures: Mapping[str, Measure],
        small: DisclosureRules,
        checked: ConsistencyRules = NO_CHECKS,
        *,
        targets: Targets = NO_TARGETS,
        suppressed: SuppressedAt | None = None,
    ) -> None:
        """`suppressed`: the suppressed counts of a vintage, given the earlier ones; None: this vintage stands alone."""
        super().__init__(figures, registry, measures, checked, targets=targets)
        self.small = small
        self._suppressed_at = suppressed

    @cached_property
    def hidden(self) -> Hidden:
        """The suppressed measures by (locality key, period); computed on first use."""
        if self._suppressed_at is None:
            return hidden_counts(self.figures, self.registry, self.measures, self.small)
        return with_shares(self._suppressed_at(self.vintage), self.figures, self.measures, self.small)

    def hides(self, locality: str, period: Period, measures: Iterable[str]) -> bool:
        """Whether any of these measures of a locality (key), own or summed, is suppressed."""
        if not self.small.hide_below:
            return False
        return not self.hidden.get((locality, period), frozenset()).isdisjoint(measures)

    def is_disclosed(self, inconsistency: Inconsistency) -> bool:
        """Whether none of its figures is suppressed."""
        return not any(self.hides(term.locality, term.period, (term.measure,)) for term in inconsistency.terms)

    def measure(self, measure: str, locality: Locality, period: Period, level: Level | None = None) -> Value:
        """As `Snapshot.measure`; `value` is None when suppressed."""
        value = super().measure(measure, locality, period, level)
        return self._suppressed(value) if self.hides(locality.key, period, (measure,)) else value

    def _value(self, indicator: Indicator, locality: Locality, period: Period, level: Level | None) -> Value:
        value = super()._value(indicator, locality, period, level)
        hides_share = self.hides(locality.key, period, indicator.stated_by)
        if self.hides(locality.key, period, indicator.measures) or (value.stated and hides_share):
            return self._suppressed(value)
        if hides_share:
            value = replace(value, notes=tuple(note for note in value.notes if note.id not in SHARE_NOTES))
        return self._with_warning(value, indicator)

    def sums_of_common(
        self, indicator: Indicator, within: Locality, level: Level, periods: tuple[Period, Period], *, fallback: bool
    ) -> tuple[Value, Value] | None:
        """As `Snapshot.sums_of_common`; None where counts are suppressed, because the difference from the sum over all
        localities would reveal the counts of those that are left out."""
        if self.small.hide_below:
            return None
        return super().sums_of_common(indicator, within, level, periods, fallback=fallback)

    def of_parts(self, total: Value, parts: Sequence[Value], indicator: Indicator | None) -> Value:
        """A sum over values computed elsewhere: suppressed when a part is, else with its own warning."""
        if any(value.suppressed for value in parts):
            return self._suppressed(total)
        return self._with_warning(total, indicator) if indicator is not None else total

    def _suppressed(self, value: Value) -> Value:
        notes = (Message(HIDDEN, {"count": self.small.hide_below}),)
        cleared = {
            "value": None,
            "numerator": None,
            "denominator": None,
            "stated": False,
            "bound": Bound.EXACT,
            "printed": "",
            "inconsistent": False,
        }
        return replace(value, **cleared, suppressed=True, notes=notes)  # type: ignore[arg-type]

    def _with_warning(self, value: Value, indicator: Indicator) -> Value:
        few = value.denominator is not None and 0 < value.denominator < self.small.warn_below
        if not few or value.small or indicator.unit is not Unit.PERCENT:
            return value
        term = next(term for term in indicator.denominators if term.fallback is value.fallback)
        if not self.measures[term.measures[0]].suppressible:
            return value
        note = Message(FEW, {"count": self.small.warn_below, "denominator": term.names})
        return replace(value, small=True, notes=(*value.notes, note))


def is_withheld(snapshot: Snapshot, locality: str, period: Period, measure: str, *counts: float | None) -> bool:
    """Whether a single figure of a locality (key) must not be shown, such as one revision of it.

    `counts`: the values that would be shown with it; a small one withholds it too.
    """
    if not isinstance(snapshot, GuardedSnapshot) or not snapshot.small.hide_below:
        return False
    below = snapshot.small.hide_below
    known = snapshot.measures.get(measure)
    is_suppressible = known is not None and known.suppressible
    is_small = is_suppressible and any(0 < count < below for count in counts if count is not None)
    return is_small or snapshot.hides(locality, period, (measure,))
