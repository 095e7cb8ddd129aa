"""Biểu đồ và dữ liệu: a chart as it will look alone, its files, embed and citation; all figures; every vintage."""

import streamlit as st

import page_state
import rendering
import urls
from dxkpi.charts import NEED_INDICATOR
from dxkpi.domain.views.view import View
from dxkpi.workflows import dataset, views
from dxkpi.workflows.choices import levels_to_compare, places
from dxkpi.workflows.comparison_choices import units_to_compare
from dxkpi.workflows.dataset import cite_whole, editions
from dxkpi.workflows.trend_views import contributions_of
from parts import multi_picker
from read import compare, downloads, trend

here, language = page_state.workspace(), page_state.language()
vintage = page_state.vintage()

kinds, whats, wheres = st.columns([5, 5, 4], vertical_alignment="bottom")
with kinds:
    kind = page_state.pick_named(downloads.KIND, downloads.kinds(language), "kind")
with wheres:
    place = page_state.pick_place(places(here, vintage))
with whats:
    indicator = page_state.pick_indicator(place) if kind in NEED_INDICATOR else None
whens, levels, bounds = st.columns([4, 4, 6], vertical_alignment="bottom")
with bounds:
    boundaries = page_state.pick_boundaries()
with whens:
    period = page_state.pick_period(place, boundaries)
level = None
if kind in downloads.OVER_LOCALITIES:
    below = levels_to_compare(here, place, period, vintage, boundaries)
    if not below:
        st.html(trend.nothing_below(place, language))
        st.stop()
    with levels:
        level = page_state.pick_level(below)


def asked(beside: tuple[str, ...] = ()) -> View:
    """What is chosen above; who made a change is asked, as on Xu hướng, on boundaries that match."""
    if kind == "contributions" and indicator is not None:
        found = contributions_of(here, indicator, place, period, language, vintage, boundaries, level=level)
        if found is not None:
            return found
    return views.view(
        here, kind, indicator=indicator, locality=place.key, level=level, period=period, language=language,
        vintage=vintage, boundaries=boundaries, beside=beside,
    )  # fmt: skip


chosen: tuple[str, ...] = ()
if kind == "beside" and level is not None:
    units = units_to_compare(here, place, level, period, vintage, boundaries)
    preset = compare.shown(asked())
    names = compare.names_of(units, language)
    chosen = multi_picker.pick_several(compare.CHOSEN, names, "beside", preset, at_most=6)
    if len(chosen) < 2:
        st.html(compare.too_few(language))
        st.stop()

view = asked(chosen)
overview = views.overview(
    here, locality=place.key, period=period, language=language, vintage=vintage, boundaries=boundaries
)
picture, take = st.columns([7, 6], gap="large")
with picture:
    if marks := rendering.marks(view, trend.province_of(place, here)):
        st.html(marks)
    st.html(downloads.preview(view))
with take:
    st.html(downloads.files(view))
    st.html(downloads.embed(view, urls.server_address()))
cite, data = st.columns([7, 6], gap="large")
with cite:
    citations = dataset.cite(here, view, urls.permalink(view, kind=kind))
    st.html(downloads.words(view, overview.paragraph, citations))
with data:
    address = f"{urls.server_address()}/data/figures.zip?vintage={view.vintage}"
    st.html(downloads.whole(view.vintage, cite_whole(here, view.vintage, address, language), language))
    st.html(downloads.editions(editions(here), st.query_params.to_dict(), language))
