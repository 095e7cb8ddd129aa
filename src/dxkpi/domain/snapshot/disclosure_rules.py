"""Which counts disclosure control suppresses: small counts, and every count from which one could be derived.

Primary suppression: a count of a suppressible measure from 1 to below the threshold, and a part that leaves such a
number out of its whole. Secondary suppression, so that no subtraction recovers a suppressed count:

- when all but one count of an identity would be shown, another one is suppressed, the smallest first;
- the count carried over from one quarter to the next is the same number, and is suppressed in both;
- a longer period that contains a suppressed one (nine months, a year) is suppressed with it;
- shares stated by a source are suppressed together with any count of their locality and period;
- of the localities that make up a whole at least two are suppressed, with the threshold or more between them; without a
  second one the whole is suppressed, and of a suppressed whole one part is suppressed too.

Source: Hundepool et al., Statistical Disclosure Control (2012), on primary and secondary cell suppression.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dxkpi.domain.figures.figures import Figures
from dxkpi.domain.model.indicator import Indicator, Unit
from dxkpi.domain.model.locality import Registry
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Basis, Period
from dxkpi.domain.model.rules import Rules

NO_RULES = Rules()

# (locality key, period)
Node = tuple[str, Period]
Hidden = Mapping[Node, frozenset[str]]


@dataclass(frozen=True)
class DisclosureRules:
    """The operator's thresholds, and the relations between counts.

    `warn_below`: rates with a smaller denominator carry a warning and are not ranked. `hide_below`: counts from 1 to
    below it are suppressed; 0 suppresses nothing.
    """

    warn_below: int = 0
    hide_below: int = 0
    rules: Rules = NO_RULES
    indicators: tuple[Indicator, ...] = ()

    @cached_property
    def identities(self) -> tuple[tuple[str, ...], ...]:
        """Groups of measures of which any one follows from the others."""
        return tuple(dict.fromkeys(rule.measures for rule in self.rules.identities))

    @cached_property
    def carried(self) -> tuple[tuple[str, str], ...]:
        """Pairs of measures that are one count: at the end of a quarter, and at the start of the next."""
        return tuple((rule.earlier, rule.later) for rule in self.rules.successions)

    @cached_property
    def parts(self) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
        """Pairs of (part, whole), each a sum of measures, from the percentages of the catalogue."""
        return tuple(
            dict.fromkeys(
                (part.measures, whole.measures)
                for indicator in self.indicators
                if indicator.unit is Unit.PERCENT
                for part in indicator.numerators
                for whole in indicator.denominators
                if not whole.fallback and part.measures and whole.measures and not part.less
            )
        )


def hidden_counts(
    figures: Figures, registry: Registry, measures: Mapping[str, Measure], small: DisclosureRules
) -> Hidden:
    """The suppressed measures by (locality key, period), of localities' own counts and of sums over localities."""
    if not small.hide_below:
        return {}
    suppressible = [code for code in figures.measures if measures[code].suppressible]
    suppression = _Suppression(figures, registry, suppressible, small)
    suppression.spread()
    shares = frozenset(code for code in figures.measures if not measures[code].is_count)
    return {node: shares.union(codes) for node, codes in suppression.hidden.items()}


class _PeriodNeighbours:
    """For each period of a table: the periods that contain it, those inside it, and those directly after and before."""

    def __init__(self, periods: Iterable[Period]) -> None:
        every = list(periods)
        self.around = {period: [other for other in every if _contains(other, period)] for period in every}
        self.inside = {period: [other for other in every if _contains(period, other)] for period in every}
        plain = [period for period in every if period.basis is Basis.PERIOD]
        self.after: dict[Period, list[Period]] = {period: [] for period in every}
        self.before: dict[Period, list[Period]] = {period: [] for period in every}
        for period in plain:
            self.after[period] = [other for other in plain if (other.first - period.last).days == 1]
            self.before[period] = [other for other in plain if (period.first - other.last).days == 1]


def _contains(longer: Period, shorter: Period) -> bool:
    return longer != shorter and longer.first <= shorter.first and shorter.last <= longer.last


class _Suppression:
    """Suppresses counts in waves until no suppressed count can be derived from those shown."""

    def __init__(self, figures: Figures, registry: Registry, codes: Sequence[str], small: DisclosureRules) -> None:
        self.small, self.registry = small, registry
        self.hidden: dict[Node, set[str]] = {}
        self.wave: dict[tuple[Node, str], None] = {}
        self.counts: dict[Node, dict[str, float]] = {}
        self.parent: dict[Node, Node] = {}
        self.parts: dict[Node, list[Node]] = {}
        self.near = _PeriodNeighbours(figures.index.periods)
        self.totals: dict[tuple[Node, str], float | None] = {}
        table, _ = figures.columns(codes)
        for node, row in zip(figures.index, table.tolist(), strict=True):
            self.counts[node] = {code: count for code, count in zip(codes, row, strict=True) if count == count}
            self._attach(node)
        self._suppress_small(list(figures.index), {code: table[:, at] for at, code in enumerate(codes)})

    def _attach(self, node: Node) -> None:
        """Record the parent of a node, and the parents above."""
        locality, period = self.registry.by_key(node[0]), node[1]
        above = self.registry.parent_of(locality, period.last)
        if above is None or node in self.parent:
            return
        self.parent[node] = (above.key, period)
        self.parts.setdefault((above.key, period), []).append(node)
        self._attach((above.key, period))

    def _suppress_small(self, nodes: list[Node], columns: Mapping[str, np.ndarray]) -> None:
        """Primary suppression: small counts, and parts that leave a small number out of their whole."""
        for code, column in columns.items():
            for row in np.flatnonzero(self._is_small(column)).tolist():
                self._hide(nodes[row], code)
        for part, whole in self.small.parts:
            if set(part) & set(whole) or not {*part, *whole} <= columns.keys():
                continue
            rest = sum(columns[code] for code in whole) - sum(columns[code] for code in part)
            for row in np.flatnonzero(self._is_small(np.asarray(rest))).tolist():
                for code in part:
                    self._hide(nodes[row], code)

    def _is_small(self, counts: np.ndarray) -> np.ndarray:
        return (counts > 0) & (counts < self.small.hide_below)

    def _hide(self, node: Node, code: str) -> None:
        if code not in self.hidden.setdefault(node, set()):
            self.hidden[node].add(code)
            self.wave[node, code] = None

    def spread(self) -> None:
        """Secondary suppression, until a wave suppresses nothing more."""
        while self.wave:
            wave, self.wave = self.wave, {}
            for node, code in wave:
                self._close_identities(node, code)
                self._carry(node, code)
                self._hide_in_time(node, code)
                self._hide_a_part(node, code)
            for whole, code in dict.fromkeys((self.parent.get(node), code) for node, code in wave):
                if whole is not None:
                    self._hide_a_second(whole, code)
                    self._hide_uneven(whole, code)

    def _close_identities(self, node: Node, code: str) -> None:
        """Suppress the smallest other count above 0 of each identity whose other counts are all shown."""
        hidden = self.hidden[node]
        for identity in self.small.identities:
            if code not in identity or sum(member in hidden for member in identity) > 1:
                continue
            counts = {member: self._count(node, member) for member in identity if member != code}
            others = [(count == 0, count, member) for member, count in counts.items() if count is not None]
            if len(others) == len(identity) - 1:
                self._hide(node, min(others)[-1])

    def _carry(self, node: Node, code: str) -> None:
        for period, twin in self._same(node, code):
            if self._count((node[0], period), twin) is not None:
                self._hide((node[0], period), twin)

    def _same(self, node: Node, code: str) -> list[tuple[Period, str]]:
        """The same count at the start of the next quarter or the end of the one before, as (period, measure)."""
        later = [late for early, late in self.small.carried if code == early]
        sooner = [early for early, late in self.small.carried if code == late]
        return [
            *((period, late) for late in later for period in self.near.after[node[1]]),
            *((period, early) for early in sooner for period in self.near.before[node[1]]),
        ]

    def _hide_in_time(self, node: Node, code: str) -> None:
        """Suppress every longer period; when all shorter ones inside are shown, also the first and last of them."""
        key, period = node
        inside = [other for other in self.near.inside[period] if self._count((key, other), code) is not None]
        for longer in self.near.around[period]:
            if self._count((key, longer), code) is not None:
                self._hide((key, longer), code)
        if not any(code in self.hidden.get((key, shorter), ()) for shorter in inside):
            for shorter in inside:
                if shorter.first == period.first or shorter.last == period.last:
                    self._hide((key, shorter), code)

    def _hide_a_part(self, whole: Node, code: str) -> None:
        """Suppress one part of a suppressed whole: the sum of its parts would reveal it."""
        counted = self._counted(self.parts.get(whole, ()), code)
        if counted and not any(code in self.hidden.get(node, ()) for node in counted):
            self._hide(self._next(counted, code), code)

    def _hide_a_second(self, whole: Node, code: str) -> None:
        """Suppress parts of a shown whole until there are two, not small together; without a second, the whole."""
        counted = self._counted(self.parts[whole], code)
        while code not in self.hidden.get(whole, ()):
            hidden = [node for node in counted if code in self.hidden.get(node, ())]
            total = sum(self._count(node, code) or 0.0 for node in hidden)
            if not hidden or (len(hidden) > 1 and total >= self.small.hide_below):
                return
            shown = [node for node in counted if code not in self.hidden.get(node, ())]
            self._hide(self._next(shown, code) if shown else whole, code)

    def _hide_uneven(self, whole: Node, code: str) -> None:
        """Suppress sums of two related periods that are over different localities.

        Their difference would reveal the counts of the localities by which they differ: one period inside the other,
        or the end of a quarter and the start of the next.
        """
        key, period = whole
        reporting = self._reporting(whole, code)
        for other, twin in self._same(whole, code):
            if self._count((key, other), twin) is not None and reporting != self._reporting((key, other), twin):
                self._hide((key, other), twin)
        for longer, shorter in (
            *((period, inner) for inner in self.near.inside[period]),
            *((outer, period) for outer in self.near.around[period]),
        ):
            other = shorter if longer == period else longer
            if self._count((key, other), code) is not None and reporting != self._reporting((key, other), code):
                self._hide((key, longer), code)

    def _reporting(self, node: Node, code: str) -> frozenset[str]:
        """Keys of the localities whose counts make up a sum."""
        if code in self.counts.get(node, ()):
            return frozenset({node[0]})
        return frozenset().union(*(self._reporting(part, code) for part in self.parts.get(node, ())))

    def _counted(self, nodes: Iterable[Node], code: str) -> list[Node]:
        return [node for node in nodes if self._count(node, code) is not None]

    def _next(self, nodes: Sequence[Node], code: str) -> Node:
        """The next node to suppress: one with another suppressed count, else the smallest above 0."""

        def order(node: Node) -> tuple[object, ...]:
            count = self._count(node, code) or 0.0
            return node not in self.hidden, count == 0, count, node[0]

        return min(nodes, key=order)

    def _count(self, node: Node, code: str) -> float | None:
        """A locality's own count, else the sum over those below; None when there is none."""
        if (node, code) not in self.totals:
            own = self.counts.get(node, {}).get(code)
            parts = (self._count(part, code) for part in self.parts.get(node, ())) if own is None else ()
            below = [count for count in parts if count is not None]
            self.totals[node, code] = sum(below) if below else own
        return self.totals[node, code]
