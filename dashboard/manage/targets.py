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
from dxkpi.workflows.admin import accounts, targets
from dxkpi.workflows.choices import period_notation
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
    here, by = page_state.workspace(), page_state.actor()
    language = page_state.language()
    found = targets.told(here, language, by=by)
    st.html(_table(found))
    add, remove = st.columns(2, gap="large")
    with add:
        st.html(rendering.heading(say("Set a target", language)))
        _ask(accounts.scopes(here, by=by))
    with remove:
        st.html(rendering.heading(say("Remove a target", language)))
        _ask_which(found)


def _ask(places: dict[str, Locality]) -> None:
    here, language = page_state.workspace(), page_state.language()
    text = say(
        "A new target replaces one for the same indicator, locality and period. Every change is a vintage: what was "
        "published before does not change.",
        language,
    )
    st.html(rendering.small(text))
    known = {each.id: each.names.text(language) for each in here.catalogue.indicators if each.has_direction}
    with st.form(ADD, border=False):
        st.selectbox(
            say("Indicator", language), list(known), format_func=known.__getitem__, key=form_feedback.key(ADD, "of")
        )
        st.selectbox(
            say("Locality", language),
            list(places),
            format_func=lambda code: place_name(places[code], language),
            key=form_feedback.key(ADD, "place"),
        )
        st.radio(say("For whom", language), list(LEVELS), key=form_feedback.key(ADD, "level"), horizontal=True,
                 format_func=lambda level: say(LEVELS[level], language))  # fmt: skip
        periods = targets.periods_to_aim(here)
        names = {period_notation(here, each): label(each, here.cutoff, language) for each in periods}
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


def _ask_which(found: tuple[targets.TargetSummary, ...]) -> None:
    language = page_state.language()
    if not found:
        st.html(rendering.small(say("None.", language)))
        return
    names = {str(each.number): _name(each) for each in found}
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


def _name(each: targets.TargetSummary) -> str:
    here, language = page_state.workspace(), page_state.language()
    period = label(each.period, here.cutoff, language)
    return f"{each.number}. {each.indicator.text(language)} · {each.whom.text(language)} · {period}: {each.value}"


def _table(found: tuple[targets.TargetSummary, ...]) -> Markup:
    here, language = page_state.workspace(), page_state.language()
    title = say("Current targets", language)
    if not found:
        text = say("No target is set. Where the catalogue has a threshold, figures are compared with that.", language)
        return rendering.heading(title) + rendering.small(text)
    headings = [
        say(each, language)
        for each in (N_("Indicator"), N_("For whom"), N_("Period"), N_("Target"), N_("Source"),
                     N_("Set by"), N_("Set at"))
    ]  # fmt: skip
    rows = [
        (
            each.indicator.text(language),
            each.whom.text(language),
            label(each.period, here.cutoff, language),
            each.value,
            each.source,
            each.by,
            format_moment(each.at),
        )
        for each in found
    ]
    return rendering.titled_table(title, headings, rows, numeric=(3,), kind="")
