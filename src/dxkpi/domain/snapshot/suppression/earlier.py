"""What earlier vintages showed and hid of a count, as far as it binds a later one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from dxkpi.domain.snapshot.suppression.nodes import Node

Cell = tuple[Node, str]


@dataclass(frozen=True)
class EarlierVintages:
    """By node and measure (code) the values that were shown and hidden, and what made up the sums that were shown.

    `shown_sums`: for each vintage in which the sum of a whole was shown, the own counts that made it up at that time.
    """

    shown: Mapping[Cell, Collection[float]] = field(default_factory=dict)
    hidden: Mapping[Cell, Collection[float]] = field(default_factory=dict)
    shown_sums: Mapping[Cell, Sequence[Mapping[Node, float]]] = field(default_factory=dict)

    def is_known(self, cell: Cell, value: float | None) -> bool:
        """Whether this value was shown before, so that to hide it now protects nothing."""
        return value is not None and value in self.shown.get(cell, ())

    def was_hidden(self, cell: Cell, value: float | None) -> bool:
        """Whether this value was hidden before and never shown."""
        return value is not None and value in self.hidden.get(cell, ()) and not self.is_known(cell, value)
