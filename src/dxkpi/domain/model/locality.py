"""Localities: administrative units with the days on which they exist, their parents and their successors.

A locality is a code and the first day it is valid, because codes are reused for other territory: 19996 was Phường Tứ Hạ
and is Phường Hương Trà from 2025-07-01. `parent` is a code only; the day decides which version of the parent is meant.
`valid_to` is the last valid day, inclusive; None when still valid.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from dxkpi.domain.model.locality_names import bare_name, fold_name, unmark, vietnamese_sort_key
from dxkpi.errors import UnknownLocality

__all__ = ["LEVELS_BELOW", "Level", "Locality", "Registry", "Succession", "vietnamese_sort_key"]


class Level(StrEnum):
    """The three administrative levels; from 2025-07-01 communes belong to a province directly."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


LEVELS_BELOW: dict[Level, tuple[Level, ...]] = {
    Level.PROVINCE: (Level.DISTRICT, Level.COMMUNE),
    Level.DISTRICT: (Level.COMMUNE,),
    Level.COMMUNE: (),
}


@dataclass(frozen=True)
class Locality:
    """One administrative unit over one span of days.

    `parent`: the code of the unit above, None for a province. `latitude`, `longitude`: degrees (WGS 84), None when
    unknown. `simulated`: a unit of the sample province. `source`: where the unit is recorded.
    """

    code: str
    valid_from: date
    valid_to: date | None
    name: str
    kind: str
    level: Level
    parent: str | None
    latitude: float | None
    longitude: float | None
    simulated: bool = False
    source: str = ""

    @cached_property
    def key(self) -> str:
        """Code and first valid day: "480@2021-07-01"."""
        return f"{self.code}@{self.valid_from.isoformat()}"

    @property
    def label(self) -> str:
        """Name and key, for pickers: "Phường Hương Trà (19996@2025-07-01)"."""
        return f"{self.name} ({self.key})"

    def valid_on(self, day: date) -> bool:
        """Whether the unit exists on this day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Succession:
    """One unit became another on a day (both given by key). `whole`: all of it did, not only a part."""

    from_key: str
    to_key: str
    day: date
    whole: bool


class Registry:
    """All localities and successions, indexed by key, code, name and parent. Immutable.

    Raises ValueError for a duplicate key and for a succession that names an unknown key.
    """

    def __init__(self, localities: Iterable[Locality], successions: Iterable[Succession] = ()) -> None:
        self._by_key: dict[str, Locality] = {}
        by_code: dict[str, list[Locality]] = defaultdict(list)
        children: dict[str, list[Locality]] = defaultdict(list)
        for locality in localities:
            key = locality.key
            if key in self._by_key:
                raise ValueError(f"duplicate locality {key}")
            self._by_key[key] = locality
            by_code[locality.code].append(locality)
            if locality.parent is not None:
                children[locality.parent].append(locality)
        self._by_code = {
            code: tuple(sorted(versions, key=lambda locality: locality.valid_from) if len(versions) > 1 else versions)
            for code, versions in by_code.items()
        }
        self._by_parent = dict(children)
        self._children: dict[tuple[str, int], tuple[Locality, ...]] = {}
        self._below: dict[tuple[str, int, Level], tuple[Locality, ...]] = {}
        self._province_codes: dict[str, str | None] = {}
        self._predecessors: dict[str, list[Succession]] = defaultdict(list)
        self._successors: dict[str, list[Succession]] = defaultdict(list)
        for succession in successions:
            for key in (succession.from_key, succession.to_key):
                if key not in self._by_key:
                    raise ValueError(f"a succession names the unknown locality {key}")
            self._predecessors[succession.to_key].append(succession)
            self._successors[succession.from_key].append(succession)

    def __iter__(self) -> Iterator[Locality]:
        return iter(self._by_key.values())

    def __len__(self) -> int:
        return len(self._by_key)

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every code that was ever used."""
        return frozenset(self._by_code)

    def by_key(self, key: str) -> Locality:
        """The locality of one key. Raises UnknownLocality with the other versions of the code."""
        if key not in self._by_key:
            raise UnknownLocality(key, tuple(other.label for other in self.versions(key.partition("@")[0])))
        return self._by_key[key]

    def get(self, key: str) -> Locality | None:
        """The locality of one key; None when unknown."""
        return self._by_key.get(key)

    def versions(self, code: str) -> tuple[Locality, ...]:
        """Every locality that has had this code, oldest first; empty for an unknown code."""
        return self._by_code.get(code, ())

    def at(self, code: str, day: date) -> Locality | None:
        """The locality that has this code on a day; None when there is none."""
        return next((version for version in self.versions(code) if version.valid_on(day)), None)

    def parent_of(self, locality: Locality, day: date) -> Locality | None:
        """The unit directly above on a day; None for a province and when the parent did not exist on that day."""
        return None if locality.parent is None else self.at(locality.parent, day)

    def ancestors(self, locality: Locality, day: date) -> tuple[Locality, ...]:
        """The units above on a day, nearest first."""
        parent = self.parent_of(locality, day)
        return () if parent is None else (parent, *self.ancestors(parent, day))

    def enclosing_codes(self, locality: Locality, day: date | None = None) -> frozenset[str]:
        """The codes of a locality and of every unit above it on a day.

        Without a day, or on a day when the locality does not exist, its last day counts.
        """
        if day is None or not locality.valid_on(day):
            day = locality.valid_to or date.max
        return frozenset({locality.code, *(above.code for above in self.ancestors(locality, day))})

    def is_inside(self, locality: Locality, area: Locality, day: date | None = None) -> bool:
        """Whether a locality is the area itself or lies in it on a day; the day as for `enclosing_codes`.

        Another locality that has the area's code at another time is not inside: it is other territory.
        """
        if locality.code == area.code:
            return locality == area
        return area.code in self.enclosing_codes(locality, day)

    def children_of(self, locality: Locality, day: date) -> tuple[Locality, ...]:
        """The units directly below on a day, in Vietnamese order; empty when the locality does not exist then."""
        if not locality.valid_on(day):
            return ()
        key = locality.code, self.era(day)
        if key not in self._children:
            children = self._by_parent.get(locality.code, ())
            self._children[key] = self.in_order(child for child in children if child.valid_on(day))
        return self._children[key]

    def below(self, locality: Locality, day: date, level: Level) -> tuple[Locality, ...]:
        """All units of a level inside a locality on a day, at any depth, in Vietnamese order."""
        if not locality.valid_on(day):
            return ()
        key = locality.code, self.era(day), level
        if key not in self._below:
            units: list[Locality] = []
            for child in self.children_of(locality, day):
                units.extend([child] if child.level is level else self.below(child, day, level))
            self._below[key] = self.in_order(units)
        return self._below[key]

    def province_code(self, locality: Locality) -> str | None:
        """The code of the province a locality lies in (its own for a province); None when a parent is unknown."""
        if locality.key not in self._province_codes:
            self._province_codes[locality.key] = self._province_code(locality)
        return self._province_codes[locality.key]

    def _province_code(self, locality: Locality) -> str | None:
        while locality.level is not Level.PROVINCE:
            parents = self.versions(locality.parent) if locality.parent is not None else ()
            if not parents:
                return None
            locality = parents[-1]
        return locality.code

    def predecessors(self, key: str) -> tuple[Succession, ...]:
        """The successions that lead to a locality (a key)."""
        return tuple(self._predecessors.get(key, ()))

    def successors(self, key: str) -> tuple[Succession, ...]:
        """The successions that lead from a locality (a key)."""
        return tuple(self._successors.get(key, ()))

    @cached_property
    def succession_days(self) -> tuple[date, ...]:
        """The days on which localities became others, in time order."""
        return tuple(sorted({succession.day for links in self._successors.values() for succession in links}))

    def named(self, folded_name: str) -> tuple[Locality, ...]:
        """Every locality of this name at any time, with or without prefix. `folded_name` comes from `fold_name`."""
        return self._names.get(folded_name, ())

    def resembling(self, unmarked_name: str) -> tuple[Locality, ...]:
        """As `named`, ignoring diacritics, for suggestions only. The name comes from `unmark(fold_name(text))`."""
        by_key: dict[str, Locality] = {}
        for name in self._unmarked.get(unmarked_name, ()):
            by_key.update((locality.key, locality) for locality in self._names[name])
        return tuple(by_key.values())

    @cached_property
    def _names(self) -> dict[str, tuple[Locality, ...]]:
        names: dict[str, list[Locality]] = defaultdict(list)
        for locality in self:
            full = fold_name(locality.name)
            bare = bare_name(full)
            names[full].append(locality)
            if bare != full and not bare.isdecimal():
                names[bare].append(locality)
        return {name: tuple(localities) for name, localities in names.items()}

    @cached_property
    def _unmarked(self) -> dict[str, tuple[str, ...]]:
        unmarked: dict[str, list[str]] = defaultdict(list)
        for name in self._names:
            unmarked[unmark(name)].append(name)
        return {plain: tuple(names) for plain, names in unmarked.items()}

    @cached_property
    def changes(self) -> list[date]:
        """The days on which a locality begins, and those after the last day of one, sorted."""
        begun = {locality.valid_from for locality in self}
        ended = {locality.valid_to + timedelta(days=1) for locality in self if locality.valid_to is not None}
        return sorted(begun | ended)

    def era(self, day: date) -> int:
        """The position of the span between two changes that a day lies in, from 0; usable as a cache key."""
        return bisect_right(self.changes, day)

    def in_order(self, localities: Iterable[Locality]) -> tuple[Locality, ...]:
        """The localities in Vietnamese order of their names, then by code and first day."""

        def order(locality: Locality) -> tuple[object, ...]:
            return vietnamese_sort_key(locality.name), locality.code, locality.valid_from

        return tuple(sorted(localities, key=order))
