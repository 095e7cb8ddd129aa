"""Is the store whole? What the database forbids is asked all the same: disks fail, files are copied."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, Table, exists, func, select, text
from sqlmodel import SQLModel

from dxkpi.errors import StoreUnreachable
from dxkpi.locale import N_, Message
from dxkpi.store.engine import Database
from dxkpi.store.tables.accounts import AUDIT
from dxkpi.store.tables.figures import (
    GUARDED,
    LOCALITIES,
    OBSERVATIONS,
    PERIODS,
    SUBMISSIONS,
    VINTAGES,
    SubmissionState,
)
from dxkpi.store.tables.review import TARGETS

_TRIGGERS = {
    True: text("SELECT name FROM sqlite_master WHERE type = 'trigger'"),
    False: text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"),
}


def check(database: Database) -> list[Message]:
    """What is not whole, one sentence each; empty where all is well."""
    found: list[Message] = []
    try:
        with database.reading() as connection:
            if database.is_sqlite:
                found += _file(connection)
            found += _guards(connection, database.is_sqlite)
            found += _references(connection)
            found += _values(connection)
            found += _vintages(connection)
            found += _log(connection)
    except StoreUnreachable as fault:
        if not database.is_sqlite:
            raise
        found.append(_damage(fault.message.values["reason"]))
    return found


def _file(connection: Connection) -> Iterator[Message]:
    for finding in connection.execute(text("PRAGMA integrity_check")).scalars():
        if finding != "ok":
            yield _damage(finding)


def _damage(finding: object) -> Message:
    return Message(N_("The database file is damaged: {finding}."), {"finding": finding})


def _guards(connection: Connection, is_sqlite: bool) -> Iterator[Message]:
    names = connection.execute(_TRIGGERS[is_sqlite]).scalars()
    guarded = {name.partition("_refuse_")[0] for name in names}
    for table in GUARDED:
        if table not in guarded:
            yield Message(N_("Nothing protects the table {table} against changes."), {"table": table})


def _references(connection: Connection) -> Iterator[Message]:
    for table in SQLModel.metadata.sorted_tables:
        for key in table.foreign_keys:
            child, parent = key.parent, key.column.table.alias()
            lost = child.is_not(None) & ~exists().where(parent.c[key.column.name] == child)
            count = _count(connection, table, lost)
            if count:
                gaps = {"count": count, "table": table.name, "column": child.name}
                yield Message(N_("Rows of {table} whose {column} is not there: {count}."), gaps)


def _values(connection: Connection) -> Iterator[Message]:
    both = OBSERVATIONS.c.count.is_(None) == OBSERVATIONS.c.share.is_(None)
    if count := _count(connection, OBSERVATIONS, both):
        yield Message(N_("Observations with no value, or with a count and a share at once: {count}."), {"count": count})
    if count := _count(connection, PERIODS, PERIODS.c.first_day > PERIODS.c.last_day):
        yield Message(N_("Periods that end before they begin: {count}."), {"count": count})


def _vintages(connection: Connection) -> Iterator[Message]:
    newest = connection.execute(select(func.max(VINTAGES.c.number))).scalar() or 0
    if gap := newest - _count(connection, VINTAGES):
        yield Message(N_("Vintages missing before vintage {newest}: {count}."), {"count": gap, "newest": str(newest)})
    reasons = (SUBMISSIONS.c.vintage, TARGETS.c.vintage, LOCALITIES.c.known_from)
    unexplained = (~exists().where(each == VINTAGES.c.number) for each in reasons)
    if count := _count(connection, VINTAGES, *unexplained):
        message = N_("Vintages without a submission, a target or a change of boundaries: {count}.")
        yield Message(message, {"count": count})
    brings = exists().where(OBSERVATIONS.c.submission == SUBMISSIONS.c.number)
    lost = (SUBMISSIONS.c.state == SubmissionState.APPROVED.value) & SUBMISSIONS.c.vintage.is_(None) & brings
    if count := _count(connection, SUBMISSIONS, lost):
        yield Message(
            N_("Approved submissions without a vintage, whose figures are not seen: {count}."),
            {"count": count},
        )


def _log(connection: Connection) -> Iterator[Message]:
    newest = connection.execute(select(func.max(AUDIT.c.number))).scalar() or 0
    if gap := newest - _count(connection, AUDIT):
        missing = N_("Lines missing from the audit log before line {newest}: {count}.")
        yield Message(missing, {"count": gap, "newest": str(newest)})


def _count(connection: Connection, table: Table, *conditions: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one()
