"""Deciding on what waits: approved, returned or withdrawn, once and by one. Whoever comes second is told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import Connection, Table, func, insert, literal, select, union_all, update

from dxkpi.domain.model.permissions import Actor
from dxkpi.domain.model.reporting_windows import clock
from dxkpi.errors import AlreadyDecided, CannotReviewOwn, ComparisonChanged, NotAllowed, WrongUsage
from dxkpi.locale import N_, Message
from dxkpi.store.figures.diff import has_moved, provisional_sources, sort_out
from dxkpi.store.figures.surrogate_keys import FigureKeys
from dxkpi.store.history import Submission, read_submission
from dxkpi.store.tables.figures import OBSERVATIONS, SUBMISSIONS, VINTAGES, SubmissionState
from dxkpi.store.tables.review import UNCHANGED

HOW = {
    SubmissionState.APPROVED: N_("Submission {number} was approved by {by} at {at}; it is decided."),
    SubmissionState.RETURNED: N_("Submission {number} was returned by {by} at {at}; it is decided."),
    SubmissionState.WITHDRAWN: N_("Submission {number} was withdrawn by {by} at {at}; there is nothing to decide."),
}
BROUGHT_NOTHING = N_("Submission {number} of {by}, {at}, brought nothing new; there is nothing to decide.")
PLACE = ("locality", "period", "measure")


def approve(connection: Connection, number: int, *, by: Actor, at: datetime, reason: str, expected: int | None) -> int:
    """Make a waiting submission a vintage in which all it says stands: its number.

    What was unchanged when it was handed in and is not any more, because another was approved since, becomes a figure
    of it too: what stands is what one of them said, never a mixture. Raises `UnknownSubmission`, `AlreadyDecided`,
    `CannotReviewOwn`, and `ComparisonChanged` where a cell has a value from after the `expected` vintage.
    """
    found = _waiting(connection, number)
    if _sent(found, by) and not by.is_operator:
        raise CannotReviewOwn(number=str(number))
    _complete(connection, number, expected)
    return decide(connection, number, by=by.name, at=at, answer=reason)


def return_(connection: Connection, number: int, *, by: Actor, at: datetime, reason: str) -> None:
    """Give a waiting submission back to its sender. Raises `UnknownSubmission`, `AlreadyDecided`, `WrongUsage`."""
    _waiting(connection, number)
    if not reason.strip():
        raise WrongUsage(what=Message(N_("Write why it is returned.")))
    _close(
        connection,
        number,
        state=SubmissionState.RETURNED.value,
        decided_by=by.name,
        decided_at=at,
        answer=reason.strip(),
    )


def withdraw(connection: Connection, number: int, *, by: Actor, at: datetime, reason: str) -> None:
    """Take one's own waiting submission back. Raises `UnknownSubmission`, `AlreadyDecided`, `NotAllowed`."""
    found = _waiting(connection, number)
    if not _sent(found, by):
        raise NotAllowed()
    _close(
        connection,
        number,
        state=SubmissionState.WITHDRAWN.value,
        decided_by=by.name,
        decided_at=at,
        answer=reason.strip(),
    )


def decide(connection: Connection, number: int, *, by: str, at: datetime, answer: str) -> int:
    """Make a submission that waits a vintage: its number."""
    vintage = make_vintage(connection, by=by, at=at, reason=answer)
    state = SubmissionState.APPROVED.value
    _close(connection, number, state=state, vintage=vintage, decided_by=by, decided_at=at, answer=answer)
    return vintage


def make_vintage(connection: Connection, *, by: str, at: datetime, reason: str) -> int:
    """Begin another vintage: its number."""
    vintage = next_number(connection, VINTAGES)
    made = {"number": vintage, "created_at": at, "approved_by": by, "reason": reason}
    connection.execute(insert(VINTAGES).values(made))
    return vintage


def next_number(connection: Connection, table: Table) -> int:
    """The number after the newest one."""
    return (connection.execute(select(func.max(table.c.number))).scalar() or 0) + 1


def _waiting(connection: Connection, number: int) -> Submission:
    found = read_submission(connection, number)
    if found.state is SubmissionState.PENDING:
        return found
    sentence = HOW[found.state] if found.decided_by else BROUGHT_NOTHING
    by, at = found.decided_by or found.by, found.decided_at or found.received_at
    raise AlreadyDecided(sentence, number=number, by=by, at=clock(at))


def _sent(found: Submission, by: Actor) -> bool:
    return found.by.casefold() == by.name.casefold()


def _close(connection: Connection, number: int, **decision: Any) -> None:
    connection.execute(update(SUBMISSIONS).where(SUBMISSIONS.c.number == number).values(decision))


def _complete(connection: Connection, number: int, expected: int | None) -> None:
    """Hold all that a submission says against what stands now, and add what has become a change."""
    names = (*PLACE, "source", "count", "share")
    kept, aside = (
        select(*(table.c[name] for name in names), literal(is_aside).label("is_aside")).where(
            table.c.submission == number
        )
        for table, is_aside in ((OBSERVATIONS, 0), (UNCHANGED, 1))
    )
    rows = [dict(row) for row in connection.execute(union_all(kept, aside)).mappings()]
    cells, source = (
        [np.array([row[name] for row in rows], dtype=np.int64) for name in wanted] for wanted in (PLACE, ("source",))
    )
    values = np.array([row["share"] if row["count"] is None else row["count"] for row in rows], dtype=object)
    found = sort_out(connection, FigureKeys(*cells), values, provisional_sources(connection)[source[0]])
    if expected is not None and has_moved(connection, found, expected):
        raise ComparisonChanged()
    moved = [rows[at] | {"submission": number} for at in found.kept.tolist() if rows[at].pop("is_aside")]
    if moved:
        connection.execute(insert(OBSERVATIONS), moved)
