"""The figures of one vintage, or those that came after another, as `dxkpi.domain.figures.Figures`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import Connection, Row, select

from dxkpi.domain.figures.figures import NO_ORIGIN, FigureIndex, Figures, Source, empty
from dxkpi.domain.model.coverage import parse_coverage
from dxkpi.domain.model.period import HANOI
from dxkpi.errors import UnknownVintage
from dxkpi.store.figures.observations import (
    ObservationColumns,
    conditions_in,
    read_rows,
    read_vintages_by_submission,
)
from dxkpi.store.figures.surrogate_keys import SOURCE_COLUMNS, read_measures, read_periods
from dxkpi.store.registry import KeysByNumber
from dxkpi.store.tables.figures import LOCALITIES, OBSERVATIONS, SOURCES, SUBMISSIONS
from dxkpi.store.vintages import newest_vintage

T = TypeVar("T")
# Marking which numbers occur is ten times as fast as sorting a million of them; of larger numbers it would take much
# memory.
MAX_MARKS = 2**24


def read_figures(connection: Connection, vintage: int | None) -> Figures:
    """The figures of a vintage (None: the newest); vintage 0 has none. Raises `UnknownVintage`."""
    vintage = _checked(vintage, newest_vintage(connection))
    return _figures(connection, read_rows(connection), 0, vintage)


def read_added(connection: Connection, after: int, vintage: int | None) -> Figures:
    """The cells of a vintage (None: the newest) whose value is newer than `after`. Raises `UnknownVintage`."""
    vintage = _checked(vintage, newest_vintage(connection))
    _checked(after, vintage)
    columns = SUBMISSIONS.c
    submissions = select(columns.number).where(columns.vintage > after, columns.vintage <= vintage)
    return _figures(connection, read_rows(connection, OBSERVATIONS.c.submission.in_(submissions)), after, vintage)


def read_sources(connection: Connection, pairs: Sequence[tuple[int, int]]) -> tuple[Source, ...]:
    """The sources of pairs of submission and source number."""
    source, submission = SOURCES.c, SUBMISSIONS.c
    texts = select(*(source[name] for name in ("id", *SOURCE_COLUMNS)))
    texts = texts.where(*conditions_in(source.id, {number for _, number in pairs}))
    by_source = {row.id: row for row in connection.execute(texts)}
    times = select(submission.number, submission.received_at)
    times = times.where(*conditions_in(submission.number, {number for number, _ in pairs}))
    received = {number: moment.astimezone(HANOI).date() for number, moment in connection.execute(times)}
    return tuple(_source(by_source[number], sent_in, received[sent_in]) for sent_in, number in pairs)


def _source(row: Row[Any], submission: int, received: date) -> Source:
    coverage = parse_coverage(row.coverage)
    return Source(row.title, row.url, row.provisional, row.note, submission, received, coverage, row.printed)


def _checked(vintage: int | None, newest: int) -> int:
    number = newest if vintage is None else vintage
    if not 0 <= number <= newest:
        raise UnknownVintage(asked=str(number), newest=str(newest))
    return number


def _figures(connection: Connection, rows: ObservationColumns, after: int, vintage: int) -> Figures:
    """The newest value of each cell, of rows that came after one vintage and up to another."""
    vintages = read_vintages_by_submission(connection)[rows.submission]
    in_range = (vintages > after) & (vintages <= vintage)
    rows, vintages = rows.select(in_range), vintages[in_range]
    return _frame(connection, vintage, rows, vintages) if len(vintages) else empty(vintage)


def _frame(connection: Connection, vintage: int, rows: ObservationColumns, vintages: np.ndarray) -> Figures:
    keys = KeysByNumber(connection)
    keys.read(*conditions_in(LOCALITIES.c.id, np.flatnonzero(np.bincount(rows.locality)).tolist()))
    localities, locality = _sorted(rows.locality, keys)
    periods, period = _sorted(rows.period, read_periods(connection))
    measures, measure = _sorted(rows.measure, read_measures(connection))
    pair = locality * len(periods) + period
    is_present = np.zeros(len(localities) * len(periods), dtype=bool)
    is_present[pair] = True
    present = np.flatnonzero(is_present)
    height = len(present)
    cell = measure * height + (np.cumsum(is_present) - 1)[pair]
    newest = np.zeros(len(measures) * height, dtype=np.int64)
    np.maximum.at(newest, cell, vintages)
    is_current = newest[cell] == vintages
    pairs, origin = _origins(rows, is_current)
    index = FigureIndex.of_slots(localities, periods, present)
    values = np.full((len(measures), height), np.nan)
    values.reshape(-1)[cell[is_current]] = rows.value[is_current]
    origins = np.full((len(measures), height), NO_ORIGIN, dtype=np.int32)
    origins.reshape(-1)[cell[is_current]] = origin
    return Figures(vintage, index, tuple(measures), values.T, origins.T, read_sources(connection, pairs))


def _sorted(numbers: np.ndarray, by_number: Mapping[int, T]) -> tuple[list[T], np.ndarray]:
    """The things that occur, sorted, and for each row the position of its thing."""
    things: Mapping[int, Any] = by_number
    used = sorted(np.flatnonzero(np.bincount(numbers)).tolist(), key=things.__getitem__)
    position = np.zeros(max(used) + 1, dtype=np.int64)
    position[used] = np.arange(len(used))
    return [by_number[number] for number in used], position[numbers]


def _origins(rows: ObservationColumns, is_current: np.ndarray) -> tuple[list[tuple[int, int]], np.ndarray]:
    """The pairs of submission and source in use, sorted, and for each current row the position of its pair."""
    width = int(rows.source.max()) + 1
    packed = rows.submission[is_current] * width + rows.source[is_current]
    used, positions = _distinct(packed)
    return [divmod(number, width) for number in used.tolist()], positions


def _distinct(numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The numbers that occur, sorted, and for each number its position among them."""
    size = int(numbers.max()) + 1
    if size > MAX_MARKS:
        used = np.unique(numbers)
        return used, np.searchsorted(used, numbers)
    marks = np.zeros(size, dtype=bool)
    marks[numbers] = True
    return np.flatnonzero(marks), (np.cumsum(marks, dtype=np.int32) - 1)[numbers]
