"""What every vintage shows and hides, worked out from the first vintage on.

A vintage is public for ever, so what a later one may show depends on what the earlier ones showed. The vintages are
replayed in order; of each, only the counts near its changes are looked at again: those of the same provinces in periods
that overlap or adjoin a changed one, and further periods where more had to be hidden there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, replace

import numpy as np

from dxkpi.domain.figures.figures import Figures
from dxkpi.domain.model.locality import Registry
from dxkpi.domain.model.period import Period
from dxkpi.domain.snapshot.suppression.earlier import Cell, EarlierVintages
from dxkpi.domain.snapshot.suppression.nodes import CountNodes, Node

# The suppressed counts of some nodes, given what earlier vintages showed.
Suppress = Callable[[CountNodes, EarlierVintages], Mapping[Node, Set[str]]]


@dataclass(frozen=True)
class CellState:
    """From a vintage on: the value of a count, and whether it is hidden."""

    vintage: int
    value: float
    is_hidden: bool


class DisclosureHistory:
    """The states of all counts over the vintages. `codes`: the measures that may be suppressed."""

    def __init__(self, codes: Callable[[Figures], list[str]], suppress: Suppress) -> None:
        self._codes, self._suppress = codes, suppress
        self._states: dict[Cell, list[CellState]] = {}
        self._shown: dict[Cell, set[float]] = {}
        self._hidden: dict[Cell, set[float]] = {}
        self._shown_sums: dict[Cell, list[Mapping[Node, float]]] = {}
        self.newest = 0

    def add(self, figures: Figures, changed: Figures, registry: Registry) -> None:
        """The next vintage: all its figures, and those of them that are new or changed."""
        self.newest = figures.vintage
        if not len(changed.index):
            return
        provinces = {registry.province_code(registry.by_key(key)) for key in changed.localities}
        is_near = np.array(
            [registry.province_code(registry.by_key(key)) in provinces for key in figures.localities], dtype=bool
        )
        periods: set[Period] = set()
        beside = _beside(set(changed.index.periods), figures.index.periods)
        while not beside <= periods:
            periods |= beside
            nodes = self._nodes(figures, registry, is_near, periods)
            hidden = self._suppress(nodes, self._earlier)
            spread = {node[1] for node, codes in hidden.items() if any(self._is_shown((node, code)) for code in codes)}
            beside = _beside(spread, figures.index.periods)
        self._record(nodes, hidden)

    def hidden_at(self, vintage: int) -> dict[Node, set[str]]:
        """The hidden counts of a vintage, by node."""
        hidden: dict[Node, set[str]] = defaultdict(set)
        for (node, code), states in self._states.items():
            state = next((one for one in reversed(states) if one.vintage <= vintage), None)
            if state is not None and state.is_hidden:
                hidden[node].add(code)
        return hidden

    @property
    def _earlier(self) -> EarlierVintages:
        return EarlierVintages(self._shown, self._hidden, self._shown_sums)

    def _is_shown(self, cell: Cell) -> bool:
        return cell in self._states and not self._states[cell][-1].is_hidden

    def _nodes(self, figures: Figures, registry: Registry, is_near: np.ndarray, periods: set[Period]) -> CountNodes:
        index = figures.index
        is_wanted = np.array([period in periods for period in index.periods], dtype=bool)
        rows = np.flatnonzero(is_near[index.locality] & is_wanted[index.period])
        near = replace(
            figures, index=index.select(rows), cells=figures.cells[rows], cell_origins=figures.cell_origins[rows]
        )
        return CountNodes(near, registry, self._codes(figures))

    def _record(self, nodes: CountNodes, hidden: Mapping[Node, Set[str]]) -> None:
        for node in nodes.nodes:
            for code in nodes.codes:
                value = nodes.count(node, code)
                if value is None:
                    continue
                cell, is_hidden = (node, code), code in hidden.get(node, ())
                states = self._states.setdefault(cell, [])
                if not states or (states[-1].value, states[-1].is_hidden) != (value, is_hidden):
                    states.append(CellState(self.newest, value, is_hidden))
                (self._hidden if is_hidden else self._shown).setdefault(cell, set()).add(value)
                if not is_hidden and nodes.is_sum(node, code):
                    self._record_sum(nodes, node, code)

    def _record_sum(self, nodes: CountNodes, whole: Node, code: str) -> None:
        leaves = nodes.leaves(whole, code)
        sums = self._shown_sums.setdefault((whole, code), [])
        if not sums or sums[-1] != leaves:
            sums.append(leaves)


def _beside(periods: set[Period], every: tuple[Period, ...]) -> set[Period]:
    """The periods that overlap or adjoin some of these."""
    return {
        other
        for other in every
        if any((other.first - one.last).days <= 1 and (one.first - other.last).days <= 1 for one in periods)
    }
