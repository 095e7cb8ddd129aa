"""Is the store whole? What somebody broke behind our back is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from dxkpi.locale import Language
from dxkpi.store import Store

from .helpers import behind, seen, send


def _unlock(connection: Connection) -> None:
    """Take away what forbids the damage."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        connection.exec_driver_sql("DROP TRIGGER submissions_refuse_update")
        return
    for table, constraint in (
        ("observations", "ck_observations_one_value"),
        ("observations", "observations_locality_fkey"),
        ("observations", "observations_measure_fkey"),
        ("periods", "ck_periods_order"),
    ):
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")
    connection.exec_driver_sql("DROP TRIGGER submissions_refuse_update ON submissions")


DAMAGE = {
    "INSERT INTO observations SELECT locality, period, measure + 1, submission, source, 1, 1 FROM observations": [
        "Observations with no value, or with a count and a share at once: 1.",
        "Rows of observations whose measure does not exist: 1.",
    ],
    "INSERT INTO observations SELECT 999, period, measure, submission, source, 1, NULL FROM observations": [
        "Rows of observations whose locality does not exist: 1."
    ],
    "INSERT INTO periods SELECT 999, last_day, first_day, basis FROM periods": [
        "Periods that end before they begin: 1."
    ],
    "INSERT INTO vintages SELECT 3, created_at, approved_by, reason FROM vintages": [
        "Vintages missing before vintage 3: 1.",
        "Vintages without a submission, a target or a boundary change: 1.",
    ],
    "INSERT INTO audit SELECT number + 2, at, actor, act, object, details, address FROM audit": [
        "Lines missing from the audit log before line 3: 1.",
    ],
    "UPDATE submissions SET vintage = NULL": [
        "Approved submissions without a vintage, whose figures are not published: 1.",
        "Vintages without a submission, a target or a boundary change: 1.",
    ],
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_named(store: Store, damage: str) -> None:
    """One sentence for each thing that is not whole, and none for what is."""
    send(store, seen(10))
    assert store.check() == []
    with behind(store) as connection:
        _unlock(connection)
        connection.execute(text(damage))
    sentences = [sentence.text(Language.EN) for sentence in store.check()]
    # SQLite finds broken constraints by itself too.
    assert sorted(sentence for sentence in sentences if "CHECK constraint" not in sentence) == DAMAGE[damage]


def test_a_table_that_lost_its_protection_is_named(store: Store) -> None:
    """Figures must not become changeable unnoticed."""
    with behind(store) as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER observations_refuse_update")
            connection.exec_driver_sql("DROP TRIGGER observations_refuse_delete")
        else:
            connection.exec_driver_sql("DROP TRIGGER observations_refuse_update ON observations")
    assert [finding.text(Language.EN) for finding in store.check()] == [
        "The table observations is not protected against changes."
    ]


def test_a_damaged_file_is_named_and_not_a_bug(tmp_path: Path) -> None:
    """A few spoilt bytes in the middle of the file."""
    path = tmp_path / "dxkpi.db"
    with Store.open(f"sqlite:///{path}"):
        pass
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 12] = b"\xff" * 4096 * 9
    path.write_bytes(content)
    with Store.open(f"sqlite:///{path}", at_any_revision=True) as store:
        assert any("damaged" in finding.text(Language.EN) for finding in store.check())
