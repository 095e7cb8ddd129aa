"""Opening a store: what is made, what is refused, and in which words."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from dxkpi.domain.figures.figures import empty
from dxkpi.errors import DxkpiError, StoreNewer, StoreUnreachable
from dxkpi.locale import Language
from dxkpi.store import Store
from dxkpi.store.tables.metadata import METADATA

from .helpers import behind


def test_a_migrated_store_has_exactly_the_tables_that_the_code_defines(empty_address: str) -> None:
    """Columns, types, keys and indexes: the migrations and the definitions agree."""
    with Store.open(empty_address) as store, behind(store) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_a_migrated_store_checks_what_the_tables_check(empty_address: str) -> None:
    """Check constraints, which Alembic does not compare, are the same too."""
    with Store.open(empty_address) as store, behind(store) as connection:
        migrated = _checks(connection)
        METADATA.drop_all(connection)
        METADATA.create_all(connection)
        assert migrated == _checks(connection) != set()


def _checks(connection: Connection) -> set[tuple[str, str | None, str]]:
    schema = inspect(connection)
    return {
        (table, check["name"], check["sqltext"])
        for table in METADATA.tables
        for check in schema.get_check_constraints(table)
    }


def test_a_new_store_is_made_with_its_folder_and_is_empty(empty_address: str) -> None:
    """The first start needs no preparation."""
    with Store.open(empty_address) as store:
        assert store.status()[0] == store.status()[1] != ""
        assert store.vintage() == 0
        assert store.vintages() == []
        assert store.figures().values.shape == empty().values.shape
        assert store.check() == []


def test_without_migrating_the_store_stays_as_it_was(empty_address: str) -> None:
    """`status` says what is missing, `upgrade` brings it."""
    with Store.open(empty_address, at_any_revision=True) as store:
        current, newest = store.status()
        assert (current, newest != "") == ("", True)
        store.upgrade()
        assert store.status() == (newest, newest)


def test_opening_again_changes_nothing(store: Store) -> None:
    """Migrating a store that is up to date is one question."""
    with Store.open(store.address) as again:
        assert again.statements < 10
        assert again.localities() == store.localities()


def test_a_store_of_a_newer_program_is_refused(store: Store) -> None:
    """Exit code 6, naming the migration this program does not know."""
    with behind(store) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreNewer, match="9999") as refusal:
        Store.open(store.address)
    assert refusal.value.exit_code == 6


def _not_a_database(folder: Path) -> str:
    (folder / "notes.txt").write_text("Not a database, but long enough to look at. " * 40)
    return f"sqlite:///{folder}/notes.txt"


@pytest.mark.parametrize(
    "address",
    [
        lambda folder: f"sqlite:///{_not_a_database(folder)[10:]}/below/dxkpi.db",
        lambda folder: f"sqlite:///{folder}",
        _not_a_database,
        lambda folder: "sqlite://",
        lambda folder: f"postgresql+psycopg://an:s3cret@/dxkpi?host={folder}",
        lambda folder: "mysql://an:s3cret@localhost/dxkpi",
        lambda folder: "an:s3cret@nonsense",
    ],
    ids=["file-as-folder", "folder", "no-database", "memory", "no-server", "other-kind", "no-address"],
)
def test_an_address_that_cannot_be_reached_is_one_sentence(tmp_path: Path, address) -> None:
    """Exit code 6, the reason in the sentence, the password never."""
    with pytest.raises(StoreUnreachable) as refusal:
        Store.open(address(tmp_path))
    assert refusal.value.exit_code == 6
    for language in Language:
        assert "s3cret" not in refusal.value.text(language)
        assert "\n" not in refusal.value.text(language)


def test_a_server_that_goes_away_is_a_refusal_and_not_a_bug(tmp_path: Path) -> None:
    """A store whose file is spoilt while it is open says so in words."""
    path = tmp_path / "dxkpi.db"
    with Store.open(f"sqlite:///{path}") as store:
        store.close()
        for leftover in tmp_path.glob("dxkpi.db*"):
            leftover.write_bytes(b"spoilt" * 2000)
        with pytest.raises(DxkpiError) as refusal:
            store.vintage()
        assert refusal.value.exit_code == 6
