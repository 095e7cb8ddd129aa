"""Who has reported, when, and whether in time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from dxkpi.domain.model.period import Period
from dxkpi.store.figures.surrogate_keys import read_periods
from dxkpi.store.registry import KeysByNumber
from dxkpi.store.reporting_windows import History, read_history
from dxkpi.store.tables.figures import SUBMISSIONS, SubmissionState
from dxkpi.store.tables.review import REPORTS

# How a locality stands where several submissions speak of it: as with the furthest of them.
FURTHEST = (SubmissionState.APPROVED, SubmissionState.PENDING, SubmissionState.RETURNED)


@dataclass(frozen=True)
class LocalityReport:
    """What a locality has reported for a period. A submission that was withdrawn is no report.

    `received_at` (UTC), `submission`, `is_late`: of the first one, held against the deadline as it was set then.
    `state`: of the one that got furthest.
    """

    locality: str
    period: Period
    received_at: datetime
    submission: int
    state: SubmissionState
    is_late: bool


def read_reports(connection: Connection, of: Collection[int] | None = None) -> list[LocalityReport]:
    """Every report, by locality and period; with `of` those of the localities and periods that these submissions speak
    of."""
    handed_in, told = SUBMISSIONS.c, REPORTS.c
    question = (
        select(told.locality, told.period, handed_in.number, handed_in.received_at, handed_in.state)
        .join(SUBMISSIONS, handed_in.number == told.submission)
        .where(handed_in.state != SubmissionState.WITHDRAWN.value)
        .order_by(handed_in.received_at, handed_in.number)
    )
    if of is not None:
        theirs = select(told.locality, told.period).where(told.submission.in_(of)).distinct().subquery()
        same = (theirs.c.locality == told.locality) & (theirs.c.period == told.period)
        question = question.join(theirs, same)
    rows = connection.execute(question)
    keys = KeysByNumber(connection)
    periods, windows = read_periods(connection), read_history(connection)
    found: dict[tuple[int, int], LocalityReport] = {}
    for place, span, submission, received_at, state in rows:
        first, reached = found.get((place, span)), SubmissionState(state)
        if first is None:
            period = periods[span]
            is_late = _is_late(windows, period, received_at)
            found[place, span] = LocalityReport(keys[place], period, received_at, submission, reached, is_late)
        elif FURTHEST.index(reached) < FURTHEST.index(first.state):
            found[place, span] = replace(first, state=reached)
    return sorted(found.values(), key=lambda report: (report.locality, report.period))


def _is_late(windows: History, period: Period, received_at: datetime) -> bool:
    then = [window for set_at, window in windows.get(period, ()) if set_at <= received_at]
    return bool(then) and then[-1].is_late(received_at)
