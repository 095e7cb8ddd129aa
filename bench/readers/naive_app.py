"""The naive page: the same elements, but every rerun reads the whole table and groups it, as first drafts do.

Its texts are computed beforehand, as for FLOOR; the points of both charts come from the table.
"""

import copy
import os
import pickle
import sqlite3
from pathlib import Path

import elements
import pandas as pd
import streamlit as st

FOLDER = Path(os.environ["BENCH_FOLDER"])
TIMELY = ["dossiers_resolved_early", "dossiers_resolved_on_time"]

st.set_page_config(layout="wide")


@st.cache_resource
def read_pages() -> dict:
    """The texts of all quarters, read once for the process."""
    return pickle.loads((FOLDER / "pages.pickle").read_bytes())


def read_facts() -> pd.DataFrame:
    """The whole table, one row a figure."""
    with sqlite3.connect(FOLDER / "facts.sqlite") as connection:
        return pd.read_sql_query("SELECT locality, period, measure, value FROM facts", connection)


def rates(table: pd.DataFrame, by: str) -> pd.Series:
    """Resolved early or on time, in percent of resolved."""
    timely = table[table["measure"].isin(TIMELY)].groupby(by)["value"].sum()
    return 100 * timely / table[table["measure"] == "dossiers_resolved"].groupby(by)["value"].sum()


pages = read_pages()
quarter = elements.pick_quarter(pages, next(iter(pages["quarters"].values()))["masthead"])
page = copy.deepcopy(pages["quarters"][quarter])
table = read_facts()
of_place = table[table["locality"].isin(page["charts"]["ranking"]["figure"].data[0].y)]
trend = rates(of_place, "period")
ranking = rates(of_place[of_place["period"] == page["notation"]], "locality")
page["charts"]["trend"]["figure"].data[0].y = list(trend)
bars = page["charts"]["ranking"]["figure"].data[0]
bars.x = [ranking[locality] for locality in bars.y]
elements.show(page)
