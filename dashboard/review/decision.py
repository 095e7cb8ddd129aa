"""Deciding on what waits: choose a submission, say something at its cells, approve it or give it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

import choices
import page_state
import pickers
import rendering
from dxkpi.domain.model.period import label
from dxkpi.domain.model.reasons import MIN_REASON_LETTERS, is_reason
from dxkpi.errors import DxkpiError
from dxkpi.locale import N_, say
from dxkpi.workflows.review import queue
from dxkpi.workflows.review import review as reviews
from page_content import show_html
from parts import figure_changes, submission
from parts.refusals import answered
from submit import receipt

OUTCOME = "outcome of review"
EVERYTHING = ""


def choose(waiting: Sequence[queue.QueuedSubmission]) -> int:
    """The list of what waits, oldest first; the chosen one, which the address names."""
    cutoff, language = page_state.workspace().cutoff, page_state.language()
    names = {
        str(queued.submission.number): submission.of_whom(queued.localities, queued.periods, cutoff, language)
        for queued in waiting
    }
    return int(pickers.pick_submission(names, [submission.waits(queued, language) for queued in waiting]))


def show_outcome() -> None:
    """What came of the last decision."""
    if outcome := st.session_state.pop(OUTCOME, None):
        show_html(rendering.notice(outcome))


def beyond() -> None:
    """What waits and cannot be shown here."""
    language = page_state.language()
    hidden = queue.beyond(page_state.workspace(), by=page_state.actor())
    if hidden:
        text = say(
            "Submissions that wait and cannot be shown: {numbers}. They speak of localities that are not known here, "
            "as those of the sample province where it is left out.",
            language,
            numbers=", ".join(str(submitted.number) for submitted in hidden),
        )
        show_html(rendering.notice(text))


def show(review: reviews.Review) -> None:
    """Everything a reviewer asks before deciding."""
    workspace, language = page_state.workspace(), page_state.language()
    show_html(submission.head(workspace, review, language) + submission.problems(workspace, review, language))
    if review.original:
        receipt.original(review.submission.number, language, more=" review")
    show_html(
        submission.figures(workspace, review, language)
        + figure_changes.rates(review.effects, workspace.cutoff, language)
    )
    if review.comments:
        show_html(submission.comments(workspace, review.comments, language))


def write(review: reviews.Review) -> None:
    """A comment at a cell: of which locality, which period where there are several, which figure."""
    if not review.may_comment:
        return
    language, number = page_state.language(), review.submission.number
    show_html(submission.title(say("Comment at a cell", language)))
    places = {place.key: place.name for place in review.localities}
    measures = {line.measure.code: line.measure.names.text(language) for line in review.lines}
    periods = {
        str(at): label(period, page_state.workspace().cutoff, language) for at, period in enumerate(review.periods)
    }
    fields = [(say("Locality", language), places, say("All localities", language), "place")]
    if len(periods) > 1:
        fields.append((say("Period", language), periods, say("All periods", language), "period"))
    fields.append((say("Measure", language), measures, say("All figures", language), "measure"))
    for column, (name, options, everything, key) in zip(st.columns(len(fields)), fields, strict=True):
        with column:
            st.selectbox(name, [EVERYTHING, *options], format_func=partial(_named, options, everything),
                         key=_key(number, key))  # fmt: skip
    st.text_area(say("Comment", language), key=_key(number, "text"), height=80, max_chars=4000)
    st.button(say("Save the comment", language), on_click=_comment, args=(review,))


def decide(review: reviews.Review) -> None:
    """Approve, or return with a reason. Senders cannot decide on their own submissions."""
    language, number = page_state.language(), review.submission.number
    show_html(submission.title(say("Decision", language)))
    if not review.may_decide:
        text = say("You submitted this yourself; somebody else must decide on it.", language)
        show_html(rendering.notice(text))
        return
    st.text_area(say("Answer to the sender (needed to return it)", language), key=_key(number, "answer"), height=80,
                 max_chars=1000)  # fmt: skip
    with st.container(horizontal=True):
        st.button(say("Approve", language), type="primary", on_click=_decide, args=(review, _approved))
        st.button(say("Return it", language), on_click=_decide, args=(review, _returned))


def _decide(review: reviews.Review, how: Callable[[reviews.Review, str], str]) -> None:
    """Decide and say what came of it, be it that another was first."""
    number = review.submission.number
    answer = str(st.session_state.get(_key(number, "answer"), "")).strip()
    try:
        st.session_state[OUTCOME] = how(review, answer)
    except DxkpiError as refusal:
        page_state.workspace().refresh()
        st.session_state[OUTCOME] = refusal.text(page_state.language())
    left = queue.queue(page_state.workspace(), by=page_state.actor())
    if number not in {queued.submission.number for queued in left}:
        choices.forget_choice("submission")


def _approved(review: reviews.Review, answer: str) -> str:
    vintage = reviews.approve(page_state.workspace(), review, by=page_state.actor(), note=answer)
    return say("Submission {number} is approved and published as vintage {vintage}.", page_state.language(),
               number=str(review.submission.number), vintage=str(vintage))  # fmt: skip


def _returned(review: reviews.Review, answer: str) -> str:
    language, number = page_state.language(), str(review.submission.number)
    if not is_reason(answer):
        message = N_("Nothing was decided yet: write why it is returned, in at least {least} letters.")
        return say(message, language, least=MIN_REASON_LETTERS)
    reviews.return_(page_state.workspace(), review.submission.number, by=page_state.actor(), reason=answer)
    return say("Submission {number} is returned to {by} with your answer.", language, number=number,
               by=review.submission.by)  # fmt: skip


@answered
def _comment(review: reviews.Review) -> None:
    number = review.submission.number
    place, period, measure, text = (
        str(st.session_state.get(_key(number, part), "")) for part in ("place", "period", "measure", "text")
    )
    when = review.periods[int(period)] if period else None
    reviews.comment(page_state.workspace(), number, text, by=page_state.actor(), locality=place, period=when,
                            measure=measure)  # fmt: skip
    st.session_state[_key(number, "text")] = ""


def _named(options: dict[str, str], everything: str, key: str) -> str:
    return options.get(key, everything)


def _key(number: int, part: str) -> str:
    return f"review {number} {part}"
