"""Targets: the current ones, a form to add one, and a form to remove one."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

import page_state
import rendering
from dxkpi.domain.model.datetimes import format_moment
from dxkpi.domain.model.locality import Level, Locality
from dxkpi.domain.model.period import label
from dxkpi.locale import N_, say
from dxkpi.workflows import lookup
from dxkpi.workflows.admin import accounts, targets
from dxkpi.workflows.choices import period_notation
from page_content import show_html
from parts import form_feedback
from parts.names import place_name

ADD, REMOVE = "add target", "remove target"
ALONE = ""
# For whom a target is.
LEVELS = {
    ALONE: N_("the locality itself"),
    Level.DISTRICT.value: N_("each of its districts"),
    Level.COMMUNE.value: N_("each of its communes and wards"),
}


def show() -> None:
    """The list, then a form for a new one and one to take a target away."""
    workspace, by = page_state.workspace(), page_state.actor()
    language = page_state.language()
    summaries = targets.target_summaries(workspace, language, by=by)
    show_html(_table(summaries))
    add, remove = st.columns(2, gap="large")
    with add:
        show_html(rendering.heading(say("Set a target", language)))
        _ask(accounts.scopes(workspace, by=by))
    with remove:
        show_html(rendering.heading(say("Remove a target", language)))
        _ask_which(summaries)


def _ask(places: dict[str, Locality]) -> None:
    workspace, language = page_state.workspace(), page_state.language()
    text = say(
        "A new target replaces one for the same indicator, locality and period. Every change is a vintage: what was "
        "published before does not change.",
        language,
    )
    show_html(rendering.small(text))
    indicators = {
        indicator.id: indicator.names.text(language)
        for indicator in lookup.indicators(workspace)
        if indicator.has_direction
    }
    with st.form(ADD, border=False):
        st.selectbox(
            say("Indicator", language),
            list(indicators),
            format_func=indicators.__getitem__,
            key=form_feedback.key(ADD, "of"),
        )
        st.selectbox(
            say("Locality", language),
            list(places),
            format_func=lambda code: place_name(places[code], language),
            key=form_feedback.key(ADD, "place"),
        )
        st.radio(say("For whom", language), list(LEVELS), key=form_feedback.key(ADD, "level"), horizontal=True,
                 format_func=lambda level: say(LEVELS[level], language))  # fmt: skip
        periods = targets.periods_to_aim(workspace)
        names = {
            period_notation(workspace, indicator): label(indicator, workspace.cutoff, language) for indicator in periods
        }
        st.selectbox(
            say("Period", language), list(names), format_func=names.__getitem__, key=form_feedback.key(ADD, "period")
        )
        st.text_input(
            say("Target, in the indicator's unit", language), key=form_feedback.key(ADD, "value"), placeholder="95"
        )
        st.text_input(
            say("Document that sets the target", language), key=form_feedback.key(ADD, "source"), max_chars=300
        )
        st.form_submit_button(
            say("Set the target", language), type="primary", on_click=form_feedback.do, args=(ADD, _added)
        )
    form_feedback.said(ADD)


def _added() -> str:
    level = form_feedback.typed(ADD, "level")
    vintage = targets.set_target(
        page_state.workspace(),
        form_feedback.typed(ADD, "of"),
        locality=form_feedback.typed(ADD, "place"),
        level=Level(level) if level else None,
        period=form_feedback.typed(ADD, "period"),
        value=form_feedback.typed(ADD, "value"),
        source=form_feedback.typed(ADD, "source"),
        by=page_state.actor(),
    )
    return say("The target is set as of vintage {vintage}.", page_state.language(), vintage=str(vintage))


def _ask_which(summaries: tuple[targets.TargetSummary, ...]) -> None:
    language = page_state.language()
    if not summaries:
        show_html(rendering.small(say("None.", language)))
        return
    names = {str(summary.number): _name(summary) for summary in summaries}
    st.selectbox(say("Target", language), list(names), index=None, format_func=names.__getitem__,
                 placeholder=say("Choose a target", language), key=form_feedback.key(REMOVE, "which"))  # fmt: skip
    st.button(say("Remove it", language), on_click=form_feedback.do, args=(REMOVE, _removed))
    form_feedback.said(REMOVE)


def _removed() -> str:
    number, language = form_feedback.typed(REMOVE, "which"), page_state.language()
    if not number:
        return say("Choose a target", language)
    vintage = targets.remove_target(page_state.workspace(), int(number), by=page_state.actor())
    return say("Target {number} is removed as of vintage {vintage}.", language, number=number,
               vintage=str(vintage))  # fmt: skip


def _name(summary: targets.TargetSummary) -> str:
    workspace, language = page_state.workspace(), page_state.language()
    period = label(summary.period, workspace.cutoff, language)
    indicator, whom = summary.indicator.text(language), summary.whom.text(language)
    return f"{summary.number}. {indicator} · {whom} · {period}: {summary.value}"


def _table(summaries: tuple[targets.TargetSummary, ...]) -> Markup:
    workspace, language = page_state.workspace(), page_state.language()
    title = say("Current targets", language)
    if not summaries:
        text = say("No target is set. Where the catalogue has a threshold, figures are compared with that.", language)
        return rendering.heading(title) + rendering.small(text)
    headings = [
        say(summary, language)
        for summary in (N_("Indicator"), N_("For whom"), N_("Period"), N_("Target"), N_("Source"),
                     N_("Set by"), N_("Set at"))
    ]  # fmt: skip
    rows = [
        (
            summary.indicator.text(language),
            summary.whom.text(language),
            label(summary.period, workspace.cutoff, language),
            summary.value,
            summary.source,
            summary.by,
            format_moment(summary.at),
        )
        for summary in summaries
    ]
    return rendering.titled_table(title, headings, rows, numeric=(3,), kind="")
