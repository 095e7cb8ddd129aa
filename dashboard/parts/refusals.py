"""Refusals of a page and of the click that led to it, shown as a notice."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

import page_state
import rendering
from dxkpi.errors import DxkpiError
from page_content import show_html

P = ParamSpec("P")
_REFUSAL = "refusal of a click"


def guarded(page: Callable[[], None]) -> None:
    """Run a page; a refusal becomes a sentence on the screen, as does that of the click which led here."""
    refusal: DxkpiError | None = st.session_state.pop(_REFUSAL, None)
    if refusal is not None:
        show_html(rendering.notice(refusal.text(page_state.language())))
    try:
        page()
    except DxkpiError as refused:
        show_html(rendering.notice(refused.text(page_state.language())))


def answered(click: Callable[P, None]) -> Callable[P, None]:
    """A callback of a click whose refusal is kept for the page that follows."""

    @wraps(click)
    def run(*args: P.args, **named: P.kwargs) -> None:
        try:
            click(*args, **named)
        except DxkpiError as refused:
            st.session_state[_REFUSAL] = refused

    return run
