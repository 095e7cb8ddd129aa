"""Sessions, of which only the digest of the token is kept, and the tries to sign in that are counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select, update

from dxkpi.domain.model.audit import AuditAction
from dxkpi.domain.model.permissions import Actor
from dxkpi.errors import StoreUnreachable, WrongPassword
from dxkpi.store.accounts.accounts import Account, account_of, folded
from dxkpi.store.accounts.audit_log import add_line, doing
from dxkpi.store.engine import Database
from dxkpi.store.submissions.review import next_number
from dxkpi.store.tables.accounts import ACCOUNTS, ATTEMPTS, SESSIONS

# An address from which an account has signed in is known for as long as its sessions are kept.
SESSIONS_KEPT = timedelta(days=30)
# Longer than any lock-out lasts.
ATTEMPTS_KEPT = timedelta(hours=1)
MOST_OF_A_NAME, MOST_OF_AN_AGENT = 100, 300


@dataclass(frozen=True)
class Session:
    """One sign-in. `digest`: SHA-256 of its token. Moments in UTC."""

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
    """Failed tries to sign in that are still kept, oldest first: from this address, and under this name from anywhere.

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
        """Begin a session. Raises `WrongPassword` where the account changed since it was looked at.

        `instead_of`: the digest of a session that ends with it. `has_tried`: the tries under this name from
        this address are forgotten, as the last has succeeded. `rehashed`: the same password, hashed anew.
        """
        with doing(self._database, by, AuditAction.SIGN_IN, at) as (connection, told):
            _refuse_changed(connection, account)
            if instead_of is not None:
                _revoke(connection, instead_of, at)
            if has_tried:
                _forget(connection, account.name, by.address)
            if rehashed is not None:
                mine = update(ACCOUNTS).where(ACCOUNTS.c.number == account.number)
                connection.execute(mine.values(password_hash=rehashed))
            connection.execute(delete(SESSIONS).where(SESSIONS.c.created_at < at - SESSIONS_KEPT))
            row = {"digest": digest, "account": account.number, "created_at": at, "seen_at": at}
            row |= {"expires_at": expires_at, "address": by.address, "agent": agent[:MOST_OF_AN_AGENT]}
            connection.execute(insert(SESSIONS).values(**row))
            told.tell(f"account {account.name}", agent=row["agent"])

    def find(self, digest: str) -> Session | None:
        """A session with its account as it is now, whether it holds or not."""
        with self._database.reading() as connection:
            row = connection.execute(select(SESSIONS).where(SESSIONS.c.digest == digest)).first()
            if row is None:
                return None
            owner = connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.number == row.account)).one()
        return Session(**dict(row._mapping) | {"account": account_of(owner)})

    def of(self, account: Account, at: datetime) -> list[Session]:
        """The sessions of an account that hold at a moment, the latest used first."""
        columns = SESSIONS.c
        live = (columns.account == account.number) & columns.revoked_at.is_(None) & (columns.expires_at > at)
        with self._database.reading() as connection:
            rows = connection.execute(select(SESSIONS).where(live).order_by(columns.seen_at.desc(), columns.digest))
            return [Session(**dict(row._mapping) | {"account": account}) for row in rows]

    def touch(self, digest: str, at: datetime) -> None:
        """Remember that a session was used, unless somebody is writing: nobody waits for this."""
        with suppress(StoreUnreachable), self._database.aside() as connection:
            connection.execute(update(SESSIONS).where(SESSIONS.c.digest == digest).values(seen_at=at))

    def end(self, digest: str, *, by: Actor, at: datetime) -> None:
        """End one session."""
        with doing(self._database, by, AuditAction.SIGN_OUT, at) as (connection, told):
            _revoke(connection, digest, at)
            told.tell(f"account {by.name}")

    def try_to_start(self, name: str, address: str, at: datetime, judge: Callable[[FailedAttempts], None]) -> None:
        """Count a try as failed before it is looked at, so that many at once are no more than many in turn.

        What `judge` raises is raised, and then nothing was counted.
        """
        named = folded(name)[:MOST_OF_A_NAME]
        with self._database.writing() as connection:
            connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.tried_at < at - ATTEMPTS_KEPT))
            judge(_tries(connection, named, address))
            row = {"number": next_number(connection, ATTEMPTS), "tried_at": at, "name": named, "address": address}
            connection.execute(insert(ATTEMPTS).values(**row))

    def fail(self, name: str, address: str, at: datetime) -> None:
        """Tell of a try that has failed. What is no account's name may be a password, and is not written down."""
        with self._database.writing() as connection:
            known = select(func.count()).select_from(ACCOUNTS).where(ACCOUNTS.c.name == folded(name))
            named = folded(name) if connection.execute(known).scalar_one() else ""
            add_line(
                connection, Actor("", address=address), AuditAction.FAIL_TO_SIGN_IN, f"account {named or '?'}", at, {}
            )


def _tries(connection: Connection, name: str, address: str) -> FailedAttempts:
    columns = ATTEMPTS.c
    question = select(columns.tried_at).order_by(columns.tried_at)
    from_address, under_name = (
        list(connection.execute(question.where(wanted)).scalars())
        for wanted in (columns.address == address, columns.name == name)
    )
    known = (
        select(func.count())
        .select_from(SESSIONS)
        .join(ACCOUNTS, ACCOUNTS.c.number == SESSIONS.c.account)
        .where(ACCOUNTS.c.name == name, SESSIONS.c.address == address)
    )
    return FailedAttempts(from_address, under_name, connection.execute(known).scalar_one() > 0)


def _refuse_changed(connection: Connection, account: Account) -> None:
    row = connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.number == account.number)).first()
    if row is None or not row.is_active or row.password_hash != account.password_hash:
        raise WrongPassword()


def _revoke(connection: Connection, digest: str, at: datetime) -> None:
    live = (SESSIONS.c.digest == digest) & SESSIONS.c.revoked_at.is_(None)
    connection.execute(update(SESSIONS).where(live).values(revoked_at=at))


def _forget(connection: Connection, name: str, address: str) -> None:
    connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.name == name, ATTEMPTS.c.address == address))
