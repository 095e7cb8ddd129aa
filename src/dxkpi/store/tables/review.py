"""The tables of review, deadlines and targets. All are append-only."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint
from sqlmodel import Field, SQLModel

from dxkpi.store.tables.figures import ExactDecimal, own_number, table


class ReportRow(SQLModel, table=True):
    """A submission has values of a locality and a period, new or not."""

    __tablename__ = "reports"

    submission: int = Field(primary_key=True, foreign_key="submissions.number")
    locality: int = Field(primary_key=True, foreign_key="localities.id")
    period: int = Field(primary_key=True, foreign_key="periods.id")


class UnchangedRow(SQLModel, table=True):
    """A value of a pending submission that equalled the approved one when it arrived.

    It becomes an observation if the approved value has changed by the time of approval.
    """

    __tablename__ = "unchanged"
    __table_args__ = (CheckConstraint("(count IS NULL) <> (share IS NULL)", name="ck_unchanged_one_value"),)

    submission: int = Field(primary_key=True, foreign_key="submissions.number")
    locality: int = Field(primary_key=True, foreign_key="localities.id")
    period: int = Field(primary_key=True, foreign_key="periods.id")
    measure: int = Field(primary_key=True, foreign_key="measures.id")
    source: int = Field(foreign_key="sources.id")
    count: int | None = Field(sa_type=BigInteger)
    share: Decimal | None = Field(sa_type=ExactDecimal)


class CommentRow(SQLModel, table=True):
    """A comment on a submission; NULL in `locality`, `period` or `measure`: about all of them."""

    __tablename__ = "comments"

    number: int = own_number()
    submission: int = Field(foreign_key="submissions.number", index=True)
    locality: int | None = Field(foreign_key="localities.id")
    period: int | None = Field(foreign_key="periods.id")
    measure: int | None = Field(foreign_key="measures.id")
    written_by: str
    written_at: datetime
    text: str


class WindowRow(SQLModel, table=True):
    """When a period opens and closes, as set at `set_at`. The newest row of a period applies."""

    __tablename__ = "windows"

    number: int = own_number()
    first_day: date
    last_day: date
    basis: str
    opens_at: datetime
    deadline_at: datetime | None
    grace_until: datetime | None
    set_by: str
    set_at: datetime


class ExtensionRow(SQLModel, table=True):
    """An extension of a period for a locality (a code). The newest row of a code and period applies."""

    __tablename__ = "extensions"

    number: int = own_number()
    code: str
    first_day: date
    last_day: date
    basis: str
    until: datetime
    given_by: str
    reason: str
    given_at: datetime


class TargetRow(SQLModel, table=True):
    """A target of an indicator (an id), as set at `set_at`; NULL in `value`: it was removed then.

    The newest row of an indicator, locality, level and period applies; each makes a vintage.
    """

    __tablename__ = "targets"

    number: int = own_number()
    indicator: str
    locality: int = Field(foreign_key="localities.id")
    level: str | None
    first_day: date
    last_day: date
    basis: str
    value: Decimal | None = Field(sa_type=ExactDecimal)
    source: str
    vintage: int = Field(foreign_key="vintages.number")
    set_by: str
    set_at: datetime


REPORTS = table("reports")
UNCHANGED = table("unchanged")
COMMENTS = table("comments")
WINDOWS = table("windows")
EXTENSIONS = table("extensions")
TARGETS = table("targets")
