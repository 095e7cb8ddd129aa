"""Biểu đồ và dữ liệu: a chart as it will look alone, its files, embed and citation; all figures; every vintage."""

import streamlit as st

import addresses
import compare_pieces
import dxkpi
import pieces
import several
import shared
import taking
import trend_pieces

here, language = shared.workspace(), shared.language()
vintage = shared.vintage()

kinds, whats, wheres = st.columns([5, 5, 4], vertical_alignment="bottom")
with kinds:
    kind = shared.pick_named(taking.KIND, taking.kinds(language), "kind")
with wheres:
    place = shared.pick_place(dxkpi.places(here, vintage))
with whats:
    indicator = shared.pick_indicator(place) if kind in dxkpi.NEED_INDICATOR else None
whens, levels, bounds = st.columns([4, 4, 6], vertical_alignment="bottom")
with bounds:
    boundaries = shared.pick_boundaries()
with whens:
    period = shared.pick_period(place, boundaries)
level = None
if kind in taking.OVER_LOCALITIES:
    below = dxkpi.levels_to_compare(here, place, period, vintage, boundaries)
    if not below:
        st.html(trend_pieces.nothing_below(place, language))
        st.stop()
    with levels:
        level = shared.pick_level(below)


def asked(beside: tuple[str, ...] = ()) -> dxkpi.View:
    """What is chosen above; who made a change is asked, as on Xu hướng, on boundaries that match."""
    if kind == "contributions" and indicator is not None:
        found = dxkpi.contributions_of(here, indicator, place, period, language, vintage, boundaries, level=level)
        if found is not None:
            return found
    return dxkpi.view(
        here, kind, indicator=indicator, locality=place.key, level=level, period=period, language=language,
        vintage=vintage, boundaries=boundaries, beside=beside,
    )  # fmt: skip


chosen: tuple[str, ...] = ()
if kind == "beside" and level is not None:
    units = dxkpi.units_to_compare(here, place, level, period, vintage, boundaries)
    preset = compare_pieces.shown(asked())
    names = compare_pieces.names_of(units, language)
    chosen = several.pick_several(compare_pieces.CHOSEN, names, "beside", preset, at_most=6)
    if len(chosen) < 2:
        st.html(compare_pieces.too_few(language))
        st.stop()

view = asked(chosen)
overview = dxkpi.overview(
    here, locality=place.key, period=period, language=language, vintage=vintage, boundaries=boundaries
)
picture, take = st.columns([7, 6], gap="large")
with picture:
    if marks := pieces.marks(view, trend_pieces.province_of(place, here)):
        st.html(marks)
    st.html(taking.preview(view))
with take:
    st.html(taking.files(view))
    st.html(taking.embed(view, addresses.server_address()))
cite, data = st.columns([7, 6], gap="large")
with cite:
    citations = dxkpi.cite(here, view, addresses.permalink(view, kind=kind))
    st.html(taking.words(view, overview.paragraph, citations))
with data:
    address = f"{addresses.server_address()}/data/figures.zip?vintage={view.vintage}"
    st.html(taking.whole(view.vintage, dxkpi.cite_whole(here, view.vintage, address, language), language))
    st.html(taking.editions(dxkpi.editions(here), st.query_params.to_dict(), language))
