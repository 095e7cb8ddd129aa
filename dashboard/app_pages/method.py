"""Phương pháp: what every indicator means, of what it is a share, and the words of the field."""

import streamlit as st

import lists
import shared

here, language = shared.workspace(), shared.language()

st.html(lists.methods(here.catalogue.indicators, language))
st.html(lists.glossary(here.catalogue.measures.values(), language))
