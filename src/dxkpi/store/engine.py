"""Connections to one SQLite or PostgreSQL database, its locks, and its failures as `StoreUnreachable`.

A reader sees one consistent state and is never blocked. There is one writer at a time: SQLite by BEGIN IMMEDIATE,
PostgreSQL by an advisory lock.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, ExceptionContext, Table, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from dxkpi.atomic_write import atomic_write
from dxkpi.errors import StoreUnreachable
from dxkpi.locale import N_, Message
from dxkpi.store.sqlite_file import StoreFile

# Seconds that a writer waits for the lock; the first load of a whole country takes a third of this.
WRITER_TIMEOUT = 60.0
CONNECT_SECONDS = 10
WAL_RETRY_SECONDS = 0.02
# Any number, the same in every process that writes to the store.
WRITERS_LOCK = 4_646_2025
BACKENDS = ("sqlite", "postgresql")
# SQLite error codes for a fault of the file, the disk or the lock, not of our statement.
SQLITE_FAULTS = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    }
)
_FOR_WRITING = "dxkpi_for_writing"


class Database:
    """Connections to one address, which is shown without its password. Faults raise `StoreUnreachable`."""

    def __init__(self, address: str, *, create: bool = True) -> None:
        """`create`: make a SQLite file that does not exist; else that raises `StoreMissing`."""
        url = _checked(address)
        self.address = url.render_as_string(hide_password=True)
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self._count = 0
        self._count_lock = Lock()
        self._file = StoreFile(url, self.address, create=create) if self.is_sqlite else None
        self._engine = _engine(url)
        event.listen(self._engine, "before_cursor_execute", self._count_statement)
        event.listen(self._engine, "handle_error", self._explain)
        if self.is_sqlite:
            event.listen(self._engine, "connect", _prepare_sqlite)
            event.listen(self._engine, "begin", _begin_sqlite)

    @property
    def statements(self) -> int:
        """The number of statements so far, without those that begin and end transactions."""
        return self._count

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one consistent state of the store."""
        with self._engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction under the writers' lock; rolled back when the block raises. Raises `StoreReplaced`."""
        self.require_same_file()
        with self._engine.connect() as connection:
            connection.execution_options(**{_FOR_WRITING: True})
            with connection.begin():
                if not self.is_sqlite:
                    connection.execute(select(func.pg_advisory_xact_lock(WRITERS_LOCK)))
                yield connection

    @contextmanager
    def rebuilding(self) -> Iterator[Connection]:
        """As `writing`, for migrations: SQLite can rebuild a table only while foreign keys are not enforced."""
        with self._engine.connect() as connection:
            if self.is_sqlite:
                _enforce_foreign_keys(connection, "OFF")
            connection.execution_options(**{_FOR_WRITING: True})
            try:
                with connection.begin():
                    if not self.is_sqlite:
                        connection.execute(select(func.pg_advisory_xact_lock(WRITERS_LOCK)))
                    yield connection
            finally:
                if self.is_sqlite:
                    _enforce_foreign_keys(connection, "ON")

    @contextmanager
    def without_waiting(self) -> Iterator[Connection]:
        """A transaction for a small optional change; fails at once when another writer is active."""
        with self._engine.connect() as connection:
            if self.is_sqlite:
                _set_busy_timeout(connection, 0)
            connection.execution_options(**{_FOR_WRITING: True})
            try:
                with connection.begin():
                    yield connection
            finally:
                if self.is_sqlite:
                    _set_busy_timeout(connection, WRITER_TIMEOUT)

    def copy(self, target: Path) -> bool:
        """Copy a SQLite database to a new file: one consistent state, private. False for PostgreSQL."""
        if not self._file:
            return False
        with (
            atomic_write(target, is_durable=True) as file,
            closing(sqlite3.connect(file.name)) as copy,
            closing(sqlite3.connect(self._file.path)) as source,
        ):
            source.backup(copy)
        return True

    def require_same_file(self) -> None:
        """Raises `StoreReplaced` when the SQLite file at the address is no longer the one that was opened."""
        if self._file:
            self._file.require_same()

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def _count_statement(self, _connection: Any, _cursor: Any, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            with self._count_lock:
                self._count += 1

    def _explain(self, context: ExceptionContext) -> None:
        fault = context.original_exception
        is_lost = context.is_disconnect or context.connection is None or _is_fault(fault)
        if is_lost and not context.is_pre_ping:
            reason = str(fault).strip().partition("\n")[0].rstrip(".")
            raise StoreUnreachable(address=self.address, reason=reason) from fault


def next_number(connection: Connection, table: Table) -> int:
    """The number after the newest one of a table; call it under the writers' lock."""
    return (connection.execute(select(func.max(table.c.number))).scalar() or 0) + 1


def _checked(address: str) -> URL:
    try:
        url = make_url(address)
        if url.get_backend_name() not in BACKENDS:
            raise NoSuchModuleError
        url.get_dialect()
    except (ArgumentError, NoSuchModuleError, ImportError):
        shown = address.rpartition("@")[2]
        reason = Message(N_("this is not the address of a SQLite or PostgreSQL database"))
        raise StoreUnreachable(address=shown, reason=reason) from None
    return url


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        return create_engine(url, connect_args={"timeout": WRITER_TIMEOUT})
    return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": CONNECT_SECONDS})


def _is_fault(fault: BaseException) -> bool:
    # The low byte of the code is the kind of fault; the rest are details.
    return isinstance(fault, sqlite3.Error) and getattr(fault, "sqlite_errorcode", 0) & 0xFF in SQLITE_FAULTS


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver must not begin transactions itself: it begins none for reads and for changes of tables.
    connection.isolation_level = None
    _use_wal(connection)
    # In WAL mode NORMAL syncs at checkpoints only: a power cut would take submissions that have a receipt.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # Without this, INSERT OR REPLACE would bypass the triggers that refuse deletion.
    connection.execute("PRAGMA recursive_triggers = ON")


def _enforce_foreign_keys(connection: Connection, on_or_off: str) -> None:
    # Directly on the driver: SQLAlchemy would begin a transaction, in which SQLite ignores this setting.
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA foreign_keys = {on_or_off}")


def _set_busy_timeout(connection: Connection, seconds: float) -> None:
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA busy_timeout = {seconds * 1000:.0f}")


def _use_wal(connection: sqlite3.Connection) -> None:
    # While another process creates the same file, SQLite refuses this at once instead of waiting.
    deadline = monotonic() + WRITER_TIMEOUT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > deadline:
                raise
            sleep(WAL_RETRY_SECONDS)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(_FOR_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
