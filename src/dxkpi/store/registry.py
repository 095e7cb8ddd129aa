"""The registry in the store: units, and which became which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, or_, select, update

from dxkpi.domain.boundaries.change import LOADED
from dxkpi.domain.model.locality import Level, Locality, Succession
from dxkpi.errors import UnknownLocality
from dxkpi.store.tables.figures import LOCALITIES, SUCCESSIONS

# A submission speaks of few of the country's units; of more than these all are read at once.
FEW = 20


class KeysByNumber(dict[int, str]):
    """The key of each number, read when it is asked for."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, number: int) -> str:
        columns = LOCALITIES.c
        question = select(columns.id, columns.code, columns.valid_from)
        rows = self._connection.execute(question.where(columns.id == number) if len(self) < FEW else question)
        self.update((each, f"{code}@{valid_from.isoformat()}") for each, code, valid_from in rows)
        if number not in self:
            raise KeyError(number)
        return self[number]


class NumbersByKey(dict[str, int]):
    """The number of each key, read when it is asked for. Raises `UnknownLocality`."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, key: str) -> int:
        if len(self) < FEW:
            number = locality_id(self._connection, key)
            self.update({} if number is None else {key: number})
        else:
            self.update(locality_ids(self._connection))
        if key not in self:
            raise UnknownLocality(key)
        return self[key]


def locality_ids(connection: Connection) -> dict[str, int]:
    """The number of every key."""
    columns = LOCALITIES.c
    rows = connection.execute(select(columns.id, columns.code, columns.valid_from))
    return {f"{code}@{valid_from.isoformat()}": number for number, code, valid_from in rows}


def locality_id(connection: Connection, key: str) -> int | None:
    """The number of one key, if there is such a unit."""
    code, at, day = key.partition("@")
    columns = LOCALITIES.c
    rows = connection.execute(select(columns.id, columns.valid_from).where(columns.code == code))
    return next((number for number, valid_from in rows if at and valid_from.isoformat() == day), None)


def put_localities(connection: Connection, localities: Iterable[Locality], *, known_from: int | None = None) -> None:
    """Add units that are new, known from a vintage on (without: ever), update those of the same key that read
    differently."""
    ids = locality_ids(connection)
    known = {locality.key: locality for locality in read_localities(connection)}
    given = {locality.key: locality for locality in localities}
    added = [_row(locality) for key, locality in given.items() if key not in known]
    for number, row in enumerate(added, start=max(ids.values(), default=0) + 1):
        row |= {"id": number, "known_from": known_from}
    altered = [
        _row(locality) | {"number": ids[key]}
        for key, locality in given.items()
        if key in known and known[key] != locality
    ]
    if added:
        connection.execute(insert(LOCALITIES), added)
    if altered:
        connection.execute(update(LOCALITIES).where(LOCALITIES.c.id == bindparam("number")), altered)


def put_successions(connection: Connection, successions: Iterable[Succession]) -> None:
    """Add links that are new, update `whole` of the same link. Raises `UnknownLocality`."""
    ids = locality_ids(connection)
    known = {_link(link): link.whole for link in read_successions(connection)}
    given = {_link(link): link for link in successions}
    for link in given.values():
        for key in (link.from_key, link.to_key):
            if key not in ids:
                raise UnknownLocality(key)
    added = [_ends(link, ids) | {"whole": link.whole} for end, link in given.items() if end not in known]
    if added:
        connection.execute(insert(SUCCESSIONS), added)
    for end, link in given.items():
        if known.get(end, link.whole) is not link.whole:
            connection.execute(
                update(SUCCESSIONS).filter_by(**_ends(link, ids)).values(whole=link.whole),
            )


def read_localities(
    connection: Connection, vintage: int | None = None, *, loaded: bool = False
) -> tuple[Locality, ...]:
    """All units, or those known at a vintage, by code and first day; `loaded`: only those that changes brought."""
    columns = LOCALITIES.c
    known = [] if vintage is None else [or_(columns.known_from.is_(None), columns.known_from <= vintage)]
    if loaded:
        known.append(columns.source.startswith(LOADED, autoescape=True))
    rows = connection.execute(select(LOCALITIES).where(*known).order_by(columns.code, columns.valid_from)).mappings()
    return tuple(_locality(dict(row)) for row in rows)


def count_localities(connection: Connection) -> int:
    """How many units there are."""
    return connection.execute(select(func.count()).select_from(LOCALITIES)).scalar_one()


def read_successions(connection: Connection) -> tuple[Succession, ...]:
    """All links, by day and then by keys."""
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


def _link(link: Succession) -> tuple[object, ...]:
    return link.from_key, link.to_key, link.day


def _ends(link: Succession, ids: dict[str, int]) -> dict[str, Any]:
    return {"predecessor": ids[link.from_key], "successor": ids[link.to_key], "day": link.day}
