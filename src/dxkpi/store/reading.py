"""All figures of one vintage, in the shape of `dxkpi.domain.figures.Figures`, read as columns of integers.

The database joins the values of each column of one locality into one text, which NumPy reads twice as fast
as a driver makes Python objects of the rows. All columns are joined in one pass, so their orders agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta, timezone
from typing import Any, NamedTuple, TypeVar

import numpy as np
import pandas as pd
from sqlalchemy import Connection, String, cast, func, select

from dxkpi.domain.figures import NO_ORIGIN, Figures, Source, empty
from dxkpi.errors import UnknownVintage
from dxkpi.store.coding import read_measures, read_periods
from dxkpi.store.registry import locality_ids
from dxkpi.store.tables import OBSERVATIONS, SOURCES, SUBMISSIONS, VINTAGES

# Viet Nam has been seven hours ahead of UTC since 1975, without summer time.
HANOI = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
T = TypeVar("T")


class _Rows(NamedTuple):
    """Observations as columns of one length, in no order; `value` is a count or percent."""

    locality: np.ndarray
    period: np.ndarray
    measure: np.ndarray
    submission: np.ndarray
    source: np.ndarray
    value: np.ndarray

    def chosen(self, rows: np.ndarray) -> _Rows:
        return _Rows(*(column[rows] for column in self))


def newest_vintage(connection: Connection) -> int:
    """The newest vintage, 0 where nothing was approved yet."""
    return connection.execute(select(func.max(VINTAGES.c.number))).scalar() or 0


def read_figures(connection: Connection, vintage: int | None) -> Figures:
    """Figures as they stood at a vintage, the newest without one; 0 has none. Raises `UnknownVintage`."""
    newest = newest_vintage(connection)
    asked = newest if vintage is None else vintage
    if not 0 <= asked <= newest:
        raise UnknownVintage(asked=str(asked), newest=str(newest))
    vintages = _vintages(connection, asked)
    rows = _all_rows(connection)
    since = vintages[rows.submission]
    rows, since = rows.chosen(since > 0), since[since > 0]
    return _figures(connection, asked, rows, since) if len(since) else empty(asked)


def read_sources(connection: Connection, pairs: Sequence[tuple[int, int]]) -> tuple[Source, ...]:
    """Sources for pairs of submission and source number."""
    columns = SOURCES.c
    texts = {
        number: (title, url, provisional, note)
        for number, title, url, provisional, note in connection.execute(
            select(columns.id, columns.title, columns.url, columns.provisional, columns.note)
        )
    }
    received = {
        number: moment.astimezone(HANOI).date()
        for number, moment in connection.execute(select(SUBMISSIONS.c.number, SUBMISSIONS.c.received_at))
    }
    return tuple(Source(*texts[source], submission, received[submission]) for submission, source in pairs)


def _vintages(connection: Connection, asked: int) -> np.ndarray:
    columns = SUBMISSIONS.c
    last = connection.execute(select(func.max(columns.number))).scalar() or 0
    vintages = np.zeros(last + 1, dtype=np.int64)
    for number, vintage in connection.execute(select(columns.number, columns.vintage).where(columns.vintage <= asked)):
        vintages[number] = vintage
    return vintages


def _all_rows(connection: Connection) -> _Rows:
    counts, shares = _counts(connection), _shares(connection)
    return _Rows(*(np.concatenate(pair) for pair in zip(counts, shares, strict=True)))


def _counts(connection: Connection) -> _Rows:
    columns = OBSERVATIONS.c
    parts = (columns.period, columns.measure, columns.submission, columns.source, columns.count)
    texts = (func.aggregate_strings(cast(part, String), ",") for part in parts)
    question = select(columns.locality, func.count(), *texts).where(columns.count.is_not(None))
    rows = connection.execute(question.group_by(columns.locality)).all()
    if not rows:
        return _Rows(*[np.empty(0, dtype=np.int64)] * len(_Rows._fields))
    localities, lengths, *joined = zip(*rows, strict=True)
    numbers = (np.fromstring(",".join(texts), dtype=np.int64, sep=",") for texts in joined)
    return _Rows(np.repeat(localities, lengths), *numbers)


def _shares(connection: Connection) -> _Rows:
    columns = OBSERVATIONS.c
    parts = (columns.locality, columns.period, columns.measure, columns.submission, columns.source)
    rows = connection.execute(select(*parts, columns.share).where(columns.share.is_not(None))).all()
    numbers = np.array([tuple(row[:5]) for row in rows], dtype=np.int64).reshape(-1, 5)
    return _Rows(*(*numbers.T, np.array([float(row.share) for row in rows], dtype=np.float64)))


def _figures(connection: Connection, vintage: int, rows: _Rows, since: np.ndarray) -> Figures:
    keys = {number: key for key, number in locality_ids(connection).items()}
    localities, locality = _in_order(rows.locality, keys)
    periods, period = _in_order(rows.period, read_periods(connection))
    measures, measure = _in_order(rows.measure, read_measures(connection))
    pair = locality * len(periods) + period
    present = np.zeros(len(localities) * len(periods), dtype=bool)
    present[pair] = True
    places = np.flatnonzero(present)
    height = len(places)
    cell = measure * height + (np.cumsum(present) - 1)[pair]
    newest = np.zeros(len(measures) * height, dtype=np.int64)
    np.maximum.at(newest, cell, since)
    standing = newest[cell] == since
    pairs, origin = _origins(rows, standing)
    levels: list[Any] = [pd.Index(localities), pd.Index(periods, dtype=object)]
    codes: list[Any] = [places // len(periods), places % len(periods)]
    index = pd.MultiIndex(levels=levels, codes=codes, names=["locality", "period"])
    values = np.full((len(measures), height), np.nan)
    values.reshape(-1)[cell[standing]] = rows.value[standing]
    origins = np.full((len(measures), height), NO_ORIGIN, dtype=np.int32)
    origins.reshape(-1)[cell[standing]] = origin
    return Figures(
        vintage,
        pd.DataFrame(values.T, index=index, columns=measures, copy=False),
        pd.DataFrame(origins.T, index=index, columns=measures, copy=False),
        read_sources(connection, pairs),
    )


def _in_order(numbers: np.ndarray, named: Mapping[int, T]) -> tuple[list[T], np.ndarray]:
    """The things that occur, sorted, and for every row the position of its thing."""
    names: Mapping[int, Any] = named
    used = sorted(np.flatnonzero(np.bincount(numbers)).tolist(), key=names.__getitem__)
    position = np.zeros(max(used) + 1, dtype=np.int64)
    position[used] = np.arange(len(used))
    return [named[number] for number in used], position[numbers]


def _origins(rows: _Rows, standing: np.ndarray) -> tuple[list[tuple[int, int]], np.ndarray]:
    """The pairs of submission and source in use, sorted; for every standing row the position of its pair."""
    width = int(rows.source.max()) + 1
    codes, packed = pd.factorize(rows.submission[standing] * width + rows.source[standing], sort=True)
    return [divmod(int(number), width) for number in packed], codes
