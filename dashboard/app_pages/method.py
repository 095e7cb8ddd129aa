"""Phương pháp: what every indicator means, how figures are compared, and the words of the field."""

import streamlit as st

import page_state
from dxkpi.workflows import lookup
from read import lists, methods

workspace, language = page_state.workspace(), page_state.language()

st.html(lists.methods(lookup.indicators(workspace), language))
st.html(methods.page_of(language, lookup.method_settings(workspace)))
st.html(lists.glossary(lookup.measures(workspace), language))
