"""Xu hướng: one indicator over time. Is it more than chance, how was last year, who made the change?"""

import streamlit as st

import page_state
import pickers
from dxkpi.charts import CHARTS
from dxkpi.workflows import lookup, views
from dxkpi.workflows.choices import places
from parts import notices
from parts.chart import show_chart
from read import trend as trend_pieces

workspace, language = page_state.workspace(), page_state.language()
vintage = page_state.vintage()

columns = st.columns([3, 3, 2, 3], vertical_alignment="bottom")
with columns[1]:
    place = pickers.pick_place(places(workspace, vintage))
with columns[0]:
    indicator = pickers.pick_indicator(place)
with columns[3]:
    at = pickers.pick_boundaries()
with columns[2]:
    period = pickers.pick_period(place, at)

query = page_state.query_from_page("control", place, period, at, indicator)
trend = views.view(workspace, query)
if marks := notices.marks(trend, lookup.enclosing_localities(workspace, place)[-1], language):
    st.html(marks)
show_chart(trend)

left, right = st.columns([2, 3], gap="large")
with left:
    show_chart(views.view(workspace, query.of_kind(CHARTS["seasons"])))
with right:
    contributions = views.contributions(workspace, query)
    if contributions is None:
        st.html(trend_pieces.nothing_below(place, language))
    else:
        show_chart(contributions)
        if contributions.known:
            st.html(trend_pieces.contributions(views.describe(workspace, contributions, language)))
