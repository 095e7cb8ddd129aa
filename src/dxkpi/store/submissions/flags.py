"""Flags: problems that were accepted with a reason, stored with the submission that brought them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select

from dxkpi.domain.model.period import Period
from dxkpi.store.engine import Database
from dxkpi.store.figures.surrogate_keys import SurrogateKeys, read_measures, read_periods
from dxkpi.store.registry import KeysByNumber
from dxkpi.store.tables.figures import FLAGS


@dataclass(frozen=True)
class Flag:
    """An accepted problem of one cell: its code and severity."""

    locality: str
    period: Period
    measure: str
    code: str
    severity: str


@dataclass(frozen=True)
class StoredFlag:
    """A flag and the number of its submission."""

    submission: int
    flag: Flag


class Flags:
    """The flags of one store; `submit` writes them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[StoredFlag]:
        """Every flag, by submission, in the order in which they were given."""
        return self._read()

    def of(self, submission: int) -> list[Flag]:
        """The flags of one submission, in the order in which they were given."""
        return [stored.flag for stored in self._read(FLAGS.c.submission == submission)]

    def _read(self, *conditions: ColumnElement[bool]) -> list[StoredFlag]:
        columns = FLAGS.c
        question = select(
            columns.submission, columns.locality, columns.period, columns.measure, columns.code, columns.severity
        )
        question = question.where(*conditions).order_by(columns.submission, columns.position)
        with self._database.reading() as connection:
            keys = KeysByNumber(connection)
            periods, measures = read_periods(connection), read_measures(connection)
            return [
                StoredFlag(number, Flag(keys[locality], periods[period], measures[measure], code, severity))
                for number, locality, period, measure, code, severity in connection.execute(question)
            ]


def flag_rows(flags: Sequence[Flag], keys: SurrogateKeys, submission: int) -> list[dict[str, Any]]:
    """Flags as table rows of a submission. Raises `UnknownLocality`."""
    return [
        {
            "submission": submission,
            "position": position,
            "locality": keys.locality(flag.locality),
            "period": keys.period(flag.period),
            "measure": keys.measure(flag.measure),
            "code": flag.code,
            "severity": flag.severity,
        }
        for position, flag in enumerate(flags, start=1)
    ]
