"""The tables of accounts, sessions, sign-in attempts and the audit log. Of these only the audit log is append-only."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Integer, String, Table, UniqueConstraint

from dxkpi.store.tables.metadata import METADATA, UTCDateTime

# An account. `scope`: codes separated by spaces; NULL: everywhere.
#
# `password_hash` is NULL for OpenID Connect accounts; `issuer` and `subject` (which may be an e-mail address) are
# NULL for all others. ID tokens issued before `signed_out_at` are not accepted.
ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
    Column("shown_name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("scope", String),
    Column("password_hash", String),
    Column("issuer", String),
    Column("subject", String),
    Column("is_active", Boolean, nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("created_by", String, nullable=False),
    Column("signed_out_at", UTCDateTime),
    UniqueConstraint("name", name="uq_accounts_name"),
    UniqueConstraint("issuer", "subject", name="uq_accounts_identity"),
    CheckConstraint("role IN ('reader', 'contributor', 'reviewer', 'administrator')", name="ck_accounts_role"),
    CheckConstraint("(issuer IS NULL) = (subject IS NULL)", name="ck_accounts_identity"),
)

# One sign-in. `digest`: SHA-256 of the token, which is not stored.
SESSIONS = Table(
    "sessions",
    METADATA,
    Column("digest", String, primary_key=True),
    Column("account", Integer, ForeignKey("accounts.number"), nullable=False, index=True),
    Column("created_at", UTCDateTime, nullable=False),
    Column("expires_at", UTCDateTime, nullable=False),
    Column("seen_at", UTCDateTime, nullable=False),
    Column("revoked_at", UTCDateTime),
    Column("address", String, nullable=False),
    Column("agent", String, nullable=False),
)

# One attempt to sign in, counted as failed until it succeeds. Deleted when it no longer counts.
ATTEMPTS = Table(
    "attempts",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("tried_at", UTCDateTime, nullable=False),
    Column("name", String, nullable=False),
    Column("address", String, nullable=False),
)

# One line of the audit log. `details`: JSON.
AUDIT = Table(
    "audit",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", UTCDateTime, nullable=False),
    Column("actor", String, nullable=False),
    Column("act", String, nullable=False),
    Column("object", String, nullable=False),
    Column("details", String, nullable=False),
    Column("address", String, nullable=False),
)
