"""Review: figures wait, are looked at, returned, corrected and approved; nobody decides on their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.queries import ask_values

from dxkpi.domain.model.period import parse_period
from dxkpi.domain.model.permissions import OPERATOR, Actor, Role
from dxkpi.errors import (
    AlreadyDecided,
    CannotReviewOwn,
    ComparisonChanged,
    CorrectionUnexplained,
    NotAllowed,
    UnknownLocality,
    WrongUsage,
)
from dxkpi.locale import Language
from dxkpi.settings import Settings
from dxkpi.store import Draft, SubmissionState
from dxkpi.workflows import FigureStatus, Preview, SubmitReceipt, find_form, preview_form, submit
from dxkpi.workflows.report_forms import draft_of, form_for
from dxkpi.workflows.review.my_submissions import comments_at, mine, reopen
from dxkpi.workflows.review.queue import beyond, queue
from dxkpi.workflows.review.review import approve, comment, look_at, return_, withdraw
from dxkpi.workspace import Workspace, open_workspace

# A real ward without stored quarters; one of the sample province, for which 1.310 documents are stored, and 1.304 of
# them electronic.
WARD, COMMUNE, QUARTER, REPORTED = "19996@2025-07-01", "90051@2025-07-01", "2026-Q4", "2026-Q3"
AN = Actor("an", Role.CONTRIBUTOR, frozenset({"19996", "90051"}), "10.0.0.1")
BINH, CHI = (Actor(name, Role.REVIEWER, None) for name in ("binh", "chi"))
ELSEWHERE = Actor("dung", Role.REVIEWER, frozenset({"20017"}))
OTHER = Actor("em", Role.CONTRIBUTOR, frozenset({"19996"}))


def looked_at(workspace: Workspace, by: Actor, place: str = WARD, period: str = QUARTER, **figures: int) -> Preview:
    typed = {(place, measure): str(value) for measure, value in figures.items()}
    return preview_form(workspace, find_form(workspace, place, period, by=by), typed, by=by)


def submit_figures(
    workspace: Workspace, by: Actor, place: str = WARD, period: str = QUARTER, reason: str = "", **figures: int
) -> int:
    """Type figures and submit them: the number of the submission."""
    receipt: SubmitReceipt = submit(workspace, looked_at(workspace, by, place, period, **figures), reason=reason)
    return receipt.submission


def stored_value(workspace: Workspace, measure: str, place: str = WARD, period: str = QUARTER) -> float | None:
    (value,) = ask_values(workspace, measures=[measure], locality=place, period=period)
    return value.value


@pytest.fixture(params=["sqlite", "postgresql"])
def database_workspace(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace on each kind of database; that on PostgreSQL without the sample province."""
    if request.param == "sqlite":
        yield request.getfixturevalue("own_workspace")
        return
    new: Callable[[str], str] = request.getfixturevalue("postgresql")
    opened = open_workspace(Settings(_env_file=None, home=tmp_path, database_url=new("template1"), sample=False))
    yield opened
    opened.close()


def test_from_the_contributor_to_the_public(database_workspace: Workspace) -> None:
    """Submitted, returned with a comment at a cell, corrected, approved: only then does anything public change, and
    what was corrected later can be read with what it was before."""
    before = database_workspace.vintage
    first = submit_figures(database_workspace, AN, documents=1304)
    assert (database_workspace.refresh(), stored_value(database_workspace, "documents")) == (before, None)
    (waiting,) = queue(database_workspace, by=BINH)
    assert (waiting.submission.number, waiting.new, waiting.changed, waiting.is_late) == (first, 1, 0, False)
    assert [place.key for place in waiting.localities] == [WARD]
    comment(database_workspace, first, "Thiếu văn bản của quý", by=BINH, locality=WARD, measure="documents")
    return_(database_workspace, first, by=BINH, reason="Xem lại số văn bản")
    assert queue(database_workspace, by=BINH) == ()

    (own,) = mine(database_workspace, by=AN)
    assert own.state.text(Language.VI).startswith("bị binh trả lại lúc")
    assert (own.submission.answer, own.comments[0].text) == ("Xem lại số văn bản", "Thiếu văn bản của quý")
    form = reopen(database_workspace, first, by=AN)
    assert draft_of(database_workspace, form, by=AN).cells == {f"{WARD}|documents": "1304"}  # type: ignore[union-attr]
    assert [remark.text for remark in comments_at(database_workspace, form, by=AN)[WARD, "documents"]] == [
        "Thiếu văn bản của quý"
    ]

    second = submit_figures(database_workspace, AN, documents=1400)
    assert comments_at(database_workspace, form, by=AN) == {}
    assert (
        approve(database_workspace, look_at(database_workspace, second, by=BINH), by=BINH, note="đúng")
        == before + 1
        == database_workspace.vintage
    )
    assert stored_value(database_workspace, "documents") == 1400
    third = submit_figures(database_workspace, AN, reason="đếm sót 10 văn bản", documents=1410)
    approve(database_workspace, look_at(database_workspace, third, by=BINH), by=BINH)
    revisions = database_workspace.store.corrected()[WARD]
    assert [(revision.value, revision.by, revision.reason) for revision in revisions] == [
        (1400, "an", ""), (1410, "an", "đếm sót 10 văn bản"),
    ]  # fmt: skip
    assert database_workspace.store.check() == []


def test_nobody_approves_their_own(own_workspace: Workspace) -> None:
    """A reviewer who handed figures in sees them and may not decide; another reviewer may."""
    number = submit_figures(own_workspace, BINH, documents=10)
    review = look_at(own_workspace, number, by=BINH)
    assert (review.may_decide, review.may_comment) == (False, True)
    with pytest.raises(CannotReviewOwn):
        approve(own_workspace, review, by=BINH)
    assert look_at(own_workspace, number, by=CHI).may_decide
    assert approve(own_workspace, review, by=CHI) == own_workspace.vintage


def test_the_second_reviewer_is_refused_with_the_first_decision(own_workspace: Workspace) -> None:
    """Who, when and how; and a comparison that moved is no basis for a decision."""
    first, second = (submit_figures(own_workspace, AN, documents=value) for value in (10, 20))
    seen = [look_at(own_workspace, number, by=CHI) for number in (first, first, second)]
    approve(own_workspace, seen[0], by=BINH)
    with pytest.raises(AlreadyDecided) as refusal:
        approve(own_workspace, seen[1], by=CHI)
    assert "binh phê duyệt" in refusal.value.text(Language.VI)
    with pytest.raises(ComparisonChanged):
        approve(own_workspace, seen[2], by=CHI)
    again = look_at(own_workspace, second, by=CHI)
    assert [(line.status, line.published, line.new) for line in again.lines] == [(FigureStatus.CHANGED, 10, 20)]
    assert approve(own_workspace, again, by=CHI) == own_workspace.vintage


def test_figures_are_shown_with_the_previous_ones(own_workspace: Workspace) -> None:
    """1.400 next to the stored 1.310; the quarter before, the year before and the change are those of the store."""
    number = submit_figures(own_workspace, AN, COMMUNE, REPORTED, "đếm lại", documents=1400, documents_electronic=1304)
    review = look_at(own_workspace, number, by=BINH)
    whole, electronic = review.lines
    assert [(line.published, line.status) for line in (whole, electronic)] == [
        (1310, FigureStatus.CHANGED), (1304, FigureStatus.CHANGED),  # the second was provisional and is not any more
    ]  # fmt: skip
    assert whole.previous == stored_value(own_workspace, "documents", COMMUNE, "2026-Q2")
    assert whole.year_ago == stored_value(own_workspace, "documents", COMMUNE, "2025-Q3")
    assert whole.previous is not None
    assert whole.change == 1400 - whole.previous
    share = next(effect for effect in review.effects if effect.indicator.id == "e_document_share")
    assert share.before.value == pytest.approx(100 * 1304 / 1310)
    assert share.after.value == pytest.approx(100 * 1304 / 1400)
    (waiting,) = queue(own_workspace, by=BINH)
    assert waiting.is_correction


def test_a_correction_needs_a_reason_unless_an_operator_makes_it(own_workspace: Workspace) -> None:
    """What is new or the same needs none."""
    correction = looked_at(own_workspace, AN, COMMUNE, REPORTED, documents=1309)
    assert (correction.upload.asks_reason, correction.corrections) == (False, 1)
    with pytest.raises(CorrectionUnexplained):
        submit(own_workspace, correction, reason=" ")
    assert looked_at(own_workspace, AN, COMMUNE, REPORTED, documents=1310).may_be_saved("")
    assert looked_at(own_workspace, AN, documents=5).may_be_saved("")
    assert looked_at(own_workspace, OPERATOR, COMMUNE, REPORTED, documents=1309).may_be_saved("")


def test_outside_the_scope_nothing_is_seen_or_decided(own_workspace: Workspace) -> None:
    """A reviewer of another ward has no such submission in the queue, and may not look, comment or decide."""
    number = submit_figures(own_workspace, AN, documents=10)
    review = look_at(own_workspace, number, by=BINH)
    assert queue(own_workspace, by=ELSEWHERE) == ()
    for action in (
        lambda: look_at(own_workspace, number, by=ELSEWHERE),
        lambda: approve(own_workspace, review, by=ELSEWHERE),
        lambda: return_(own_workspace, number, by=ELSEWHERE, reason="sai kỳ"),
        lambda: comment(own_workspace, number, "x", by=ELSEWHERE),
    ):
        with pytest.raises(NotAllowed):
            action()
    assert own_workspace.store.submission(number).state is SubmissionState.PENDING


def test_records_of_unknown_localities_are_reported_and_not_shown(own_workspace: Workspace, tmp_path: Path) -> None:
    """Without the sample province a submission of it still waits; everything else goes on, and its sender sees it."""
    sample = submit_figures(own_workspace, AN, COMMUNE, documents=10)
    real = submit_figures(own_workspace, AN, documents=10)
    own_workspace.close()
    without = open_workspace(Settings(_env_file=None, home=tmp_path / "home", sample=False))
    assert [entry.submission.number for entry in queue(without, by=BINH)] == [real]
    assert [submission.number for submission in beyond(without, by=BINH)] == [sample]
    for by in (BINH, AN):
        with pytest.raises(UnknownLocality):
            look_at(without, sample, by=by)
        with pytest.raises(UnknownLocality):
            return_(without, sample, by=BINH, reason="sai kỳ")
    assert [entry.localities == () for entry in mine(without, by=AN)] == [False, True]
    assert beyond(without, by=ELSEWHERE) == ()
    without.close()


def test_a_colleague_may_look_and_neither_comment_nor_withdraw(own_workspace: Workspace) -> None:
    """Who reports for the same ward sees what was submitted for it; only its sender and reviewers comment on it."""
    number = submit_figures(own_workspace, AN, documents=10)
    assert not look_at(own_workspace, number, by=OTHER).may_comment
    for action in (
        lambda: comment(own_workspace, number, "x", by=OTHER),
        lambda: withdraw(own_workspace, number, by=OTHER),
        lambda: reopen(own_workspace, number, by=OTHER),
    ):
        with pytest.raises(NotAllowed):
            action()
    assert comment(own_workspace, number, "nộp bổ sung", by=AN) == 1


def test_the_sender_withdraws_before_a_decision_only(own_workspace: Workspace) -> None:
    """What was withdrawn can be opened again; what was approved is decided."""
    first = submit_figures(own_workspace, AN, documents=10)
    with pytest.raises(WrongUsage):
        reopen(own_workspace, first, by=AN)
    withdraw(own_workspace, first, by=AN)
    assert queue(own_workspace, by=BINH) == ()
    assert reopen(own_workspace, first, by=AN).place.key == WARD
    second = submit_figures(own_workspace, AN, documents=11)
    approve(own_workspace, look_at(own_workspace, second, by=BINH), by=BINH)
    with pytest.raises(AlreadyDecided):
        withdraw(own_workspace, second, by=AN)
    assert [entry.submission.state for entry in mine(own_workspace, by=AN)] == [
        SubmissionState.APPROVED,
        SubmissionState.WITHDRAWN,
    ]


def test_a_draft_that_is_there_is_not_lost_when_a_submission_is_opened_again(own_workspace: Workspace) -> None:
    """What was typed in other cells meanwhile stays; figures of the submission are added."""
    number = submit_figures(own_workspace, AN, documents=10)
    when = parse_period(QUARTER, own_workspace.cutoff)
    saved_at = own_workspace.store.submission(1).received_at
    own_workspace.store.drafts.put(Draft("an", WARD, when, {f"{WARD}|surveys": "5"}, saved_at))
    return_(own_workspace, number, by=BINH, reason="sai kỳ")
    form = reopen(own_workspace, number, by=AN)
    kept = draft_of(own_workspace, form, by=AN)
    assert kept is not None
    assert kept.cells == {f"{WARD}|surveys": "5", f"{WARD}|documents": "10"}
    assert form_for(own_workspace, form.place, form.period, by=AN).place == form.place
