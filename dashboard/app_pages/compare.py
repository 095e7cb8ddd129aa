"""So sánh: one indicator over the localities of a level."""

import streamlit as st

import dxkpi
import lists
import pieces
import shared

here, language = shared.workspace(), shared.language()
vintage = shared.vintage()

columns = st.columns([3, 3, 2, 2, 3], vertical_alignment="bottom")
with columns[0]:
    indicator = shared.pick_indicator()
with columns[1]:
    place = shared.pick_place(dxkpi.overview_places(here, vintage))
with columns[4]:
    boundaries = shared.pick_boundaries()
with columns[2]:
    period = shared.pick_period(place, boundaries)
with columns[3]:
    level = shared.pick_level(dxkpi.levels_to_compare(here, place, period, vintage, boundaries))

view = dxkpi.view(
    here, "ranking", indicator=indicator, locality=place.key, level=level, period=period, language=language,
    vintage=vintage, boundaries=boundaries,
)  # fmt: skip
if marks := pieces.marks(view, place):
    st.html(marks)
chart, table = st.columns([3, 2], gap="large")
with chart:
    shared.show_chart(view)
with table:
    st.html(lists.ranking_table(view))
