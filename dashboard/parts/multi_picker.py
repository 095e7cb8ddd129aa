"""Localities chosen together to be shown side by side; the address holds them with commas between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

import page_state
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.side_by_side import AT_MOST
from dxkpi.errors import DxkpiError
from dxkpi.locale import N_, say
from dxkpi.workflows import views
from dxkpi.workflows.choices import units_to_compare
from dxkpi.workflows.lookup import find_localities
from dxkpi.workflows.queries import find_locality
from parts.names import place_name

KEY, LABEL = "beside", N_("Localities to compare")


def pick_compared(query: ViewQuery) -> ViewQuery:
    """Ask for localities of the query's level to show side by side; first are those of the view without a choice."""
    workspace, language = page_state.workspace(), page_state.language()
    names = {place.key: place_name(place, language) for place in units_to_compare(workspace, query)}
    preset = [series.values[0].locality for series in views.view(workspace, query).series]
    return replace(query, compared=find_localities(workspace, _pick(names, preset), query.at))


def _pick(names: Mapping[str, str], preset: Sequence[str]) -> tuple[str, ...]:
    """The keys that are chosen. What the address names and nobody knows gets a notice; what is only not in this list
    (another level was chosen) is passed over."""
    requested = [text for text in st.query_params.get(KEY, "").split(",") if text]
    by_code = {key.partition("@")[0]: key for key in names}
    keys = {text: text if text in names else by_code.get(text) for text in requested}
    for text, key in keys.items():
        if key is None and not _exists(text):
            page_state.notice(N_("“{value}” is not among the choices here."), text)
    offered = list(dict.fromkeys(key for key in keys.values() if key))
    widget = f"pick {KEY}"
    st.session_state[widget] = offered[:AT_MOST] or list(preset)

    def write() -> None:
        st.query_params[KEY] = ",".join(st.session_state[widget])

    chosen = st.multiselect(
        say(LABEL, page_state.language()),
        list(names),
        key=widget,
        format_func=names.__getitem__,
        max_selections=AT_MOST,
        on_change=write,
    )
    return tuple(chosen)


def _exists(text: str) -> bool:
    """Whether a code or name means some locality."""
    try:
        find_locality(page_state.workspace(), text)
    except DxkpiError:
        return False
    return True
