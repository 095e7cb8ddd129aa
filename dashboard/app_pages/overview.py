"""Tổng quan: how are we doing, who needs attention? For an official, before a meeting."""

from dataclasses import replace

import streamlit as st

import page_state
import pickers
from dxkpi.workflows import views
from dxkpi.workflows.choices import overview_places, sample_place
from parts.chart import show_chart
from read import overview_cards

workspace, language = page_state.workspace(), page_state.language()
vintage = page_state.vintage()

where, when, which = st.columns([3, 2, 3], vertical_alignment="bottom")
with where:
    place = pickers.pick_place(overview_places(workspace, vintage))
with which:
    at = pickers.pick_boundaries()
with when:
    period = pickers.pick_period(place, at)

query = page_state.query_from_page("trend", place, period, at)
overview = views.overview(workspace, query)
st.html(overview_cards.overview_head(overview, sample_place(workspace)))

left, right = st.columns([1, 1], gap="large")
with left:
    show_chart(overview.trend)
    st.html(overview_cards.attention(overview))
    headline = replace(query, indicator=overview.headline)
    contributions = views.contributions(workspace, headline)
    if contributions is not None and contributions.known:
        st.html(overview_cards.contributions(views.describe(workspace, contributions, language)))
with right:
    if overview.ranking is not None:
        show_chart(overview.ranking)
