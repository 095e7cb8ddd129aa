"""So sánh: one indicator over the localities of a level, in order, in a funnel, on a map, or a few side by side."""

import streamlit as st

import compare_pieces
import dxkpi
import pieces
import several
import shared

here, language = shared.workspace(), shared.language()
vintage = shared.vintage()

columns = st.columns([5, 4, 3, 3, 6], vertical_alignment="bottom")
with columns[1]:
    place = shared.pick_place(dxkpi.overview_places(here, vintage))
with columns[0]:
    indicator = shared.pick_indicator(place)
with columns[4]:
    boundaries = shared.pick_boundaries()
with columns[2]:
    period = shared.pick_period(place, boundaries)
with columns[3]:
    level = shared.pick_level(dxkpi.levels_to_compare(here, place, period, vintage, boundaries))

ways, choice = st.columns([6, 7], vertical_alignment="bottom")
with ways:
    way = shared.pick_way(compare_pieces.WAYS, key="show", label=compare_pieces.SHOWN_AS)


def asked(kind: str, beside: tuple[str, ...] = ()) -> dxkpi.View:
    """What is chosen above, as one kind of picture."""
    return dxkpi.view(
        here, kind, indicator=indicator, locality=place.key, level=level, period=period, language=language,
        vintage=vintage, boundaries=boundaries, beside=beside,
    )  # fmt: skip


order = "rank"
chosen: tuple[str, ...] = ()
with choice:
    if way == "beside":
        units = dxkpi.units_to_compare(here, place, level, period, vintage, boundaries)
        preset = compare_pieces.shown(asked("beside"))
        chosen = several.pick_several(
            compare_pieces.CHOSEN, compare_pieces.names_of(units, language), "beside", preset, at_most=6
        )
    elif way != "funnel":
        order = shared.pick_named(compare_pieces.ORDERED, compare_pieces.orders(language), "order")

if way == "beside" and len(chosen) < 2:
    st.html(compare_pieces.too_few(language))
    st.stop()
view = asked(way, chosen)
if marks := pieces.marks(view, place):
    st.html(marks)
if way == "beside":
    shared.show_chart(view, show=way)
else:
    chart, table = st.columns([5, 6], gap="medium")
    with chart:
        shared.show_chart(view, show=way)
    with table:
        if listed := compare_pieces.beside_the_picture(view, order):
            st.html(listed)
