"""Phương pháp: what every indicator means, how figures are compared, and the words of the field."""

import streamlit as st

import claims
import lists
import shared

here, language = shared.workspace(), shared.language()

st.html(lists.methods(here.catalogue.indicators, language))
st.html(claims.page_of(language, points=here.settings.meaningful_points, small=here.settings.small_below))
st.html(lists.glossary(here.catalogue.measures.values(), language))
