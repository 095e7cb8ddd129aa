"""What happened in the store: vintages, submissions, and every figure a locality ever had."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, select

from dxkpi.domain.figures.figures import Observation, Source
from dxkpi.domain.model.period import Period
from dxkpi.errors import UnknownLocality, UnknownSubmission
from dxkpi.store.figures.reading import read_sources
from dxkpi.store.figures.surrogate_keys import read_measures, read_periods
from dxkpi.store.registry import KeysByNumber, locality_id
from dxkpi.store.tables.figures import OBSERVATIONS, SOURCES, SUBMISSIONS, VINTAGES, SubmissionState

PLACE = ("locality", "period", "measure")


@dataclass(frozen=True)
class Vintage:
    """One approval or change of a target. `created_at` in UTC; `submission`: what was approved, if it was one."""

    number: int
    created_at: datetime
    by: str
    reason: str
    submission: int | None


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
    state: SubmissionState
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
        .outerjoin(SUBMISSIONS, SUBMISSIONS.c.vintage == columns.number)
        .order_by(columns.number)
    )
    return [Vintage(*row) for row in rows]


def read_submission(connection: Connection, number: int) -> Submission:
    """One submission. Raises `UnknownSubmission`."""
    found = _submissions(connection, SUBMISSIONS.c.number == number)
    if not found:
        raise UnknownSubmission(number=str(number))
    return found[0]


def read_submissions(connection: Connection, state: SubmissionState | None) -> list[Submission]:
    """All submissions, or those in one state, oldest first."""
    return _submissions(connection, *([] if state is None else [SUBMISSIONS.c.state == state.value]))


def _submissions(connection: Connection, *wanted: ColumnElement[bool]) -> list[Submission]:
    question = select(*(SUBMISSIONS.c[name] for name in _SUBMISSION_COLUMNS)).where(*wanted)
    question = question.order_by(SUBMISSIONS.c.number)
    found = (dict(zip(Submission.__match_args__, row, strict=True)) for row in connection.execute(question))
    return [Submission(**row | {"state": SubmissionState(row["state"])}) for row in found]


def read_submitted(connection: Connection, submission: int, table: Table) -> list[Observation]:
    """The values of a submission that a table (observations, unchanged) has, by locality, period and measure."""
    keys = KeysByNumber(connection)
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


def read_corrected(connection: Connection, after: int) -> dict[str, list[Revision]]:
    """The figures that were given more than once, the last time after a vintage: every revision of each, by the key of
    the locality; in each by period, measure and vintage."""
    place = [OBSERVATIONS.c[name] for name in PLACE]
    given = select(*place).join(SUBMISSIONS, SUBMISSIONS.c.number == OBSERVATIONS.c.submission)
    given = given.where(SUBMISSIONS.c.vintage.is_not(None)).group_by(*place).having(func.count() > 1)
    if after:
        given = given.having(func.max(SUBMISSIONS.c.vintage) > after)
        since = select(SUBMISSIONS.c.number).where(SUBMISSIONS.c.vintage > after)
        asked = select(*place).where(OBSERVATIONS.c.submission.in_(since)).distinct().subquery()
        given = given.join(asked, and_(*(asked.c[name] == OBSERVATIONS.c[name] for name in PLACE)))
    if connection.execute(given.limit(1)).first() is None:
        return {}
    chosen = given.subquery()
    rows = connection.execute(
        _revisions().join(chosen, and_(*(chosen.c[name] == OBSERVATIONS.c[name] for name in PLACE)))
    )
    keys, found = KeysByNumber(connection), defaultdict(list)
    for locality, revision in _told(connection, rows.all()):
        found[keys[locality]].append(revision)
    return {key: found[key] for key in sorted(found)}


def read_revisions(connection: Connection, locality_key: str) -> list[Revision]:
    """Every approved figure of a locality, by period, measure and vintage. Raises `UnknownLocality`."""
    locality = locality_id(connection, locality_key)
    if locality is None:
        raise UnknownLocality(locality_key)
    rows = connection.execute(_revisions().where(OBSERVATIONS.c.locality == locality))
    return [revision for _, revision in _told(connection, rows.all())]


def _revisions() -> Select[Any]:
    """Approved figures with who handed them in, the newest vintage first."""
    return (
        select(*(OBSERVATIONS.c[name] for name in (*PLACE, "submission", "source", "count", "share")))
        .add_columns(*(SUBMISSIONS.c[name] for name in ("vintage", "submitted_by", "received_at", "reason")))
        .join(SUBMISSIONS, SUBMISSIONS.c.number == OBSERVATIONS.c.submission)
        .where(SUBMISSIONS.c.vintage.is_not(None))
        .order_by(SUBMISSIONS.c.vintage.desc())
    )


def _told(connection: Connection, rows: Sequence[Any]) -> list[tuple[int, Revision]]:
    """The revisions of such rows with the locality's number, by period, measure and vintage."""
    periods, measures = read_periods(connection), read_measures(connection)
    pairs = sorted({(row.submission, row.source) for row in rows})
    sources = dict(zip(pairs, read_sources(connection, pairs), strict=True))
    later: dict[tuple[int, int, int], int] = {}
    found = []
    for locality, period, measure, submission, source, count, share, vintage, by, when, reason in rows:
        place = locality, period, measure
        value = share if count is None else count
        named = measures[measure], periods[period], value, submission, vintage, by, when, reason
        found.append((locality, Revision(*named, sources[submission, source], later.get(place))))
        later[place] = vintage
    return sorted(found, key=lambda each: (each[1].period, each[1].measure, each[1].vintage))


_SUBMISSION_COLUMNS = tuple({"by": "submitted_by"}.get(name, name) for name in Submission.__match_args__)
