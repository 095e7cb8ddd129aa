"""So sánh: one indicator over the localities of a level, in order, in a funnel, on a map, or a few side by side."""

from dataclasses import replace

import streamlit as st

import page_state
from dxkpi.charts import CHARTS
from dxkpi.domain.views.kind import Dimension
from dxkpi.workflows import views
from dxkpi.workflows.choices import levels_to_compare, overview_places, units_to_compare
from parts import multi_picker, notices
from parts.chart import show_chart
from read import compare

workspace, language = page_state.workspace(), page_state.language()
vintage = page_state.vintage()

columns = st.columns([5, 4, 3, 3, 6], vertical_alignment="bottom")
with columns[1]:
    place = page_state.pick_place(overview_places(workspace, vintage))
with columns[0]:
    indicator = page_state.pick_indicator(place)
with columns[4]:
    at = page_state.pick_boundaries()
with columns[2]:
    period = page_state.pick_period(place, at)

ways, choice = st.columns([6, 7], vertical_alignment="bottom")
with ways:
    way = page_state.pick_way(compare.WAYS, key="show", label=compare.SHOWN_AS)
query = page_state.view_query(way, place, period, at, indicator)
with columns[3]:
    query = replace(query, level=page_state.pick_level(levels_to_compare(workspace, query)))

order = "rank"
side_by_side = CHARTS[way].dimension is Dimension.LOCALITIES_OVER_TIME
with choice:
    if side_by_side:
        names = compare.names_of(units_to_compare(workspace, query), language)
        preset = compare.localities_of(views.view(workspace, query))
        chosen = multi_picker.pick_several(compare.CHOSEN, names, "beside", preset, at_most=6)
        query = replace(query, compared=tuple(workspace.registry_at(at.vintage).by_key(key) for key in chosen))
    elif way != "funnel":
        order = page_state.pick_named(compare.ORDERED, compare.orders(language), "order")

if side_by_side and len(query.compared) < 2:
    st.html(compare.too_few(language))
    st.stop()
view = views.view(workspace, query)
if marks := notices.marks(view, place, language):
    st.html(marks)
if side_by_side:
    show_chart(view, show=way)
else:
    chart, table = st.columns([5, 6], gap="medium")
    with chart:
        show_chart(view, show=way)
    with table:
        if listed := compare.table_next_to(views.describe(workspace, view, language), order):
            st.html(listed)
