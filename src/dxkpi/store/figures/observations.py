"""Observations as columns of integers, because there are millions.

The database joins each column of a locality into one text. NumPy parses that text twice as fast as a driver makes
Python objects of the rows. All columns are joined in one pass, so they have the same order.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
from sqlalchemy import ColumnElement, Connection, String, cast, func, select

from dxkpi.store.tables.figures import OBSERVATIONS, SUBMISSIONS

# Databases limit the parameters of a statement.
MAX_PARAMETERS = 500


class ObservationColumns(NamedTuple):
    """Observations as columns of one length, unsorted; `value` is a count, or a share in percent."""

    locality: np.ndarray
    period: np.ndarray
    measure: np.ndarray
    submission: np.ndarray
    source: np.ndarray
    value: np.ndarray

    def select(self, rows: np.ndarray) -> ObservationColumns:
        """Some of the rows, by position or mask."""
        return ObservationColumns(*(column[rows] for column in self))


def read_rows(connection: Connection, *conditions: ColumnElement[bool]) -> ObservationColumns:
    """Observations that meet all conditions; values as float64, which is exact for counts."""
    counts, shares = read_counts(connection, *conditions), read_shares(connection, *conditions)
    return concatenate(counts, shares._replace(value=shares.value.astype(np.float64)))


def read_exact_rows(connection: Connection, *conditions: ColumnElement[bool]) -> ObservationColumns:
    """Observations that meet all conditions; values as int and Decimal."""
    return concatenate(read_counts(connection, *conditions), read_shares(connection, *conditions))


def conditions_in(column: ColumnElement[int], numbers: Collection[int]) -> tuple[ColumnElement[bool], ...]:
    """The condition that a column has one of these numbers; no condition when one statement cannot hold them all."""
    return (column.in_(sorted(numbers)),) if len(numbers) <= MAX_PARAMETERS else ()


def read_counts(connection: Connection, *conditions: ColumnElement[bool]) -> ObservationColumns:
    """Counts that meet all conditions, as int64."""
    columns = OBSERVATIONS.c
    parts = (columns.period, columns.measure, columns.submission, columns.source, columns.count)
    texts = (func.aggregate_strings(cast(part, String), ",") for part in parts)
    question = select(columns.locality, func.count(), *texts).where(columns.count.is_not(None), *conditions)
    rows = connection.execute(question.group_by(columns.locality)).all()
    if not rows:
        return ObservationColumns(*[np.empty(0, dtype=np.int64)] * len(ObservationColumns._fields))
    localities, lengths, *joined = zip(*rows, strict=True)
    numbers = (np.fromstring(",".join(texts), dtype=np.int64, sep=",") for texts in joined)
    return ObservationColumns(np.repeat(localities, lengths), *numbers)


def read_shares(connection: Connection, *conditions: ColumnElement[bool]) -> ObservationColumns:
    """Reported shares that meet all conditions, as decimals."""
    columns = OBSERVATIONS.c
    parts = (columns.locality, columns.period, columns.measure, columns.submission, columns.source)
    rows = connection.execute(select(*parts, columns.share).where(columns.share.is_not(None), *conditions)).all()
    numbers = np.array([tuple(row[:5]) for row in rows], dtype=np.int64).reshape(-1, 5)
    shares = np.array([row.share for row in rows], dtype=object)
    return ObservationColumns(*(*numbers.T, shares))


def concatenate(*parts: ObservationColumns) -> ObservationColumns:
    """The rows of all parts."""
    return ObservationColumns(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def read_vintages_by_submission(connection: Connection) -> np.ndarray:
    """The vintage of each submission, indexed by its number; 0 where it has none."""
    rows = connection.execute(select(SUBMISSIONS.c.number, SUBMISSIONS.c.vintage)).all()
    vintages = np.zeros(1 + max((row.number for row in rows), default=0), dtype=np.int64)
    for number, vintage in rows:
        vintages[number] = vintage or 0
    return vintages
