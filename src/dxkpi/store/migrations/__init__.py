"""The steps that bring a store to the tables of this program, run by Alembic from inside the package."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

__all__ = ["current", "newest", "upgrade"]


def newest() -> str:
    """The revision this program works with."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def current(connection: Connection) -> str:
    """The revision of a store; empty where nothing was made yet."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def is_known(revision: str) -> bool:
    """Does this program have the revision?"""
    script = ScriptDirectory.from_config(_config())
    return not revision or revision in {step.revision for step in script.walk_revisions()}


def upgrade(connection: Connection) -> None:
    """Bring a store to the newest revision inside the connection's transaction: all steps or none."""
    command.upgrade(_config(connection), "head")


def _config(connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
