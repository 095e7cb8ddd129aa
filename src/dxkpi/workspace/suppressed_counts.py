"""The suppressed counts of every vintage of a store, replayed in order when they are first asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Set

from dxkpi.domain.figures.figures import Figures, empty
from dxkpi.domain.figures.merging import with_changes
from dxkpi.domain.model.locality import Registry
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.snapshot.disclosure_rules import DisclosureRules, suppressed_counts, suppressible_codes
from dxkpi.domain.snapshot.suppression.earlier import EarlierVintages
from dxkpi.domain.snapshot.suppression.history import DisclosureHistory
from dxkpi.domain.snapshot.suppression.nodes import CountNodes, Node


class SuppressedCounts:
    """Suppressed counts by vintage. Threads may share it.

    `added`: the figures that are new or changed in a vintage. `registry_at`: the localities known at a vintage.
    """

    def __init__(
        self,
        added: Callable[[int], Figures],
        registry_at: Callable[[int], Registry],
        measures: Mapping[str, Measure],
        small: DisclosureRules,
    ) -> None:
        self._added, self._registry_at = added, registry_at
        self._measures, self._small = measures, small
        self._history = DisclosureHistory(lambda figures: suppressible_codes(figures, measures), self._suppress)
        self._figures = empty()
        self._lock = threading.Lock()

    def at(self, vintage: int) -> Mapping[Node, Set[str]]:
        """The suppressed counts (codes) by node of a vintage."""
        with self._lock:
            while self._history.newest < vintage:
                number = self._history.newest + 1
                added = self._added(number)
                self._figures = with_changes(self._figures, added)
                self._history.add(self._figures, added, self._registry_at(number))
            return self._history.hidden_at(vintage)

    def _suppress(self, nodes: CountNodes, earlier: EarlierVintages) -> Mapping[Node, Set[str]]:
        return suppressed_counts(nodes, self._measures, self._small, earlier)
