"""Deciding on what waits: once, by somebody else, on what was looked at; and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dxkpi.domain.model.permissions import OPERATOR, Actor
from dxkpi.errors import (
    AlreadyDecided,
    CannotReviewOwn,
    ComparisonChanged,
    NotAllowed,
    StoreChanged,
    UnknownLocality,
    UnknownSubmission,
    WrongUsage,
)
from dxkpi.locale import Language
from dxkpi.store import Comment, CommentTarget, Store, SubmissionState

from ..helpers import AN, BINH, CHI, HUE, HUONG_TRA, NOON, Q1, Q2, cells, only, seen, send

LATER = NOON + timedelta(hours=1)


def waiting(store: Store, *rows: object, by: Actor = AN) -> int:
    """Hand rows in to wait: the number of the submission."""
    return send(store, *rows, by=by, approve=False).submission


def test_a_second_decision_is_refused_with_who_decided_when_and_how(store: Store) -> None:
    """In Hanoi time, with exit code 3; the first decision stays."""
    for _ in range(3):
        waiting(store, seen(len(store.submissions())))
    store.approve(1, by=BINH, at=NOON)
    store.return_(2, by=BINH, at=NOON, reason="sai kỳ")
    store.withdraw(3, by=AN, at=NOON)
    decisions = {1: "binh phê duyệt", 2: "binh trả lại", 3: "an rút"}
    for number, words in decisions.items():
        for decide in (
            lambda number=number: store.approve(number, by=CHI, at=LATER),
            lambda number=number: store.return_(number, by=CHI, at=LATER, reason="sai kỳ"),
            lambda number=number: store.withdraw(number, by=AN, at=LATER),
        ):
            with pytest.raises(AlreadyDecided, match="12:00 21/09/2022") as refusal:
                decide()
            assert words in refusal.value.text(Language.VI)
            assert refusal.value.exit_code == 3
    assert [submission.decided_by for submission in store.submissions()] == ["binh", "binh", "an"]
    assert [submission.state for submission in store.submissions()] == [
        SubmissionState.APPROVED,
        SubmissionState.RETURNED,
        SubmissionState.WITHDRAWN,
    ]


def test_what_brought_nothing_needs_no_decision(store: Store) -> None:
    """The same figures from another file are refused, and the refusal says so."""
    send(store, seen(10))
    number = waiting(store, seen(10), seen(10))
    with pytest.raises(AlreadyDecided, match="no new or changed values"):
        store.approve(number, by=BINH, at=NOON)


def test_nobody_approves_their_own_but_an_operator(store: Store) -> None:
    """Exit code 4; the name counts in capitals too. Somebody else may, and so may who runs the server."""
    waiting(store, seen(1), by=BINH)
    for own in (BINH, replace(BINH, name="Binh")):
        with pytest.raises(CannotReviewOwn) as refusal:
            store.approve(1, by=own, at=NOON)
        assert refusal.value.exit_code == 4
    assert store.approve(1, by=CHI, at=NOON) == 1
    waiting(store, seen(2), by=OPERATOR)
    assert store.approve(2, by=OPERATOR, at=NOON) == 2


def test_nobody_but_an_operator_approves_at_once(store: Store) -> None:
    """Submitting and approving in one step would be approving one's own."""
    with pytest.raises(NotAllowed):
        send(store, seen(1), by=BINH)
    assert send(store, seen(1), by=OPERATOR).vintage == 1


def test_only_the_sender_withdraws(store: Store) -> None:
    """Not even who runs the server; afterwards the same file may come again."""
    number = waiting(store, seen(1))
    for other in (BINH, OPERATOR):
        with pytest.raises(NotAllowed):
            store.withdraw(number, by=other, at=NOON)
    store.withdraw(number, by=AN, at=NOON, reason="nhầm tệp")
    withdrawn = store.submission(number)
    assert (withdrawn.decided_by, withdrawn.decided_at, withdrawn.answer) == ("an", NOON, "nhầm tệp")
    assert store.submitted(number) == [seen(1)]
    assert waiting(store, seen(1)) == 2


def test_what_is_returned_has_a_reason(store: Store) -> None:
    """Returning needs a reason, so that the sender knows what to fix; an unknown number is exit code 5."""
    number = waiting(store, seen(1))
    with pytest.raises(WrongUsage):
        store.return_(number, by=BINH, at=NOON, reason=" ")
    with pytest.raises(UnknownSubmission):
        store.approve(2, by=BINH, at=NOON)


def test_the_later_approval_replaces_the_earlier_one(store: Store) -> None:
    """Both corrected the stored (1, 2, 3): one to (5, 2, 3), the other to (1, 7, 3). Never (5, 7, 3)."""
    codes = ("a", "b", "c")
    send(store, *(seen(value, measure=code) for code, value in zip(codes, (1, 2, 3), strict=True)))
    for values in ((5, 2, 3), (1, 7, 3)):
        waiting(store, *(seen(value, measure=code) for code, value in zip(codes, values, strict=True)))
    assert store.submitted(3) == [seen(7, measure="b")]
    assert store.unchanged(3) == [seen(1, measure="a"), seen(3, measure="c")]
    store.approve(2, by=BINH, at=NOON)
    store.approve(3, by=BINH, at=NOON)
    stood = [[value for (_, _, code), (value, _) in sorted(cells(store.figures(at)).items())] for at in (1, 2, 3)]
    assert stood == [[1, 2, 3], [5, 2, 3], [1, 7, 3]]
    assert [(revision.measure, revision.value) for revision in store.corrected()[HUONG_TRA]] == [
        ("a", 1), ("a", 5), ("a", 1), ("b", 2), ("b", 7),
    ]  # fmt: skip
    assert store.check() == []


def test_a_provisional_figure_that_was_said_again_becomes_provisional_again(store: Store) -> None:
    """What a source says of a figure belongs to what was approved."""
    send(store, seen(1, provisional=True))
    waiting(store, seen(1, provisional=True), seen(2, HUE))
    send(store, seen(1))
    store.approve(2, by=BINH, at=NOON)
    assert cells(store.figures())[HUONG_TRA, Q1, "dossiers_resolved"] == (1.0, True)


def test_an_approval_is_of_what_was_compared(store: Store) -> None:
    """Where a cell changed since the vintage that was looked at, kept or unchanged, nothing is decided."""
    send(store, seen(1), seen(2, HUE))
    waiting(store, seen(10), seen(2, HUE))
    send(store, seen(3, HUE))
    with pytest.raises(ComparisonChanged) as refusal:
        store.approve(2, by=BINH, at=NOON, expected=1)
    assert isinstance(refusal.value, StoreChanged)
    assert refusal.value.exit_code == 3
    assert (store.submission(2).state, store.vintage()) == (SubmissionState.PENDING, 2)
    assert store.approve(2, by=BINH, at=NOON, expected=2) == 3
    assert {key[0]: value for key, (value, _) in cells(store.figures()).items()} == {HUONG_TRA: 10, HUE: 2}


def test_what_changed_elsewhere_does_not_hinder_an_approval(store: Store) -> None:
    """Only the cells of the submission count; a vintage that is not there any more hinders it."""
    send(store, seen(1))
    waiting(store, seen(10))
    send(store, seen(5, HUE), seen(5, period=Q2))
    with pytest.raises(ComparisonChanged):
        store.approve(2, by=BINH, at=NOON, expected=3)
    assert store.approve(2, by=BINH, at=NOON, expected=1) == 3


def test_comments_stay_with_their_cells_in_the_order_they_were_written(store: Store) -> None:
    """At a cell, of a locality, of the whole; a measure that no figure has may be named."""
    number = waiting(store, seen(1))
    waiting(store, seen(2))
    cell = CommentTarget(HUONG_TRA, Q1, "surveys")
    assert store.comments.add(number, " Thiếu số khảo sát \n", by=BINH, at=NOON, target=cell) == 1
    assert store.comments.add(number, "Xem lại", by=AN, at=LATER, target=CommentTarget(HUONG_TRA)) == 2
    assert store.comments.add(number, "Đã nhận", by=BINH, at=LATER) == 3
    assert store.comments.of(number) == [
        Comment(1, number, cell, "binh", NOON, "Thiếu số khảo sát"),
        Comment(2, number, CommentTarget(HUONG_TRA), "an", LATER, "Xem lại"),
        Comment(3, number, CommentTarget(), "binh", LATER, "Đã nhận"),
    ]
    assert store.comments.of(2) == []


def test_a_comment_says_something_of_something(store: Store) -> None:
    """No text, too much of it, no such submission or unit: nothing is kept."""
    number = waiting(store, seen(1))
    for text in (" ", "x" * 4001):
        with pytest.raises(WrongUsage):
            store.comments.add(number, text, by=BINH, at=NOON)
    with pytest.raises(UnknownSubmission):
        store.comments.add(9, "x", by=BINH, at=NOON)
    with pytest.raises(UnknownLocality):
        store.comments.add(number, "x", by=BINH, at=NOON, target=CommentTarget("1@2020-01-01"))
    assert store.comments.of(number) == []
    assert only(store.audit_log.lines()).action == "submit"
