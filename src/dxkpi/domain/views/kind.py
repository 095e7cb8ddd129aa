"""What the domain needs to know of a kind of chart. The kinds themselves are listed once, in `dxkpi.charts.CHARTS`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dxkpi.locale import Names


class Dimension(StrEnum):
    """What the values of a view differ by."""

    TIME = "time"
    LOCALITIES = "localities"
    LOCALITIES_OVER_TIME = "localities over time"


@dataclass(frozen=True)
class CountSubject:
    """What a view of counts is about, and the unit of its counts."""

    names: Names
    unit: Names


@dataclass(frozen=True, eq=False, kw_only=True)
class ViewKind:
    """A kind of view: its name in addresses and commands, its name for readers, and what it needs to be asked.

    `counts`: its subject, for a kind that shows counts; None for a kind that shows one indicator.
    """

    name: str
    names: Names
    dimension: Dimension
    counts: CountSubject | None = None

    @property
    def needs_indicator(self) -> bool:
        """Whether a query of this kind must name an indicator."""
        return self.counts is None

    @property
    def compares_localities(self) -> bool:
        """Whether a query of this kind has a level, whose localities are compared."""
        return self.dimension is not Dimension.TIME

    @property
    def heading(self) -> Names:
        """Its name in a list of kinds. Kinds of counts share names, so their subject comes first."""
        if self.counts is None:
            return self.names
        return Names(f"{self.counts.names.vi}: {self.names.vi}", f"{self.counts.names.en}: {self.names.en}")
