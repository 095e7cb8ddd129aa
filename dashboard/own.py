"""One's own submissions on the page that takes figures: where each stands, what was answered, and what can be done."""

from __future__ import annotations

from html import escape

import streamlit as st

import beside
import dxkpi
import entry
import pieces
import shared
from dxkpi import say

OUTCOME = "outcome for the sender"


def show_outcome() -> None:
    """What became of the last click."""
    if outcome := st.session_state.pop(OUTCOME, None):
        st.html(pieces.notice(outcome))


def show_returned(form: dxkpi.Form) -> int | None:
    """Above the form: the answer to what was handed in for it last, where it came back; its number."""
    found = (
        None
        if shared.actor().is_operator
        else dxkpi.own_submissions.returned(shared.workspace(), form, by=shared.actor())
    )
    if found is None:
        return None
    _shown(found)
    return found.submission.number


def show(*, but: int | None = None) -> None:
    """What somebody has handed in that had to wait, newest first, but for what stands above already."""
    by = shared.actor()
    found = () if by.is_operator else dxkpi.own_submissions.mine(shared.workspace(), by=by)
    rest = [each for each in found if each.submission.number != but]
    if rest:
        st.html(beside.title(say("Your submissions", shared.language())))
    for each in rest:
        _shown(each)


def _shown(each: dxkpi.own_submissions.Own) -> None:
    language, number = shared.language(), each.submission.number
    st.html(_told(each))
    with st.container(horizontal=True):
        if each.may_withdraw:
            text = say("Withdraw submission {number}", language, number=str(number))
            st.button(text, key=f"withdraw {number}", on_click=_withdraw, args=(number,))
        if each.may_reopen:
            text = say("Open submission {number} in the form", language, number=str(number))
            st.button(text, key=f"reopen {number}", on_click=_reopen, args=(number,))


def _told(each: dxkpi.own_submissions.Own) -> str:
    language, sent = shared.language(), each.submission
    name = say("Submission {number}", language, number=str(sent.number))
    about = beside.of_whom(each.localities, each.periods, language)
    told = f"<p><b>{escape(name)}</b> · {escape(about)}: {escape(each.state.text(language))}.</p>"
    if sent.answer:
        told += f"<p>{escape(say('Answer: “{answer}”', language, answer=sent.answer))}</p>"
    return told + beside.comments(each.comments, language)


@shared.answered
def _withdraw(number: int) -> None:
    dxkpi.reviewing.withdraw(shared.workspace(), number, by=shared.actor())
    message = say("Submission {number} is withdrawn.", shared.language(), number=str(number))
    st.session_state[OUTCOME] = message


@shared.answered
def _reopen(number: int) -> None:
    form = dxkpi.own_submissions.reopen(shared.workspace(), number, by=shared.actor())
    entry.read_anew(form)
    st.query_params.from_dict(
        st.query_params.to_dict()
        | {
            "locality": form.place.key,
            "period": dxkpi.period_notation(shared.workspace(), form.period),
            "way": "screen",
        }
    )
    text = say("The figures of submission {number} are in the form again; mend them and submit.", shared.language(),
               number=str(number))  # fmt: skip
    st.session_state[OUTCOME] = text
