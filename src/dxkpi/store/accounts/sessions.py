"""Sessions, stored by the digest of their token, and failed attempts to sign in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select, update

from dxkpi.domain.model.audit import AuditAction
from dxkpi.domain.model.permissions import Actor
from dxkpi.errors import StoreUnreachable, WrongPassword
from dxkpi.store.accounts.accounts import Account, account_of, normalized_name
from dxkpi.store.audit_log import AuditEntry, add_line, audited
from dxkpi.store.engine import Database, next_number
from dxkpi.store.tables.accounts import ACCOUNTS, ATTEMPTS, SESSIONS

# Ended sessions are kept this long: an address that an account has signed in from is exempt from its lock-out.
SESSIONS_KEPT = timedelta(days=30)
# Longer than any lock-out.
ATTEMPTS_KEPT = timedelta(hours=1)
MAX_NAME_LENGTH, MAX_AGENT_LENGTH = 100, 300


@dataclass(frozen=True)
class Session:
    """One sign-in. `digest`: SHA-256 of its token. Times in UTC."""

    digest: str
    account: Account
    created_at: datetime
    expires_at: datetime
    seen_at: datetime
    revoked_at: datetime | None
    address: str
    agent: str


@dataclass(frozen=True)
class FailedAttempts:
    """Times of recent failed attempts to sign in, oldest first: from one address, and for one name from anywhere.

    `is_known`: the account of the name has signed in from this address before.
    """

    from_address: Sequence[datetime]
    under_name: Sequence[datetime]
    is_known: bool


class Sessions:
    """The sessions of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(
        self,
        account: Account,
        digest: str,
        *,
        expires_at: datetime,
        agent: str,
        by: Actor,
        at: datetime,
        instead_of: str | None = None,
        has_tried: bool = False,
        rehashed: str | None = None,
    ) -> None:
        """Start a session. Raises `WrongPassword` when the account has changed since it was read.

        `instead_of`: the digest of a session to end. `has_tried`: delete the counted attempts for this name from this
        address. `rehashed`: a new hash of the same password.
        """
        with audited(self._database, by, AuditAction.SIGN_IN, at) as (connection, entry):
            _refuse_changed(connection, account)
            if instead_of is not None:
                _revoke(connection, instead_of, at)
            if has_tried:
                _delete_attempts(connection, account.name, by.address)
            if rehashed is not None:
                own_row = update(ACCOUNTS).where(ACCOUNTS.c.number == account.number)
                connection.execute(own_row.values(password_hash=rehashed))
            connection.execute(delete(SESSIONS).where(SESSIONS.c.created_at < at - SESSIONS_KEPT))
            row = {"digest": digest, "account": account.number, "created_at": at, "seen_at": at}
            row |= {"expires_at": expires_at, "address": by.address, "agent": agent[:MAX_AGENT_LENGTH]}
            connection.execute(insert(SESSIONS).values(**row))
            entry.record(f"account {account.name}", agent=row["agent"])

    def find(self, digest: str) -> Session | None:
        """A session, valid or not, with its account as it is now; None when there is none."""
        with self._database.reading() as connection:
            row = connection.execute(select(SESSIONS).where(SESSIONS.c.digest == digest)).first()
            if row is None:
                return None
            owner = connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.number == row.account)).one()
        return Session(**dict(row._mapping) | {"account": account_of(owner)})

    def touch(self, digest: str, at: datetime) -> None:
        """Record that a session was used; skipped without waiting while another writer is active."""
        with suppress(StoreUnreachable), self._database.without_waiting() as connection:
            connection.execute(update(SESSIONS).where(SESSIONS.c.digest == digest).values(seen_at=at))

    def end(self, digest: str, *, by: Actor, at: datetime) -> None:
        """End one session."""
        with audited(self._database, by, AuditAction.SIGN_OUT, at) as (connection, entry):
            _revoke(connection, digest, at)
            entry.record(f"account {by.name}")

    def count_attempt(self, name: str, address: str, at: datetime, judge: Callable[[FailedAttempts], None]) -> None:
        """Count an attempt as failed before its password is verified, so that parallel attempts are limited too.

        `judge` gets the earlier attempts; when it raises, the attempt is not counted.
        """
        name = normalized_name(name)[:MAX_NAME_LENGTH]
        with self._database.writing() as connection:
            connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.tried_at < at - ATTEMPTS_KEPT))
            judge(_failed_attempts(connection, name, address))
            row = {"number": next_number(connection, ATTEMPTS), "tried_at": at, "name": name, "address": address}
            connection.execute(insert(ATTEMPTS).values(**row))

    def fail(self, name: str, address: str, at: datetime) -> None:
        """Log a failed attempt. A name without an account may be a mistyped password, and is not logged."""
        name = normalized_name(name)
        with self._database.writing() as connection:
            accounts = select(func.count()).select_from(ACCOUNTS).where(ACCOUNTS.c.name == name)
            is_account = connection.execute(accounts).scalar_one() > 0
            entry = AuditEntry(f"account {name if is_account else '?'}")
            add_line(connection, Actor("", address=address), AuditAction.FAIL_TO_SIGN_IN, at, entry)


def _failed_attempts(connection: Connection, name: str, address: str) -> FailedAttempts:
    columns = ATTEMPTS.c
    question = select(columns.tried_at).order_by(columns.tried_at)
    from_address, under_name = (
        list(connection.execute(question.where(condition)).scalars())
        for condition in (columns.address == address, columns.name == name)
    )
    sessions = (
        select(func.count())
        .select_from(SESSIONS)
        .join(ACCOUNTS, ACCOUNTS.c.number == SESSIONS.c.account)
        .where(ACCOUNTS.c.name == name, SESSIONS.c.address == address)
    )
    return FailedAttempts(from_address, under_name, connection.execute(sessions).scalar_one() > 0)


def _refuse_changed(connection: Connection, account: Account) -> None:
    row = connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.number == account.number)).first()
    if row is None or not row.is_active or row.password_hash != account.password_hash:
        raise WrongPassword()


def _revoke(connection: Connection, digest: str, at: datetime) -> None:
    is_live = (SESSIONS.c.digest == digest) & SESSIONS.c.revoked_at.is_(None)
    connection.execute(update(SESSIONS).where(is_live).values(revoked_at=at))


def _delete_attempts(connection: Connection, name: str, address: str) -> None:
    connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.name == name, ATTEMPTS.c.address == address))
