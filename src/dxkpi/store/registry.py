"""Localities and successions in the store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, insert, or_, select, update

from dxkpi.domain.boundaries.change import LOADED
from dxkpi.domain.model.locality import Level, Locality, Succession
from dxkpi.errors import UnknownLocality
from dxkpi.store.tables.figures import LOCALITIES, SUCCESSIONS

# Most submissions name few localities. They are looked up one by one up to this many; then all are read at once.
MAX_SINGLE_LOOKUPS = 20


class KeysByNumber(dict[int, str]):
    """Locality keys by number, read on first use."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection

    def read(self, *conditions: ColumnElement[bool]) -> None:
        """Read the keys of the localities that meet all conditions."""
        columns = LOCALITIES.c
        question = select(columns.id, columns.code, columns.valid_from).where(*conditions)
        rows = self._connection.execute(question)
        self.update((number, f"{code}@{valid_from.isoformat()}") for number, code, valid_from in rows)

    def __missing__(self, number: int) -> str:
        self.read(*([LOCALITIES.c.id == number] if len(self) < MAX_SINGLE_LOOKUPS else []))
        if number not in self:
            raise KeyError(number)
        return self[number]


class NumbersByKey(dict[str, int]):
    """Locality numbers by key, read on first use. Raises `UnknownLocality`."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, key: str) -> int:
        if len(self) < MAX_SINGLE_LOOKUPS:
            number = locality_id(self._connection, key)
            self.update({} if number is None else {key: number})
        else:
            self.update(locality_ids(self._connection))
        if key not in self:
            raise UnknownLocality(key)
        return self[key]


def locality_ids(connection: Connection) -> dict[str, int]:
    """All locality numbers by key."""
    columns = LOCALITIES.c
    rows = connection.execute(select(columns.id, columns.code, columns.valid_from))
    return {f"{code}@{valid_from.isoformat()}": number for number, code, valid_from in rows}


def locality_id(connection: Connection, key: str) -> int | None:
    """The number of a locality key; None when there is no such locality."""
    code, at, day = key.partition("@")
    columns = LOCALITIES.c
    rows = connection.execute(select(columns.id, columns.valid_from).where(columns.code == code))
    return next((number for number, valid_from in rows if at and valid_from.isoformat() == day), None)


def put_localities(connection: Connection, localities: Iterable[Locality], *, known_from: int | None = None) -> None:
    """Insert new localities and update changed ones; localities are matched by key.

    `known_from`: the vintage from which on new ones are known; None: at every vintage.
    """
    ids = locality_ids(connection)
    stored = {locality.key: locality for locality in read_localities(connection)}
    wanted = {locality.key: locality for locality in localities}
    added = [_row(locality) for key, locality in wanted.items() if key not in stored]
    for number, row in enumerate(added, start=max(ids.values(), default=0) + 1):
        row |= {"id": number, "known_from": known_from}
    changed = [
        _row(locality) | {"number": ids[key]}
        for key, locality in wanted.items()
        if key in stored and stored[key] != locality
    ]
    if added:
        connection.execute(insert(LOCALITIES), added)
    if changed:
        connection.execute(update(LOCALITIES).where(LOCALITIES.c.id == bindparam("number")), changed)


def put_successions(connection: Connection, successions: Iterable[Succession]) -> None:
    """Insert new successions, and update `whole` of existing ones. Raises `UnknownLocality`."""
    ids = locality_ids(connection)
    stored = {_identity(link): link.whole for link in read_successions(connection)}
    wanted = {_identity(link): link for link in successions}
    for link in wanted.values():
        for key in (link.from_key, link.to_key):
            if key not in ids:
                raise UnknownLocality(key)
    added = [_key(link, ids) | {"whole": link.whole} for identity, link in wanted.items() if identity not in stored]
    if added:
        connection.execute(insert(SUCCESSIONS), added)
    for identity, link in wanted.items():
        if stored.get(identity, link.whole) is not link.whole:
            connection.execute(update(SUCCESSIONS).filter_by(**_key(link, ids)).values(whole=link.whole))


def read_localities(
    connection: Connection, vintage: int | None = None, *, loaded: bool = False
) -> tuple[Locality, ...]:
    """All localities, or those known at a vintage, by code and first day.

    `loaded`: only those that came from a boundary change, not from the registry that ships with the product.
    """
    columns = LOCALITIES.c
    conditions = [] if vintage is None else [or_(columns.known_from.is_(None), columns.known_from <= vintage)]
    if loaded:
        conditions.append(columns.source.startswith(LOADED, autoescape=True))
    question = select(LOCALITIES).where(*conditions).order_by(columns.code, columns.valid_from)
    rows = connection.execute(question).mappings()
    return tuple(_locality(dict(row)) for row in rows)


def count_localities(connection: Connection) -> int:
    """The number of localities."""
    return connection.execute(select(func.count()).select_from(LOCALITIES)).scalar_one()


def read_successions(connection: Connection) -> tuple[Succession, ...]:
    """All successions, by day and then by keys."""
    keys = {number: key for key, number in locality_ids(connection).items()}
    columns = SUCCESSIONS.c
    rows = connection.execute(select(columns.predecessor, columns.successor, columns.day, columns.whole))
    links = (Succession(keys[earlier], keys[later], day, whole) for earlier, later, day, whole in rows)
    return tuple(sorted(links, key=lambda link: (link.day, link.from_key, link.to_key)))


def read_changes(connection: Connection) -> tuple[int, ...]:
    """The vintages that changed boundaries, oldest first."""
    known_from = LOCALITIES.c.known_from
    changes = select(known_from).where(known_from.is_not(None)).distinct().order_by(known_from)
    return tuple(connection.execute(changes).scalars())


def _locality(row: dict[str, Any]) -> Locality:
    del row["id"], row["known_from"]
    return Locality(**row | {"level": Level(row["level"])})


def _row(locality: Locality) -> dict[str, Any]:
    return asdict(locality) | {"level": locality.level.value}


def _identity(link: Succession) -> tuple[object, ...]:
    return link.from_key, link.to_key, link.day


def _key(link: Succession, ids: dict[str, int]) -> dict[str, Any]:
    return {"predecessor": ids[link.from_key], "successor": ids[link.to_key], "day": link.day}
