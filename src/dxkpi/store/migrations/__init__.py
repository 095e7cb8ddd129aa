"""The migrations of the store. Alembic runs them; a store that is up to date is recognised without it.

Importing Alembic takes a third of a second, and every command asks whether the store is up to date.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Column, Connection, MetaData, String, Table, inspect, select

if TYPE_CHECKING:
    from alembic.config import Config

__all__ = ["REVISIONS", "current", "is_known", "newest", "upgrade"]

# All revisions of versions/, oldest first; a test compares them with Alembic's own list.
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
# Alembic's own table: one row with the revision of the store.
_VERSION = Table("alembic_version", MetaData(), Column("version_num", String(32)))


def newest() -> str:
    """The revision this program works with."""
    return REVISIONS[-1]


def current(connection: Connection) -> str:
    """The revision of a store; empty for a store without tables."""
    if not inspect(connection).has_table(_VERSION.name):
        return ""
    return str(connection.execute(select(_VERSION.c.version_num)).scalar() or "")


def is_known(revision: str) -> bool:
    """Whether this program has the revision, or the store has none yet."""
    return not revision or revision in REVISIONS


def upgrade(connection: Connection) -> None:
    """Bring a store to the newest revision inside the connection's transaction: all steps or none."""
    from alembic import command

    command.upgrade(alembic_config(connection), "head")


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's settings for the migrations of this package, run on a connection."""
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
