"""Chất lượng số liệu: who has reported, what does not close, what looks odd, what was corrected. Read by everybody."""

import streamlit as st

import dxkpi
import quality_pieces
import shared

here, language = shared.workspace(), shared.language()
vintage = shared.vintage()

where, until, which = st.columns([3, 2, 2], vertical_alignment="bottom")
with where:
    place = shared.pick_place(dxkpi.overview_places(here, vintage))
with until:
    last = shared.pick_last_quarter(place, dxkpi.quarters_to_check(here, place))
with which:
    level = shared.pick_level(dxkpi.levels_to_check(here, place, last))

found = dxkpi.quality(here, place, level=level, until=last, vintage=vintage)
st.html(quality_pieces.head(here, found, dxkpi.sample_place(here), language))
if found.has_reports:
    st.html(quality_pieces.grid(here, found, language))
st.html(quality_pieces.broken(here, found, language))
st.html(quality_pieces.odd(here, found, language))
st.html(quality_pieces.corrections(here, found, language))
