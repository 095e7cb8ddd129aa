"""Observations read as columns of integers, because there are millions.

The database joins the values of each column of one locality into one text, which NumPy reads twice as fast
as a driver makes Python objects of the rows. All columns are joined in one pass, so their orders agree.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
from sqlalchemy import ColumnElement, Connection, String, cast, func, select

from dxkpi.store.tables.figures import OBSERVATIONS, SUBMISSIONS

# How many numbers one question names; databases limit the parameters of a statement.
NUMBERS_AT_ONCE = 500


class ObservationColumns(NamedTuple):
    """Observations as columns of one length, in no order; `value` is a count or percent."""

    locality: np.ndarray
    period: np.ndarray
    measure: np.ndarray
    submission: np.ndarray
    source: np.ndarray
    value: np.ndarray

    def chosen(self, rows: np.ndarray) -> ObservationColumns:
        """Some of the rows, by their positions or a mask."""
        return ObservationColumns(*(column[rows] for column in self))


def read_rows(connection: Connection, *wanted: ColumnElement[bool]) -> ObservationColumns:
    """Observations that meet all conditions; values as float64, exact for counts."""
    counts, shares = read_counts(connection, *wanted), read_shares(connection, *wanted)
    return together(counts, shares._replace(value=shares.value.astype(np.float64)))


def read_exact_rows(connection: Connection, *wanted: ColumnElement[bool]) -> ObservationColumns:
    """Observations that meet all conditions; values as whole numbers and decimals."""
    return together(read_counts(connection, *wanted), read_shares(connection, *wanted))


def among(column: ColumnElement[int], numbers: Collection[int]) -> tuple[ColumnElement[bool], ...]:
    """That a column has one of these numbers; no condition where they are too many for one statement."""
    return (column.in_(sorted(numbers)),) if len(numbers) <= NUMBERS_AT_ONCE else ()


def read_counts(connection: Connection, *wanted: ColumnElement[bool]) -> ObservationColumns:
    """Counts that meet all conditions, as int64."""
    columns = OBSERVATIONS.c
    parts = (columns.period, columns.measure, columns.submission, columns.source, columns.count)
    texts = (func.aggregate_strings(cast(part, String), ",") for part in parts)
    question = select(columns.locality, func.count(), *texts).where(columns.count.is_not(None), *wanted)
    rows = connection.execute(question.group_by(columns.locality)).all()
    if not rows:
        return ObservationColumns(*[np.empty(0, dtype=np.int64)] * len(ObservationColumns._fields))
    localities, lengths, *joined = zip(*rows, strict=True)
    numbers = (np.fromstring(",".join(texts), dtype=np.int64, sep=",") for texts in joined)
    return ObservationColumns(np.repeat(localities, lengths), *numbers)


def read_shares(connection: Connection, *wanted: ColumnElement[bool]) -> ObservationColumns:
    """Reported shares that meet all conditions, as decimals."""
    columns = OBSERVATIONS.c
    parts = (columns.locality, columns.period, columns.measure, columns.submission, columns.source)
    rows = connection.execute(select(*parts, columns.share).where(columns.share.is_not(None), *wanted)).all()
    numbers = np.array([tuple(row[:5]) for row in rows], dtype=np.int64).reshape(-1, 5)
    shares = np.array([row.share for row in rows], dtype=object)
    return ObservationColumns(*(*numbers.T, shares))


def together(*parts: ObservationColumns) -> ObservationColumns:
    """Rows one after another."""
    return ObservationColumns(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def read_vintages(connection: Connection) -> np.ndarray:
    """The vintage of every submission by its number; 0 where it has none."""
    rows = connection.execute(select(SUBMISSIONS.c.number, SUBMISSIONS.c.vintage)).all()
    vintages = np.zeros(1 + max((row.number for row in rows), default=0), dtype=np.int64)
    for number, vintage in rows:
        vintages[number] = vintage or 0
    return vintages
