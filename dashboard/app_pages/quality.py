"""Chất lượng số liệu: who has reported, what does not close, what looks odd, what was corrected. Read by everybody."""

import streamlit as st

import page_state
from dxkpi.workflows.choices import overview_places, sample_place
from dxkpi.workflows.quality import QualityQuery, levels_to_check, quarters_to_check
from dxkpi.workflows.quality import quality as quality_of
from read import quality

workspace, language = page_state.workspace(), page_state.language()
at = page_state.vintage()

where, until, which = st.columns([3, 2, 2], vertical_alignment="bottom")
with where:
    place = page_state.pick_place(overview_places(workspace, at))
with until:
    last = page_state.pick_last_quarter(place, quarters_to_check(workspace, place))
with which:
    level = page_state.pick_level(levels_to_check(workspace, place, last))

found = quality_of(workspace, QualityQuery(place, at.vintage, level, last))
st.html(quality.head(workspace, found, sample_place(workspace), language))
if found.has_reports:
    st.html(quality.grid(workspace, found, language))
st.html(quality.broken(workspace, found, language))
st.html(quality.odd(workspace, found, language))
st.html(quality.corrections(workspace, found, language))
