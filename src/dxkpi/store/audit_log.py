"""The audit log: who did what to what, when, from where.

A line is written in the same transaction as the action it records: both are stored or neither is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from dxkpi.domain.model.audit import AuditAction
from dxkpi.domain.model.permissions import Actor
from dxkpi.store.engine import Database, next_number
from dxkpi.store.tables.accounts import AUDIT


@dataclass(frozen=True)
class StoredAuditLine:
    """One line of the log. `object`: what the action was done to, as “submission 12” or “account an”; `at` in UTC."""

    number: int
    at: datetime
    actor: str
    action: AuditAction
    object: str
    details: Mapping[str, Any]
    address: str


@dataclass
class AuditEntry:
    """The object and details of an action that is in progress."""

    object: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    def record(self, object: str, **details: Any) -> None:
        """Name what the action was done to, and details worth keeping; never a password or a token."""
        self.object, self.details = object, details


class AuditLog:
    """The audit log of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, action: AuditAction, object: str, *, by: Actor, at: datetime, **details: object) -> None:
        """Log an action that changes nothing in the store, such as the download of a file."""
        with audited(self._database, by, action, at) as (_, entry):
            entry.record(object, **details)

    def lines(self, limit: int = 100, before: int | None = None, account: str = "") -> list[StoredAuditLine]:
        """The newest lines, newest first; with `before`, only lines with a smaller number.

        `account`: only what this account did and what was done to it.
        """
        question = select(AUDIT).order_by(AUDIT.c.number.desc()).limit(limit)
        if before is not None:
            question = question.where(AUDIT.c.number < before)
        if account:
            question = question.where((AUDIT.c.actor == account) | (AUDIT.c.object == f"account {account}"))
        with self._database.reading() as connection:
            rows = connection.execute(question).all()
        return [
            StoredAuditLine(
                row.number, row.at, row.actor, AuditAction(row.act), row.object, json.loads(row.details), row.address
            )
            for row in rows
        ]


@contextmanager
def audited(
    database: Database, by: Actor, action: AuditAction, at: datetime
) -> Iterator[tuple[Connection, AuditEntry]]:
    """A writing transaction that adds one line to the log before it commits.

    Raises RuntimeError, and rolls back, when the caller did not record what the action was done to.
    """
    with database.writing() as connection:
        entry = AuditEntry()
        yield connection, entry
        if not entry.object:
            raise RuntimeError(f"{action}: nothing was recorded for the audit log")
        add_line(connection, by, action, at, entry)


def add_line(connection: Connection, by: Actor, action: AuditAction, at: datetime, entry: AuditEntry) -> None:
    """Insert one line."""
    line = {
        "number": next_number(connection, AUDIT),
        "at": at,
        "actor": by.name,
        "act": action.value,
        "object": entry.object,
        "details": json.dumps(dict(entry.details), ensure_ascii=False),
        "address": by.address,
    }
    connection.execute(insert(AUDIT).values(line))
