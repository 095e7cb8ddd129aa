"""The tables of review, deadlines and targets. All are append-only."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, ForeignKey, Integer, String, Table

from dxkpi.store.tables.metadata import METADATA, ExactDecimal, UTCDateTime

# A submission has values of a locality and a period, new or not.
REPORTS = Table(
    "reports",
    METADATA,
    Column("submission", Integer, ForeignKey("submissions.number"), primary_key=True),
    Column("locality", Integer, ForeignKey("localities.id"), primary_key=True),
    Column("period", Integer, ForeignKey("periods.id"), primary_key=True),
)

# A value of a pending submission that equalled the approved one when it arrived.
#
# It becomes an observation if the approved value has changed by the time of approval.
UNCHANGED = Table(
    "unchanged",
    METADATA,
    Column("submission", Integer, ForeignKey("submissions.number"), primary_key=True),
    Column("locality", Integer, ForeignKey("localities.id"), primary_key=True),
    Column("period", Integer, ForeignKey("periods.id"), primary_key=True),
    Column("measure", Integer, ForeignKey("measures.id"), primary_key=True),
    Column("source", Integer, ForeignKey("sources.id"), nullable=False),
    Column("count", BigInteger),
    Column("share", ExactDecimal),
    CheckConstraint("(count IS NULL) <> (share IS NULL)", name="ck_unchanged_one_value"),
)

# A comment on a submission; NULL in `locality`, `period` or `measure`: about all of them.
COMMENTS = Table(
    "comments",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("submission", Integer, ForeignKey("submissions.number"), nullable=False, index=True),
    Column("locality", Integer, ForeignKey("localities.id")),
    Column("period", Integer, ForeignKey("periods.id")),
    Column("measure", Integer, ForeignKey("measures.id")),
    Column("written_by", String, nullable=False),
    Column("written_at", UTCDateTime, nullable=False),
    Column("text", String, nullable=False),
)

# When a period opens and closes, as set at `set_at`. The newest row of a period applies.
WINDOWS = Table(
    "windows",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("basis", String, nullable=False),
    Column("opens_at", UTCDateTime, nullable=False),
    Column("deadline_at", UTCDateTime),
    Column("grace_until", UTCDateTime),
    Column("set_by", String, nullable=False),
    Column("set_at", UTCDateTime, nullable=False),
)

# An extension of a period for a locality (a code). The newest row of a code and period applies.
EXTENSIONS = Table(
    "extensions",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("code", String, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("basis", String, nullable=False),
    Column("until", UTCDateTime, nullable=False),
    Column("given_by", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("given_at", UTCDateTime, nullable=False),
)

# A target of an indicator (an id), as set at `set_at`; NULL in `value`: it was removed then.
#
# The newest row of an indicator, locality, level and period applies; each makes a vintage.
TARGETS = Table(
    "targets",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("indicator", String, nullable=False),
    Column("locality", Integer, ForeignKey("localities.id"), nullable=False),
    Column("level", String),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("basis", String, nullable=False),
    Column("value", ExactDecimal),
    Column("source", String, nullable=False),
    Column("vintage", Integer, ForeignKey("vintages.number"), nullable=False),
    Column("set_by", String, nullable=False),
    Column("set_at", UTCDateTime, nullable=False),
)
