"""One database, opened: its connections, its locks, and its failures in words.

A reader sees one moment of the store for as long as it reads, and is never blocked. Writers come one after
another: SQLite by BEGIN IMMEDIATE, PostgreSQL by an advisory lock.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from dxkpi.errors import StoreUnreachable
from dxkpi.locale import N_, Message

# How long a writer waits for the one before it, in seconds; a national first load takes a third of this.
WRITER_PATIENCE = 60.0
CONNECT_SECONDS = 10
PAUSE = 0.02
# Any number, the same for all programs that write to the store.
WRITERS_LOCK = 4_646_2025
BACKENDS = ("sqlite", "postgresql")
# What SQLite says when the file, the disk or the lock is at fault, and not our statement.
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
    """Connections to one address, shown without its password. Whatever fails raises `StoreUnreachable`."""

    def __init__(self, address: str) -> None:
        url = _checked(address)
        self.address = url.render_as_string(hide_password=True)
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self._count = 0
        self._count_lock = Lock()
        if self.is_sqlite:
            _make_folder(url, self.address)
        self._engine = _engine(url)
        event.listen(self._engine, "before_cursor_execute", self._counted)
        event.listen(self._engine, "handle_error", self._in_words)
        if self.is_sqlite:
            event.listen(self._engine, "connect", _prepare_sqlite)
            event.listen(self._engine, "begin", _begin_sqlite)

    @property
    def statements(self) -> int:
        """How many statements have run, without those that open and close transactions."""
        return self._count

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment of the store."""
        with self._engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The only writer: waits for the one before, keeps all of it or nothing."""
        with self._engine.connect() as connection:
            connection.execution_options(**{_FOR_WRITING: True})
            with connection.begin():
                if not self.is_sqlite:
                    connection.execute(select(func.pg_advisory_xact_lock(WRITERS_LOCK)))
                yield connection

    @contextmanager
    def rebuilding(self) -> Iterator[Connection]:
        """The only writer, for migrations: SQLite can make a table anew only while it looks after no reference."""
        with self._engine.connect() as connection:
            if self.is_sqlite:
                _look_after_references(connection, "OFF")
            connection.execution_options(**{_FOR_WRITING: True})
            try:
                with connection.begin():
                    if not self.is_sqlite:
                        connection.execute(select(func.pg_advisory_xact_lock(WRITERS_LOCK)))
                    yield connection
            finally:
                if self.is_sqlite:
                    _look_after_references(connection, "ON")

    @contextmanager
    def aside(self) -> Iterator[Connection]:
        """For a small change without a number that may as well be left out: where it would have to wait, it fails."""
        with self._engine.connect() as connection:
            if self.is_sqlite:
                _wait(connection, 0)
            connection.execution_options(**{_FOR_WRITING: True})
            try:
                with connection.begin():
                    yield connection
            finally:
                if self.is_sqlite:
                    _wait(connection, WRITER_PATIENCE)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def _counted(self, _connection: Any, _cursor: Any, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            with self._count_lock:
                self._count += 1

    def _in_words(self, context: ExceptionContext) -> None:
        fault = context.original_exception
        lost = context.is_disconnect or context.connection is None or _is_fault(fault)
        if lost and not context.is_pre_ping:
            reason = str(fault).strip().partition("\n")[0].rstrip(".")
            raise StoreUnreachable(address=self.address, reason=reason) from fault


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


def _make_folder(url: URL, address: str) -> None:
    if not url.database or url.database == ":memory:":
        reason = Message(N_("a store in memory would be lost; name a file"))
        raise StoreUnreachable(address=address, reason=reason)
    try:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise StoreUnreachable(address=address, reason=fault.strerror or str(fault)) from fault


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        return create_engine(url, connect_args={"timeout": WRITER_PATIENCE})
    return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": CONNECT_SECONDS})


def _is_fault(fault: BaseException) -> bool:
    # The low byte is the kind of fault, the rest its details.
    return isinstance(fault, sqlite3.Error) and getattr(fault, "sqlite_errorcode", 0) & 0xFF in SQLITE_FAULTS


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver must not begin transactions by itself: it forgets to for reads and for changes of tables.
    connection.isolation_level = None
    _use_wal(connection)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    # Without this, INSERT OR REPLACE would pass by the triggers that refuse deletion.
    connection.execute("PRAGMA recursive_triggers = ON")


def _look_after_references(connection: Connection, on_or_off: str) -> None:
    # Past SQLAlchemy, which would begin a transaction, and inside one SQLite does not listen.
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA foreign_keys = {on_or_off}")


def _wait(connection: Connection, seconds: float) -> None:
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA busy_timeout = {seconds * 1000:.0f}")


def _use_wal(connection: sqlite3.Connection) -> None:
    # While another program makes the same new file, SQLite refuses this at once instead of waiting.
    patience = monotonic() + WRITER_PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > patience:
                raise
            sleep(PAUSE)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(_FOR_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
