"""Địa phương: everything about one locality."""

import streamlit as st

import cards
import dxkpi
import lineage
import lists
import pieces
import shared

here, language = shared.workspace(), shared.language()
vintage = shared.vintage()

where, when, which = st.columns([3, 2, 3], vertical_alignment="bottom")
with where:
    place = shared.pick_place(dxkpi.places(here, vintage))
with which:
    boundaries = shared.pick_boundaries()
with when:
    period = shared.pick_period(place, boundaries)

if told := dxkpi.made_of(here, place, period, vintage=vintage, boundaries=boundaries):
    st.html(pieces.notice(f"{told.text(language)}."))
overview = dxkpi.overview(
    here, locality=place.key, period=period, language=language, vintage=vintage, every_indicator=True,
    boundaries=boundaries,
)  # fmt: skip
st.html(cards.locality_head(overview))

left, right = st.columns([1, 1], gap="large")
for column, kinds in ((left, ("flow", "teams")), (right, ("timeliness", "documents"))):
    with column:
        for kind in kinds:
            view = dxkpi.view(
                here, kind, locality=place.key, period=period, language=language, vintage=vintage, boundaries=boundaries
            )
            shared.show_chart(view)

if before_and_after := lineage.section(dxkpi.lineage(here, place, period, vintage), language, here.cutoff):
    st.html(before_and_after)
st.html(lists.revisions(dxkpi.revisions(here, place, language), language))
if shared.actor().may_for(dxkpi.Act.REPORT, place, here.registry, period.last):
    st.html(lists.correcting(place, dxkpi.period_notation(here, period), language))
