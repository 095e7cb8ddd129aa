"""Tổng quan: how are we doing, who needs attention? For an official, before a meeting."""

import streamlit as st

import cards
import dxkpi
import shared

here, language = shared.workspace(), shared.language()
vintage = shared.vintage()

where, when, which = st.columns([3, 2, 3], vertical_alignment="bottom")
with where:
    place = shared.pick_place(dxkpi.overview_places(here, vintage))
with which:
    boundaries = shared.pick_boundaries()
with when:
    period = shared.pick_period(place, boundaries)

overview = dxkpi.overview(
    here, locality=place.key, period=period, language=language, vintage=vintage, boundaries=boundaries
)
st.html(cards.overview_head(overview, dxkpi.sample_place(here)))

left, right = st.columns([1, 1], gap="large")
with left:
    shared.show_chart(overview.trend)
    st.html(cards.attention(overview))
    asked = (overview.headline.id, place, period, language, vintage, boundaries)
    if who_made_it := cards.contributions(dxkpi.contributions_of(here, *asked)):
        st.html(who_made_it)
with right:
    if overview.ranking is not None:
        shared.show_chart(overview.ranking)
