"""One's own submissions on the page that takes figures: where each stands, what was answered, and what can be done."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

import page_state
import rendering
from dxkpi.locale import N_, say
from dxkpi.workflows.choices import period_notation
from dxkpi.workflows.report_forms import ReportForm
from dxkpi.workflows.review import my_submissions, review
from parts import submission
from parts.refusals import answered
from submit import screen_form

OUTCOME = "outcome for the sender"


def show_outcome() -> None:
    """What became of the last click."""
    if outcome := st.session_state.pop(OUTCOME, None):
        st.html(rendering.notice(outcome))


def show_returned(form: ReportForm) -> int | None:
    """Above the form: the answer to what was handed in for it last, where it came back; its number."""
    found = (
        None
        if page_state.actor().is_operator
        else my_submissions.returned(page_state.workspace(), form, by=page_state.actor())
    )
    if found is None:
        return None
    _shown(found)
    return found.submission.number


def show(*, but: int | None = None) -> None:
    """What somebody has handed in that had to wait, newest first, but for what stands above already."""
    by = page_state.actor()
    found = () if by.is_operator else my_submissions.mine(page_state.workspace(), by=by)
    rest = [each for each in found if each.submission.number != but]
    if rest:
        st.html(submission.title(say("Your submissions", page_state.language())))
    for each in rest:
        _shown(each)


def _shown(each: my_submissions.MySubmission) -> None:
    language, number = page_state.language(), each.submission.number
    st.html(_summary(each))
    with st.container(horizontal=True):
        if each.may_withdraw:
            text = say("Withdraw submission {number}", language, number=str(number))
            st.button(text, key=f"withdraw {number}", on_click=_withdraw, args=(number,))
        if each.may_reopen:
            text = say("Open submission {number} in the form", language, number=str(number))
            st.button(text, key=f"reopen {number}", on_click=_reopen, args=(number,))


def _summary(mine: my_submissions.MySubmission) -> Markup:
    language, sent = page_state.language(), mine.submission
    return rendering.render(
        "my_submission.html",
        language=language,
        name=say("Submission {number}", language, number=str(sent.number)),
        about=f"{submission.of_whom(mine.localities, mine.periods, language)}: {mine.state.text(language)}.",
        answer=say("Answer: “{answer}”", language, answer=sent.answer) if sent.answer else "",
        comments=submission.comments(mine.comments, language),
    )


@answered
def _withdraw(number: int) -> None:
    review.withdraw(page_state.workspace(), number, by=page_state.actor())
    message = say("Submission {number} is withdrawn.", page_state.language(), number=str(number))
    st.session_state[OUTCOME] = message


@answered
def _reopen(number: int) -> None:
    form = my_submissions.reopen(page_state.workspace(), number, by=page_state.actor())
    screen_form.read_anew(form)
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
