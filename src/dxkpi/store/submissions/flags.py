"""Problems that were let through, kept with the submission that brought them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from dxkpi.domain.model.period import Period
from dxkpi.store.figures.surrogate_keys import SurrogateKeys, read_measures, read_periods
from dxkpi.store.registry import KeysByNumber
from dxkpi.store.tables.figures import FLAGS


@dataclass(frozen=True)
class Flag:
    """A problem of one cell that was let through: what it is called and how severe it is."""

    locality: str
    period: Period
    measure: str
    code: str
    severity: str


@dataclass(frozen=True)
class StoredFlag:
    """A flag and the number of the submission it came with."""

    submission: int
    flag: Flag


def coded(flags: Sequence[Flag], codes: SurrogateKeys, submission: int) -> list[dict[str, Any]]:
    """Flags as rows of a submission. Raises `UnknownLocality`."""
    return [
        {
            "submission": submission,
            "position": position,
            "locality": codes.locality(flag.locality),
            "period": codes.period(flag.period),
            "measure": codes.measure(flag.measure),
            "code": flag.code,
            "severity": flag.severity,
        }
        for position, flag in enumerate(flags, start=1)
    ]


def read_flags(connection: Connection, submission: int | None) -> list[StoredFlag]:
    """The flags of one submission, or of all, in the order they were given."""
    keys = KeysByNumber(connection)
    periods, measures = read_periods(connection), read_measures(connection)
    columns = FLAGS.c
    question = select(
        columns.submission, columns.locality, columns.period, columns.measure, columns.code, columns.severity
    ).order_by(columns.submission, columns.position)
    if submission is not None:
        question = question.where(columns.submission == submission)
    return [
        StoredFlag(number, Flag(keys[locality], periods[period], measures[measure], code, severity))
        for number, locality, period, measure, code, severity in connection.execute(question)
    ]
