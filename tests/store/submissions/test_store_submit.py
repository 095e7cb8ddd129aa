"""Handing figures in: what is kept, what is counted, what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import column, delete, func, insert, select, table, update
from sqlalchemy.exc import DBAPIError

from dxkpi.domain.figures.submitted import NOTHING, reported
from dxkpi.domain.model.period import Period
from dxkpi.domain.model.permissions import OPERATOR
from dxkpi.domain.model.reporting_windows import unlimited
from dxkpi.errors import AlreadyDecided, UnknownLocality, UnknownSubmission
from dxkpi.store import Flag, SheetId, Store, SubmissionRequest, SubmissionState

from ..helpers import BINH, HUE, HUONG_TRA, LOCALITIES, NOON, Q1, Q2, behind, cells, only, receipt, seen, send


def test_a_first_submission_is_all_new_and_makes_the_first_vintage(store: Store) -> None:
    """Two cells, one of them given twice: the later value counts."""
    assert send(store, seen(1), seen(5203), seen(388, HUE)) == receipt(1, 1, new=2, changed=0, unchanged=0)
    assert cells(store.figures()) == {
        (HUONG_TRA, Q1, "dossiers_resolved"): (5203.0, False),
        (HUE, Q1, "dossiers_resolved"): (388.0, False),
    }


def test_only_new_and_changed_values_are_kept(store: Store) -> None:
    """One new, one changed, one unchanged: two are kept, three are counted."""
    send(store, seen(10), seen(20, HUE))
    assert send(store, seen(10), seen(21, HUE), seen(30, period=Q2)) == receipt(2, 2, new=1, changed=1, unchanged=1)
    assert store.submitted(2) == [seen(21, HUE), seen(30, period=Q2)]


def test_a_provisional_figure_that_becomes_final_is_a_change(store: Store) -> None:
    """The number is the same, what may be said of it is not."""
    send(store, seen(10, provisional=True))
    assert send(store, seen(10)).changed == 1
    assert only(cells(store.figures(1)).values()) == (10.0, True)
    assert only(cells(store.figures(2)).values()) == (10.0, False)


def test_another_file_that_changes_nothing_is_recorded_without_a_vintage(store: Store) -> None:
    """Who sent it can be read; caches keyed by vintage stay good."""
    send(store, seen(10))
    assert send(store, seen(10), sha256="other") == receipt(2, None, new=0, changed=0, unchanged=1)
    assert store.submissions()[1].state is SubmissionState.APPROVED
    assert store.vintage() == 1


def test_what_waits_is_not_seen_until_it_is_approved(store: Store) -> None:
    """Approving makes the vintage; deciding twice is refused."""
    send(store, seen(10))
    assert send(store, seen(99), approve=False) == receipt(2, None, new=0, changed=1, unchanged=0)
    assert [waiting.number for waiting in store.submissions(SubmissionState.PENDING)] == [2]
    assert only(cells(store.figures()).values()) == (10.0, False)
    assert store.approve(2, by=BINH, at=NOON, reason="đã đối chiếu") == 2
    assert only(cells(store.figures()).values()) == (99.0, False)
    assert (store.vintages()[1].by, store.vintages()[1].submission) == ("binh", 2)
    with pytest.raises(AlreadyDecided, match="approved by binh at 12:00 21/09/2022"):
        store.approve(2, by=BINH, at=NOON)
    assert store.vintage() == 2


def test_what_is_approved_later_replaces_what_was_sent_later(store: Store) -> None:
    """The order of approval counts, not the order of arrival."""
    send(store, seen(1), approve=False)
    send(store, seen(2))
    store.approve(1, by=BINH, at=NOON)
    assert only(cells(store.figures(1)).values()) == (2.0, False)
    assert only(cells(store.figures(2)).values()) == (1.0, False)


def test_what_is_returned_stays_readable_and_is_never_seen(store: Store) -> None:
    """With who returned it and why."""
    send(store, seen(1), approve=False)
    store.return_(1, by=BINH, at=NOON, reason="sai kỳ")
    returned = only(store.submissions(SubmissionState.RETURNED))
    assert (returned.decided_by, returned.decided_at, returned.answer) == ("binh", NOON, "sai kỳ")
    assert store.submitted(1) == [seen(1)]
    assert (store.vintage(), cells(store.figures())) == (0, {})


def test_a_submission_is_found_by_its_number(store: Store) -> None:
    """One that is not there is refused with exit code 5."""
    send(store, seen(1))
    send(store, seen(2), scope="480@2021-07-01 2022-Q1")
    assert store.submission(2) == store.submissions()[1]
    assert (store.submission(2).scope, store.submission(1).scope) == ("480@2021-07-01 2022-Q1", "")
    with pytest.raises(UnknownSubmission, match="3") as refusal:
        store.submission(3)
    assert refusal.value.exit_code == 5


def test_only_what_figures_use_is_numbered(store: Store) -> None:
    """A column that was empty to its end leaves no measure, period or unknown unit behind."""
    figures = reported([seen(10)])
    wider = replace(
        figures,
        localities=(*figures.localities, "1@2020-01-01"),
        periods=(*figures.periods, Q2),
        measures=(*figures.measures, "surveys"),
    )
    first, second = (SubmissionRequest(OPERATOR, "x.csv", SheetId(name, "long_table"), NOON) for name in "xy")
    assert store.submit(wider, first, approve=True) == receipt(1, 1, new=1, changed=0, unchanged=0)
    assert store.submit(NOTHING, second, approve=True) == receipt(2, None, 0, 0, 0)
    with behind(store) as connection:
        for name in ("measures", "periods"):
            assert connection.execute(select(func.count()).select_from(table(name))).scalar() == 1


def test_more_units_and_periods_than_a_statement_may_name_are_compared(store: Store) -> None:
    """Seven hundred units, and seven hundred periods of one unit, each with one figure that changes."""
    days = [date(2022, 1, 1) + timedelta(days=number) for number in range(700)]
    units = [replace(LOCALITIES[0], code=str(30_000 + number)) for number in range(700)]
    store.put_registry(units, ())
    rows = [seen(10, unit.key) for unit in units] + [seen(10, period=Period(day, day)) for day in days]
    assert send(store, *rows).new == 1400
    changed = [replace(rows[0], value=11), replace(rows[1399], value=11)]
    assert send(store, *rows, *changed) == receipt(2, 2, new=0, changed=2, unchanged=1398)
    assert send(store, *rows[:700], changed[0], seen(10)) == receipt(3, 3, new=1, changed=0, unchanged=700)


def test_a_submission_is_kept_whole_or_not_at_all(store: Store) -> None:
    """An unknown unit in the last row leaves no trace of the first."""
    with pytest.raises(UnknownLocality):
        send(store, seen(10), seen(10, "1@2020-01-01"))
    assert (store.submissions(), store.vintage()) == ([], 0)


def test_a_figure_is_a_whole_number_or_a_decimal(store: Store) -> None:
    """Floats, truth values and NaN never reach the store."""
    for wrong in (1.5, True, Decimal("NaN"), "10"):
        with pytest.raises(TypeError):
            send(store, seen(wrong))
    assert store.submissions() == []


def test_counts_are_exact_integers_and_shares_exact_decimals(store: Store) -> None:
    """Not one digit is lost, neither of a count beyond a float nor of a decimal fraction."""
    large, share = 2**53 + 1, Decimal("93.20000000000000000001")
    send(store, seen(large), seen(share, measure="on_time_stated"))
    count, stated = (row.value for row in store.submitted(1))
    assert (count, type(count)) == (large, int)
    assert (str(stated), type(stated)) == (str(share), Decimal)


GUARDED = {
    "observations": "count",
    "vintages": "approved_by",
    "sources": "title",
    "periods": "basis",
    "measures": "code",
    "submissions": "reason",
    "flags": "code",
    "unchanged": "source",
    "reports": "period",
    "comments": "text",
    "windows": "set_by",
    "extensions": "reason",
    "audit": "details",
}


@pytest.mark.parametrize("name", GUARDED)
def test_the_database_itself_refuses_to_change_what_was_reported(store: Store, name: str) -> None:
    """The database refuses every update and deletion."""
    send(store, seen(10), flags=[Flag(HUE, Q1, "surveys", "unusual-value", "note")])
    send(store, seen(10), seen(1, HUE), approve=False)
    store.comments.add(2, "Xem lại", by=BINH, at=NOON)
    store.windows.put(unlimited(Q1), by=BINH, at=NOON)
    store.windows.extend("480", Q1, NOON, reason="mất điện", by=BINH, at=NOON)
    guarded = table(name, column(GUARDED[name]))
    for change in (update(guarded).values({GUARDED[name]: "1"}), delete(guarded)):
        with pytest.raises(DBAPIError, match="append-only"), behind(store) as connection:
            connection.execute(change)


def test_our_own_connections_cannot_replace_a_row_either(tmp_path: Path) -> None:
    """SQLite's INSERT OR REPLACE deletes without firing triggers, unless recursive triggers are on."""
    with Store.open(f"sqlite:///{tmp_path}/dxkpi.db") as store:
        store.put_registry(LOCALITIES, ())
        send(store, seen(10))
        with pytest.raises(DBAPIError, match="append-only"), store._database.writing() as connection:
            connection.exec_driver_sql("INSERT OR REPLACE INTO measures VALUES (1, 'other')")


@pytest.mark.parametrize("values", [(1, "1"), (None, None)])
def test_the_database_refuses_an_observation_with_two_values_or_none(store: Store, values: tuple) -> None:
    """A count and a share at once is no figure."""
    send(store, seen(10))
    count, share = values
    columns = dict.fromkeys(("locality", "period", "measure", "submission", "source"), 1)
    columns |= {"locality": 2, "count": count, "share": share}
    with pytest.raises(DBAPIError, match="one_value"), behind(store) as connection:
        connection.execute(
            insert(table("observations", *map(column, columns))).values(columns | {"period": 1, "measure": 1})
        )
