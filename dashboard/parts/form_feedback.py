"""What a form does: one deed, and at the form a sentence about what came of it, or why nothing did."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

import page_state
import rendering
from dxkpi.errors import DxkpiError

SAID, TURN = "said at a form", "turn of a form"


def do(form: str, deed: Callable[[], str]) -> None:
    """Do it; a form whose deed was done begins anew, one that was refused keeps what was typed."""
    try:
        st.session_state[SAID] = (form, deed())
        st.session_state[f"{TURN} {form}"] = _turn(form) + 1
    except DxkpiError as refusal:
        st.session_state[SAID] = (form, refusal.text(page_state.language()))


def said(form: str) -> None:
    """What came of the last click at this form, told once."""
    about, text = st.session_state.get(SAID, ("", ""))
    if about == form:
        del st.session_state[SAID]
        st.html(rendering.notice(text))


def key(form: str, field: str) -> str:
    """The name of a field, another one each time the form begins anew."""
    return f"{form} {field} {_turn(form)}"


def typed(form: str, field: str) -> str:
    """What stands in a field of text."""
    return str(st.session_state.get(key(form, field)) or "")


def _turn(form: str) -> int:
    return int(st.session_state.get(f"{TURN} {form}", 0))
