"""What happened in the store: vintages, submissions, and every figure a locality ever had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, Connection, Table, and_, func, select

from dxkpi.domain.figures import Observation, Source
from dxkpi.domain.period import Period
from dxkpi.errors import UnknownLocality, UnknownSubmission
from dxkpi.store.coding import read_measures, read_periods
from dxkpi.store.reading import read_sources
from dxkpi.store.registry import Keys, locality_id
from dxkpi.store.tables import OBSERVATIONS, SOURCES, SUBMISSIONS, VINTAGES, State


@dataclass(frozen=True)
class Vintage:
    """One approval. `created_at` in UTC; `submission`: what was approved."""

    number: int
    created_at: datetime
    by: str
    reason: str
    submission: int


@dataclass(frozen=True)
class Submission:
    """One file or form that was handed in, and for what (`scope`). Moments in UTC; `answer`: what who decided wrote.

    `vintage`: the one it made. A submission that brought nothing is approved without a decision or a vintage.
    """

    number: int
    file_name: str
    sha256: str
    layout: str
    scope: str
    by: str
    received_at: datetime
    reason: str
    state: State
    vintage: int | None
    simulated: bool
    decided_by: str | None
    decided_at: datetime | None
    answer: str | None


@dataclass(frozen=True)
class Revision:
    """One approved figure. `replaced_in`: the vintage that put another in its place; None: it stands."""

    measure: str
    period: Period
    value: int | Decimal
    submission: int
    vintage: int
    by: str
    when: datetime
    reason: str
    source: Source
    replaced_in: int | None


def read_vintages(connection: Connection) -> list[Vintage]:
    """All vintages, oldest first."""
    columns = VINTAGES.c
    rows = connection.execute(
        select(columns.number, columns.created_at, columns.approved_by, columns.reason, SUBMISSIONS.c.number)
        .join(SUBMISSIONS, SUBMISSIONS.c.vintage == columns.number)
        .order_by(columns.number)
    )
    return [Vintage(*row) for row in rows]


def read_submission(connection: Connection, number: int) -> Submission:
    """One submission. Raises `UnknownSubmission`."""
    found = _submissions(connection, SUBMISSIONS.c.number == number)
    if not found:
        raise UnknownSubmission(number=str(number))
    return found[0]


def read_submissions(connection: Connection, state: State | None) -> list[Submission]:
    """All submissions, or those in one state, oldest first."""
    return _submissions(connection, *([] if state is None else [SUBMISSIONS.c.state == state.value]))


def _submissions(connection: Connection, *wanted: ColumnElement[bool]) -> list[Submission]:
    question = select(*(SUBMISSIONS.c[name] for name in _SUBMISSION_COLUMNS)).where(*wanted)
    question = question.order_by(SUBMISSIONS.c.number)
    found = (dict(zip(Submission.__match_args__, row, strict=True)) for row in connection.execute(question))
    return [Submission(**row | {"state": State(row["state"])}) for row in found]


def read_submitted(connection: Connection, submission: int, table: Table) -> list[Observation]:
    """The values of a submission that a table (observations, unchanged) has, by locality, period and measure."""
    keys = Keys(connection)
    periods, measures = read_periods(connection), read_measures(connection)
    columns, source = table.c, SOURCES.c
    place = (columns.locality, columns.period, columns.measure)
    rows = connection.execute(
        select(*place, columns.count, columns.share, source.provisional, source.title, source.url, source.note)
        .join(SOURCES, source.id == columns.source)
        .where(columns.submission == submission)
    )
    found = [
        Observation(keys[place], periods[period], measures[code], share if count is None else count, *texts)
        for place, period, code, count, share, *texts in rows
    ]
    return sorted(found, key=lambda row: (row.locality, row.period, row.measure))


def read_corrected(connection: Connection, after: int) -> tuple[str, ...]:
    """Keys of the localities that have a figure which was given more than once, the last time after a vintage."""
    columns, handed_in = OBSERVATIONS.c, SUBMISSIONS.c
    place = (columns.locality, columns.period, columns.measure)
    if after:
        since = select(handed_in.number).where(handed_in.vintage > after)
        asked = select(*place).where(columns.submission.in_(since)).distinct().subquery()
    else:
        asked = select(*place).group_by(*place).having(func.count() > 1).subquery()
    given = (
        select(columns.locality)
        .join(asked, and_(*(asked.c[column.name] == column for column in place)))
        .join(SUBMISSIONS, handed_in.number == columns.submission)
        .where(handed_in.vintage.is_not(None))
        .group_by(*place)
        .having(func.count() > 1)
    )
    keys = Keys(connection)
    return tuple(sorted({keys[number] for (number,) in connection.execute(given)}))


def read_revisions(connection: Connection, locality_key: str) -> list[Revision]:
    """Every approved figure of a locality, by period, measure and vintage. Raises `UnknownLocality`."""
    locality = locality_id(connection, locality_key)
    if locality is None:
        raise UnknownLocality(locality_key)
    columns = OBSERVATIONS.c
    rows = connection.execute(
        select(*(columns[name] for name in ("period", "measure", "submission", "source", "count", "share")))
        .add_columns(*(SUBMISSIONS.c[name] for name in ("vintage", "submitted_by", "received_at", "reason")))
        .join(SUBMISSIONS, SUBMISSIONS.c.number == columns.submission)
        .where(columns.locality == locality, SUBMISSIONS.c.vintage.is_not(None))
        .order_by(SUBMISSIONS.c.vintage.desc())
    ).all()
    periods, measures = read_periods(connection), read_measures(connection)
    pairs = sorted({(row.submission, row.source) for row in rows})
    sources = dict(zip(pairs, read_sources(connection, pairs), strict=True))
    later: dict[tuple[int, int], int] = {}
    found = []
    for period, measure, submission, source, count, share, vintage, by, when, reason in rows:
        value = share if count is None else count
        named = measures[measure], periods[period], value, submission, vintage, by, when, reason
        found.append(Revision(*named, sources[submission, source], later.get((period, measure))))
        later[period, measure] = vintage
    return sorted(found, key=lambda revision: (revision.period, revision.measure, revision.vintage))


_SUBMISSION_COLUMNS = tuple({"by": "submitted_by"}.get(name, name) for name in Submission.__match_args__)
