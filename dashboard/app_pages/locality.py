"""Địa phương: everything about one locality."""

import streamlit as st

import page_state
import pickers
import rendering
from dxkpi.charts import CHARTS
from dxkpi.workflows import views
from dxkpi.workflows.choices import period_notation, places, revisions
from dxkpi.workflows.lineage import composition_note
from dxkpi.workflows.lineage import lineage as lineage_of
from dxkpi.workflows.lookup import may_report
from page_content import PageContent
from parts.chart import add_chart
from read import lineage, lists, overview_cards

workspace, language = page_state.workspace(), page_state.language()
vintage = page_state.vintage()

where, when, which = st.columns([3, 2, 3], vertical_alignment="bottom")
with where:
    place = pickers.pick_place(places(workspace, vintage))
with which:
    at = pickers.pick_boundaries()
with when:
    period = pickers.pick_period(place, at)

query = page_state.query_from_page("flow", place, period, at)
overview = views.overview(workspace, query, every_indicator=True)
description = views.describe_overview(workspace, overview, language)
content = PageContent(finding=description.paragraph)
if parts := composition_note(workspace, query):
    content.add("composition", rendering.notice(f"{parts.text(language)}."))
content.add("head", overview_cards.locality_head(description))

columns = content.columns(1, 1)
for position, kind in enumerate(kind for kind in CHARTS.values() if kind.counts):
    add_chart(columns[position % len(columns)], views.view(workspace, query.of_kind(kind)))

below = content.columns(1)[0]
below.add("lineage", lineage.section(lineage_of(workspace, query), language, workspace.cutoff))
below.add("revisions", lists.revisions(revisions(workspace, place, language), language))
if may_report(workspace, place, period, by=page_state.actor()):
    below.add("correcting", lists.correcting(place, period_notation(workspace, period), language))
content.show()
