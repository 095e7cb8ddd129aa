"""Biểu đồ và dữ liệu: a chart as it will look alone, its files, embed and citation; all figures; every vintage."""

from dataclasses import replace

import streamlit as st

import page_state
import pickers
import urls
from dxkpi.charts import CHARTS
from dxkpi.domain.views.kind import Dimension
from dxkpi.domain.views.side_by_side import AT_LEAST
from dxkpi.workflows import dataset, lookup, views
from dxkpi.workflows.choices import levels_to_compare, places
from dxkpi.workflows.dataset import cite_dataset
from dxkpi.workflows.editions import editions
from page_content import PageContent, show_html
from parts import multi_picker, notices
from read import compare, downloads, trend

workspace, language = page_state.workspace(), page_state.language()
vintage = page_state.vintage()

kinds, whats, wheres = st.columns([5, 5, 4], vertical_alignment="bottom")
with kinds:
    kind = CHARTS[pickers.pick_named(downloads.KIND, downloads.kinds(language), "kind")]
with wheres:
    place = pickers.pick_place(places(workspace, vintage))
with whats:
    indicator = pickers.pick_indicator(place) if kind.needs_indicator else None
whens, levels, bounds = st.columns([4, 4, 6], vertical_alignment="bottom")
with bounds:
    at = pickers.pick_boundaries()
with whens:
    period = pickers.pick_period(place, at)
query = page_state.query_from_page(kind.name, place, period, at, indicator)
if kind.compares_localities:
    below = levels_to_compare(workspace, query)
    if not below:
        show_html(trend.nothing_below(place, language))
        st.stop()
    with levels:
        query = replace(query, level=pickers.pick_level(below))
if kind.dimension is Dimension.LOCALITIES_OVER_TIME:
    query = multi_picker.pick_compared(query)
    if len(query.compared) < AT_LEAST:
        show_html(compare.too_few(language))
        st.stop()

view = views.view_on_matching_boundaries(workspace, query)
description = views.describe(workspace, view, language)
overview = views.overview(workspace, query)
content = PageContent(finding=description.title)
picture, take = content.columns(7, 6)
picture.add("marks", notices.marks(view, lookup.enclosing_localities(workspace, place)[-1], language))
picture.add("picture", downloads.preview(description))
take.add("files", downloads.files(description))
take.add("embed", downloads.embed(description, urls.server_address()))
cite, data = content.columns(7, 6)
citations = dataset.cite(workspace, description, urls.permalink(description, kind=kind.name))
paragraph = views.describe_overview(workspace, overview, language).paragraph
cite.add("words", downloads.words(description, paragraph, citations))
address = f"{urls.server_address()}/data/figures.zip?vintage={view.vintage}"
dataset_citations = cite_dataset(workspace, view.vintage, address, language)
data.add("dataset", downloads.whole(view.vintage, dataset_citations, language))
data.add("vintages", downloads.editions(editions(workspace), st.query_params.to_dict(), language))
content.show()
