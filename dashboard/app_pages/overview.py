"""Tổng quan: how are we doing, who needs attention? For an official, before a meeting."""

from dataclasses import replace

import streamlit as st

import page_state
import pickers
from dxkpi.workflows import views
from dxkpi.workflows.choices import overview_places, places, sample_place
from page_content import PageContent
from parts.chart import add_chart
from read import overview_cards

workspace, language = page_state.workspace(), page_state.language()
vintage = page_state.vintage()

where, when, which = st.columns([3, 2, 3], vertical_alignment="bottom")
with where:
    place = pickers.pick_place(overview_places(workspace, vintage), others=places(workspace, vintage))
with which:
    at = pickers.pick_boundaries()
with when:
    period = pickers.pick_period(place, at)

query = page_state.query_from_page("trend", place, period, at)
overview = views.overview(workspace, query)
description = views.describe_overview(workspace, overview, language)
content = PageContent(finding=description.finding)
content.add("head", overview_cards.overview_head(description, sample_place(workspace)))

left, right = content.columns(1, 1)
add_chart(left, overview.trend)
left.add("attention", overview_cards.attention(description))
contributions = views.contributions(workspace, replace(query, indicator=overview.headline))
if contributions is not None and contributions.known:
    left.add("contributions", overview_cards.contributions(views.describe(workspace, contributions, language)))
if overview.ranking is not None:
    add_chart(right, overview.ranking)
content.show()
