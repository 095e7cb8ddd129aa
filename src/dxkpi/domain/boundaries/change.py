"""A change of boundaries: which units end on a day, which begin, and which became which.

It is drawn up from clauses (one older unit passes, whole or in part, to one newer unit) and held against the registry;
all that is wrong with them is told at once. Nothing that is there is overwritten: an older unit gets its last day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from dxkpi.domain.boundaries.territory import Territories, TerritoryGap
from dxkpi.domain.model.locality import LEVELS_BELOW, Level, Locality, Registry, Succession
from dxkpi.locale import N_, Message

NAMES_TOLD = 5
# How the source of a unit begins that did not ship with the product.
LOADED = "crosswalk: "
Rows = tuple[tuple[Locality, ...], tuple[Succession, ...]]


@dataclass(frozen=True)
class CrosswalkRow:
    """One row of a crosswalk file as it was read; `row` counts from 1 as the file does. Empty: not said."""

    row: int
    from_code: str
    to_code: str
    to_name: str
    to_kind: str
    day: date
    whole: bool
    parent: str = ""
    level: Level | None = None
    from_valid_from: date | None = None
    latitude: float | None = None
    longitude: float | None = None
    source: str = ""


@dataclass(frozen=True)
class CrosswalkProblem:
    """One thing wrong with a crosswalk: in which row, under which heading, what."""

    row: int | None
    heading: str
    message: Message


@dataclass(frozen=True)
class BoundaryChange:
    """A change of boundaries ready to be held against a registry or kept."""

    day: date
    ended: tuple[Locality, ...]
    begun: tuple[Locality, ...]
    successions: tuple[Succession, ...]

    @property
    def source(self) -> str:
        """What its file names as its source, as of the first unit that begins."""
        return self.begun[0].source.removeprefix(LOADED) if self.begun else ""


@dataclass(frozen=True)
class SuccessorOutcome:
    """What a newer unit is made of, each wholly or not, and why its figures cannot be carried back, if they cannot."""

    unit: Locality
    older: tuple[tuple[Locality, bool], ...]
    lost: Message | None


def with_loaded(
    shipped: Rows, stored: Iterable[Locality], links: Callable[[], Iterable[Succession]], *, simulated: bool
) -> Rows:
    """The rows that ship with the product, and what was loaded into the store since: units that begin, the last days
    of those they came from, and what became which. What ships wins. A unit of `stored` has ended only where what
    followed it is there too. `simulated`: whether the sample's are wanted."""
    loaded = [each for each in stored if each.source.startswith(LOADED) and (simulated or not each.simulated)]
    if not loaded:
        return shipped
    known = {each.key: each for each in shipped[0]}
    added = {each.key: replace(each, valid_to=None) for each in loaded if each.key not in known}
    followed = [link for link in links() if link.to_key in added]
    for link in followed:
        for units in (known, added):
            unit = units.get(link.from_key)
            if unit is not None and unit.valid_to is None:
                units[link.from_key] = replace(unit, valid_to=link.day - timedelta(days=1))
    return (*known.values(), *added.values()), (*shipped[1], *followed)


def with_decree(registry: Registry, decree: BoundaryChange) -> Registry:
    """The registry after a change of boundaries."""
    ended = {each.key: each for each in decree.ended}
    links = (link for each in registry for link in registry.successors(each.key))
    return Registry([*(ended.get(each.key, each) for each in registry), *decree.begun], [*links, *decree.successions])


def consequences(registry: Registry, decree: BoundaryChange) -> tuple[SuccessorOutcome, ...]:
    """What comes of a change for each newer unit, in Vietnamese order of their names."""
    after = with_decree(registry, decree)
    territories, eve = Territories(after), decree.day - timedelta(days=1)
    found = []
    for unit in after.in_order(decree.begun):
        older = tuple((after.by_key(each.from_key), each.whole) for each in after.predecessors(unit.key))
        parts = territories.parts(unit, eve)
        found.append(SuccessorOutcome(unit, older, parts.reason if isinstance(parts, TerritoryGap) else None))
    return tuple(found)


def drawn_up(
    clauses: Sequence[CrosswalkRow], registry: Registry, unread: Sequence[CrosswalkProblem] = ()
) -> tuple[BoundaryChange | None, tuple[CrosswalkProblem, ...]]:
    """The change that clauses make, or nothing and everything that is wrong with them, in the file's order.

    `unread`: what could not be read of other rows; then nothing is said that those rows might settle.
    """
    if not clauses:
        return None, tuple(unread)
    drawing = _Drawing(clauses, registry, is_whole=not unread)
    faults = tuple(sorted((*unread, *drawing.faults()), key=lambda fault: fault.row or 0))
    return (None, faults) if faults else (drawing.decree(), ())


class _Drawing:
    def __init__(self, clauses: Sequence[CrosswalkRow], registry: Registry, *, is_whole: bool) -> None:
        self.clauses, self.registry, self.is_whole = clauses, registry, is_whole
        self.day = clauses[0].day
        self.eve = self.day - timedelta(days=1)
        self.by_older: dict[str, list[CrosswalkRow]] = defaultdict(list)
        self.by_newer: dict[str, list[CrosswalkRow]] = defaultdict(list)
        for clause in clauses:
            self.by_older[clause.from_code].append(clause)
            self.by_newer[clause.to_code].append(clause)

    @cached_property
    def older(self) -> Mapping[str, Locality]:
        """The older unit of each code that was there on the eve."""
        found = {code: self.registry.at(code, self.eve) for code in self.by_older}
        return {code: unit for code, unit in found.items() if unit is not None}

    def faults(self) -> Iterable[CrosswalkProblem]:
        for clause in self.clauses:
            if clause.day != self.day:
                message = N_("a file has one day; the first row says {day}")
                yield CrosswalkProblem(clause.row, "day", Message(message, {"day": self.day}))
        for code, clauses in self.by_older.items():
            yield from self._of_older(code, clauses)
        for code, clauses in self.by_newer.items() if self.is_whole else ():
            yield from self._of_newer(code, clauses)
        if self.is_whole:
            yield from self._orphans()

    def _of_older(self, code: str, clauses: Sequence[CrosswalkRow]) -> Iterable[CrosswalkProblem]:
        row, unit = clauses[0].row, self.older.get(code)
        if unit is None:
            message = N_("there was no locality with the code {code} on {day}")
            yield CrosswalkProblem(row, "from_code", Message(message, {"code": code, "day": self.eve}))
            return
        firsts = {each.from_valid_from for each in clauses} - {None, unit.valid_from}
        if firsts:
            message = N_("{unit} ({code}) begins on {day}")
            yield CrosswalkProblem(
                row, "from_valid_from", Message(message, {"unit": unit.name, "code": code, "day": unit.valid_from})
            )
        if unit.valid_to is not None:
            message = N_("{unit} ends on {day} already")
            yield CrosswalkProblem(row, "from_code", Message(message, {"unit": unit.name, "day": unit.valid_to}))
        for clause in clauses[1:]:
            if clause.to_code in {each.to_code for each in clauses if each.row < clause.row}:
                message = N_("{unit} passes to {code} twice")
                yield CrosswalkProblem(
                    clause.row, "to_code", Message(message, {"unit": unit.name, "code": clause.to_code})
                )
        if len(clauses) > 1 and any(each.whole for each in clauses):
            message = N_("{unit} passes to several units: each gets a part of it")
            yield CrosswalkProblem(row, "share", Message(message, {"unit": unit.name}))
        if len(clauses) == 1 and not clauses[0].whole and self.is_whole:
            message = N_("only a part of {unit} is told: say where all of it goes")
            yield CrosswalkProblem(row, "share", Message(message, {"unit": unit.name}))

    def _of_newer(self, code: str, clauses: Sequence[CrosswalkRow]) -> Iterable[CrosswalkProblem]:
        first = clauses[0]
        for clause in clauses[1:]:
            for heading in ("to_name", "to_kind", "parent", "level", "latitude", "longitude"):
                if getattr(clause, heading) != getattr(first, heading):
                    message = N_("the rows of {code} differ here")
                    yield CrosswalkProblem(clause.row, heading, Message(message, {"code": code}))
        standing = next((each for each in self.registry.versions(code) if self._stands(each)), None)
        if standing is not None:
            message = N_("the code {code} is that of {unit}, which goes on: let it end too, or take another code")
            yield CrosswalkProblem(first.row, "to_code", Message(message, {"code": code, "unit": standing.name}))
        sources = [self.older[each.from_code] for each in clauses if each.from_code in self.older]
        if len({each.simulated for each in sources}) > 1:
            yield CrosswalkProblem(first.row, "to_code", Message(N_("real and simulated units cannot become one")))
        if first.level is None and any(len(each.code) != len(code) for each in sources):
            message = N_("the code {code} is not as long as those of the older units: are zeros lost at its beginning?")
            yield CrosswalkProblem(first.row, "to_code", Message(message, {"code": code}))
        if first.level is None and len({each.level for each in sources}) > 1:
            yield CrosswalkProblem(
                first.row, "level", Message(N_("say of which level it is: province, district or commune"))
            )
        elif sources and not self._parent_fits(first, sources):
            message = N_("say in which unit of {day} it lies: the code “{code}” stands for none above it")
            yield CrosswalkProblem(
                first.row, "parent", Message(message, {"day": self.day, "code": self._parent(first, sources)})
            )

    def _stands(self, unit: Locality) -> bool:
        """Whether a unit of a newer unit's code is there on the day or begins later."""
        ends = unit.code in self.by_older and self.older.get(unit.code) == unit
        return unit.valid_from >= self.day or (unit.valid_on(self.day) and not ends)

    def _level(self, clause: CrosswalkRow, sources: Sequence[Locality]) -> Level:
        return clause.level or sources[0].level

    def _parent(self, clause: CrosswalkRow, sources: Sequence[Locality]) -> str:
        return clause.parent or (sources[0].parent or "" if len({each.parent for each in sources}) == 1 else "")

    def _parent_fits(self, clause: CrosswalkRow, sources: Sequence[Locality]) -> bool:
        level, parent = self._level(clause, sources), self._parent(clause, sources)
        if level is Level.PROVINCE:
            return not parent
        above = self.by_newer.get(parent)
        if above is not None:
            inside = [self.older[each.from_code] for each in above if each.from_code in self.older]
            return bool(inside) and level in LEVELS_BELOW[self._level(above[0], inside)]
        unit = self.registry.at(parent, self.day)
        return unit is not None and parent not in self.by_older and level in LEVELS_BELOW[unit.level]

    def _orphans(self) -> Iterable[CrosswalkProblem]:
        """Units that go on inside one that ends and whose code nobody takes."""
        for code in self.by_older.keys() - self.by_newer.keys():
            left = [
                each
                for each in self.registry
                if each.parent == code and each.valid_on(self.day) and each.code not in self.by_older
            ]
            if left and code in self.older:
                message = N_("{count} units inside {unit} would lie in none: {units}. Say where each goes.")
                names = tuple(each.name for each in left[:NAMES_TOLD])
                values = {"count": len(left), "unit": self.older[code].name, "units": names}
                yield CrosswalkProblem(self.by_older[code][0].row, "from_code", Message(message, values))

    def decree(self) -> BoundaryChange:
        ended = tuple(replace(self.older[code], valid_to=self.eve) for code in self.by_older)
        begun = {code: self._begun(code, clauses) for code, clauses in self.by_newer.items()}
        links = (
            Succession(self.older[each.from_code].key, begun[each.to_code].key, self.day, each.whole)
            for each in self.clauses
        )
        return BoundaryChange(self.day, ended, tuple(begun.values()), tuple(links))

    def _begun(self, code: str, clauses: Sequence[CrosswalkRow]) -> Locality:
        first, sources = clauses[0], [self.older[each.from_code] for each in clauses]
        return Locality(
            code=code,
            valid_from=self.day,
            valid_to=None,
            name=first.to_name,
            kind=first.to_kind,
            level=self._level(first, sources),
            parent=self._parent(first, sources) or None,
            latitude=first.latitude,
            longitude=first.longitude,
            simulated=sources[0].simulated,
            source=f"{LOADED}{first.source}",
        )
