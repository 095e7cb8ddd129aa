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


def show() -> None:
    """What somebody has handed in that had to wait, newest first."""
    by, language = shared.actor(), shared.language()
    if outcome := st.session_state.pop(OUTCOME, None):
        st.html(pieces.notice(outcome))
    found = () if by.is_operator else dxkpi.own_submissions.mine(shared.workspace(), by=by)
    if not found:
        return
    st.html(beside.title(say("Your submissions", language)))
    for each in found:
        st.html(_told(each))
        with st.container(horizontal=True):
            number = each.submission.number
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
