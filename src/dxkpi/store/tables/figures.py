"""The tables of figures. Tables never leave the store.

Everything that a figure depends on is append-only; triggers made by the migrations refuse changes. Drafts are not.
Surrogate keys are small integers assigned by the store itself (newest + 1 under the writers' lock), because
1.2 million observations are read as integers. An observation belongs to a submission; an approved submission
has a vintage; a cell (locality, period, measure) has, at vintage N, the value of its newest vintage up to N.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    Date,
    Float,
    ForeignKey,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    event,
)

from dxkpi.store.tables.metadata import METADATA, ExactDecimal, UTCDateTime


class SubmissionState(StrEnum):
    """The state of a submission."""

    PENDING = "pending"
    APPROVED = "approved"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


# One locality over one span of days; `parent` is a code. `known_from`: the vintage of its boundary change.
LOCALITIES = Table(
    "localities",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("code", String, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("level", String, nullable=False),
    Column("parent", String),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("simulated", Boolean, nullable=False),
    Column("source", String, nullable=False),
    Column("known_from", Integer, ForeignKey("vintages.number")),
    UniqueConstraint("code", "valid_from", name="uq_localities_key"),
)

# One unit became part of another on a day; `whole`: all of it did.
SUCCESSIONS = Table(
    "successions",
    METADATA,
    Column("predecessor", Integer, ForeignKey("localities.id"), primary_key=True),
    Column("successor", Integer, ForeignKey("localities.id"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("whole", Boolean, nullable=False),
)

# A period: both days included, and its basis. Append-only.
PERIODS = Table(
    "periods",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("basis", String, nullable=False),
    UniqueConstraint("first_day", "last_day", "basis", name="uq_periods_days"),
    CheckConstraint("first_day <= last_day", name="ck_periods_order"),
)

# The code of a measure that has been reported. Append-only.
MEASURES = Table(
    "measures",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("code", String, nullable=False),
    UniqueConstraint("code", name="uq_measures_code"),
)

# A source of figures; `digest`: SHA-256 of the other columns. `coverage`: what the figures count, in one word.
# `printed`: the number as the source prints it. Append-only.
SOURCES = Table(
    "sources",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("digest", String, nullable=False),
    Column("title", String, nullable=False),
    Column("url", String, nullable=False),
    Column("provisional", Boolean, nullable=False),
    Column("note", String, nullable=False),
    Column("coverage", String, nullable=False, server_default="whole"),
    Column("printed", String, nullable=False, server_default=""),
    UniqueConstraint("digest", name="uq_sources_digest"),
)

# One vintage; numbers have no gaps. Append-only.
VINTAGES = Table(
    "vintages",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("approved_by", String, nullable=False),
    Column("reason", String, nullable=False),
)

# One file or form that was submitted. Updated once, when it is decided.
#
# `scope`: the locality and period it was sent for; the same `sheet` (empty: unknown, or a text file) counts once for
# each.
SUBMISSIONS = Table(
    "submissions",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("file_name", String, nullable=False),
    Column("sha256", String, nullable=False, index=True),
    Column("layout", String, nullable=False),
    Column("scope", String, nullable=False, server_default=""),
    Column("sheet", String, nullable=False, server_default=""),
    Column("submitted_by", String, nullable=False),
    Column("received_at", UTCDateTime, nullable=False),
    Column("reason", String, nullable=False),
    Column("state", String, nullable=False),
    Column("vintage", Integer, ForeignKey("vintages.number")),
    Column("simulated", Boolean, nullable=False),
    Column("decided_by", String),
    Column("decided_at", UTCDateTime),
    Column("answer", String),
    UniqueConstraint("vintage", name="uq_submissions_vintage"),
    CheckConstraint("state IN ('pending', 'approved', 'returned', 'withdrawn')", name="ck_submissions_state"),
    CheckConstraint("vintage IS NULL OR state = 'approved'", name="ck_submissions_vintage"),
)

# One reported value: a whole `count` or a `share` in percent. Append-only.
#
# The primary key is the order in which figures are read, and covers the history of one locality: in SQLite
# the table is its own index, in PostgreSQL the index carries the values. The other index finds what one
# submission brought, so that a new vintage needs not read the older ones.
OBSERVATIONS = Table(
    "observations",
    METADATA,
    Column("locality", Integer, ForeignKey("localities.id"), primary_key=True),
    Column("period", Integer, ForeignKey("periods.id"), primary_key=True),
    Column("measure", Integer, ForeignKey("measures.id"), primary_key=True),
    Column("submission", Integer, ForeignKey("submissions.number"), primary_key=True, index=True),
    Column("source", Integer, ForeignKey("sources.id"), nullable=False),
    Column("count", BigInteger),
    Column("share", ExactDecimal),
    PrimaryKeyConstraint("locality", "period", "measure", "submission", name="pk_observations"),
    CheckConstraint("(count IS NULL) <> (share IS NULL)", name="ck_observations_one_value"),
    sqlite_with_rowid=False,
)

# A problem that was accepted with a submission; its cell may have no value. Append-only.
FLAGS = Table(
    "flags",
    METADATA,
    Column("submission", Integer, ForeignKey("submissions.number"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("locality", Integer, ForeignKey("localities.id"), nullable=False),
    Column("period", Integer, ForeignKey("periods.id"), nullable=False),
    Column("measure", Integer, ForeignKey("measures.id"), nullable=False),
    Column("code", String, nullable=False),
    Column("severity", String, nullable=False),
)

# What an account has typed and not submitted: `cells` in JSON. `locality` is a key, which may not exist here.
DRAFTS = Table(
    "drafts",
    METADATA,
    Column("owner", String, primary_key=True),
    Column("locality", String, primary_key=True),
    Column("first_day", Date, primary_key=True),
    Column("last_day", Date, primary_key=True),
    Column("basis", String, primary_key=True),
    Column("cells", String, nullable=False),
    Column("saved_at", UTCDateTime, nullable=False),
)


@event.listens_for(OBSERVATIONS, "before_create")
def _cover_values(observations: Table, connection: Connection, **_: object) -> None:
    """Let the index of the primary key carry the values in PostgreSQL. Said here, since said at the table it would make
    every process import the dialect."""
    observations.primary_key.dialect_options["postgresql"]["include"] = ["source", "count", "share"]


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
