"""Decisions on pending submissions: approve, return, withdraw.

The first decision wins; a second raises `AlreadyDecided`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import Connection, insert, literal, select, union_all, update

from dxkpi.domain.model.datetimes import format_moment
from dxkpi.domain.model.permissions import Actor
from dxkpi.domain.model.reasons import require_reason
from dxkpi.errors import AlreadyDecided, CannotReviewOwn, ComparisonChanged, NotAllowed
from dxkpi.locale import N_
from dxkpi.store.figures.diff import diff_values, has_changed_since, source_standings
from dxkpi.store.figures.surrogate_keys import CELL, FigureKeys
from dxkpi.store.submissions.submission import Submission, read_submission
from dxkpi.store.tables.figures import OBSERVATIONS, SUBMISSIONS, SubmissionState
from dxkpi.store.tables.review import UNCHANGED
from dxkpi.store.vintages import make_vintage

DECISIONS = {
    SubmissionState.APPROVED: N_("Submission {number} was already approved by {by} at {at}."),
    SubmissionState.RETURNED: N_("Submission {number} was already returned by {by} at {at}."),
    SubmissionState.WITHDRAWN: N_("Submission {number} was withdrawn by {by} at {at}; there is nothing to decide."),
}
NOTHING_NEW = N_("Submission {number} of {by}, {at}, has no new or changed values; there is nothing to decide.")
NO_RETURN_REASON = N_("Write why it is returned, in at least {least} letters.")


def approve(connection: Connection, number: int, *, by: Actor, at: datetime, reason: str, expected: int | None) -> int:
    """Approve a pending submission and return the vintage that this makes.

    After approval every value of the submission is current. A value that was unchanged on arrival, but whose cell
    has been changed by another submission since, becomes an observation of this one: the current figures are those of
    one sender, not a mixture. Raises `UnknownSubmission`, `AlreadyDecided`, `CannotReviewOwn`, and `ComparisonChanged`
    when one of its cells has a value from after the `expected` vintage.
    """
    submission = _pending(connection, number)
    if _is_sender(submission, by) and not by.is_operator:
        raise CannotReviewOwn(number=str(number))
    _add_observations(connection, number, expected)
    return publish(connection, number, by=by.name, at=at, answer=reason)


def return_(connection: Connection, number: int, *, by: Actor, at: datetime, reason: str) -> None:
    """Return a pending submission to its sender.

    Raises `UnknownSubmission`, `AlreadyDecided`, and `WrongUsage` for a reason that is too short.
    """
    _pending(connection, number)
    _close(connection, number, SubmissionState.RETURNED, by.name, at, require_reason(reason, NO_RETURN_REASON))


def withdraw(connection: Connection, number: int, *, by: Actor, at: datetime, reason: str) -> None:
    """Withdraw one's own pending submission. Raises `UnknownSubmission`, `AlreadyDecided`, `NotAllowed`."""
    submission = _pending(connection, number)
    if not _is_sender(submission, by):
        raise NotAllowed()
    _close(connection, number, SubmissionState.WITHDRAWN, by.name, at, reason.strip())


def publish(connection: Connection, number: int, *, by: str, at: datetime, answer: str) -> int:
    """Make a vintage of a pending submission, without any check, and return it."""
    vintage = make_vintage(connection, by=by, at=at, reason=answer)
    _close(connection, number, SubmissionState.APPROVED, by, at, answer, vintage=vintage)
    return vintage


def _pending(connection: Connection, number: int) -> Submission:
    submission = read_submission(connection, number)
    if submission.state is SubmissionState.PENDING:
        return submission
    sentence = DECISIONS[submission.state] if submission.decided_by else NOTHING_NEW
    by, at = submission.decided_by or submission.by, submission.decided_at or submission.received_at
    raise AlreadyDecided(sentence, number=number, by=by, at=format_moment(at))


def _is_sender(submission: Submission, by: Actor) -> bool:
    return submission.by.casefold() == by.name.casefold()


def _close(
    connection: Connection,
    number: int,
    state: SubmissionState,
    by: str,
    at: datetime,
    answer: str,
    **vintage: int,
) -> None:
    decision = {"state": state.value, "decided_by": by, "decided_at": at, "answer": answer} | vintage
    connection.execute(update(SUBMISSIONS).where(SUBMISSIONS.c.number == number).values(decision))


def _add_observations(connection: Connection, number: int, expected: int | None) -> None:
    """Compare all values of a submission with the current ones, and add those that have become changes."""
    rows = _all_values(connection, number)
    keys = FigureKeys(*(_integers(rows, name) for name in CELL))
    values = np.array([row["share"] if row["count"] is None else row["count"] for row in rows], dtype=object)
    diff = diff_values(connection, keys, values, source_standings(connection)[_integers(rows, "source")])
    if expected is not None and has_changed_since(connection, diff, expected):
        raise ComparisonChanged()
    added = [rows[at] | {"submission": number} for at in diff.kept.tolist() if rows[at].pop("was_unchanged")]
    if added:
        connection.execute(insert(OBSERVATIONS), added)


def _all_values(connection: Connection, number: int) -> list[dict[str, Any]]:
    """Rows of a submission: its observations, then its values that `was_unchanged` marks."""
    names = (*CELL, "source", "count", "share")
    observations, unchanged = (
        select(*(table.c[name] for name in names), literal(was_unchanged).label("was_unchanged")).where(
            table.c.submission == number
        )
        for table, was_unchanged in ((OBSERVATIONS, 0), (UNCHANGED, 1))
    )
    return [dict(row) for row in connection.execute(union_all(observations, unchanged)).mappings()]


def _integers(rows: list[dict[str, Any]], name: str) -> np.ndarray:
    return np.array([row[name] for row in rows], dtype=np.int64)
