"""Numbers for what observations name: localities, periods, measures and sources.

Words met for the first time are numbered at once and written by `save`, under the writers' lock.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar

import numpy as np
from sqlalchemy import Connection, Table, insert, select

from dxkpi.domain.figures.submitted import FigureOrigin, SubmittedFigures
from dxkpi.domain.model.period import Basis, Period
from dxkpi.store.registry import NumbersByKey
from dxkpi.store.tables.figures import MEASURES, PERIODS, SOURCES

T = TypeVar("T")


class FigureKeys(NamedTuple):
    """Places in the table of figures, as columns of numbers."""

    locality: np.ndarray
    period: np.ndarray
    measure: np.ndarray


class SurrogateKeys:
    """What is numbered in the store, and what will be after `save`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._localities = NumbersByKey(connection)
        self._periods = {period: number for number, period in read_periods(connection).items()}
        self._measures = {code: number for number, code in read_measures(connection).items()}
        rows = connection.execute(select(SOURCES.c.digest, SOURCES.c.id))
        self._sources: dict[str, int] = {row.digest: row.id for row in rows}
        self._new: dict[Table, list[dict[str, Any]]] = {PERIODS: [], MEASURES: [], SOURCES: []}

    def cells(self, figures: SubmittedFigures) -> FigureKeys:
        """The place of every figure. Raises `UnknownLocality`."""
        return FigureKeys(
            _numbered(figures.localities, figures.locality, self.locality),
            _numbered(figures.periods, figures.period, self.period),
            _numbered(figures.measures, figures.measure, self.measure),
        )

    def sources(self, figures: SubmittedFigures, kept: np.ndarray) -> np.ndarray:
        """The number of the source of every figure that is kept."""
        return _numbered(figures.origins, figures.origin[kept], self.source)

    def locality(self, key: str) -> int:
        """The number of a locality. Raises `UnknownLocality`."""
        return self._localities[key]

    def period(self, period: Period) -> int:
        """The number of a period."""
        if period not in self._periods:
            self._periods[period] = len(self._periods) + 1
            days = {"first_day": period.first, "last_day": period.last, "basis": period.basis.value}
            self._new[PERIODS].append({"id": self._periods[period]} | days)
        return self._periods[period]

    def measure(self, code: str) -> int:
        """The number of a measure."""
        if code not in self._measures:
            self._measures[code] = len(self._measures) + 1
            self._new[MEASURES].append({"id": self._measures[code], "code": code})
        return self._measures[code]

    def source(self, origin: FigureOrigin) -> int:
        """The number of a source."""
        parts = (origin.source, origin.source_url, origin.provisional, origin.note)
        digest = sha256("\0".join(map(str, parts)).encode()).hexdigest()
        if digest not in self._sources:
            self._sources[digest] = len(self._sources) + 1
            named = dict(zip(("title", "url", "provisional", "note"), parts, strict=True))
            self._new[SOURCES].append({"id": self._sources[digest], "digest": digest} | named)
        return self._sources[digest]

    def save(self) -> None:
        """Write what was numbered since."""
        for table, rows in self._new.items():
            if rows:
                self._connection.execute(insert(table), rows)


def read_periods(connection: Connection) -> dict[int, Period]:
    """All periods by number."""
    columns = PERIODS.c
    rows = connection.execute(select(columns.id, columns.first_day, columns.last_day, columns.basis))
    return {number: Period(last, first, Basis(basis)) for number, first, last, basis in rows}


def read_measures(connection: Connection) -> dict[int, str]:
    """All codes of measures by number."""
    return {row.id: row.code for row in connection.execute(select(MEASURES.c.id, MEASURES.c.code))}


def _numbered(things: Sequence[T], positions: np.ndarray, number: Callable[[T], int]) -> np.ndarray:
    """The number of the thing at every position; things that stand at none get no number."""
    used = np.unique(positions)
    numbers = np.zeros(len(things), dtype=np.int64)
    numbers[used] = [number(things[at]) for at in used.tolist()]
    return numbers[positions]
