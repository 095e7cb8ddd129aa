"""Phương pháp: what every indicator means, how figures are compared, and the words of the field."""

import streamlit as st

import page_state
from read import lists, methods

workspace, language = page_state.workspace(), page_state.language()

st.html(lists.methods(workspace.catalogue.indicators, language))
st.html(methods.page_of(language, points=workspace.settings.meaningful_points, small=workspace.settings.small_below))
st.html(lists.glossary(workspace.catalogue.measures.values(), language))
