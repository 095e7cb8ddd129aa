"""Actions of forms: one runs when a form is submitted, and the form then shows its result or why it was refused."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

import page_state
import rendering
from dxkpi.errors import DxkpiError
from page_content import show_html

SAID, TURN = "said at a form", "turn of a form"


def do(form: str, action: Callable[[], str]) -> None:
    """Run a form's action. The form is emptied when it succeeds and keeps what was typed when it is refused."""
    try:
        st.session_state[SAID] = (form, action())
        st.session_state[f"{TURN} {form}"] = _turn(form) + 1
    except DxkpiError as refusal:
        st.session_state[SAID] = (form, refusal.text(page_state.language()))


def said(form: str) -> None:
    """Show the result of this form's last action, once."""
    about, text = st.session_state.get(SAID, ("", ""))
    if about == form:
        del st.session_state[SAID]
        show_html(rendering.notice(text))


def key(form: str, field: str) -> str:
    """The key of a field, a new one each time the form is emptied."""
    return f"{form} {field} {_turn(form)}"


def typed(form: str, field: str) -> str:
    """What is typed in a field of text."""
    return str(st.session_state.get(key(form, field)) or "")


def _turn(form: str) -> int:
    return int(st.session_state.get(f"{TURN} {form}", 0))
