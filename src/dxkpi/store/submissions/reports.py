"""Reports: which localities have reported for which periods, and whether they were on time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from dxkpi.domain.model.period import Period
from dxkpi.store.figures.surrogate_keys import read_periods
from dxkpi.store.registry import KeysByNumber
from dxkpi.store.reporting_windows import WindowHistory, read_window_history
from dxkpi.store.tables.figures import SUBMISSIONS, SubmissionState
from dxkpi.store.tables.review import REPORTS

# The state of a locality with several submissions: the first of these that any of them has.
STATES_BY_PROGRESS = (SubmissionState.APPROVED, SubmissionState.PENDING, SubmissionState.RETURNED)


@dataclass(frozen=True)
class LocalityReport:
    """What a locality has reported for a period; withdrawn submissions do not count.

    `received_at` (UTC), `submission` and `is_late` are those of the first submission, compared with the deadline in
    force when it arrived. `state` is that of the submission which has got furthest.
    """

    locality: str
    period: Period
    received_at: datetime
    submission: int
    state: SubmissionState
    is_late: bool


def read_reports(connection: Connection, of: Collection[int] | None = None) -> list[LocalityReport]:
    """All reports, by locality and period.

    `of`: numbers of submissions; only the localities and periods that these report for.
    """
    submissions, reports = SUBMISSIONS.c, REPORTS.c
    question = (
        select(reports.locality, reports.period, submissions.number, submissions.received_at, submissions.state)
        .join(SUBMISSIONS, submissions.number == reports.submission)
        .where(submissions.state != SubmissionState.WITHDRAWN.value)
        .order_by(submissions.received_at, submissions.number)
    )
    if of is not None:
        pairs = select(reports.locality, reports.period).where(reports.submission.in_(of)).distinct().subquery()
        same = (pairs.c.locality == reports.locality) & (pairs.c.period == reports.period)
        question = question.join(pairs, same)
    rows = connection.execute(question)
    keys = KeysByNumber(connection)
    periods, windows = read_periods(connection), read_window_history(connection)
    by_place: dict[tuple[int, int], LocalityReport] = {}
    for locality, number, submission, received_at, state_value in rows:
        first, state = by_place.get((locality, number)), SubmissionState(state_value)
        if first is None:
            period = periods[number]
            is_late = _is_late(windows, period, received_at)
            report = LocalityReport(keys[locality], period, received_at, submission, state, is_late)
            by_place[locality, number] = report
        elif STATES_BY_PROGRESS.index(state) < STATES_BY_PROGRESS.index(first.state):
            by_place[locality, number] = replace(first, state=state)
    return sorted(by_place.values(), key=lambda report: (report.locality, report.period))


def _is_late(windows: WindowHistory, period: Period, received_at: datetime) -> bool:
    in_force = [window for set_at, window in windows.get(period, ()) if set_at <= received_at]
    return bool(in_force) and in_force[-1].is_late(received_at)
