"""FLOOR: the least that a Streamlit page of these elements can cost. It shows what was computed beforehand."""

import os
import pickle
from pathlib import Path

import elements
import streamlit as st

st.set_page_config(layout="wide")


@st.cache_resource
def read_pages() -> dict:
    """The pages of all quarters, read once for the process."""
    return pickle.loads((Path(os.environ["BENCH_FOLDER"]) / "pages.pickle").read_bytes())


pages = read_pages()
quarter = elements.pick_quarter(pages, next(iter(pages["quarters"].values()))["masthead"])
elements.show(pages["quarters"][quarter])
