"""Submissions: one file or form each, with its state and the values it carried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, select

from dxkpi.domain.figures.figures import Observation
from dxkpi.domain.model.coverage import parse_coverage
from dxkpi.errors import UnknownSubmission
from dxkpi.store.figures.surrogate_keys import read_measures, read_periods
from dxkpi.store.registry import KeysByNumber
from dxkpi.store.tables.figures import SOURCES, SUBMISSIONS, SubmissionState


@dataclass(frozen=True)
class Submission:
    """One file or form that was submitted. Times in UTC.

    `scope`: the locality and period it was sent for. `answer`: the text of the decision. `vintage`: the one its
    approval made; a submission without new or changed values is approved without a decision or a vintage.
    """

    number: int
    file_name: str
    sha256: str
    layout: str
    scope: str
    by: str
    received_at: datetime
    reason: str
    state: SubmissionState
    vintage: int | None
    simulated: bool
    decided_by: str | None
    decided_at: datetime | None
    answer: str | None


_COLUMNS = tuple({"by": "submitted_by"}.get(name, name) for name in Submission.__match_args__)


def read_submission(connection: Connection, number: int) -> Submission:
    """One submission. Raises `UnknownSubmission`."""
    submissions = _submissions(connection, SUBMISSIONS.c.number == number)
    if not submissions:
        raise UnknownSubmission(number=str(number))
    return submissions[0]


def read_submissions(connection: Connection, state: SubmissionState | None) -> list[Submission]:
    """All submissions, or those in one state, oldest first."""
    return _submissions(connection, *([] if state is None else [SUBMISSIONS.c.state == state.value]))


def read_values(connection: Connection, submission: int, table: Table) -> list[Observation]:
    """The values of a submission in a table (observations or unchanged), by locality, period and measure."""
    keys = KeysByNumber(connection)
    periods, measures = read_periods(connection), read_measures(connection)
    columns, source = table.c, SOURCES.c
    cell = (columns.locality, columns.period, columns.measure)
    rows = connection.execute(
        select(
            *cell,
            columns["count"].label("number"),
            columns.share,
            source.provisional,
            source.title,
            source.url,
            source.note,
        )
        .add_columns(source.coverage, source.printed)
        .join(SOURCES, source.id == columns.source)
        .where(columns.submission == submission)
    )
    observations = [
        Observation(
            locality=keys[row.locality],
            period=periods[row.period],
            measure=measures[row.measure],
            value=row.share if row.number is None else row.number,
            provisional=row.provisional,
            source=row.title,
            source_url=row.url,
            note=row.note,
            coverage=parse_coverage(row.coverage),
            printed=row.printed,
        )
        for row in rows
    ]
    return sorted(observations, key=lambda row: (row.locality, row.period, row.measure))


def _submissions(connection: Connection, *conditions: ColumnElement[bool]) -> list[Submission]:
    question = select(*(SUBMISSIONS.c[name] for name in _COLUMNS)).where(*conditions)
    rows = connection.execute(question.order_by(SUBMISSIONS.c.number))
    records = (dict(zip(Submission.__match_args__, row, strict=True)) for row in rows)
    return [Submission(**record | {"state": SubmissionState(record["state"])}) for record in records]
