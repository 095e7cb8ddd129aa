"""Surrogate keys: small integers for localities, periods, measures and sources in the table of observations.

A period, measure or source that is new gets its number at once; `save` inserts it, under the writers' lock.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar

import numpy as np
from sqlalchemy import Connection, Table, insert, select

from dxkpi.domain.figures.submitted import FigureOrigin, SubmittedFigures
from dxkpi.domain.model.coverage import WHOLE, coverage_notation
from dxkpi.domain.model.period import Period
from dxkpi.store.registry import NumbersByKey
from dxkpi.store.tables.figures import MEASURES, PERIODS, SOURCES
from dxkpi.store.tables.period_columns import period_columns, period_of

T = TypeVar("T")
SOURCE_COLUMNS = ("title", "url", "provisional", "note", "coverage", "printed")
CELL = ("locality", "period", "measure")  # the columns that name a cell


class FigureKeys(NamedTuple):
    """Cells as three columns of surrogate keys, of one length."""

    locality: np.ndarray
    period: np.ndarray
    measure: np.ndarray


class SurrogateKeys:
    """The surrogate keys of a store, with those that `save` will insert."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._localities = NumbersByKey(connection)
        self._periods = {period: number for number, period in read_periods(connection).items()}
        self._measures = {code: number for number, code in read_measures(connection).items()}
        rows = connection.execute(select(SOURCES.c.digest, SOURCES.c.id))
        self._sources: dict[str, int] = {row.digest: row.id for row in rows}
        self._new: dict[Table, list[dict[str, Any]]] = {PERIODS: [], MEASURES: [], SOURCES: []}

    def cells(self, figures: SubmittedFigures) -> FigureKeys:
        """The cell of every figure. Raises `UnknownLocality`."""
        return FigureKeys(
            _numbered(figures.localities, figures.locality, self.locality),
            _numbered(figures.periods, figures.period, self.period),
            _numbered(figures.measures, figures.measure, self.measure),
        )

    def sources(self, figures: SubmittedFigures, positions: np.ndarray) -> np.ndarray:
        """The source number of the figures at some positions."""
        return _numbered(figures.origins, figures.origin[positions], self.source)

    def locality(self, key: str) -> int:
        """The number of a locality. Raises `UnknownLocality`."""
        return self._localities[key]

    def period(self, period: Period) -> int:
        """The number of a period."""
        if period not in self._periods:
            self._periods[period] = len(self._periods) + 1
            self._new[PERIODS].append({"id": self._periods[period]} | period_columns(period))
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
        added = (coverage_notation(origin.coverage), origin.printed)
        # Sources of whole figures keep the digest that they had before there were others.
        hashed = parts if added == (coverage_notation(WHOLE), "") else (*parts, *added)
        digest = sha256("\0".join(map(str, hashed)).encode()).hexdigest()
        if digest not in self._sources:
            self._sources[digest] = len(self._sources) + 1
            columns = dict(zip(SOURCE_COLUMNS, (*parts, *added), strict=True))
            self._new[SOURCES].append({"id": self._sources[digest], "digest": digest} | columns)
        return self._sources[digest]

    def save(self) -> None:
        """Insert the new periods, measures and sources."""
        for table, rows in self._new.items():
            if rows:
                self._connection.execute(insert(table), rows)


def read_periods(connection: Connection) -> dict[int, Period]:
    """All periods by number."""
    columns = PERIODS.c
    rows = connection.execute(select(columns.id, columns.first_day, columns.last_day, columns.basis))
    return {row.id: period_of(row) for row in rows}


def read_measures(connection: Connection) -> dict[int, str]:
    """All measure codes by number."""
    return {row.id: row.code for row in connection.execute(select(MEASURES.c.id, MEASURES.c.code))}


def _numbered(things: Sequence[T], positions: np.ndarray, number: Callable[[T], int]) -> np.ndarray:
    """The number of the thing at every position; things at no position are not numbered."""
    used = np.unique(positions)
    numbers = np.zeros(len(things), dtype=np.int64)
    numbers[used] = [number(things[at]) for at in used.tolist()]
    return numbers[positions]
