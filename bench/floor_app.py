"""FLOOR: the least that a Streamlit page of these elements can cost. Everything was made before; it only shows."""

import os
import pickle
from pathlib import Path

import streamlit as st

import elements

st.set_page_config(layout="wide")


@st.cache_resource
def pages() -> dict:
    """All quarters, read once for the process."""
    return pickle.loads((Path(os.environ["BENCH_FOLDER"]) / "pages.pickle").read_bytes())


found = pages()
chosen = elements.choose(found, next(iter(found["quarters"].values()))["masthead"])
elements.show(found["quarters"][chosen])
