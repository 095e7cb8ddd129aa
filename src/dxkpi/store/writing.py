"""Handing figures in, and deciding on them. Nothing that was written is ever changed; only new and changed values
are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import numpy as np
from sqlalchemy import Connection, Table, func, insert, select, update

from dxkpi.domain.reported import Reported
from dxkpi.errors import StoreMoved, WrongUsage
from dxkpi.locale import N_, Message
from dxkpi.store import flags
from dxkpi.store.coding import Cells, Codes
from dxkpi.store.comparing import Comparison, compare
from dxkpi.store.reading import newest_vintage
from dxkpi.store.tables import FLAGS, OBSERVATIONS, SUBMISSIONS, VINTAGES, State


@dataclass(frozen=True)
class Receipt:
    """What became of a submission. `vintage`: the one it made; None while it waits or where nothing changed.

    `received_at` in UTC. `repeated`: the same file was handed in before for the same scope and is approved or waits,
    so nothing was written: number, vintage and moment are of then, and all its figures count as unchanged.
    """

    submission: int
    vintage: int | None
    new: int
    changed: int
    unchanged: int
    received_at: datetime
    repeated: bool = False


@dataclass(frozen=True)
class Handover:
    """Who handed in what, for what, when and why. `received_at` knows its time zone."""

    by: str
    file_name: str
    sha256: str
    layout: str
    scope: str
    reason: str
    simulated: bool
    received_at: datetime


def submit(
    connection: Connection,
    figures: Reported,
    handover: Handover,
    *,
    at_once: bool,
    expected: int | None,
    let_through: Sequence[flags.Flag],
) -> Receipt:
    """Keep what is new or changed as one submission, approved `at_once` or waiting.

    A submission that brings nothing needs no decision, and makes no vintage. Raises `UnknownLocality`, `StoreMoved`.
    """
    if earlier := _received_before(connection, handover):
        number, vintage, moment = earlier
        return Receipt(number, vintage, 0, 0, len(figures), moment, repeated=True)
    codes = Codes(connection)
    cells = codes.cells(figures)
    found = compare(connection, figures, cells)
    if expected is not None:
        _refuse_moved(connection, found, expected)
    number = _next(connection, SUBMISSIONS)
    state = State.PENDING if len(found.kept) else State.APPROVED
    connection.execute(insert(SUBMISSIONS).values(number=number, state=state.value, **_row(handover)))
    observations = _observations(figures, cells, found.kept, number, codes)
    flagged = flags.coded(let_through, codes, number)
    codes.save()
    for table, rows in ((OBSERVATIONS, observations), (FLAGS, flagged)):
        if rows:
            connection.execute(insert(table), rows)
    vintage = None
    if at_once and observations:
        vintage = approve(connection, number, by=handover.by, at=handover.received_at, reason=handover.reason)
    return Receipt(number, vintage, *found.counts, handover.received_at)


def approve(connection: Connection, submission: int, *, by: str, at: datetime, reason: str) -> int:
    """Make a waiting submission a vintage: its number. Raises `WrongUsage` where it does not wait."""
    vintage = _next(connection, VINTAGES)
    made = {"number": vintage, "created_at": at, "approved_by": by, "reason": reason}
    connection.execute(insert(VINTAGES).values(made))
    _decide(
        connection,
        submission,
        state=State.APPROVED.value,
        vintage=vintage,
        decided_by=by,
        decided_at=at,
        answer=reason,
    )
    return vintage


def reject(connection: Connection, submission: int, *, by: str, at: datetime, reason: str) -> None:
    """Put a waiting submission aside. Raises `WrongUsage` where it does not wait."""
    _decide(connection, submission, state=State.REJECTED.value, decided_by=by, decided_at=at, answer=reason)


def _decide(connection: Connection, submission: int, **decision: Any) -> None:
    columns = SUBMISSIONS.c
    waiting = (columns.number == submission) & (columns.state == State.PENDING.value)
    if connection.execute(update(SUBMISSIONS).where(waiting).values(decision)).rowcount == 0:
        unfit = Message(N_("submission {number} is not waiting for a decision"), {"number": str(submission)})
        raise WrongUsage(what=unfit)


def _received_before(connection: Connection, handover: Handover) -> tuple[int, int | None, datetime] | None:
    columns = SUBMISSIONS.c
    row = connection.execute(
        select(columns.number, columns.vintage, columns.received_at)
        .where(columns.sha256 == handover.sha256, columns.layout == handover.layout, columns.scope == handover.scope)
        .where(columns.state != State.REJECTED.value)
        .order_by(columns.number.desc())
    ).first()
    return None if row is None else (row.number, row.vintage, row.received_at)


def _refuse_moved(connection: Connection, found: Comparison, expected: int) -> None:
    """A vintage that is not there any more (the store was brought back from a backup) has moved too."""
    if found.newest > expected or expected > newest_vintage(connection):
        raise StoreMoved()


def _next(connection: Connection, table: Table) -> int:
    return (connection.execute(select(func.max(table.c.number))).scalar() or 0) + 1


def _row(handover: Handover) -> dict[str, Any]:
    row = dict(vars(handover))
    row["submitted_by"] = row.pop("by")
    return row


def _observations(
    figures: Reported, cells: Cells, kept: np.ndarray, submission: int, codes: Codes
) -> list[dict[str, Any]]:
    """The rows of the figures that are kept, in the order in which the table has them."""
    kept = kept[np.lexsort([column[kept] for column in reversed(cells)])]
    columns = [column.tolist() for column in (*(each[kept] for each in cells), codes.sources(figures, kept))]
    values = [_count_or_share(figures.values[at]) for at in kept.tolist()]
    return [
        {
            "locality": locality,
            "period": period,
            "measure": measure,
            "submission": submission,
            "source": source,
            "count": count,
            "share": share,
        }
        for locality, period, measure, source, (count, share) in zip(*columns, values, strict=True)
    ]


def _count_or_share(value: object) -> tuple[int | None, Decimal | None]:
    match value:
        case bool():
            raise TypeError("a truth value is no figure")
        case int():
            return value, None
        case Decimal() if value.is_finite():
            return None, value
        case _:
            raise TypeError(f"{value!r} is neither a whole number nor a finite decimal")
