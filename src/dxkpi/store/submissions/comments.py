"""What reviewers and senders say of a submission, at its cells or of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from dxkpi.domain.model.period import Period
from dxkpi.errors import WrongUsage
from dxkpi.locale import N_, Message
from dxkpi.store.figures.surrogate_keys import SurrogateKeys, read_measures, read_periods
from dxkpi.store.history import read_submission
from dxkpi.store.registry import locality_ids
from dxkpi.store.tables.review import COMMENTS

# Room for a page of text.
MOST_CHARACTERS = 4000


@dataclass(frozen=True)
class CommentTarget:
    """What a comment is about: a cell, or where a part is empty, all of that kind; all empty: the whole submission."""

    locality: str = ""
    period: Period | None = None
    measure: str = ""


WHOLE = CommentTarget()


@dataclass(frozen=True)
class Comment:
    """What somebody said of a submission. `at` in UTC."""

    number: int
    submission: int
    place: CommentTarget
    by: str
    at: datetime
    text: str


def add_comment(
    connection: Connection, submission: int, text: str, place: CommentTarget, *, by: str, at: datetime
) -> int:
    """Keep a comment: its number. Raises `UnknownSubmission`, `UnknownLocality`, `WrongUsage` for no or much text."""
    read_submission(connection, submission)
    text = text.strip()
    if not 0 < len(text) <= MOST_CHARACTERS:
        unfit = Message(N_("Write a comment of 1 to {most} characters."), {"most": MOST_CHARACTERS})
        raise WrongUsage(what=unfit)
    codes = SurrogateKeys(connection)
    about = {
        "locality": codes.locality(place.locality) if place.locality else None,
        "period": codes.period(place.period) if place.period else None,
        "measure": codes.measure(place.measure) if place.measure else None,
    }
    codes.save()
    number = (connection.execute(select(func.max(COMMENTS.c.number))).scalar() or 0) + 1
    said = {"number": number, "submission": submission, "written_by": by, "written_at": at, "text": text}
    connection.execute(insert(COMMENTS).values(said | about))
    return number


def read_comments(connection: Connection, submission: int) -> list[Comment]:
    """All comments on a submission, oldest first."""
    rows = connection.execute(
        select(COMMENTS).where(COMMENTS.c.submission == submission).order_by(COMMENTS.c.number)
    ).all()
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
