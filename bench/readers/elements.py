"""The elements of the overview, shown with bare Streamlit calls in the order and places of the product's page."""

from __future__ import annotations

from typing import Any

import streamlit as st


def pick_quarter(pages: dict[str, Any], masthead: str) -> str:
    """Show the masthead and the lists to choose from. Returns the label of the quarter that is chosen."""
    st.html(masthead)
    where, when, boundaries = st.columns([3, 2, 3], vertical_alignment="bottom")
    with where:
        st.selectbox("Nơi", pages["places"], index=pages["places"].index(pages["place"]), key="pick locality")
    with boundaries:
        st.segmented_control("Ranh giới", ["Như báo cáo", "Hiện nay"], default="Như báo cáo", key="pick boundaries")
    with when:
        return st.selectbox("Kỳ", list(pages["quarters"]), key="pick period")


def show(page: dict[str, Any]) -> None:
    """Show everything below the lists."""
    st.html(page["head"])
    left, right = st.columns([1, 1], gap="large")
    with left:
        _chart("trend", page)
        st.html(page["attention"])
        if page["contributions"]:
            st.html(page["contributions"])
    with right:
        _chart("ranking", page)


def _chart(name: str, page: dict[str, Any]) -> None:
    chart = page["charts"][name]
    st.html(chart["head"])
    st.plotly_chart(chart["figure"], theme=None, alt=chart["alt"], config=page["config"], key=f"chart {name}")
    st.html(chart["foot"])
