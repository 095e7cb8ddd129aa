"""Figures of one vintage, all or those that came since another, in the shape of `dxkpi.domain.figures.Figures`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from sqlalchemy import Connection, func, select

from dxkpi.domain.figures.figures import NO_ORIGIN, Figures, Source, empty
from dxkpi.domain.figures.merging import index_of
from dxkpi.domain.model.period import HANOI
from dxkpi.errors import UnknownVintage
from dxkpi.store.figures.observations import ObservationColumns, among, read_rows, read_vintages
from dxkpi.store.figures.surrogate_keys import read_measures, read_periods
from dxkpi.store.registry import KeysByNumber
from dxkpi.store.tables.figures import OBSERVATIONS, SOURCES, SUBMISSIONS, VINTAGES

T = TypeVar("T")


def newest_vintage(connection: Connection) -> int:
    """The newest vintage, 0 where nothing was approved yet."""
    return connection.execute(select(func.max(VINTAGES.c.number))).scalar() or 0


def read_figures(connection: Connection, vintage: int | None) -> Figures:
    """Figures as they stood at a vintage, the newest without one; 0 has none. Raises `UnknownVintage`."""
    newest = newest_vintage(connection)
    asked = newest if vintage is None else vintage
    _refuse_unknown(asked, newest)
    return _figures(connection, read_rows(connection), 0, asked)


def read_added(connection: Connection, after: int, vintage: int | None) -> Figures:
    """The cells that a vintage (the newest without one) has from later than `after`. Raises `UnknownVintage`."""
    newest = newest_vintage(connection)
    asked = newest if vintage is None else vintage
    _refuse_unknown(asked, newest)
    _refuse_unknown(after, asked)
    columns = SUBMISSIONS.c
    added = select(columns.number).where(columns.vintage > after, columns.vintage <= asked)
    return _figures(connection, read_rows(connection, OBSERVATIONS.c.submission.in_(added)), after, asked)


def _refuse_unknown(asked: int, newest: int) -> None:
    if not 0 <= asked <= newest:
        raise UnknownVintage(asked=str(asked), newest=str(newest))


def read_sources(connection: Connection, pairs: Sequence[tuple[int, int]]) -> tuple[Source, ...]:
    """Sources for pairs of submission and source number."""
    columns, handed_in = SOURCES.c, SUBMISSIONS.c
    question = select(columns.id, columns.title, columns.url, columns.provisional, columns.note)
    rows = connection.execute(question.where(*among(columns.id, {source for _, source in pairs})))
    texts = {number: (title, url, provisional, note) for number, title, url, provisional, note in rows}
    moments = select(handed_in.number, handed_in.received_at)
    times = connection.execute(moments.where(*among(handed_in.number, {submission for submission, _ in pairs})))
    received = {number: moment.astimezone(HANOI).date() for number, moment in times}
    return tuple(Source(*texts[source], submission, received[submission]) for submission, source in pairs)


def _figures(connection: Connection, rows: ObservationColumns, after: int, vintage: int) -> Figures:
    """The newest of the rows in every cell, of those that came after one vintage and up to another."""
    since = read_vintages(connection)[rows.submission]
    wanted = (since > after) & (since <= vintage)
    rows, since = rows.chosen(wanted), since[wanted]
    return _laid_out(connection, vintage, rows, since) if len(since) else empty(vintage)


def _laid_out(connection: Connection, vintage: int, rows: ObservationColumns, since: np.ndarray) -> Figures:
    keys = KeysByNumber(connection)
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
    index = index_of(localities, periods, places)
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


def _origins(rows: ObservationColumns, standing: np.ndarray) -> tuple[list[tuple[int, int]], np.ndarray]:
    """The pairs of submission and source in use, sorted; for every standing row the position of its pair."""
    width = int(rows.source.max()) + 1
    codes, packed = pd.factorize(rows.submission[standing] * width + rows.source[standing], sort=True)
    return [divmod(int(number), width) for number in packed], codes
