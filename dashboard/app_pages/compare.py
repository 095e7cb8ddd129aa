"""So sánh: one indicator over the localities of a level, in order, in a funnel, on a map, or a few side by side."""

from dataclasses import replace

import streamlit as st

import page_state
import pickers
from dxkpi.charts import CHARTS
from dxkpi.domain.views.kind import Dimension
from dxkpi.domain.views.side_by_side import AT_LEAST
from dxkpi.workflows import views
from dxkpi.workflows.choices import levels_to_compare, overview_places
from page_content import PageContent, show_html
from parts import multi_picker, notices
from parts.chart import add_chart
from read import compare

workspace, language = page_state.workspace(), page_state.language()
vintage = page_state.vintage()

columns = st.columns([5, 4, 3, 3, 6], vertical_alignment="bottom")
with columns[1]:
    place = pickers.pick_place(overview_places(workspace, vintage))
with columns[0]:
    indicator = pickers.pick_indicator(place)
with columns[4]:
    at = pickers.pick_boundaries()
with columns[2]:
    period = pickers.pick_period(place, at)

ways, choice = st.columns([6, 7], vertical_alignment="bottom")
with ways:
    way = pickers.pick_way(compare.WAYS, key="show", label=compare.SHOWN_AS)
query = page_state.query_from_page(way, place, period, at, indicator)
with columns[3]:
    query = replace(query, level=pickers.pick_level(levels_to_compare(workspace, query)))

order = "rank"
side_by_side = query.kind.dimension is Dimension.LOCALITIES_OVER_TIME
with choice:
    if side_by_side:
        query = multi_picker.pick_compared(query)
    elif CHARTS[way].has_ranked_table:
        order = pickers.pick_named(compare.ORDERED, compare.orders(language), "order")

if side_by_side and len(query.compared) < AT_LEAST:
    show_html(compare.too_few(language))
    st.stop()
view = views.view(workspace, query)
description = views.describe(workspace, view, language)
content = PageContent(finding=description.title)
content.add("marks", notices.marks(view, place, language))
if side_by_side:
    add_chart(content.row(), view, show=way)
else:
    chart, table = content.columns(5, 6)
    add_chart(chart, view, show=way)
    table.add("table", compare.table_next_to(description, order))
content.show()
