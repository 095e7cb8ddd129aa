"""Localities: what they are called, when they hold, what they belong to and what became of them.

A locality is a code and the first day it holds, because codes are used again for other territory: 19996 was
Phường Tứ Hạ and is Phường Hương Trà from 2025-07-01. `parent` is a code only; which version of the parent is
meant follows from the day. `valid_to` is the last day, inclusive; None: still valid.
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
    """The three levels; from 2025-07-01 communes belong to a province directly."""

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
    """One administrative unit as it held over one span of days. Coordinates in degrees (WGS 84)."""

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
        """Code and first day: "480@2021-07-01"."""
        return f"{self.code}@{self.valid_from.isoformat()}"

    @property
    def label(self) -> str:
        """Name and key, for lists to choose from: "Phường Hương Trà (19996@2025-07-01)"."""
        return f"{self.name} ({self.key})"

    def valid_on(self, day: date) -> bool:
        """Does it hold on this day?"""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Succession:
    """One unit passed to another on a day. `whole`: all of the predecessor went there; else only a part."""

    from_key: str
    to_key: str
    day: date
    whole: bool


class Registry:
    """All localities and successions, with an index for each question asked of them.

    A key that stands twice, or a succession to or from a key that is not there, is a ValueError.
    """

    def __init__(self, localities: Iterable[Locality], successions: Iterable[Succession] = ()) -> None:
        self._by_key: dict[str, Locality] = {}
        by_code: dict[str, list[Locality]] = defaultdict(list)
        children: dict[str, list[Locality]] = defaultdict(list)
        for locality in localities:
            if locality.key in self._by_key:
                raise ValueError(f"{locality.key} stands twice")
            self._by_key[locality.key] = locality
            by_code[locality.code].append(locality)
            if locality.parent is not None:
                children[locality.parent].append(locality)
        self._by_code = {
            code: tuple(sorted(found, key=lambda locality: locality.valid_from)) for code, found in by_code.items()
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
                    raise ValueError(f"a succession names {key}, which is not there")
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
        """The locality of one key. UnknownLocality, with the other versions of the code, if there is none."""
        if key not in self._by_key:
            raise UnknownLocality(key, tuple(found.label for found in self.versions(key.partition("@")[0])))
        return self._by_key[key]

    def get(self, key: str) -> Locality | None:
        """The locality of one key, or nothing."""
        return self._by_key.get(key)

    def versions(self, code: str) -> tuple[Locality, ...]:
        """All that a code ever stood for, oldest first; empty for a code never used."""
        return self._by_code.get(code, ())

    def at(self, code: str, day: date) -> Locality | None:
        """What a code stands for on a day."""
        return next((found for found in self.versions(code) if found.valid_on(day)), None)

    def parent_of(self, locality: Locality, day: date) -> Locality | None:
        """The unit it belongs to on a day; None for provinces, and where the parent did not hold that day."""
        return None if locality.parent is None else self.at(locality.parent, day)

    def ancestors(self, locality: Locality, day: date) -> tuple[Locality, ...]:
        """Parent, then the parent's parent, on a day."""
        parent = self.parent_of(locality, day)
        return () if parent is None else (parent, *self.ancestors(parent, day))

    def children_of(self, locality: Locality, day: date) -> tuple[Locality, ...]:
        """The units directly below it on a day, in Vietnamese order; none when it does not hold that day."""
        if not locality.valid_on(day):
            return ()
        place = locality.code, self.era(day)
        if place not in self._children:
            found = self._by_parent.get(locality.code, ())
            self._children[place] = self.in_order(child for child in found if child.valid_on(day))
        return self._children[place]

    def below(self, locality: Locality, day: date, level: Level) -> tuple[Locality, ...]:
        """All units of one level inside it on a day, in Vietnamese order, however deep they lie."""
        if not locality.valid_on(day):
            return ()
        place = locality.code, self.era(day), level
        if place not in self._below:
            found: list[Locality] = []
            for child in self.children_of(locality, day):
                found.extend([child] if child.level is level else self.below(child, day, level))
            self._below[place] = self.in_order(found)
        return self._below[place]

    def province_code(self, locality: Locality) -> str | None:
        """The code of the province it lies in (its own for a province); None where the chain is broken."""
        if locality.key not in self._province_codes:
            self._province_codes[locality.key] = self._province_code(locality)
        return self._province_codes[locality.key]

    def _province_code(self, locality: Locality) -> str | None:
        while locality.level is not Level.PROVINCE:
            above = self.versions(locality.parent) if locality.parent is not None else ()
            if not above:
                return None
            locality = above[-1]
        return locality.code

    def predecessors(self, key: str) -> tuple[Succession, ...]:
        """From which units it came, and whether each came whole."""
        return tuple(self._predecessors.get(key, ()))

    def successors(self, key: str) -> tuple[Succession, ...]:
        """What became of it."""
        return tuple(self._successors.get(key, ()))

    @cached_property
    def succession_days(self) -> tuple[date, ...]:
        """The days on which units became others, in time order."""
        return tuple(sorted({link.day for links in self._successors.values() for link in links}))

    def named(self, folded_name: str) -> tuple[Locality, ...]:
        """Every locality of this name, of any day, with or without its prefix. Give it `fold_name(text)`."""
        return self._names.get(folded_name, ())

    def resembling(self, unmarked_name: str) -> tuple[Locality, ...]:
        """As `named`, but blind to marks. To suggest, never to decide. Give it `unmark(fold_name(text))`."""
        found: dict[str, Locality] = {}
        for name in self._unmarked.get(unmarked_name, ()):
            found.update((locality.key, locality) for locality in self._names[name])
        return tuple(found.values())

    @cached_property
    def _names(self) -> dict[str, tuple[Locality, ...]]:
        names: dict[str, list[Locality]] = defaultdict(list)
        for locality in self:
            full = fold_name(locality.name)
            bare = bare_name(full)
            names[full].append(locality)
            if bare != full and not bare.isdecimal():
                names[bare].append(locality)
        return {name: tuple(found) for name, found in names.items()}

    @cached_property
    def _unmarked(self) -> dict[str, tuple[str, ...]]:
        unmarked: dict[str, list[str]] = defaultdict(list)
        for name in self._names:
            unmarked[unmark(name)].append(name)
        return {plain: tuple(names) for plain, names in unmarked.items()}

    @cached_property
    def changes(self) -> list[date]:
        """The days on which anything begins or has ended; between two of them every answer is the same."""
        begun = {locality.valid_from for locality in self}
        ended = {locality.valid_to + timedelta(days=1) for locality in self if locality.valid_to is not None}
        return sorted(begun | ended)

    def era(self, day: date) -> int:
        """Which span between two changes a day lies in, counted from 0."""
        return bisect_right(self.changes, day)

    def in_order(self, localities: Iterable[Locality]) -> tuple[Locality, ...]:
        """Localities in Vietnamese order."""

        def order(locality: Locality) -> tuple[object, ...]:
            return vietnamese_sort_key(locality.name), locality.code, locality.valid_from

        return tuple(sorted(localities, key=order))
