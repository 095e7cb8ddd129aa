"""Comments that reviewers and senders write on a submission, on single cells or on the whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from dxkpi.domain.model.audit import AuditAction
from dxkpi.domain.model.period import Period
from dxkpi.domain.model.permissions import Actor
from dxkpi.errors import WrongUsage
from dxkpi.locale import N_, Message
from dxkpi.store.audit_log import audited
from dxkpi.store.engine import Database, next_number
from dxkpi.store.figures.surrogate_keys import SurrogateKeys, read_measures, read_periods
from dxkpi.store.registry import locality_ids
from dxkpi.store.submissions.submission import read_submission
from dxkpi.store.tables.review import COMMENTS

MAX_CHARACTERS = 4000  # one page of text


@dataclass(frozen=True)
class CommentTarget:
    """What a comment is about: a cell; an empty part means every one of that kind, all empty the whole submission."""

    locality: str = ""
    period: Period | None = None
    measure: str = ""


WHOLE = CommentTarget()


@dataclass(frozen=True)
class Comment:
    """One comment. `at` in UTC."""

    number: int
    submission: int
    target: CommentTarget
    by: str
    at: datetime
    text: str


class Comments:
    """The comments of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, submission: int, text: str, *, by: Actor, at: datetime, target: CommentTarget = WHOLE) -> int:
        """Add a comment and return its number.

        Raises `UnknownSubmission`, `UnknownLocality`, and `WrongUsage` unless the text has 1 to `MAX_CHARACTERS`.
        """
        with audited(self._database, by, AuditAction.COMMENT, at) as (connection, entry):
            read_submission(connection, submission)  # raises when there is none
            number = next_number(connection, COMMENTS)
            row = {"number": number, "submission": submission, "written_by": by.name, "written_at": at}
            row["text"] = _checked(text)
            connection.execute(insert(COMMENTS).values(row | _target_numbers(connection, target)))
            entry.record(f"submission {submission}", comment=number)
        return number

    def of(self, submission: int) -> list[Comment]:
        """All comments on a submission, oldest first."""
        question = select(COMMENTS).where(COMMENTS.c.submission == submission).order_by(COMMENTS.c.number)
        with self._database.reading() as connection:
            rows = connection.execute(question).all()
            if not rows:
                return []
            keys = {number: key for key, number in locality_ids(connection).items()}
            periods, measures = read_periods(connection), read_measures(connection)
        return [
            Comment(
                row.number,
                submission,
                CommentTarget(keys.get(row.locality, ""), periods.get(row.period), measures.get(row.measure, "")),
                row.written_by,
                row.written_at,
                row.text,
            )
            for row in rows
        ]


def _checked(text: str) -> str:
    text = text.strip()
    if not 0 < len(text) <= MAX_CHARACTERS:
        raise WrongUsage(what=Message(N_("Write a comment of 1 to {most} characters."), {"most": MAX_CHARACTERS}))
    return text


def _target_numbers(connection: Connection, target: CommentTarget) -> dict[str, int | None]:
    """The surrogate keys of a target. Raises `UnknownLocality`."""
    keys = SurrogateKeys(connection)
    numbers = {
        "locality": keys.locality(target.locality) if target.locality else None,
        "period": keys.period(target.period) if target.period else None,
        "measure": keys.measure(target.measure) if target.measure else None,
    }
    keys.save()
    return numbers
