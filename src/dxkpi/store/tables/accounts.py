"""The tables of accounts, sessions, sign-in attempts and the audit log. Of these only the audit log is append-only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from dxkpi.store.tables.figures import own_number, table


class AccountRow(SQLModel, table=True):
    """An account. `scope`: codes separated by spaces; NULL: everywhere.

    `password_hash` is NULL for OpenID Connect accounts; `issuer` and `subject` (which may be an e-mail address) are
    NULL for all others. ID tokens issued before `signed_out_at` are not accepted.
    """

    __tablename__ = "accounts"
    __table_args__ = (
        UniqueConstraint("name", name="uq_accounts_name"),
        UniqueConstraint("issuer", "subject", name="uq_accounts_identity"),
        CheckConstraint("role IN ('reader', 'contributor', 'reviewer', 'administrator')", name="ck_accounts_role"),
        CheckConstraint("(issuer IS NULL) = (subject IS NULL)", name="ck_accounts_identity"),
    )

    number: int = own_number()
    name: str
    shown_name: str
    role: str
    scope: str | None
    password_hash: str | None
    issuer: str | None
    subject: str | None
    is_active: bool
    must_change: bool
    created_at: datetime
    created_by: str
    signed_out_at: datetime | None


class SessionRow(SQLModel, table=True):
    """One sign-in. `digest`: SHA-256 of the token, which is not stored."""

    __tablename__ = "sessions"

    digest: str = Field(primary_key=True)
    account: int = Field(foreign_key="accounts.number", index=True)
    created_at: datetime
    expires_at: datetime
    seen_at: datetime
    revoked_at: datetime | None
    address: str
    agent: str


class AttemptRow(SQLModel, table=True):
    """One attempt to sign in, counted as failed until it succeeds. Deleted when it no longer counts."""

    __tablename__ = "attempts"

    number: int = own_number()
    tried_at: datetime
    name: str
    address: str


class AuditRow(SQLModel, table=True):
    """One line of the audit log. `details`: JSON."""

    __tablename__ = "audit"

    number: int = own_number()
    at: datetime
    actor: str
    act: str
    object: str
    details: str
    address: str


ACCOUNTS = table("accounts")
SESSIONS = table("sessions")
ATTEMPTS = table("attempts")
AUDIT = table("audit")
