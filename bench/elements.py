"""The elements of Tổng quan, drawn with bare Streamlit calls in the order and places of the product's page."""

from __future__ import annotations

from typing import Any

import streamlit as st


def choose(found: dict[str, Any], masthead: str) -> str:
    """The masthead and the two lists to choose from; the label of the quarter chosen."""
    st.html(masthead)
    where, when = st.columns([3, 2], vertical_alignment="bottom")
    with where:
        st.selectbox("Nơi", found["places"], index=found["places"].index(found["place"]), key="pick locality")
    with when:
        return st.selectbox("Kỳ", list(found["quarters"]), key="pick period")


def show(page: dict[str, Any]) -> None:
    """Everything below the lists."""
    st.html(page["head"])
    left, right = st.columns([1, 1], gap="large")
    with left:
        _chart("trend", page)
        st.html(page["attention"])
    with right:
        _chart("ranking", page)


def _chart(name: str, page: dict[str, Any]) -> None:
    chart = page["charts"][name]
    st.html(chart["head"])
    st.plotly_chart(chart["figure"], theme=None, alt=chart["alt"], config=page["config"], key=f"chart {name}")
    st.html(chart["foot"])
