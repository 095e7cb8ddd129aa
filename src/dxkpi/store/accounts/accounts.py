"""Accounts: who they are, what they may, how they prove it. Every change stands in the audit log."""

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
from dxkpi.store.accounts.audit_log import doing
from dxkpi.store.engine import Database
from dxkpi.store.submissions.review import next_number
from dxkpi.store.tables.accounts import ACCOUNTS, SESSIONS

# Names that commands and the program itself act under.
RESERVED = frozenset({OPERATOR.name, SHIPPED})
_NAME = re.compile(r"[\w.@+-]{2,64}")


@dataclass(frozen=True)
class Account:
    """Somebody who may act. `scope`: codes of localities, with all that lies inside; None: everywhere.

    `issuer` and `subject` (which may be an e-mail): as whom an identity provider knows them. Moments in UTC.
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
    """The accounts of one store. Names are the same in capitals and small letters."""

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
        """Make an account. `identity`: issuer, and subject or e-mail. Raises `AccountExists`, `WrongUsage`."""
        named = _fit(name)
        issuer, subject = _identity(identity)
        with doing(self._database, by, AuditAction.ADD_ACCOUNT, at) as (connection, told):
            if _one(connection, ACCOUNTS.c.name == named) or _taken(connection, issuer, subject):
                raise AccountExists(name=named)
            row: dict[str, Any] = {
                "name": named,
                "shown_name": shown_name.strip() or named,
                "role": role.value,
                "scope": _text(scope),
            }
            row |= {"password_hash": password_hash, "must_change": must_change, "is_active": True}
            row |= {"issuer": issuer, "subject": subject, "created_at": at, "created_by": by.name}
            connection.execute(insert(ACCOUNTS).values(number=next_number(connection, ACCOUNTS), **row))
            told.tell(f"account {named}", role=role.value, scope=_text(scope), issuer=issuer, subject=subject)
            return _known(connection, named)

    def find(self, name: str) -> Account | None:
        """The account of a name, if there is one."""
        with self._database.reading() as connection:
            return _one(connection, ACCOUNTS.c.name == folded(name))

    def of_identity(self, issuer: str, subject: str) -> Account | None:
        """The account that an identity provider knows by a subject or e-mail, if there is one."""
        with self._database.reading() as connection:
            return _taken(connection, *_identity((issuer, subject)))

    def all(self) -> list[Account]:
        """Every account, by name."""
        with self._database.reading() as connection:
            return [account_of(row) for row in connection.execute(select(ACCOUNTS).order_by(ACCOUNTS.c.name))]

    def set_role(self, name: str, role: Role, scope: frozenset[str] | None, *, by: Actor, at: datetime) -> Account:
        """Say what an account may, from its next question on. Raises `UnknownAccount`, `LastAdministrator`."""
        with doing(self._database, by, AuditAction.SET_ROLE, at) as (connection, told):
            before = _known(connection, name)
            _set(connection, before, role=role.value, scope=_text(scope))
            _keep_one_administrator(connection, before, by)
            old, new = [before.role.value, _text(before.scope)], [role.value, _text(scope)]
            told.tell(f"account {before.name}", old=old, new=new)
            return _known(connection, name)

    def set_identity(self, name: str, identity: tuple[str, str] | None, *, by: Actor, at: datetime) -> Account:
        """Say as whom an identity provider knows them, if it does. Raises `UnknownAccount`, `AccountExists`."""
        issuer, subject = _identity(identity)
        with doing(self._database, by, AuditAction.SET_IDENTITY, at) as (connection, told):
            before = _known(connection, name)
            other = _taken(connection, issuer, subject)
            if other is not None and other.number != before.number:
                raise AccountExists(name=before.name)
            _set(connection, before, issuer=issuer, subject=subject)
            _end_sessions(connection, before, at)
            told.tell(f"account {before.name}", old=[before.issuer, before.subject], new=[issuer, subject])
            return _known(connection, name)

    def set_password(self, name: str, password_hash: str, *, must_change: bool, by: Actor, at: datetime) -> Account:
        """Put another password in place, and end every session. Raises `UnknownAccount`."""
        with doing(self._database, by, AuditAction.SET_PASSWORD, at) as (connection, told):
            before = _known(connection, name)
            _set(connection, before, password_hash=password_hash, must_change=must_change)
            _end_sessions(connection, before, at)
            told.tell(f"account {before.name}", must_change=must_change)
            return _known(connection, name)

    def enable(self, name: str, *, by: Actor, at: datetime) -> Account:
        """Let an account sign in again. Raises `UnknownAccount`."""
        return self._switch(name, True, AuditAction.ENABLE_ACCOUNT, by, at)

    def disable(self, name: str, *, by: Actor, at: datetime) -> Account:
        """Let an account sign in no more, and end every session. Raises `UnknownAccount`, `LastAdministrator`."""
        return self._switch(name, False, AuditAction.DISABLE_ACCOUNT, by, at)

    def sign_out(self, name: str, *, by: Actor, at: datetime) -> None:
        """End every session of an account, wherever it is signed in. Raises `UnknownAccount`."""
        with doing(self._database, by, AuditAction.SIGN_OUT_EVERYWHERE, at) as (connection, told):
            found = _known(connection, name)
            told.tell(f"account {found.name}", sessions=_end_sessions(connection, found, at))

    def _switch(self, name: str, is_active: bool, act: AuditAction, by: Actor, at: datetime) -> Account:
        with doing(self._database, by, act, at) as (connection, told):
            found = _known(connection, name)
            _set(connection, found, is_active=is_active)
            _keep_one_administrator(connection, found, by)
            told.tell(f"account {found.name}", sessions=_end_sessions(connection, found, at))
            return _known(connection, name)


def folded(name: str) -> str:
    """A name as it is compared and kept."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def account_of(row: Row[Any]) -> Account:
    """A row as an account."""
    found = dict(row._mapping)
    scope = found["scope"]
    codes = None if scope is None else frozenset(scope.split())
    return Account(**found | {"role": Role(found["role"]), "scope": codes})


def _fit(name: str) -> str:
    named = folded(name)
    if _NAME.fullmatch(named) is None or named in RESERVED:
        unfit = N_("“{name}” cannot be the name of an account: take 2 to 64 letters, digits, or any of . _ - + @")
        raise WrongUsage(what=Message(unfit, {"name": name}))
    return named


def _identity(identity: tuple[str, str] | None) -> tuple[str, str] | tuple[None, None]:
    """E-mail addresses are the same in capitals and small letters; other subjects are not."""
    if identity is None:
        return None, None
    issuer, subject = (part.strip() for part in identity)
    if not issuer or not subject:
        raise WrongUsage(what=Message(N_("An identity needs its issuer, and its subject or e-mail.")))
    return issuer.rstrip("/"), subject.casefold() if "@" in subject else subject


def _text(scope: frozenset[str] | None) -> str | None:
    return None if scope is None else " ".join(sorted(scope))


def _one(connection: Connection, wanted: ColumnElement[bool]) -> Account | None:
    row = connection.execute(select(ACCOUNTS).where(wanted)).first()
    return None if row is None else account_of(row)


def _taken(connection: Connection, issuer: str | None, subject: str | None) -> Account | None:
    return _one(connection, (ACCOUNTS.c.issuer == issuer) & (ACCOUNTS.c.subject == subject)) if issuer else None


def _known(connection: Connection, name: str) -> Account:
    found = _one(connection, ACCOUNTS.c.name == folded(name))
    if found is None:
        raise UnknownAccount(name=name)
    return found


def _set(connection: Connection, account: Account, **values: object) -> None:
    connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.number == account.number).values(**values))


def _keep_one_administrator(connection: Connection, before: Account, by: Actor) -> None:
    """Of two who take each other's rights the second is refused; the operator can always make another."""
    columns = ACCOUNTS.c
    left = (columns.role == Role.ADMINISTRATOR.value) & columns.is_active
    was_one = before.is_active and before.role is Role.ADMINISTRATOR
    if was_one and not by.is_operator and _one(connection, left) is None:
        raise LastAdministrator(name=before.name)


def _end_sessions(connection: Connection, account: Account, at: datetime) -> int:
    """End every session, and let no earlier word of an identity provider begin another: how many there were."""
    _set(connection, account, signed_out_at=at)
    columns = SESSIONS.c
    live = (columns.account == account.number) & columns.revoked_at.is_(None) & (columns.expires_at > at)
    return connection.execute(update(SESSIONS).where(live).values(revoked_at=at)).rowcount
