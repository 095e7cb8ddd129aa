"""The units that cover a locality's territory on another day, derived from the successions of the registry.

From one change to the next, ending units are replaced by their successors (or, backwards, by their predecessors). Only
whole units count: a step is exact when no other territory joins or leaves. When it is not exact the result is a
`TerritoryGap` with the reason. A unit that ends without a successor (the districts on 2025-06-30) is first replaced by
the units below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dxkpi.domain.model.locality import Level, Locality, Registry, Succession
from dxkpi.domain.model.period import Period
from dxkpi.locale import N_, Message

# One registry for the process, and one more for a preview or a test.
REGISTRIES_KEPT = 2


@dataclass(frozen=True)
class TerritoryGap:
    """Why the territory is not made of whole units before or after `day`; `nearest`: the units where the chain ends."""

    day: date
    reason: Message
    nearest: tuple[Locality, ...] = ()


@dataclass(frozen=True)
class BoundaryBreak:
    """The first day of new boundaries of a locality; `inside`: only of units inside it."""

    day: date
    inside: bool

    @property
    def words(self) -> Message:
        """The label of the line in a chart."""
        message = N_("new units inside it from {day}") if self.inside else N_("new boundaries from {day}")
        return Message(message, {"day": self.day})


class Territories:
    """The territories of one registry's localities on any day; results are cached for each span of days."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._parts: dict[tuple[str, int], tuple[Locality, ...] | TerritoryGap] = {}

    def parts(self, unit: Locality, day: date) -> tuple[Locality, ...] | TerritoryGap:
        """The units that cover exactly this unit's territory on a day, in Vietnamese order; a gap without any."""
        if unit.valid_on(day):
            return (unit,)
        key = unit.key, self.registry.era(day)
        if key not in self._parts:
            self._parts[key] = self._backward(unit, day) if day < unit.valid_from else self._forward(unit, day)
        return self._parts[key]

    def units(self, within: Locality, level: Level, day: date) -> tuple[Locality, ...]:
        """The units of a level on a day inside the territory of a locality of any time, in Vietnamese order."""
        parts = self.parts(within, day)
        if isinstance(parts, TerritoryGap):
            return ()
        units = [unit for part in parts for unit in self._at_level(part, level, day)]
        return tuple(units) if len(parts) == 1 else self.registry.in_order(units)

    def breaks(self, unit: Locality, periods: Sequence[Period]) -> tuple[BoundaryBreak, ...]:
        """The days after the first and up to the last period on which boundaries of a unit or inside it change."""
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
        inner = (child for part in whole for level in Level for child in self.registry.below(part, eve, level))
        ended = any(link.day == day for child in inner for link in self.registry.successors(child.key))
        return BoundaryBreak(day, inside=True) if ended else None

    def _at_level(self, unit: Locality, level: Level, day: date) -> tuple[Locality, ...]:
        return (unit,) if unit.level is level else self.registry.below(unit, day, level)

    def _backward(self, unit: Locality, day: date) -> tuple[Locality, ...] | TerritoryGap:
        current = {unit.key: unit}
        while (turn := max(part.valid_from for part in current.values())) > day:
            begun = [key for key, part in current.items() if part.valid_from == turn]
            sources = self._sources(unit, current, begun, turn)
            if isinstance(sources, TerritoryGap):
                return sources
            current = {key: part for key, part in current.items() if key not in begun} | sources
        gone = next((part for part in current.values() if not part.valid_on(day)), None)
        return _unrecorded_before(gone, gone.valid_from) if gone else self.registry.in_order(current.values())

    def _sources(
        self, unit: Locality, current: Mapping[str, Locality], begun: Sequence[str], turn: date
    ) -> dict[str, Locality] | TerritoryGap:
        """The predecessors of the units that begin, when each lies wholly within `current`."""
        rootless = next((key for key in begun if not self.registry.predecessors(key)), None)
        if rootless is not None:
            return _unrecorded_before(current[rootless], turn)
        sources = self._named(link.from_key for key in begun for link in self.registry.predecessors(key))
        for source in sources.values():
            links = self.registry.successors(source.key)
            if not _is_complete(links) or any(link.to_key not in current for link in links):
                return _divided(unit, source, turn, sources.values())
        return sources

    def _forward(self, unit: Locality, day: date) -> tuple[Locality, ...] | TerritoryGap:
        current = {unit.key: unit}
        while last_days := [part.valid_to for part in current.values() if part.valid_to and part.valid_to < day]:
            last = min(last_days)
            ended = {key: part for key, part in current.items() if part.valid_to == last}
            dissolved = [part for key, part in ended.items() if not self.registry.successors(key)]
            replacement = self._below(dissolved, last) if dissolved else self._targets(unit, ended, last)
            if isinstance(replacement, TerritoryGap):
                return replacement
            replaced = [part.key for part in dissolved] or list(ended)
            current = {key: part for key, part in current.items() if key not in replaced} | replacement
        gone = next((part for part in current.values() if not part.valid_on(day)), None)
        return _unrecorded_after(gone, day) if gone else self.registry.in_order(current.values())

    def _below(self, dissolved: Sequence[Locality], last: date) -> dict[str, Locality] | TerritoryGap:
        """The units directly below those that end without a successor."""
        empty = next((unit for unit in dissolved if not self.registry.children_of(unit, last)), None)
        if empty is not None:
            return _unrecorded_after(empty, last + timedelta(days=1))
        return {child.key: child for gone in dissolved for child in self.registry.children_of(gone, last)}

    def _targets(self, unit: Locality, ended: Mapping[str, Locality], last: date) -> dict[str, Locality] | TerritoryGap:
        """The successors of the units that end, when each is made of these units only."""
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
    """The territories of a registry; cached, so that callers share one instance."""
    return Territories(registry)


def _is_complete(links: Sequence[Succession]) -> bool:
    """Whether the successions account for all of a unit: wholly to one, or in at least two parts."""
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
