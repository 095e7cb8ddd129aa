"""Accounts: their roles, scopes, passwords and identities. Every change is in the audit log."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from dxkpi.domain.model.audit import AuditAction
from dxkpi.domain.model.permissions import OPERATOR, SHIPPED, Actor, Role
from dxkpi.errors import AccountExists, LastAdministrator, UnknownAccount, WrongUsage
from dxkpi.locale import N_, Message
from dxkpi.store.audit_log import audited
from dxkpi.store.engine import Database, next_number
from dxkpi.store.tables.accounts import ACCOUNTS, SESSIONS

# Names under which commands and the program itself act.
RESERVED = frozenset({OPERATOR.name, SHIPPED})
_NAME = re.compile(r"[\w.@+-]{2,64}")


@dataclass(frozen=True)
class Account:
    """A person's account. `scope`: codes of localities, with all that lies inside; None: everywhere.

    `issuer` and `subject` (which may be an e-mail address): the account's identity at an identity provider. Times in
    UTC.
    """

    number: int
    name: str
    shown_name: str
    role: Role
    scope: frozenset[str] | None
    password_hash: str | None = field(repr=False)
    issuer: str | None
    subject: str | None
    is_active: bool
    must_change: bool
    created_at: datetime
    created_by: str
    signed_out_at: datetime | None


class Accounts:
    """The accounts of one store. Names are compared without regard to case."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        name: str,
        *,
        role: Role,
        scope: frozenset[str] | None,
        shown_name: str = "",
        password_hash: str | None = None,
        must_change: bool = False,
        identity: tuple[str, str] | None = None,
        by: Actor,
        at: datetime,
    ) -> Account:
        """Add an account. `identity`: issuer, and subject or e-mail. Raises `AccountExists`, `WrongUsage`."""
        name = _checked_name(name)
        issuer, subject = _identity(identity)
        with audited(self._database, by, AuditAction.ADD_ACCOUNT, at) as (connection, entry):
            if _find(connection, ACCOUNTS.c.name == name) or _find_identity(connection, issuer, subject):
                raise AccountExists(name=name)
            row: dict[str, Any] = {"number": next_number(connection, ACCOUNTS), "name": name}
            row |= {"shown_name": shown_name.strip() or name, "role": role.value, "scope": _text(scope)}
            row |= {"password_hash": password_hash, "must_change": must_change, "is_active": True}
            row |= {"issuer": issuer, "subject": subject, "created_at": at, "created_by": by.name}
            connection.execute(insert(ACCOUNTS).values(**row))
            entry.record(f"account {name}", role=role.value, scope=_text(scope), issuer=issuer, subject=subject)
            return _require(connection, name)

    def find(self, name: str) -> Account | None:
        """The account of a name; None when there is none."""
        with self._database.reading() as connection:
            return _find(connection, ACCOUNTS.c.name == normalized_name(name))

    def of_identity(self, issuer: str, subject: str) -> Account | None:
        """The account with an identity at a provider, by its subject or e-mail; None when there is none."""
        with self._database.reading() as connection:
            return _find_identity(connection, *_identity((issuer, subject)))

    def all(self) -> list[Account]:
        """Every account, by name."""
        with self._database.reading() as connection:
            return [account_of(row) for row in connection.execute(select(ACCOUNTS).order_by(ACCOUNTS.c.name))]

    def set_role(self, name: str, role: Role, scope: frozenset[str] | None, *, by: Actor, at: datetime) -> Account:
        """Set the role and scope, effective at the next request. Raises `UnknownAccount`, `LastAdministrator`."""
        with audited(self._database, by, AuditAction.SET_ROLE, at) as (connection, entry):
            before = _require(connection, name)
            _set(connection, before, role=role.value, scope=_text(scope))
            _keep_one_administrator(connection, before)
            old, new = [before.role.value, _text(before.scope)], [role.value, _text(scope)]
            entry.record(f"account {before.name}", old=old, new=new)
            return _require(connection, name)

    def set_identity(self, name: str, identity: tuple[str, str] | None, *, by: Actor, at: datetime) -> Account:
        """Set or remove the identity at a provider. Raises `UnknownAccount`, `AccountExists`."""
        issuer, subject = _identity(identity)
        with audited(self._database, by, AuditAction.SET_IDENTITY, at) as (connection, entry):
            before = _require(connection, name)
            other = _find_identity(connection, issuer, subject)
            if other is not None and other.number != before.number:
                raise AccountExists(name=before.name)
            _set(connection, before, issuer=issuer, subject=subject)
            _end_sessions(connection, before, at)
            entry.record(f"account {before.name}", old=[before.issuer, before.subject], new=[issuer, subject])
            return _require(connection, name)

    def set_password(self, name: str, password_hash: str, *, must_change: bool, by: Actor, at: datetime) -> Account:
        """Set the password and end every session. Raises `UnknownAccount`."""
        with audited(self._database, by, AuditAction.SET_PASSWORD, at) as (connection, entry):
            before = _require(connection, name)
            _set(connection, before, password_hash=password_hash, must_change=must_change)
            _end_sessions(connection, before, at)
            entry.record(f"account {before.name}", must_change=must_change)
            return _require(connection, name)

    def enable(self, name: str, *, by: Actor, at: datetime) -> Account:
        """Allow sign-in again. Raises `UnknownAccount`."""
        return self._switch(name, True, AuditAction.ENABLE_ACCOUNT, by, at)

    def disable(self, name: str, *, by: Actor, at: datetime) -> Account:
        """Forbid sign-in and end every session. Raises `UnknownAccount`, `LastAdministrator`."""
        return self._switch(name, False, AuditAction.DISABLE_ACCOUNT, by, at)

    def sign_out(self, name: str, *, by: Actor, at: datetime) -> None:
        """End every session of an account. Raises `UnknownAccount`."""
        with audited(self._database, by, AuditAction.SIGN_OUT_EVERYWHERE, at) as (connection, entry):
            account = _require(connection, name)
            entry.record(f"account {account.name}", sessions=_end_sessions(connection, account, at))

    def _switch(self, name: str, is_active: bool, action: AuditAction, by: Actor, at: datetime) -> Account:
        with audited(self._database, by, action, at) as (connection, entry):
            account = _require(connection, name)
            _set(connection, account, is_active=is_active)
            _keep_one_administrator(connection, account)
            entry.record(f"account {account.name}", sessions=_end_sessions(connection, account, at))
            return _require(connection, name)


def normalized_name(name: str) -> str:
    """A name as it is compared and stored."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def account_of(row: Row[Any]) -> Account:
    """The account of a row."""
    scope = None if row.scope is None else frozenset(row.scope.split())
    return Account(**dict(row._mapping) | {"role": Role(row.role), "scope": scope})


def _checked_name(name: str) -> str:
    normalized = normalized_name(name)
    if _NAME.fullmatch(normalized) is None or normalized in RESERVED:
        unfit = N_("“{name}” cannot be the name of an account: take 2 to 64 letters, digits, or any of . _ - + @")
        raise WrongUsage(what=Message(unfit, {"name": name}))
    return normalized


def _identity(identity: tuple[str, str] | None) -> tuple[str, str] | tuple[None, None]:
    """Issuer and subject as they are stored: e-mail addresses in lower case, other subjects as they are."""
    if identity is None:
        return None, None
    issuer, subject = (part.strip() for part in identity)
    if not issuer or not subject:
        raise WrongUsage(what=Message(N_("An identity needs its issuer, and its subject or e-mail.")))
    return issuer.rstrip("/"), subject.casefold() if "@" in subject else subject


def _text(scope: frozenset[str] | None) -> str | None:
    return None if scope is None else " ".join(sorted(scope))


def _find(connection: Connection, condition: ColumnElement[bool]) -> Account | None:
    row = connection.execute(select(ACCOUNTS).where(condition)).first()
    return None if row is None else account_of(row)


def _find_identity(connection: Connection, issuer: str | None, subject: str | None) -> Account | None:
    return _find(connection, (ACCOUNTS.c.issuer == issuer) & (ACCOUNTS.c.subject == subject)) if issuer else None


def _require(connection: Connection, name: str) -> Account:
    account = _find(connection, ACCOUNTS.c.name == normalized_name(name))
    if account is None:
        raise UnknownAccount(name=name)
    return account


def _set(connection: Connection, account: Account, **values: object) -> None:
    connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.number == account.number).values(**values))


def _keep_one_administrator(connection: Connection, before: Account) -> None:
    """Raises `LastAdministrator` when a change leaves no active administrator.

    Of two administrators who demote each other at once, the second is refused.
    """
    columns = ACCOUNTS.c
    is_administrator = (columns.role == Role.ADMINISTRATOR.value) & columns.is_active
    was_administrator = before.is_active and before.role is Role.ADMINISTRATOR
    if was_administrator and _find(connection, is_administrator) is None:
        raise LastAdministrator(name=before.name)


def _end_sessions(connection: Connection, account: Account, at: datetime) -> int:
    """End every session and return how many there were. ID tokens issued earlier cannot begin another."""
    _set(connection, account, signed_out_at=at)
    columns = SESSIONS.c
    is_live = (columns.account == account.number) & columns.revoked_at.is_(None) & (columns.expires_at > at)
    return connection.execute(update(SESSIONS).where(is_live).values(revoked_at=at)).rowcount
