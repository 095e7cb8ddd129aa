"""Boundary changes: which localities end on a day, which begin, and which became which.

A change is built from the rows of a crosswalk file (an older unit passes, wholly or in part, to a newer one) and
validated against the registry; all problems are reported at once. Existing localities are never overwritten: an older
unit only gets its last day.
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

MAX_NAMES_IN_MESSAGE = 5
# Prefix of the source of localities that were loaded, not shipped.
LOADED = "crosswalk: "
RegistryRows = tuple[tuple[Locality, ...], tuple[Succession, ...]]


@dataclass(frozen=True)
class CrosswalkRow:
    """One row of a crosswalk file; `row` is its number in the file, from 1. Empty and None: not given."""

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
    """A problem of a crosswalk file: its row (None for the whole file), its heading, and the message."""

    row: int | None
    heading: str
    message: Message


@dataclass(frozen=True)
class BoundaryChange:
    """A valid change of boundaries: localities that end the day before, those that begin, and the successions."""

    day: date
    ended: tuple[Locality, ...]
    begun: tuple[Locality, ...]
    successions: tuple[Succession, ...]

    @property
    def source(self) -> str:
        """The source named in the file, taken from the first unit that begins; empty without one."""
        return self.begun[0].source.removeprefix(LOADED) if self.begun else ""


@dataclass(frozen=True)
class SuccessorOutcome:
    """What a change means for one newer unit.

    `older`: the units it came from, each with whether it came wholly. `lost`: why older figures cannot be restated for
    it; None when they can.
    """

    unit: Locality
    older: tuple[tuple[Locality, bool], ...]
    lost: Message | None


def with_loaded(
    shipped: RegistryRows, stored: Iterable[Locality], links: Callable[[], Iterable[Succession]], *, simulated: bool
) -> RegistryRows:
    """The shipped localities and successions together with those loaded into the store.

    Loaded units begin, and the units they came from end the day before; shipped rows win over stored ones. A stored
    unit counts as ended only when its successor is stored too. `links` reads the stored successions and is called only
    when needed. `simulated`: whether to include the sample province.
    """
    loaded = [unit for unit in stored if unit.source.startswith(LOADED) and (simulated or not unit.simulated)]
    if not loaded:
        return shipped
    shipped_units = {unit.key: unit for unit in shipped[0]}
    added = {unit.key: replace(unit, valid_to=None) for unit in loaded if unit.key not in shipped_units}
    successions = [link for link in links() if link.to_key in added]
    for link in successions:
        for units in (shipped_units, added):
            unit = units.get(link.from_key)
            if unit is not None and unit.valid_to is None:
                units[link.from_key] = replace(unit, valid_to=link.day - timedelta(days=1))
    return (*shipped_units.values(), *added.values()), (*shipped[1], *successions)


def with_change(registry: Registry, change: BoundaryChange) -> Registry:
    """A new registry that includes the change."""
    ended = {unit.key: unit for unit in change.ended}
    links = (link for unit in registry for link in registry.successors(unit.key))
    return Registry([*(ended.get(unit.key, unit) for unit in registry), *change.begun], [*links, *change.successions])


def outcomes_of(registry: Registry, change: BoundaryChange) -> tuple[SuccessorOutcome, ...]:
    """What a change means for each newer unit, in Vietnamese order of their names."""
    after = with_change(registry, change)
    territories, eve = Territories(after), change.day - timedelta(days=1)
    outcomes = []
    for unit in after.in_order(change.begun):
        older = tuple((after.by_key(link.from_key), link.whole) for link in after.predecessors(unit.key))
        parts = territories.parts(unit, eve)
        outcomes.append(SuccessorOutcome(unit, older, parts.reason if isinstance(parts, TerritoryGap) else None))
    return tuple(outcomes)


def build_change(
    rows: Sequence[CrosswalkRow], registry: Registry, unread: Sequence[CrosswalkProblem] = ()
) -> tuple[BoundaryChange | None, tuple[CrosswalkProblem, ...]]:
    """The change that the rows describe, or None and every problem, in the order of the file.

    `unread`: problems of rows that could not be read; checks that such rows might settle are then skipped.
    """
    if not rows:
        return None, tuple(unread)
    builder = _ChangeBuilder(rows, registry, is_whole=not unread)
    problems = tuple(sorted((*unread, *builder.problems()), key=lambda problem: problem.row or 0))
    return (None, problems) if problems else (builder.change(), ())


class _ChangeBuilder:
    """Validates the rows of a crosswalk against a registry and builds the change."""

    def __init__(self, rows: Sequence[CrosswalkRow], registry: Registry, *, is_whole: bool) -> None:
        self.rows, self.registry, self.is_whole = rows, registry, is_whole
        self.day = rows[0].day
        self.eve = self.day - timedelta(days=1)
        self.by_older: dict[str, list[CrosswalkRow]] = defaultdict(list)
        self.by_newer: dict[str, list[CrosswalkRow]] = defaultdict(list)
        for row in rows:
            self.by_older[row.from_code].append(row)
            self.by_newer[row.to_code].append(row)

    @cached_property
    def older(self) -> Mapping[str, Locality]:
        """The older unit of each code, as it is on the day before the change."""
        units = {code: self.registry.at(code, self.eve) for code in self.by_older}
        return {code: unit for code, unit in units.items() if unit is not None}

    def problems(self) -> Iterable[CrosswalkProblem]:
        for row in self.rows:
            if row.day != self.day:
                message = N_("a file has one day; the first row says {day}")
                yield CrosswalkProblem(row.row, "day", Message(message, {"day": self.day}))
        for code, rows in self.by_older.items():
            yield from self._older_problems(code, rows)
        for code, rows in self.by_newer.items() if self.is_whole else ():
            yield from self._newer_problems(code, rows)
        if self.is_whole:
            yield from self._orphans()

    def _older_problems(self, code: str, rows: Sequence[CrosswalkRow]) -> Iterable[CrosswalkProblem]:
        first_row, unit = rows[0].row, self.older.get(code)
        if unit is None:
            message = N_("there was no locality with the code {code} on {day}")
            yield CrosswalkProblem(first_row, "from_code", Message(message, {"code": code, "day": self.eve}))
            return
        if {row.from_valid_from for row in rows} - {None, unit.valid_from}:
            message = N_("{unit} ({code}) begins on {day}")
            yield CrosswalkProblem(
                first_row,
                "from_valid_from",
                Message(message, {"unit": unit.name, "code": code, "day": unit.valid_from}),
            )
        if unit.valid_to is not None:
            message = N_("{unit} already ends on {day}")
            yield CrosswalkProblem(first_row, "from_code", Message(message, {"unit": unit.name, "day": unit.valid_to}))
        for row in rows[1:]:
            if row.to_code in {other.to_code for other in rows if other.row < row.row}:
                message = N_("{unit} passes to {code} twice")
                yield CrosswalkProblem(row.row, "to_code", Message(message, {"unit": unit.name, "code": row.to_code}))
        if len(rows) > 1 and any(row.whole for row in rows):
            message = N_("{unit} passes to several units: each gets a part of it")
            yield CrosswalkProblem(first_row, "share", Message(message, {"unit": unit.name}))
        if len(rows) == 1 and not rows[0].whole and self.is_whole:
            message = N_("only a part of {unit} is accounted for: say where all of it goes")
            yield CrosswalkProblem(first_row, "share", Message(message, {"unit": unit.name}))

    def _newer_problems(self, code: str, rows: Sequence[CrosswalkRow]) -> Iterable[CrosswalkProblem]:
        first = rows[0]
        for row in rows[1:]:
            for heading in ("to_name", "to_kind", "parent", "level", "latitude", "longitude"):
                if getattr(row, heading) != getattr(first, heading):
                    message = N_("the rows of {code} differ here")
                    yield CrosswalkProblem(row.row, heading, Message(message, {"code": code}))
        conflict = next((unit for unit in self.registry.versions(code) if self._continues(unit)), None)
        if conflict is not None:
            message = N_("the code {code} belongs to {unit}, which continues: let it end too, or use another code")
            yield CrosswalkProblem(first.row, "to_code", Message(message, {"code": code, "unit": conflict.name}))
        sources = [self.older[row.from_code] for row in rows if row.from_code in self.older]
        if len({source.simulated for source in sources}) > 1:
            yield CrosswalkProblem(first.row, "to_code", Message(N_("real and simulated units cannot become one")))
        if first.level is None and any(len(source.code) != len(code) for source in sources):
            message = N_("the code {code} is not as long as those of the older units: were leading zeros lost?")
            yield CrosswalkProblem(first.row, "to_code", Message(message, {"code": code}))
        if first.level is None and len({source.level for source in sources}) > 1:
            yield CrosswalkProblem(first.row, "level", Message(N_("give its level: province, district or commune")))
        elif sources and not self._parent_fits(first, sources):
            message = N_("give the unit it lies in on {day}: the code “{code}” belongs to no unit above it")
            yield CrosswalkProblem(
                first.row, "parent", Message(message, {"day": self.day, "code": self._parent(first, sources)})
            )

    def _continues(self, unit: Locality) -> bool:
        """Whether an existing unit with the code of a newer one is still valid on the day, or begins later."""
        ends = unit.code in self.by_older and self.older.get(unit.code) == unit
        return unit.valid_from >= self.day or (unit.valid_on(self.day) and not ends)

    def _level(self, row: CrosswalkRow, sources: Sequence[Locality]) -> Level:
        return row.level or sources[0].level

    def _parent(self, row: CrosswalkRow, sources: Sequence[Locality]) -> str:
        return row.parent or (sources[0].parent or "" if len({source.parent for source in sources}) == 1 else "")

    def _parent_fits(self, row: CrosswalkRow, sources: Sequence[Locality]) -> bool:
        level, parent = self._level(row, sources), self._parent(row, sources)
        if level is Level.PROVINCE:
            return not parent
        parent_rows = self.by_newer.get(parent)
        if parent_rows is not None:
            parent_sources = [self.older[other.from_code] for other in parent_rows if other.from_code in self.older]
            return bool(parent_sources) and level in LEVELS_BELOW[self._level(parent_rows[0], parent_sources)]
        unit = self.registry.at(parent, self.day)
        return unit is not None and parent not in self.by_older and level in LEVELS_BELOW[unit.level]

    def _orphans(self) -> Iterable[CrosswalkProblem]:
        """Units that continue inside a unit that ends, when no newer unit takes its code."""
        for code in self.by_older.keys() - self.by_newer.keys():
            orphans = [
                unit
                for unit in self.registry
                if unit.parent == code and unit.valid_on(self.day) and unit.code not in self.by_older
            ]
            if orphans and code in self.older:
                message = N_("{count} units inside {unit} would lie in no unit: {units}. Say where each goes.")
                names = tuple(unit.name for unit in orphans[:MAX_NAMES_IN_MESSAGE])
                values = {"count": len(orphans), "unit": self.older[code].name, "units": names}
                yield CrosswalkProblem(self.by_older[code][0].row, "from_code", Message(message, values))

    def change(self) -> BoundaryChange:
        """The change; call it only when there are no problems."""
        ended = tuple(replace(self.older[code], valid_to=self.eve) for code in self.by_older)
        begun = {code: self._new_unit(code, rows) for code, rows in self.by_newer.items()}
        links = (
            Succession(self.older[row.from_code].key, begun[row.to_code].key, self.day, row.whole) for row in self.rows
        )
        return BoundaryChange(self.day, ended, tuple(begun.values()), tuple(links))

    def _new_unit(self, code: str, rows: Sequence[CrosswalkRow]) -> Locality:
        first, sources = rows[0], [self.older[row.from_code] for row in rows]
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
