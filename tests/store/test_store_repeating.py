"""The same file once more, and figures that changed between preview and submission."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from dxkpi.errors import StoreChanged
from dxkpi.store import Flag, Receipt, Store

from .helpers import BINH, HUE, HUONG_TRA, NOON, Q1, Q2, cells, only, receipt, seen, send

LATER = datetime(2022, 10, 1, 2, 0, tzinfo=UTC)
FILE = "an upload"


def test_the_same_file_again_is_answered_with_the_receipt_of_then(store: Store) -> None:
    """Number, vintage and moment of the first time; no submission, no vintage, no flag more."""
    flag = Flag(HUONG_TRA, Q1, "dossiers_resolved", "unusual-value", "note")
    assert send(store, seen(10), flags=[flag]) == receipt(1, 1, new=1, changed=0, unchanged=0)
    again = send(store, seen(10), flags=[flag], by="binh", received_at=LATER)
    assert again == receipt(1, 1, new=0, changed=0, unchanged=1, repeated=True)
    assert store.vintage() == len(store.submissions()) == len(store.flags.all()) == 1


def test_the_same_file_changes_nothing_although_its_figures_were_corrected_since(store: Store) -> None:
    """A file lying around must not undo a correction."""
    send(store, seen(10))
    send(store, seen(11))
    assert send(store, seen(10)) == receipt(1, 1, new=0, changed=0, unchanged=1, repeated=True)
    assert only(cells(store.figures()).values()) == (11.0, False)


def test_the_same_file_again_is_recognised_while_it_waits_or_brought_nothing(store: Store) -> None:
    """There is no vintage to name then."""
    send(store, seen(10), sha256="waits", approve=False)
    assert send(store, seen(10), sha256="waits") == receipt(1, None, new=0, changed=0, unchanged=1, repeated=True)
    store.approve(1, by=BINH, at=NOON)
    send(store, seen(10), sha256="brings nothing")
    again = send(store, seen(10), sha256="brings nothing")
    assert again == receipt(2, None, new=0, changed=0, unchanged=1, repeated=True)


def test_a_rejected_file_may_come_again(store: Store) -> None:
    """Somebody looked into it once more and it was right."""
    send(store, seen(10), approve=False)
    store.return_(1, by=BINH, at=NOON, reason="sai kỳ")
    assert send(store, seen(10)) == receipt(2, 1, new=1, changed=0, unchanged=0)


@pytest.mark.parametrize("other", [{"scope": "480@2021-07-01 2022-Q2"}, {"layout": "long_table"}, {"sha256": "other"}])
def test_another_scope_layout_or_content_is_another_submission(store: Store, other: dict) -> None:
    """A workbook of two periods is sent once for each."""
    submission = {"scope": "480@2021-07-01 2022-Q1", "sha256": FILE}
    send(store, seen(10), **submission)
    assert send(store, seen(20, period=Q2), **submission | other) == receipt(2, 2, new=1, changed=0, unchanged=0)
    kept = [(submission.scope, submission.layout, submission.sha256) for submission in store.submissions()]
    assert kept[1] == tuple(
        ({"layout": "form_ii06a"} | submission | other)[name] for name in ("scope", "layout", "sha256")
    )


def test_another_sheet_of_the_same_file_is_another_submission(store: Store) -> None:
    """The draft went in, then the right sheet; each of them only once. What came before sheets were kept is known."""
    assert send(store, seen(10), sha256=FILE, sheet="Bản nháp").submission == 1
    assert send(store, seen(11), sha256=FILE, sheet="Chính thức") == receipt(2, 2, new=0, changed=1, unchanged=0)
    assert send(store, seen(10), sha256=FILE, sheet="Bản nháp").repeated
    send(store, seen(12), sha256="older")
    assert send(store, seen(12), sha256="older", sheet="Bản nháp").repeated


def test_the_same_file_at_the_same_moment_is_one_submission(store: Store) -> None:
    """Three programs begin together: one is first, the others get its receipt."""
    together = threading.Barrier(3)

    def submit_figures(_: int) -> Receipt:
        with Store.open(store.address) as own:
            together.wait()
            return send(own, seen(10), seen(20, HUE), scope="quý I")

    with ThreadPoolExecutor(3) as pool:
        receipts = list(pool.map(submit_figures, range(3)))
    assert sorted(receipt.repeated for receipt in receipts) == [False, True, True]
    assert {(receipt.submission, receipt.vintage, receipt.received_at) for receipt in receipts} == {(1, 1, NOON)}
    assert store.vintage() == len(store.submissions()) == 1


def test_figures_that_moved_since_the_preview_are_refused(store: Store) -> None:
    """Nothing is written, and what to do is said; after another look the same file goes in."""
    send(store, seen(10))
    send(store, seen(11))
    with pytest.raises(StoreChanged) as refusal:
        send(store, seen(12), seen(30, period=Q2), expected=1)
    assert refusal.value.exit_code == 3
    assert store.vintage() == len(store.submissions()) == 2
    assert send(store, seen(12), seen(30, period=Q2), expected=2) == receipt(3, 3, new=1, changed=1, unchanged=0)


@pytest.mark.parametrize("now", [10, 11])
def test_a_cell_that_was_new_at_the_preview_and_is_not_any_more_has_moved(store: Store, now: int) -> None:
    """Also where somebody else gave the same number: the preview said "new"."""
    send(store, seen(5, HUE))
    send(store, seen(now))
    with pytest.raises(StoreChanged):
        send(store, seen(10), expected=1, sha256=FILE)


def test_submissions_elsewhere_do_not_interfere(store: Store) -> None:
    """Other units, other periods, and what only waits."""
    send(store, seen(10))
    send(store, seen(5, HUE))
    send(store, seen(5, period=Q2))
    send(store, seen(7), approve=False)
    assert send(store, seen(11), expected=1) == receipt(5, 4, new=0, changed=1, unchanged=0)


def test_a_preview_of_a_vintage_that_is_not_there_any_more_has_moved(store: Store) -> None:
    """The store was brought back from a backup."""
    send(store, seen(10))
    with pytest.raises(StoreChanged):
        send(store, seen(11), expected=2)


def test_a_file_that_was_received_is_answered_so_even_if_its_figures_moved(store: Store) -> None:
    """Pressing the button twice returns the same receipt twice."""
    send(store, seen(10), expected=0)
    assert send(store, seen(10), expected=0).repeated
