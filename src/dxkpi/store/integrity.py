"""Checks of the store. What the database forbids is checked too, because disks fail and files get copied."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, Table, exists, func, select, text

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
from dxkpi.store.tables.metadata import METADATA
from dxkpi.store.tables.review import TARGETS

_TRIGGERS = {
    True: text("SELECT name FROM sqlite_master WHERE type = 'trigger'"),
    False: text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"),
}


def check(database: Database) -> list[Message]:
    """The damage that was found, one sentence each; empty when there is none."""
    damages: list[Message] = []
    try:
        with database.reading() as connection:
            if database.is_sqlite:
                damages += _file_damage(connection)
            damages += _missing_triggers(connection, database.is_sqlite)
            damages += _lost_references(connection)
            damages += _wrong_values(connection)
            damages += _wrong_vintages(connection)
            damages += _missing_log_lines(connection)
    except StoreUnreachable as fault:
        if not database.is_sqlite:
            raise
        damages.append(_damage(fault.message.values["reason"]))
    return damages


def _file_damage(connection: Connection) -> Iterator[Message]:
    for finding in connection.execute(text("PRAGMA integrity_check")).scalars():
        if finding != "ok":
            yield _damage(finding)


def _damage(finding: object) -> Message:
    return Message(N_("The database file is damaged: {finding}."), {"finding": finding})


def _missing_triggers(connection: Connection, is_sqlite: bool) -> Iterator[Message]:
    names = connection.execute(_TRIGGERS[is_sqlite]).scalars()
    guarded = {name.partition("_refuse_")[0] for name in names}
    for table in GUARDED:
        if table not in guarded:
            yield Message(N_("The table {table} is not protected against changes."), {"table": table})


def _lost_references(connection: Connection) -> Iterator[Message]:
    for table in METADATA.sorted_tables:
        for key in table.foreign_keys:
            child, parent = key.parent, key.column.table.alias()
            is_lost = child.is_not(None) & ~exists().where(parent.c[key.column.name] == child)
            if count := _count(connection, table, is_lost):
                gaps = {"count": count, "table": table.name, "column": child.name}
                yield Message(N_("Rows of {table} whose {column} does not exist: {count}."), gaps)


def _wrong_values(connection: Connection) -> Iterator[Message]:
    both = OBSERVATIONS.c.count.is_(None) == OBSERVATIONS.c.share.is_(None)
    if count := _count(connection, OBSERVATIONS, both):
        yield Message(N_("Observations with no value, or with a count and a share at once: {count}."), {"count": count})
    if count := _count(connection, PERIODS, PERIODS.c.first_day > PERIODS.c.last_day):
        yield Message(N_("Periods that end before they begin: {count}."), {"count": count})


def _wrong_vintages(connection: Connection) -> Iterator[Message]:
    newest = connection.execute(select(func.max(VINTAGES.c.number))).scalar() or 0
    if gap := newest - _count(connection, VINTAGES):
        yield Message(N_("Vintages missing before vintage {newest}: {count}."), {"count": gap, "newest": str(newest)})
    causes = (SUBMISSIONS.c.vintage, TARGETS.c.vintage, LOCALITIES.c.known_from)
    unexplained = (~exists().where(cause == VINTAGES.c.number) for cause in causes)
    if count := _count(connection, VINTAGES, *unexplained):
        message = N_("Vintages without a submission, a target or a boundary change: {count}.")
        yield Message(message, {"count": count})
    has_values = exists().where(OBSERVATIONS.c.submission == SUBMISSIONS.c.number)
    lost = (SUBMISSIONS.c.state == SubmissionState.APPROVED.value) & SUBMISSIONS.c.vintage.is_(None) & has_values
    if count := _count(connection, SUBMISSIONS, lost):
        yield Message(
            N_("Approved submissions without a vintage, whose figures are not published: {count}."),
            {"count": count},
        )


def _missing_log_lines(connection: Connection) -> Iterator[Message]:
    newest = connection.execute(select(func.max(AUDIT.c.number))).scalar() or 0
    if gap := newest - _count(connection, AUDIT):
        missing = N_("Lines missing from the audit log before line {newest}: {count}.")
        yield Message(missing, {"count": gap, "newest": str(newest)})


def _count(connection: Connection, table: Table, *conditions: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one()
