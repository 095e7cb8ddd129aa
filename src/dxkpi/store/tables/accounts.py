"""The tables of who acts, from where, and what they did. The audit log alone is append-only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from dxkpi.store.tables.figures import own_number, table


class AccountRow(SQLModel, table=True):
    """Somebody who may act. `scope`: codes with spaces between; NULL: everywhere.

    `password_hash` is NULL where only an identity provider may vouch for them; `issuer` and `subject` (which may be
    an e-mail) are NULL where none does. What an identity provider vouched for before `signed_out_at` is void.
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
    """One sign-in. `digest`: SHA-256 of the token, which is kept nowhere."""

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
    """One try to sign in that did not succeed, or not yet. Thrown away when it counts no more."""

    __tablename__ = "attempts"

    number: int = own_number()
    tried_at: datetime
    name: str
    address: str


class AuditRow(SQLModel, table=True):
    """Who did what to what, when, from where. `details`: JSON."""

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
