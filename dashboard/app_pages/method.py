"""Phương pháp: what every indicator means, how figures are compared, and the words of the field."""

import streamlit as st

import page_state
from read import lists, methods

here, language = page_state.workspace(), page_state.language()

st.html(lists.methods(here.catalogue.indicators, language))
st.html(methods.page_of(language, points=here.settings.meaningful_points, small=here.settings.small_below))
st.html(lists.glossary(here.catalogue.measures.values(), language))
