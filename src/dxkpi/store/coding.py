"""Numbers for what observations name: localities, periods, measures and sources.

Words met for the first time are numbered at once and written by `save`, under the writers' lock.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, insert, select

from dxkpi.domain.figures import Observation
from dxkpi.domain.period import Basis, Period
from dxkpi.errors import UnknownLocality
from dxkpi.store.registry import locality_ids
from dxkpi.store.tables import MEASURES, PERIODS, SOURCES


class Cell(NamedTuple):
    """One place in the table of figures, in numbers."""

    locality: int
    period: int
    measure: int


class Codes:
    """What is numbered in the store, and what will be after `save`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._localities = locality_ids(connection)
        self._periods = {period: number for number, period in read_periods(connection).items()}
        self._measures = {code: number for number, code in read_measures(connection).items()}
        rows = connection.execute(select(SOURCES.c.digest, SOURCES.c.id))
        self._sources: dict[str, int] = {row.digest: row.id for row in rows}
        self._seen: dict[tuple[str, str, bool, str], int] = {}
        self._new: dict[Table, list[dict[str, Any]]] = {PERIODS: [], MEASURES: [], SOURCES: []}

    def cells(self, observations: Sequence[Observation]) -> dict[Cell, Observation]:
        """Every cell once; the later observation of a cell replaces the earlier. Raises `UnknownLocality`."""
        return {self._cell(row): row for row in observations}

    def source(self, row: Observation) -> int:
        """The number of a source."""
        parts = (row.source, row.source_url, row.provisional, row.note)
        if parts not in self._seen:
            digest = sha256("\0".join(map(str, parts)).encode()).hexdigest()
            if digest not in self._sources:
                self._sources[digest] = len(self._sources) + 1
                named = dict(zip(("title", "url", "provisional", "note"), parts, strict=True))
                self._new[SOURCES].append({"id": self._sources[digest], "digest": digest} | named)
            self._seen[parts] = self._sources[digest]
        return self._seen[parts]

    def save(self) -> None:
        """Write what was numbered since."""
        for table, rows in self._new.items():
            if rows:
                self._connection.execute(insert(table), rows)

    def _cell(self, row: Observation) -> Cell:
        locality = self._localities.get(row.locality)
        if locality is None:
            raise UnknownLocality(row.locality)
        period = self._periods.get(row.period) or self._add_period(row.period)
        measure = self._measures.get(row.measure) or self._add_measure(row.measure)
        return Cell(locality, period, measure)

    def _add_period(self, period: Period) -> int:
        number = self._periods[period] = len(self._periods) + 1
        days = {"first_day": period.first, "last_day": period.last}
        self._new[PERIODS].append({"id": number, "basis": period.basis.value} | days)
        return number

    def _add_measure(self, code: str) -> int:
        number = self._measures[code] = len(self._measures) + 1
        self._new[MEASURES].append({"id": number, "code": code})
        return number


def read_periods(connection: Connection) -> dict[int, Period]:
    """All periods by number."""
    columns = PERIODS.c
    rows = connection.execute(select(columns.id, columns.first_day, columns.last_day, columns.basis))
    return {number: Period(last, first, Basis(basis)) for number, first, last, basis in rows}


def read_measures(connection: Connection) -> dict[int, str]:
    """All codes of measures by number."""
    return {row.id: row.code for row in connection.execute(select(MEASURES.c.id, MEASURES.c.code))}
