"""Tổng quan: how are we doing, who needs attention? For an official, before a meeting."""

import streamlit as st

import page_state
from dxkpi.workflows import views
from dxkpi.workflows.choices import overview_places, sample_place
from dxkpi.workflows.trend_views import contributions_of
from read import overview_cards

here, language = page_state.workspace(), page_state.language()
vintage = page_state.vintage()

where, when, which = st.columns([3, 2, 3], vertical_alignment="bottom")
with where:
    place = page_state.pick_place(overview_places(here, vintage))
with which:
    boundaries = page_state.pick_boundaries()
with when:
    period = page_state.pick_period(place, boundaries)

overview = views.overview(
    here, locality=place.key, period=period, language=language, vintage=vintage, boundaries=boundaries
)
st.html(overview_cards.overview_head(overview, sample_place(here)))

left, right = st.columns([1, 1], gap="large")
with left:
    page_state.show_chart(overview.trend)
    st.html(overview_cards.attention(overview))
    asked = (overview.headline.id, place, period, language, vintage, boundaries)
    if who_made_it := overview_cards.contributions(contributions_of(here, *asked)):
        st.html(who_made_it)
with right:
    if overview.ranking is not None:
        page_state.show_chart(overview.ranking)
