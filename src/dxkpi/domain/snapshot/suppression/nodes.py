"""The counts that suppression looks at, with the sums, parts and periods by which one follows from others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dxkpi.domain.figures.figures import Figures
from dxkpi.domain.model.locality import Registry
from dxkpi.domain.model.period import Basis, Period

# (locality key, period)
Node = tuple[str, Period]


class PeriodNeighbours:
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


class CountNodes:
    """The counts of some measures (`codes`) by node, and which node is part of which."""

    def __init__(self, figures: Figures, registry: Registry, codes: Sequence[str]) -> None:
        self.registry, self.codes = registry, codes
        self.own: dict[Node, Mapping[str, float]] = {}
        self.parent: dict[Node, Node] = {}
        self.parts: dict[Node, list[Node]] = {}
        self.near = PeriodNeighbours(figures.index.periods)
        self._totals: dict[tuple[Node, str], float | None] = {}
        self._reporting: dict[tuple[Node, str], frozenset[str]] = {}
        self._periods: dict[str, list[Period]] = {}
        table, _ = figures.columns(codes)
        for node, row in zip(figures.index, table.tolist(), strict=True):
            self.own[node] = {code: count for code, count in zip(codes, row, strict=True) if count == count}
            self._attach(node)
        for key, period in {**self.own, **self.parts}:
            self._periods.setdefault(key, []).append(period)

    def _attach(self, node: Node) -> None:
        """Record the parent of a node, and the parents above."""
        locality, period = self.registry.by_key(node[0]), node[1]
        above = self.registry.parent_of(locality, period.last)
        if above is None or node in self.parent:
            return
        self.parent[node] = (above.key, period)
        self.parts.setdefault((above.key, period), []).append(node)
        self._attach((above.key, period))

    @property
    def nodes(self) -> Iterable[Node]:
        """Every node with counts of its own or below it."""
        return dict.fromkeys((*self.own, *self.parts))

    def periods(self, key: str) -> Sequence[Period]:
        """The periods in which a locality has counts of its own or below it."""
        return self._periods.get(key, ())

    def count(self, node: Node, code: str) -> float | None:
        """A locality's own count, else the sum over those below; None when there is none."""
        if (node, code) not in self._totals:
            own = self.own.get(node, {}).get(code)
            self._totals[node, code] = self.sum_below(node, code) if own is None else own
        return self._totals[node, code]

    def sum_below(self, node: Node, code: str) -> float | None:
        """The sum over the localities directly below; None when none has a count."""
        counts = [count for part in self.parts.get(node, ()) if (count := self.count(part, code)) is not None]
        return sum(counts) if counts else None

    def is_sum(self, node: Node, code: str) -> bool:
        """Whether the count of a node is the sum over those below it."""
        return code not in self.own.get(node, {})

    def leaves(self, node: Node, code: str) -> dict[Node, float]:
        """The counts of localities' own that make up the count of a node, at any depth."""
        if not self.is_sum(node, code):
            return {node: self.own[node][code]}
        return {leaf: count for part in self.parts.get(node, ()) for leaf, count in self.leaves(part, code).items()}

    def counted(self, nodes: Iterable[Node], code: str) -> list[Node]:
        """Those of the nodes that have a count."""
        return [node for node in nodes if self.count(node, code) is not None]

    def reporting(self, node: Node, code: str) -> frozenset[str]:
        """Keys of the localities whose counts make up the count of a node."""
        if (node, code) not in self._reporting:
            keys = (
                frozenset().union(*(self.reporting(part, code) for part in self.parts.get(node, ())))
                if self.is_sum(node, code)
                else frozenset({node[0]})
            )
            self._reporting[node, code] = keys
        return self._reporting[node, code]
