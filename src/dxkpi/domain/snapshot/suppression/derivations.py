"""Which suppressed counts follow exactly from everything that is shown, over localities, periods and vintages together.

The rules of `secondary` look at one sum or span at a time; several of them together may still determine a count. Here
the sums that are shown, now and in earlier vintages, and the periods of every locality are solved as one system of
linear equations: a count is determined when no solution of the system lets it vary.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from dxkpi.domain.snapshot.suppression.earlier import EarlierVintages
from dxkpi.domain.snapshot.suppression.nodes import CountNodes, Node
from dxkpi.domain.snapshot.suppression.timeline import ends_of

# A count of one locality and period with its value: a corrected count is another unknown.
CountVersion = tuple[Node, float]
# The flow of a locality (key) from the beginning to a day.
FlowUntil = tuple[str, date]
Unknown = CountVersion | FlowUntil
Equation = Mapping[Unknown, float]
NEGLIGIBLE = 1e-9


class Derivations:
    """The equations of one measure. `hidden`: the suppressed measures by node, as they are now."""

    def __init__(
        self, nodes: CountNodes, code: str, earlier: EarlierVintages, hidden: Mapping[Node, set[str]], *, is_flow: bool
    ) -> None:
        self._nodes, self._code, self._earlier, self._hidden, self._is_flow = nodes, code, earlier, hidden, is_flow

    def determined(self) -> list[Node]:
        """The nodes whose suppressed count follows from what is shown."""
        equations = [equation for equation in (*self._sums(), *self._flows()) if equation]
        return [unknown[0] for unknown in determined_counts(equations) if isinstance(unknown[0], tuple)]

    def _is_unknown(self, node: Node, value: float) -> bool:
        if self._earlier.is_known((node, self._code), value):
            return False
        is_now = self._nodes.count(node, self._code) == value
        return not is_now or self._code in self._hidden.get(node, ())

    def _sums(self) -> Iterator[Equation]:
        for whole in self._nodes.parts:
            if not self._nodes.is_sum(whole, self._code):
                continue
            shown = list(self._earlier.shown_sums.get((whole, self._code), ()))
            leaves = self._nodes.leaves(whole, self._code)
            if leaves and self._code not in self._hidden.get(whole, ()):
                shown.append(leaves)
            for leaf_counts in shown:
                yield {(node, value): 1.0 for node, value in leaf_counts.items() if self._is_unknown(node, value)}

    def _flows(self) -> Iterator[Equation]:
        """Each count of a locality is the flow until its last day less the flow until the day before it."""
        if not self._is_flow:
            return
        hidden_keys = {node[0] for node, codes in self._hidden.items() if self._code in codes}
        for node, counts in self._nodes.own.items():
            if node[0] not in hidden_keys or self._code not in counts:
                continue
            start, end = ends_of(node[1])
            row: dict[Unknown, float] = {(node[0], end): 1.0, (node[0], start): -1.0}
            if self._is_unknown(node, counts[self._code]):
                row[node, counts[self._code]] = -1.0
            yield row


def determined_counts(equations: Sequence[Equation]) -> set[Unknown]:
    """The unknowns that have the same value in every solution of homogeneous equations."""
    return {unknown for part in _separate(_without_loose_days(equations)) for unknown in _solved(part)}


def _without_loose_days(equations: Sequence[Equation]) -> list[Equation]:
    """The equations without those that only fix the flow until some day, from which no count follows."""
    equations_of: dict[Unknown, set[int]] = {}
    for number, equation in enumerate(equations):
        for unknown in equation:
            equations_of.setdefault(unknown, set()).add(number)
    loose = [unknown for unknown, numbers in equations_of.items() if _is_flow(unknown) and len(numbers) == 1]
    remaining = dict(enumerate(equations))
    while loose:
        numbers = equations_of[loose.pop()]
        if len(numbers) != 1:
            continue
        (number,) = numbers
        for other in remaining.pop(number):
            equations_of[other].discard(number)
            if _is_flow(other) and len(equations_of[other]) == 1:
                loose.append(other)
    return list(remaining.values())


def _is_flow(unknown: Unknown) -> bool:
    return isinstance(unknown[0], str)


def _separate(equations: Sequence[Equation]) -> Iterator[list[Equation]]:
    """The equations in groups that have no unknown in common, so that each is solved alone."""
    equations_of: dict[Unknown, list[int]] = {}
    for number, equation in enumerate(equations):
        for unknown in equation:
            equations_of.setdefault(unknown, []).append(number)
    waiting, seen = list(range(len(equations))), set[int]()
    while waiting:
        group, near = [], [waiting.pop()]
        while near:
            number = near.pop()
            if number not in seen:
                seen.add(number)
                group.append(equations[number])
                near += [other for unknown in equations[number] for other in equations_of[unknown]]
        if group:
            yield group


def _solved(equations: Sequence[Equation]) -> set[Unknown]:
    places = {unknown: place for place, unknown in enumerate(dict.fromkeys(one for row in equations for one in row))}
    if not places:
        return set()
    matrix = np.zeros((len(equations), len(places)))
    for line, equation in enumerate(equations):
        for unknown, weight in equation.items():
            matrix[line, places[unknown]] = weight
    _, sizes, directions = np.linalg.svd(matrix)
    rank = int((sizes > NEGLIGIBLE * max(matrix.shape)).sum())
    is_fixed = np.abs(directions[rank:]).max(axis=0, initial=0.0) < NEGLIGIBLE
    return {unknown for unknown, place in places.items() if is_fixed[place]}


def lowest_sums(nodes: CountNodes, node: Node) -> Sequence[Node]:
    """The wholes that a node is part of, the smallest first."""
    wholes, whole = [], nodes.parent.get(node)
    while whole is not None:
        wholes.append(whole)
        whole = nodes.parent.get(whole)
    return wholes
