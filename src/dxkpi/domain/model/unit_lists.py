"""From which day on the registry has every unit of a province."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dxkpi.domain.model.locality import Locality, Registry


@dataclass(frozen=True)
class UnitLists:
    """`listed_on`: the day of the list that is used for earlier days too; None: every day is known.

    `known_from`: code of a province → the first day of which its own list is known.
    """

    listed_on: date | None = None
    known_from: Mapping[str, date] = field(default_factory=dict)

    def list_used(self, registry: Registry, locality: Locality, day: date) -> date | None:
        """The day of the list by which the units inside a locality are counted, when that of the day is unknown."""
        if self.listed_on is None or locality.simulated:
            return None
        known_from = self.known_from.get(registry.province_code(locality) or "", self.listed_on)
        return self.listed_on if day < known_from else None
