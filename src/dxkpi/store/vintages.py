"""Vintages: every approval, target and boundary change, numbered without gaps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from dxkpi.store.engine import next_number
from dxkpi.store.tables.figures import SUBMISSIONS, VINTAGES


@dataclass(frozen=True)
class Vintage:
    """One vintage. `created_at` in UTC; `submission`: its number where an approval made the vintage, else None."""

    number: int
    created_at: datetime
    by: str
    reason: str
    submission: int | None


def make_vintage(connection: Connection, *, by: str, at: datetime, reason: str) -> int:
    """Insert the next vintage and return its number."""
    number = next_number(connection, VINTAGES)
    row = {"number": number, "created_at": at, "approved_by": by, "reason": reason}
    connection.execute(insert(VINTAGES).values(row))
    return number


def newest_vintage(connection: Connection) -> int:
    """The number of the newest vintage; 0 when nothing has been approved."""
    return connection.execute(select(func.max(VINTAGES.c.number))).scalar() or 0


def read_vintages(connection: Connection) -> list[Vintage]:
    """All vintages, oldest first."""
    columns = VINTAGES.c
    rows = connection.execute(
        select(columns.number, columns.created_at, columns.approved_by, columns.reason, SUBMISSIONS.c.number)
        .outerjoin(SUBMISSIONS, SUBMISSIONS.c.vintage == columns.number)
        .order_by(columns.number)
    )
    return [Vintage(*row) for row in rows]
