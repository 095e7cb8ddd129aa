"""The audit log: who did what to what, when, from where. It is written with the deed, or the deed is not done."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from dxkpi.domain.model.audit import AuditAction
from dxkpi.domain.model.permissions import Actor
from dxkpi.store.engine import Database
from dxkpi.store.tables.accounts import AUDIT


@dataclass(frozen=True)
class StoredAuditLine:
    """One deed. `object`: what it was done to, as “submission 12” or “account an”; `at` in UTC."""

    number: int
    at: datetime
    actor: str
    act: AuditAction
    object: str
    details: Mapping[str, Any]
    address: str


@dataclass
class AuditEntry:
    """What is to be said of a deed that is being done."""

    object: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    def tell(self, object: str, **details: Any) -> None:
        """Say what it was done to, and what else is worth keeping; never a password or a token."""
        self.object, self.details = object, details


@contextmanager
def doing(database: Database, by: Actor, act: AuditAction, at: datetime) -> Iterator[tuple[Connection, AuditEntry]]:
    """A transaction that leaves its deed in the log. A deed of which nothing is told is a bug, and is not done."""
    with database.writing() as connection:
        told = AuditEntry()
        yield connection, told
        if not told.object:
            raise RuntimeError(f"{act} was done and nothing told")
        add_line(connection, by, act, told.object, at, told.details)


def add_line(
    connection: Connection, by: Actor, act: AuditAction, object: str, at: datetime, details: Mapping[str, object]
) -> int:
    """Write one line: its number."""
    number = (connection.execute(select(func.max(AUDIT.c.number))).scalar() or 0) + 1
    text = json.dumps(dict(details), ensure_ascii=False)
    line = {"number": number, "at": at, "actor": by.name, "act": act.value, "object": object, "details": text}
    connection.execute(insert(AUDIT).values(**line, address=by.address))
    return number


def read_lines(connection: Connection, limit: int, before: int | None, account: str = "") -> list[StoredAuditLine]:
    """The newest lines, or those before a number, newest first; of one account: what it did and what was done to it."""
    question = select(AUDIT).order_by(AUDIT.c.number.desc()).limit(limit)
    if before is not None:
        question = question.where(AUDIT.c.number < before)
    if account:
        question = question.where((AUDIT.c.actor == account) | (AUDIT.c.object == f"account {account}"))
    return [
        StoredAuditLine(
            row.number, row.at, row.actor, AuditAction(row.act), row.object, json.loads(row.details), row.address
        )
        for row in connection.execute(question)
    ]
