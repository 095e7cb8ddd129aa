"""Small numbers: from which denominator a rate may be ranked, and what an operator's threshold hides.

A count of cases (dossiers, documents, answers) from 1 to below the threshold is hidden, and so is a part that leaves so
few out of its whole. What would give a hidden count away is hidden with it, so that no subtraction brings it back:

- where all but one count of an identity would be shown, another of it is hidden, the smallest first;
- what is carried over from a quarter to the next is the same count, and is hidden in both;
- a longer period that holds a hidden one (nine months, a year) is hidden with it;
- shares that a source states go with any of its counts that are hidden;
- of the localities that make up one whole at least two are hidden, of together the threshold or more; where there is
  no second one the whole is hidden, and where a whole is hidden one of its parts is.
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

Node = tuple[str, Period]
Hidden = Mapping[Node, frozenset[str]]


@dataclass(frozen=True)
class DisclosureRules:
    """What an operator set, and what the counts have to do with each other.

    `warn_below`: rates over fewer are shown with a warning and not ranked. `hide_below`: counts from 1 to below it are
    hidden; 0: nothing is.
    """

    warn_below: int = 0
    hide_below: int = 0
    rules: Rules = NO_RULES
    indicators: tuple[Indicator, ...] = ()

    @cached_property
    def identities(self) -> tuple[tuple[str, ...], ...]:
        """Counts of which any one follows from the others."""
        return tuple(dict.fromkeys(rule.measures for rule in self.rules.identities))

    @cached_property
    def carried(self) -> tuple[tuple[str, str], ...]:
        """Counts of a quarter's end and of the next one's beginning that are the same."""
        return tuple((rule.earlier, rule.later) for rule in self.rules.successions)

    @cached_property
    def parts(self) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
        """Parts and their wholes, as the shares of the catalogue have them."""
        return tuple(
            dict.fromkeys(
                (part.measures, whole.measures)
                for each in self.indicators
                if each.unit is Unit.PERCENT
                for part in each.numerators
                for whole in each.denominators
                if not whole.fallback
            )
        )


def hidden_counts(
    figures: Figures, registry: Registry, measures: Mapping[str, Measure], small: DisclosureRules
) -> Hidden:
    """The measures that must not be shown, by locality (key) and period; for a sum over localities, that of the sum."""
    if not small.hide_below:
        return {}
    hiding = _Hiding(
        figures, registry, [code for code in map(str, figures.values) if measures[code].suppressible], small
    )
    hiding.spread()
    shares = frozenset(code for code in map(str, figures.values) if not measures[code].is_count)
    return {node: shares.union(codes) for node, codes in hiding.hidden.items()}


class _Near:
    """For every period of a table the others that hold it or lie in it, and the quarters right after and before it."""

    def __init__(self, periods: Iterable[Period]) -> None:
        known = list(periods)
        self.around = {each: [other for other in known if _holds(other, each)] for each in known}
        self.inside = {each: [other for other in known if _holds(each, other)] for each in known}
        single = [each for each in known if each.basis is Basis.PERIOD]
        self.after: dict[Period, list[Period]] = {each: [] for each in known}
        self.before: dict[Period, list[Period]] = {each: [] for each in known}
        for each in single:
            self.after[each] = [other for other in single if (other.first - each.last).days == 1]
            self.before[each] = [other for other in single if (each.first - other.last).days == 1]


def _holds(longer: Period, shorter: Period) -> bool:
    return longer != shorter and longer.first <= shorter.first and shorter.last <= longer.last


class _Hiding:
    """Hides counts wave by wave until nothing hidden follows from what is shown."""

    def __init__(self, figures: Figures, registry: Registry, codes: Sequence[str], small: DisclosureRules) -> None:
        self.small, self.registry = small, registry
        self.hidden: dict[Node, set[str]] = {}
        self.wave: dict[tuple[Node, str], None] = {}
        self.counts: dict[Node, dict[str, float]] = {}
        self.parent: dict[Node, Node] = {}
        self.parts: dict[Node, list[Node]] = {}
        self.near = _Near(figures.index.levels[1])
        self.known: dict[tuple[Node, str], float | None] = {}
        table = figures.values[list(codes)].to_numpy()
        for node, row in zip(figures.index, table.tolist(), strict=True):
            self.counts[node] = {code: count for code, count in zip(codes, row, strict=True) if count == count}
            self._hang(node)
        self._first(list(figures.index), {code: table[:, at] for at, code in enumerate(codes)})

    def _hang(self, node: Node) -> None:
        """Put a locality under the one it belongs to, and that under its own."""
        locality, period = self.registry.by_key(node[0]), node[1]
        above = self.registry.parent_of(locality, period.last)
        if above is None or node in self.parent:
            return
        self.parent[node] = (above.key, period)
        self.parts.setdefault((above.key, period), []).append(node)
        self._hang((above.key, period))

    def _first(self, nodes: list[Node], columns: Mapping[str, np.ndarray]) -> None:
        """Counts that are small themselves, and parts that leave few out of their whole."""
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
        """Hide what would give away what is hidden, until there is nothing more."""
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
        """Another count of an identity of which all but this one would be shown, the smallest that is not 0."""
        hidden = self.hidden[node]
        for identity in self.small.identities:
            if code not in identity or sum(each in hidden for each in identity) > 1:
                continue
            counts = {each: self._count(node, each) for each in identity}
            others = [(count == 0, count, each) for each, count in counts.items() if count is not None and each != code]
            if len(others) == len(identity) - 1:
                self._hide(node, min(others)[-1])

    def _carry(self, node: Node, code: str) -> None:
        for period, twin in self._same(node, code):
            if self._count((node[0], period), twin) is not None:
                self._hide((node[0], period), twin)

    def _same(self, node: Node, code: str) -> list[tuple[Period, str]]:
        """The count at a quarter's end and at the beginning of the next: in which period, under which name."""
        later = [late for early, late in self.small.carried if code == early]
        sooner = [early for early, late in self.small.carried if code == late]
        return [
            *((each, late) for late in later for each in self.near.after[node[1]]),
            *((each, early) for early in sooner for each in self.near.before[node[1]]),
        ]

    def _hide_in_time(self, node: Node, code: str) -> None:
        """In every longer period that holds this one; and where all that it holds are shown, in its first and last."""
        key, period = node
        inside = [each for each in self.near.inside[period] if self._count((key, each), code) is not None]
        for each in self.near.around[period]:
            if self._count((key, each), code) is not None:
                self._hide((key, each), code)
        if not any(code in self.hidden.get((key, each), ()) for each in inside):
            for each in inside:
                if each.first == period.first or each.last == period.last:
                    self._hide((key, each), code)

    def _hide_a_part(self, whole: Node, code: str) -> None:
        """Of a whole that is hidden one part is, too: else their sum would tell it."""
        known = self._known(self.parts.get(whole, ()), code)
        if known and not any(code in self.hidden.get(node, ()) for node in known):
            self._hide(self._next(known, code), code)

    def _hide_a_second(self, whole: Node, code: str) -> None:
        """Of the parts of a whole that is shown two are hidden, and not small together; or the whole is."""
        known = self._known(self.parts[whole], code)
        while code not in self.hidden.get(whole, ()):
            hidden = [node for node in known if code in self.hidden.get(node, ())]
            together = sum(self._count(node, code) or 0.0 for node in hidden)
            if not hidden or (len(hidden) > 1 and together >= self.small.hide_below):
                return
            shown = [node for node in known if code not in self.hidden.get(node, ())]
            self._hide(self._next(shown, code) if shown else whole, code)

    def _hide_uneven(self, whole: Node, code: str) -> None:
        """Sums of two periods over different localities, where the counts of each are bound together, tell those by
        which they differ: one within the other, or one quarter's end and the next one's beginning."""
        key, period = whole
        reporting = self._reporting(whole, code)
        for other, twin in self._same(whole, code):
            if self._count((key, other), twin) is not None and reporting != self._reporting((key, other), twin):
                self._hide((key, other), twin)
        for longer, shorter in (
            *((period, each) for each in self.near.inside[period]),
            *((each, period) for each in self.near.around[period]),
        ):
            other = shorter if longer == period else longer
            if self._count((key, other), code) is not None and reporting != self._reporting((key, other), code):
                self._hide((key, longer), code)

    def _reporting(self, node: Node, code: str) -> frozenset[str]:
        """Who gave the counts of a sum."""
        if code in self.counts.get(node, ()):
            return frozenset({node[0]})
        return frozenset().union(*(self._reporting(part, code) for part in self.parts.get(node, ())))

    def _known(self, nodes: Iterable[Node], code: str) -> list[Node]:
        return [node for node in nodes if self._count(node, code) is not None]

    def _next(self, nodes: Sequence[Node], code: str) -> Node:
        """The next to be hidden: one of which something is hidden already, else the smallest that is not 0."""

        def order(node: Node) -> tuple[object, ...]:
            count = self._count(node, code) or 0.0
            return node not in self.hidden, count == 0, count, node[0]

        return min(nodes, key=order)

    def _count(self, node: Node, code: str) -> float | None:
        """A locality's own count, else the sum over those below it."""
        if (node, code) not in self.known:
            own = self.counts.get(node, {}).get(code)
            parts = (self._count(part, code) for part in self.parts.get(node, ())) if own is None else ()
            below = [count for count in parts if count is not None]
            self.known[node, code] = sum(below) if below else own
        return self.known[node, code]
