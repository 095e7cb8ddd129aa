"""Which units hold a locality's territory on another day, by the successions of the registry.

From one change to the next, the units that end are replaced by those that come after them (or the other way round),
whole units only: a step is exact where nothing else came in and nothing went out. Where it is not, the territory is
lost from there on, and why is told. A unit that ends without a successor (the districts of 2025-06-30) is replaced by
the units below it first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dxkpi.domain.model.locality import Level, Locality, Registry, Succession
from dxkpi.domain.model.period import Period
from dxkpi.locale import N_, Message

# Registries held at once: that of the process, and that of a test beside it.
REGISTRIES_KEPT = 2


@dataclass(frozen=True)
class TerritoryGap:
    """Why a territory cannot be told on a day; `nearest`: the units at which the way ends."""

    day: date
    reason: Message
    nearest: tuple[Locality, ...] = ()


@dataclass(frozen=True)
class BoundaryBreak:
    """A day from which a place, or what lies inside it, has new boundaries."""

    day: date
    inside: bool

    @property
    def words(self) -> Message:
        """What stands beside the line in a chart."""
        message = N_("new units inside it from {day}") if self.inside else N_("new boundaries from {day}")
        return Message(message, {"day": self.day})


class Territories:
    """The territories of one registry's localities on any day. Every answer is found once for each span of days."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._found: dict[tuple[str, int], tuple[Locality, ...] | TerritoryGap] = {}

    def parts(self, unit: Locality, day: date) -> tuple[Locality, ...] | TerritoryGap:
        """The units that made up exactly this one's territory on a day, in Vietnamese order."""
        if unit.valid_on(day):
            return (unit,)
        key = unit.key, self.registry.era(day)
        if key not in self._found:
            self._found[key] = self._backward(unit, day) if day < unit.valid_from else self._forward(unit, day)
        return self._found[key]

    def units(self, within: Locality, level: Level, day: date) -> tuple[Locality, ...]:
        """The units of a level on a day inside a territory of any day, in Vietnamese order."""
        parts = self.parts(within, day)
        if isinstance(parts, TerritoryGap):
            return ()
        found = [each for part in parts for each in self._at_level(part, level, day)]
        return tuple(found) if len(parts) == 1 else self.registry.in_order(found)

    def breaks(self, unit: Locality, periods: Sequence[Period]) -> tuple[BoundaryBreak, ...]:
        """The days between the first and the last period from which the place has new boundaries, or new units."""
        if not periods:
            return ()
        first, last = periods[0].last, periods[-1].last
        days = (day for day in self.registry.succession_days if first < day <= last)
        return tuple(found for day in days if (found := self._break(unit, day)))

    def _break(self, unit: Locality, day: date) -> BoundaryBreak | None:
        eve = day - timedelta(days=1)
        before, after = self.parts(unit, eve), self.parts(unit, day)
        if isinstance(before, TerritoryGap) and isinstance(after, TerritoryGap):
            return None
        whole = before if isinstance(before, tuple) else ()
        if before != after and not (isinstance(after, tuple) and len(whole) == len(after) == 1):
            return BoundaryBreak(day, inside=False)
        below = (each for part in whole for level in Level for each in self.registry.below(part, eve, level))
        ended = any(link.day == day for each in below for link in self.registry.successors(each.key))
        return BoundaryBreak(day, inside=True) if ended else None

    def _at_level(self, unit: Locality, level: Level, day: date) -> tuple[Locality, ...]:
        return (unit,) if unit.level is level else self.registry.below(unit, day, level)

    def _backward(self, unit: Locality, day: date) -> tuple[Locality, ...] | TerritoryGap:
        here = {unit.key: unit}
        while (turn := max(each.valid_from for each in here.values())) > day:
            begun = [key for key, each in here.items() if each.valid_from == turn]
            sources = self._sources(unit, here, begun, turn)
            if isinstance(sources, TerritoryGap):
                return sources
            here = {key: each for key, each in here.items() if key not in begun} | sources
        gone = next((each for each in here.values() if not each.valid_on(day)), None)
        return _unrecorded_before(gone, gone.valid_from) if gone else self.registry.in_order(here.values())

    def _sources(
        self, unit: Locality, here: Mapping[str, Locality], begun: Sequence[str], turn: date
    ) -> dict[str, Locality] | TerritoryGap:
        """What the units that begin came from, each wholly within `here`."""
        rootless = next((key for key in begun if not self.registry.predecessors(key)), None)
        if rootless is not None:
            return _unrecorded_before(here[rootless], turn)
        sources = self._named(link.from_key for key in begun for link in self.registry.predecessors(key))
        for source in sources.values():
            out = self.registry.successors(source.key)
            if not _is_complete(out) or any(link.to_key not in here for link in out):
                return _divided(unit, source, turn, sources.values())
        return sources

    def _forward(self, unit: Locality, day: date) -> tuple[Locality, ...] | TerritoryGap:
        here = {unit.key: unit}
        while ends := [each.valid_to for each in here.values() if each.valid_to is not None and each.valid_to < day]:
            last = min(ends)
            ended = {key: each for key, each in here.items() if each.valid_to == last}
            dissolved = [each for key, each in ended.items() if not self.registry.successors(key)]
            found = self._below(dissolved, last) if dissolved else self._targets(unit, ended, last)
            if isinstance(found, TerritoryGap):
                return found
            replaced = [each.key for each in dissolved] or list(ended)
            here = {key: each for key, each in here.items() if key not in replaced} | found
        gone = next((each for each in here.values() if not each.valid_on(day)), None)
        return _unrecorded_after(gone, day) if gone else self.registry.in_order(here.values())

    def _below(self, dissolved: Sequence[Locality], last: date) -> dict[str, Locality] | TerritoryGap:
        """The units directly below those that ended without a successor."""
        empty = next((each for each in dissolved if not self.registry.children_of(each, last)), None)
        if empty is not None:
            return _unrecorded_after(empty, last + timedelta(days=1))
        return {each.key: each for gone in dissolved for each in self.registry.children_of(gone, last)}

    def _targets(self, unit: Locality, ended: Mapping[str, Locality], last: date) -> dict[str, Locality] | TerritoryGap:
        """What the units that ended became, each made of these alone."""
        turn = last + timedelta(days=1)
        for gone in ended.values():
            if not _is_complete(self.registry.successors(gone.key)):
                return _unrecorded_after(gone, turn)
        targets = self._named(link.to_key for key in ended for link in self.registry.successors(key))
        for target in targets.values():
            if any(link.from_key not in ended for link in self.registry.predecessors(target.key)):
                return _merged(unit, target, turn, targets.values())
        return targets

    def _named(self, keys: Iterable[str]) -> dict[str, Locality]:
        return {key: self.registry.by_key(key) for key in keys}


@lru_cache(maxsize=REGISTRIES_KEPT)
def territories_of(registry: Registry) -> Territories:
    """The territories of a registry, found once for all who ask."""
    return Territories(registry)


def _is_complete(links: Sequence[Succession]) -> bool:
    """Whether all of a unit is known to have gone somewhere: whole to one, or in at least two parts."""
    return all(link.whole for link in links) or len(links) > 1


def _unrecorded_before(unit: Locality, turn: date) -> TerritoryGap:
    message = N_("Not comparable before {day}: what {unit} was until then is not recorded")
    return TerritoryGap(turn, Message(message, {"day": turn, "unit": unit.name}))


def _unrecorded_after(unit: Locality, turn: date) -> TerritoryGap:
    message = N_("Not comparable from {day} on: what became of {unit} is not recorded")
    return TerritoryGap(turn, Message(message, {"day": turn, "unit": unit.name}))


def _divided(unit: Locality, source: Locality, turn: date, nearest: Iterable[Locality]) -> TerritoryGap:
    message = N_("Not comparable before {day}: {source} was divided, and only a part of it is in {unit}")
    return TerritoryGap(turn, Message(message, {"day": turn, "source": source.name, "unit": unit.name}), tuple(nearest))


def _merged(unit: Locality, target: Locality, turn: date, nearest: Iterable[Locality]) -> TerritoryGap:
    message = N_("Not comparable from {day} on: {unit} is in {target}, to which others belong too")
    return TerritoryGap(turn, Message(message, {"day": turn, "unit": unit.name, "target": target.name}), tuple(nearest))
