"""Secondary suppression: further counts, so that no subtraction recovers a suppressed one.

- When all but one count of an identity would be shown, another one is suppressed, the smallest first.
- The count carried over from one quarter to the next is the same number, and is suppressed in both.
- A longer period that contains a suppressed one (nine months, a year) is suppressed with it.
- No sum or difference of periods that are shown gives a suppressed or sensitive span of days.
- Of the localities that make up a whole at least two are suppressed, with the threshold or more between them; without a
  second one the whole is suppressed, and of a suppressed whole one part is suppressed too.
- What an earlier vintage showed is known: it protects nothing. What one hid stays hidden while its value is the same.
  Two sums of different vintages must not differ by few suppressed localities.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dxkpi.domain.model.measure import Measure, MeasureKind
from dxkpi.domain.model.period import Period
from dxkpi.domain.model.rules import Rules
from dxkpi.domain.snapshot.suppression.derivations import Derivations, lowest_sums
from dxkpi.domain.snapshot.suppression.earlier import EarlierVintages
from dxkpi.domain.snapshot.suppression.nodes import CountNodes, Node
from dxkpi.domain.snapshot.suppression.timeline import ends_of, path

# What is known of a suppressed count leaves at least this many numbers between its bounds.
LEAST_RANGE = 3


class SecondarySuppression:
    """Suppresses counts in waves until no suppressed count can be derived from those shown."""

    def __init__(
        self, nodes: CountNodes, measures: Mapping[str, Measure], below: int, rules: Rules, earlier: EarlierVintages
    ) -> None:
        self.nodes, self.earlier = nodes, earlier
        self.enough = max(below, LEAST_RANGE)
        self.hidden: dict[Node, set[str]] = {}
        self._wave: dict[tuple[Node, str], None] = {}
        self._identities = tuple(dict.fromkeys(rule.measures for rule in rules.identities))
        self._carried = tuple((rule.earlier, rule.later) for rule in rules.successions)
        self._flows = frozenset(code for code in nodes.codes if measures[code].kind is MeasureKind.FLOW)

    def hide(self, node: Node, code: str) -> None:
        """Suppress a count that no earlier vintage showed; what follows from it is suppressed by `spread`."""
        if self._is_known(node, code):
            return
        if code not in self.hidden.setdefault(node, set()):
            self.hidden[node].add(code)
            self._wave[node, code] = None

    def spread(self) -> None:
        """Suppress further counts until a wave suppresses nothing more."""
        while self._wave:
            wave, self._wave = self._wave, {}
            for node, code in wave:
                self._close_identities(node, code)
                self._carry(node, code)
                self._hide_in_time(node, code)
                self._hide_a_part(node, code)
            for whole, code in dict.fromkeys((self.nodes.parent.get(node), code) for node, code in wave):
                if whole is not None:
                    self._hide_a_second(whole, code)
                    self._hide_difference_of_vintages(whole, code)
                    self._hide_uneven(whole, code)

    def separate(self, key: str, code: str, start: date, end: date) -> None:
        """Suppress periods until the flow of a locality between two days does not follow from those shown."""
        while steps := path(start, end, self._open_periods(key, code, start, end)):
            choices = [period for period in steps if not self._is_known((key, period), code)]
            if not choices:
                return
            self.hide((key, max(choices, key=lambda period: (period.last - period.first, period.last))), code)

    def close_derivations(self, code: str) -> None:
        """Suppress sums and periods until no suppressed count follows from all that is shown together."""
        while nodes := self._derivations(code).determined():
            choices = [choice for node in nodes for choice in self._beside(node, code)]
            if not choices:
                return
            self.hide(choices[0], code)
            self.spread()

    def _derivations(self, code: str) -> Derivations:
        return Derivations(self.nodes, code, self.earlier, self.hidden, is_flow=code in self._flows)

    def _beside(self, node: Node, code: str) -> list[Node]:
        """What may be suppressed to protect a count: the sums it is part of, then its other periods."""
        others = [(node[0], period) for period in self.nodes.periods(node[0])]
        return [
            choice
            for choice in (*lowest_sums(self.nodes, node), *others)
            if self.nodes.count(choice, code) is not None
            and not self._is_protected(choice, code)
            and not self._is_known(choice, code)
        ]

    def _open_periods(self, key: str, code: str, start: date, end: date) -> list[Period]:
        """The periods that are shown, over the same localities as the one that covers the span, if any does."""
        counted = [period for period in self.nodes.periods(key) if self.nodes.count((key, period), code) is not None]
        spanning = [period for period in counted if ends_of(period) == (start, end)]
        reporting = self.nodes.reporting((key, spanning[0]), code) if spanning else None
        return [
            period
            for period in counted
            if not self._is_protected((key, period), code)
            and (reporting is None or self.nodes.reporting((key, period), code) == reporting)
        ]

    def _is_known(self, node: Node, code: str) -> bool:
        return self.earlier.is_known((node, code), self.nodes.count(node, code))

    def _is_protected(self, node: Node, code: str) -> bool:
        """Whether a count is suppressed."""
        return code in self.hidden.get(node, ())

    def _close_identities(self, node: Node, code: str) -> None:
        """Suppress the smallest other count above 0 of each identity whose other counts are all shown."""
        for identity in self._identities:
            if code not in identity or sum(self._is_protected(node, member) for member in identity) > 1:
                continue
            counts = {member: self.nodes.count(node, member) for member in identity if member != code}
            others = [(count == 0, count, member) for member, count in counts.items() if count is not None]
            unknown = [choice for choice in others if not self._is_known(node, choice[-1])]
            if len(others) == len(identity) - 1 and unknown:
                self.hide(node, min(unknown)[-1])

    def _carry(self, node: Node, code: str) -> None:
        for period, twin in self._same(node, code):
            if self.nodes.count((node[0], period), twin) is not None:
                self.hide((node[0], period), twin)

    def _same(self, node: Node, code: str) -> list[tuple[Period, str]]:
        """The same count at the start of the next quarter or the end of the one before, as (period, measure)."""
        later = [late for early, late in self._carried if code == early]
        sooner = [early for early, late in self._carried if code == late]
        return [
            *((period, late) for late in later for period in self.nodes.near.after[node[1]]),
            *((period, early) for early in sooner for period in self.nodes.near.before[node[1]]),
        ]

    def _hide_in_time(self, node: Node, code: str) -> None:
        """Suppress every longer period; when all shorter ones inside are shown, also the first and last of them."""
        key, period = node
        near = self.nodes.near
        inside = [other for other in near.inside[period] if self.nodes.count((key, other), code) is not None]
        for longer in near.around[period]:
            if self.nodes.count((key, longer), code) is not None:
                self.hide((key, longer), code)
        if not any(code in self.hidden.get((key, shorter), ()) for shorter in inside):
            for shorter in inside:
                if shorter.first == period.first or shorter.last == period.last:
                    self.hide((key, shorter), code)
        if code in self._flows:
            self.separate(key, code, *ends_of(period))

    def _hide_a_part(self, whole: Node, code: str) -> None:
        """Suppress one part of a suppressed whole: the sum of its parts would reveal it."""
        counted = self.nodes.counted(self.nodes.parts.get(whole, ()), code)
        if any(self._is_protected(node, code) for node in counted):
            return
        if unknown := [node for node in counted if not self._is_known(node, code)]:
            self.hide(self._next(unknown, code), code)

    def _hide_a_second(self, whole: Node, code: str) -> None:
        """Suppress parts of a shown whole until there are two, not small together; without a second, the whole."""
        counted = self.nodes.counted(self.nodes.parts[whole], code)
        while code not in self.hidden.get(whole, ()):
            hidden = [node for node in counted if self._is_protected(node, code)]
            total = sum(self.nodes.count(node, code) or 0.0 for node in hidden)
            if not hidden or (len(hidden) > 1 and total >= self.enough):
                return
            unknown = [node for node in counted if node not in hidden and not self._is_known(node, code)]
            if not unknown and self._is_known(whole, code):
                return
            self.hide(self._next(unknown, code) if unknown else whole, code)

    def _hide_difference_of_vintages(self, whole: Node, code: str) -> None:
        """Suppress a sum that an earlier one is too like: few suppressed localities came between the two."""
        if code in self.hidden.get(whole, ()) or not self.nodes.is_sum(whole, code):
            return
        now = self.nodes.leaves(whole, code)
        for then in self.earlier.shown_sums.get((whole, code), ()):
            corrected = [node for node in now if node in then and now[node] != then[node]]
            arrived = [node for node in now if node not in then and self._is_protected(node, code)]
            total = sum(now[node] for node in arrived)
            is_blurred = any(self._is_protected(node, code) for node in corrected)
            if arrived and not is_blurred and (len(arrived) < 2 or total < self.enough):
                self.hide(whole, code)
                return

    def _hide_uneven(self, whole: Node, code: str) -> None:
        """Suppress sums of two related periods that are over different localities.

        Their difference would reveal the counts of the localities by which they differ: one period inside the other,
        or the end of a quarter and the start of the next.
        """
        key, period = whole
        reporting = self.nodes.reporting(whole, code)
        for other, twin in self._same(whole, code):
            twin_node = (key, other)
            if self.nodes.count(twin_node, twin) is not None and reporting != self.nodes.reporting(twin_node, twin):
                self.hide(twin_node, twin)
        near = self.nodes.near
        for longer, shorter in (
            *((period, inner) for inner in near.inside[period]),
            *((outer, period) for outer in near.around[period]),
        ):
            other = shorter if longer == period else longer
            if self.nodes.count((key, other), code) is not None and reporting != self.nodes.reporting(
                (key, other), code
            ):
                self.hide((key, longer), code)

    def _next(self, nodes: Sequence[Node], code: str) -> Node:
        """The next node to suppress: one with another suppressed count, else the smallest above 0."""

        def order(node: Node) -> tuple[object, ...]:
            count = self.nodes.count(node, code) or 0.0
            return node not in self.hidden, count == 0, count, node[0]

        return min(nodes, key=order)
