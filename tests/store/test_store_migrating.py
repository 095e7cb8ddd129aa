"""Stores that an older program made."""

from __future__ import annotations

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from dxkpi.store import LocalityReport, Store, Submission, SubmissionState, migrations

from .helpers import BINH, HUE, LOCALITIES, NOON, Q1, behind, cells, receipt, seen, send

OLD_ROWS = (
    "INSERT INTO localities VALUES (1, '474', '2021-07-01', NULL, 'Huế', 'Thành phố', 'district', '46', NULL, NULL,"
    " FALSE, '')",
    "INSERT INTO periods VALUES (1, '2021-12-15', '2022-03-14', 'period')",
    "INSERT INTO measures VALUES (1, 'dossiers_resolved')",
    "INSERT INTO sources VALUES (1, 'x', 'Báo cáo', '', FALSE, '')",
    "INSERT INTO vintages VALUES (1, '2022-09-21 05:00:00+00:00', 'an', 'quý I')",
    "INSERT INTO submissions VALUES (1, 'quy1.xlsx', 'abc', 'form_ii06a', 'an', '2022-09-21 05:00:00+00:00', 'quý I',"
    " 'approved', 1, FALSE, 'an', '2022-09-21 05:00:00+00:00', 'quý I')",
    "INSERT INTO submissions VALUES (2, 'quy2.xlsx', 'def', 'form_ii06a', 'an', '2022-09-21 05:00:00+00:00', '',"
    " 'pending', NULL, FALSE, NULL, NULL, NULL)",
    "INSERT INTO submissions VALUES (3, 'quy3.xlsx', 'ghi', 'form_ii06a', 'an', '2022-09-21 05:00:00+00:00', '',"
    " 'rejected', NULL, FALSE, 'binh', '2022-09-21 05:00:00+00:00', 'sai kỳ')",
    "INSERT INTO observations VALUES (1, 1, 1, 1, 1, 10, NULL), (1, 1, 1, 2, 1, 20, NULL), (1, 1, 1, 3, 1, 30, NULL)",
)


def make_first(connection: Connection) -> None:
    """A store of the first revision, with an approved, a waiting and a rejected submission."""
    command.upgrade(migrations.alembic_config(connection), "0001")
    for statement in OLD_ROWS:
        # SQLite keeps moments without their zone.
        words = statement.replace("+00:00", ".000000") if connection.dialect.name == "sqlite" else statement
        connection.execute(text(words))


def test_a_store_of_the_first_revision_keeps_everything(empty_address: str) -> None:
    """Its submissions were sent for nothing in particular; figures and guards are as they were, what was rejected
    is returned."""
    with Store.open(empty_address, at_any_revision=True) as store:
        with behind(store) as connection:
            make_first(connection)
        assert store.status()[0] == "0001"
        store.upgrade()
        approved, waiting, returned = store.submissions()
        decision = {"decided_by": "an", "decided_at": NOON, "answer": "quý I"}
        submission = {"by": "an", "received_at": NOON, "layout": "form_ii06a", "scope": "", "simulated": False}
        assert approved == Submission(
            1, "quy1.xlsx", "abc", reason="quý I", state=SubmissionState.APPROVED, vintage=1, **submission, **decision
        )
        assert waiting == Submission(
            2,
            "quy2.xlsx",
            "def",
            reason="",
            state=SubmissionState.PENDING,
            vintage=None,
            **submission,
            **dict.fromkeys(decision),
        )
        assert returned == Submission(
            3, "quy3.xlsx", "ghi", reason="", state=SubmissionState.RETURNED, vintage=None, **submission,
            decided_by="binh", decided_at=NOON, answer="sai kỳ",
        )  # fmt: skip
        assert cells(store.figures()) == {(HUE, Q1, "dossiers_resolved"): (10.0, False)}
        assert (store.flags.all(), store.drafts.find("an", HUE, Q1), store.check()) == ([], None, [])


def test_a_store_of_the_first_revision_goes_on(empty_address: str) -> None:
    """What waited can be approved; a file from before is known without a scope and new with one."""
    with Store.open(empty_address, at_any_revision=True) as store:
        with behind(store) as connection:
            make_first(connection)
        store.upgrade()
        assert store.approve(2, by=BINH, at=NOON) == 2
        store.put_registry(LOCALITIES, ())
        again = {"sha256": "abc", "layout": "form_ii06a"}
        assert send(store, seen(10, HUE), **again) == receipt(1, 1, new=0, changed=0, unchanged=1, repeated=True)
        assert send(store, seen(10, HUE), **again, scope="quý I") == receipt(4, 3, new=0, changed=1, unchanged=0)


def test_a_store_of_the_first_revision_knows_who_had_reported(empty_address: str) -> None:
    """The first of the submissions for a locality and period; it has the state of the one that got furthest."""
    with Store.open(empty_address, at_any_revision=True) as store:
        with behind(store) as connection:
            make_first(connection)
        store.upgrade()
        assert store.reports() == [LocalityReport(HUE, Q1, NOON, 1, SubmissionState.APPROVED, is_late=False)]


def test_migrating_leaves_references_looked_after(empty_address: str) -> None:
    """A store that was migrated by this program refuses an observation of a submission that is not there."""
    with Store.open(empty_address) as store:
        lost = text("INSERT INTO reports VALUES (9, 9, 9)")
        with pytest.raises(IntegrityError), store._database.writing() as connection:
            connection.execute(lost)


def test_the_list_of_revisions_is_that_of_alembic() -> None:
    """A store is recognised as up to date without Alembic, by the same list."""
    script = ScriptDirectory.from_config(migrations.alembic_config())
    assert tuple(step.revision for step in reversed(list(script.walk_revisions()))) == migrations.REVISIONS
    assert migrations.newest() == script.get_current_head()
