"""The tables of figures. Table classes never leave the store.

Everything that a figure depends on is append-only; triggers made by the migrations refuse changes. Drafts are not.
Surrogate keys are small integers assigned by the store itself (newest + 1 under the writers' lock), because
1.2 million observations are read as integers. An observation belongs to a submission; an approved submission
has a vintage; a cell (locality, period, measure) has, at vintage N, the value of its newest vintage up to N.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Connection,
    Dialect,
    Numeric,
    PrimaryKeyConstraint,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
    event,
)
from sqlalchemy.types import TypeEngine
from sqlmodel import Field, SQLModel


class SubmissionState(StrEnum):
    """The state of a submission."""

    PENDING = "pending"
    APPROVED = "approved"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class ExactDecimal(TypeDecorator[Decimal]):
    """An exact decimal: NUMERIC in PostgreSQL, text in SQLite, which has no exact decimals."""

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text for SQLite, NUMERIC of any precision elsewhere."""
        return dialect.type_descriptor(String() if dialect.name == "sqlite" else Numeric())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """Plain digits for SQLite, never 1E+2."""
        return format(value, "f") if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """All digits that were stored."""
        return Decimal(value) if value is not None else None


def own_number() -> Any:
    """A primary key that the store assigns, not the database."""
    return Field(primary_key=True, sa_column_kwargs={"autoincrement": False})


class LocalityRow(SQLModel, table=True):
    """One locality over one span of days; `parent` is a code. `known_from`: the vintage of its boundary change."""

    __tablename__ = "localities"
    __table_args__ = (UniqueConstraint("code", "valid_from", name="uq_localities_key"),)

    id: int = own_number()
    code: str
    valid_from: date
    valid_to: date | None
    name: str
    kind: str
    level: str
    parent: str | None
    latitude: float | None
    longitude: float | None
    simulated: bool
    source: str
    known_from: int | None = Field(default=None, foreign_key="vintages.number")


class SuccessionRow(SQLModel, table=True):
    """One unit became part of another on a day; `whole`: all of it did."""

    __tablename__ = "successions"

    predecessor: int = Field(primary_key=True, foreign_key="localities.id")
    successor: int = Field(primary_key=True, foreign_key="localities.id")
    day: date = Field(primary_key=True)
    whole: bool


class PeriodRow(SQLModel, table=True):
    """A period: both days included, and its basis. Append-only."""

    __tablename__ = "periods"
    __table_args__ = (
        UniqueConstraint("first_day", "last_day", "basis", name="uq_periods_days"),
        CheckConstraint("first_day <= last_day", name="ck_periods_order"),
    )

    id: int = own_number()
    first_day: date
    last_day: date
    basis: str


class MeasureRow(SQLModel, table=True):
    """The code of a measure that has been reported. Append-only."""

    __tablename__ = "measures"
    __table_args__ = (UniqueConstraint("code", name="uq_measures_code"),)

    id: int = own_number()
    code: str


class SourceRow(SQLModel, table=True):
    """A source of figures; `digest`: SHA-256 of the other four columns. Append-only."""

    __tablename__ = "sources"
    __table_args__ = (UniqueConstraint("digest", name="uq_sources_digest"),)

    id: int = own_number()
    digest: str
    title: str
    url: str
    provisional: bool
    note: str


class VintageRow(SQLModel, table=True):
    """One vintage; numbers have no gaps. Append-only."""

    __tablename__ = "vintages"

    number: int = own_number()
    created_at: datetime
    approved_by: str
    reason: str


class SubmissionRow(SQLModel, table=True):
    """One file or form that was submitted. Updated once, when it is decided.

    `scope`: the locality and period it was sent for; the same `sheet` (empty: unknown, or a text file) counts once for
    each.
    """

    __tablename__ = "submissions"
    __table_args__ = (
        UniqueConstraint("vintage", name="uq_submissions_vintage"),
        CheckConstraint("state IN ('pending', 'approved', 'returned', 'withdrawn')", name="ck_submissions_state"),
        CheckConstraint("vintage IS NULL OR state = 'approved'", name="ck_submissions_vintage"),
    )

    number: int = own_number()
    file_name: str
    sha256: str = Field(index=True)
    layout: str
    scope: str = Field(sa_column_kwargs={"server_default": ""})
    sheet: str = Field(sa_column_kwargs={"server_default": ""})
    submitted_by: str
    received_at: datetime
    reason: str
    state: str
    vintage: int | None = Field(foreign_key="vintages.number")
    simulated: bool
    decided_by: str | None
    decided_at: datetime | None
    answer: str | None


class ObservationRow(SQLModel, table=True):
    """One reported value: a whole `count` or a `share` in percent. Append-only.

    The primary key is the order in which figures are read, and covers the history of one locality: in SQLite
    the table is its own index, in PostgreSQL the index carries the values. The other index finds what one
    submission brought, so that a new vintage needs not read the older ones.
    """

    __tablename__ = "observations"
    __table_args__ = (
        PrimaryKeyConstraint(
            "locality",
            "period",
            "measure",
            "submission",
            name="pk_observations",
        ),
        CheckConstraint("(count IS NULL) <> (share IS NULL)", name="ck_observations_one_value"),
        {"sqlite_with_rowid": False},
    )

    locality: int = Field(primary_key=True, foreign_key="localities.id")
    period: int = Field(primary_key=True, foreign_key="periods.id")
    measure: int = Field(primary_key=True, foreign_key="measures.id")
    submission: int = Field(primary_key=True, foreign_key="submissions.number", index=True)
    source: int = Field(foreign_key="sources.id")
    count: int | None = Field(sa_type=BigInteger)
    share: Decimal | None = Field(sa_type=ExactDecimal)


class FlagRow(SQLModel, table=True):
    """A problem that was accepted with a submission; its cell may have no value. Append-only."""

    __tablename__ = "flags"

    submission: int = Field(primary_key=True, foreign_key="submissions.number")
    position: int = own_number()
    locality: int = Field(foreign_key="localities.id")
    period: int = Field(foreign_key="periods.id")
    measure: int = Field(foreign_key="measures.id")
    code: str
    severity: str


class DraftRow(SQLModel, table=True):
    """What an account has typed and not submitted: `cells` in JSON. `locality` is a key, which may not exist here."""

    __tablename__ = "drafts"

    owner: str = Field(primary_key=True)
    locality: str = Field(primary_key=True)
    first_day: date = Field(primary_key=True)
    last_day: date = Field(primary_key=True)
    basis: str = Field(primary_key=True)
    cells: str
    saved_at: datetime


def table(name: str) -> Table:
    """The SQLAlchemy table of a name."""
    return SQLModel.metadata.tables[name]


LOCALITIES = table("localities")
SUCCESSIONS = table("successions")
PERIODS = table("periods")
MEASURES = table("measures")
SOURCES = table("sources")
VINTAGES = table("vintages")
SUBMISSIONS = table("submissions")
OBSERVATIONS = table("observations")


@event.listens_for(OBSERVATIONS, "before_create")
def _cover_values(observations: Table, connection: Connection, **_: object) -> None:
    """Let the index of the primary key carry the values in PostgreSQL. Said here, since said at the table it would make
    every process import the dialect."""
    observations.primary_key.dialect_options["postgresql"]["include"] = ["source", "count", "share"]


FLAGS = table("flags")
DRAFTS = table("drafts")

# Tables whose rows the database refuses to change or delete.
GUARDED = (
    "observations",
    "vintages",
    "sources",
    "periods",
    "measures",
    "submissions",
    "flags",
    "unchanged",
    "reports",
    "comments",
    "windows",
    "extensions",
    "audit",
    "targets",
)
