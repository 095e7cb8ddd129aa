"""So sánh: one indicator over the localities of a level, in order, in a funnel, on a map, or a few side by side."""

import streamlit as st

import page_state
import rendering
from dxkpi.domain.views.view import View
from dxkpi.workflows import views
from dxkpi.workflows.choices import levels_to_compare, overview_places
from dxkpi.workflows.comparison_choices import units_to_compare
from parts import multi_picker
from read import compare

here, language = page_state.workspace(), page_state.language()
vintage = page_state.vintage()

columns = st.columns([5, 4, 3, 3, 6], vertical_alignment="bottom")
with columns[1]:
    place = page_state.pick_place(overview_places(here, vintage))
with columns[0]:
    indicator = page_state.pick_indicator(place)
with columns[4]:
    boundaries = page_state.pick_boundaries()
with columns[2]:
    period = page_state.pick_period(place, boundaries)
with columns[3]:
    level = page_state.pick_level(levels_to_compare(here, place, period, vintage, boundaries))

ways, choice = st.columns([6, 7], vertical_alignment="bottom")
with ways:
    way = page_state.pick_way(compare.WAYS, key="show", label=compare.SHOWN_AS)


def asked(kind: str, beside: tuple[str, ...] = ()) -> View:
    """What is chosen above, as one kind of picture."""
    return views.view(
        here, kind, indicator=indicator, locality=place.key, level=level, period=period, language=language,
        vintage=vintage, boundaries=boundaries, beside=beside,
    )  # fmt: skip


order = "rank"
chosen: tuple[str, ...] = ()
with choice:
    if way == "beside":
        units = units_to_compare(here, place, level, period, vintage, boundaries)
        preset = compare.shown(asked("beside"))
        chosen = multi_picker.pick_several(
            compare.CHOSEN, compare.names_of(units, language), "beside", preset, at_most=6
        )
    elif way != "funnel":
        order = page_state.pick_named(compare.ORDERED, compare.orders(language), "order")

if way == "beside" and len(chosen) < 2:
    st.html(compare.too_few(language))
    st.stop()
view = asked(way, chosen)
if marks := rendering.marks(view, place):
    st.html(marks)
if way == "beside":
    page_state.show_chart(view, show=way)
else:
    chart, table = st.columns([5, 6], gap="medium")
    with chart:
        page_state.show_chart(view, show=way)
    with table:
        if listed := compare.beside_the_picture(view, order):
            st.html(listed)
