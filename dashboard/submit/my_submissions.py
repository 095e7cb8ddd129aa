"""A sender's own submissions on the page Nộp số liệu: their state, the answers, and what can be done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st
from markupsafe import Markup

import page_state
import rendering
from dxkpi.domain.model.permissions import Actor
from dxkpi.locale import N_, say
from dxkpi.workflows.choices import period_notation
from dxkpi.workflows.report_forms import ReportForm
from dxkpi.workflows.review import my_submissions, review
from page_content import show_html
from parts import submission
from parts.refusals import answered
from submit import screen_form

OUTCOME = "outcome for the sender"


def show_outcome() -> None:
    """What became of the last click."""
    if outcome := st.session_state.pop(OUTCOME, None):
        show_html(rendering.notice(outcome))


def returned_for(form: ReportForm, by: Actor) -> my_submissions.MySubmission | None:
    """The last submission for a form if it was returned; None where there is none, and for the operator."""
    return None if by.is_operator else my_submissions.returned(page_state.workspace(), form, by=by)


def others_of(by: Actor, returned: my_submissions.MySubmission | None) -> list[my_submissions.MySubmission]:
    """Somebody's submissions that had to wait for review, newest first, without the one shown above the form."""
    mine = () if by.is_operator else my_submissions.mine(page_state.workspace(), by=by)
    shown_number = returned.submission.number if returned else None
    return [one for one in mine if one.submission.number != shown_number]


def show(mine: Iterable[my_submissions.MySubmission]) -> None:
    """Submissions with their state, the answers to them, and what their sender can do."""
    for one in mine:
        _show_one(one)


def show_list(mine: Sequence[my_submissions.MySubmission]) -> None:
    """The same under a title; nothing where there are none."""
    if mine:
        show_html(submission.title(say("Your submissions", page_state.language())))
        show(mine)


def _show_one(mine: my_submissions.MySubmission) -> None:
    language, number = page_state.language(), mine.submission.number
    show_html(_summary(mine))
    with st.container(horizontal=True):
        if mine.may_withdraw:
            text = say("Withdraw submission {number}", language, number=str(number))
            st.button(text, key=f"withdraw {number}", on_click=_withdraw, args=(number,))
        if mine.may_reopen:
            text = say("Open submission {number} in the form", language, number=str(number))
            st.button(text, key=f"reopen {number}", on_click=_reopen, args=(number,))


def _summary(mine: my_submissions.MySubmission) -> Markup:
    workspace, language, sent = page_state.workspace(), page_state.language(), mine.submission
    about = submission.of_whom(mine.localities, mine.periods, workspace.cutoff, language)
    return rendering.render(
        "my_submission.html",
        language=language,
        name=say("Submission {number}", language, number=str(sent.number)),
        about=f"{about}: {mine.state.text(language)}.",
        answer=say("Answer: “{answer}”", language, answer=sent.answer) if sent.answer else "",
        comments=submission.comments(workspace, mine.comments, language),
    )


@answered
def _withdraw(number: int) -> None:
    review.withdraw(page_state.workspace(), number, by=page_state.actor())
    message = say("Submission {number} is withdrawn.", page_state.language(), number=str(number))
    st.session_state[OUTCOME] = message


@answered
def _reopen(number: int) -> None:
    form = my_submissions.reopen(page_state.workspace(), number, by=page_state.actor())
    screen_form.reload_draft(form)
    st.query_params.from_dict(
        st.query_params.to_dict()
        | {
            "locality": form.place.key,
            "period": period_notation(page_state.workspace(), form.period),
            "way": "screen",
        }
    )
    message = N_("The figures of submission {number} are in the form again; correct and submit them.")
    st.session_state[OUTCOME] = say(message, page_state.language(), number=str(number))
