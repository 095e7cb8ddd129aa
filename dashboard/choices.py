"""The choices of a page, which its address holds and a session remembers from page to page."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import streamlit as st

_CHOICES, _CHOSEN_HERE, _OPENED = "choices", "choices of this session", "page that a link opened"


def from_address(key: str) -> str | None:
    """What the address says; where it says nothing, what was chosen on the page before, put into the address."""
    choices: dict[str, str] = st.session_state.setdefault(_CHOICES, {})
    if key in st.query_params:
        choices[key] = st.query_params[key]
    elif key in choices:
        st.query_params[key] = choices[key]
    return choices.get(key)


def remember_choice(key: str, value: str) -> None:
    """Put what was chosen on this page into its address."""
    st.query_params[key] = value
    st.session_state.setdefault(_CHOSEN_HERE, {}).setdefault(key, set()).add(value)


def forget_choice(key: str) -> None:
    """Take a choice out of the address, as if none had been made."""
    st.query_params.pop(key, None)
    st.session_state.get(_CHOICES, {}).pop(key, None)


def is_from_outside(key: str, value: str) -> bool:
    """Whether a value came with an address and not from a choice in this session, which need not fit every page."""
    return value not in st.session_state.get(_CHOSEN_HERE, {}).get(key, ())


def follow_link(address: str) -> None:
    """Take the choices of a link, as if its page had been opened there; `opened_page` names the page to the next run.

    `address`: path and query of a page of the dashboard.
    """
    parts = urlsplit(address)
    query = dict(parse_qsl(parts.query))
    st.session_state[_CHOICES] = {}
    st.session_state[_OPENED] = parts.path, query
    st.query_params.from_dict(query)


def opened_page() -> tuple[str, dict[str, str]] | None:
    """The path and the choices of the link that was followed last, once."""
    page: tuple[str, dict[str, str]] | None = st.session_state.pop(_OPENED, None)
    return page
