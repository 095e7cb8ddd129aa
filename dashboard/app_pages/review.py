"""Duyệt: what waits, the chosen one beside what stands, and the decision."""

import streamlit as st

import beside
import dxkpi
import reviewing
import shared

here, language = shared.workspace(), shared.language()

reviewing.told()
reviewing.beyond()
queue = dxkpi.waiting.queue(here, by=shared.actor())
if not queue:
    st.html(beside.empty(language))
    st.stop()

list_of_waiting, chosen = st.columns([2, 5], gap="large")
with list_of_waiting:
    number = reviewing.choose(queue)
with chosen:
    review = dxkpi.reviewing.look_at(here, number, by=shared.actor())
    reviewing.show(review)
    reviewing.write(review)
    reviewing.decide(review)
