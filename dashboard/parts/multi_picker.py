"""Some of a list, chosen together; the address holds them with commas between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

import page_state
import rendering
from dxkpi.errors import DxkpiError
from dxkpi.locale import N_, say
from dxkpi.workflows.queries import find_locality


def pick_several(
    label: str, names: Mapping[str, str], key: str, preset: Sequence[str], *, at_most: int
) -> tuple[str, ...]:
    """Ask for some of a list of localities, each with its name. What the address names and nobody knows gets a notice;
    what is only not in this list (another level was chosen) is passed over."""
    asked = [each for each in st.query_params.get(key, "").split(",") if each]
    by_code = {name.partition("@")[0]: name for name in names}
    known = list(dict.fromkeys(found for each in asked if (found := each if each in names else by_code.get(each))))
    for each in asked:
        if each not in names and each not in by_code and not _is_there(each):
            message = N_("“{value}” is not among the choices here.")
            st.html(rendering.notice(say(message, page_state.language(), value=each)))
    widget = f"pick {key}"
    st.session_state[widget] = known[:at_most] or list(preset)

    def write() -> None:
        st.query_params[key] = ",".join(st.session_state[widget])

    chosen = st.multiselect(
        say(label, page_state.language()),
        list(names),
        key=widget,
        format_func=names.__getitem__,
        max_selections=at_most,
        on_change=write,
    )
    return tuple(chosen)


def _is_there(text: str) -> bool:
    try:
        find_locality(page_state.workspace(), text)
    except DxkpiError:
        return False
    return True
