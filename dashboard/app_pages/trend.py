"""Xu hướng: one indicator over time. Is it more than chance, how was last year, who made the change?"""

import streamlit as st

import page_state
import pickers
from dxkpi.charts import CHARTS
from dxkpi.workflows import lookup, views
from dxkpi.workflows.choices import places
from page_content import PageContent
from parts import notices
from parts.chart import add_chart
from read import trend as trend_pieces

workspace, language = page_state.workspace(), page_state.language()
vintage = page_state.vintage()

columns = st.columns([3, 3, 2, 3], vertical_alignment="bottom")
with columns[1]:
    place = pickers.pick_place(places(workspace, vintage))
with columns[0]:
    indicator = pickers.pick_indicator(place)
with columns[3]:
    at = pickers.pick_boundaries()
with columns[2]:
    period = pickers.pick_period(place, at)

query = page_state.query_from_page("control", place, period, at, indicator)
trend = views.view(workspace, query)
content = PageContent(finding=views.describe(workspace, trend, language).title)
content.add("marks", notices.marks(trend, lookup.enclosing_localities(workspace, place)[-1], language))
add_chart(content.row(), trend)

left, right = content.columns(2, 3)
add_chart(left, views.view(workspace, query.of_kind(CHARTS["seasons"])))
contributions = views.contributions(workspace, query)
if contributions is None:
    right.add("contributions", trend_pieces.nothing_below(place, language))
else:
    add_chart(right, contributions)
    if contributions.known:
        right.add("contributions", trend_pieces.contributions(views.describe(workspace, contributions, language)))
content.show()
