"""Chất lượng số liệu: who has reported, what does not close, what looks odd, what was corrected. Read by everybody."""

import streamlit as st

import page_state
import pickers
from dxkpi.workflows.choices import overview_places, sample_place
from dxkpi.workflows.quality import QualityQuery, levels_to_check, quarters_to_check
from dxkpi.workflows.quality import quality as quality_of
from page_content import PageContent
from read import quality

workspace, language = page_state.workspace(), page_state.language()
at = page_state.vintage()

where, until, which = st.columns([3, 2, 2], vertical_alignment="bottom")
with where:
    place = pickers.pick_place(overview_places(workspace, at))
with until:
    last = pickers.pick_last_quarter(place, quarters_to_check(workspace, place))
with which:
    level = pickers.pick_level(levels_to_check(workspace, place, last))

checked = quality_of(workspace, QualityQuery(place, at.vintage, level, last))
content = PageContent()
content.add("head", quality.head(workspace, checked, sample_place(workspace), language))
if checked.has_reports:
    content.add("grid", quality.grid(workspace, checked, language))
content.add("broken", quality.broken(workspace, checked, language))
content.add("odd", quality.odd(workspace, checked, language))
content.add("corrections", quality.corrections(workspace, checked, language))
content.show()
