"""Targets: those that stand, a form for another one, and the way to take one away."""

from __future__ import annotations

from html import escape

import streamlit as st

import deeds
import dxkpi
import pieces
import shared
from dxkpi import N_, Level, Locality, managing, say, targeting

ADD, REMOVE = "add target", "remove target"
ALONE = ""
# For whom a target is, beside the locality alone.
LEVELS = {
    ALONE: N_("the locality itself"),
    Level.DISTRICT.value: N_("each of its districts"),
    Level.COMMUNE.value: N_("each of its communes and wards"),
}


def show() -> None:
    """The list, then a form for a new one and one to take a target away."""
    here, by = shared.workspace(), shared.actor()
    language = shared.language()
    found = targeting.told(here, language, by=by)
    st.html(_table(found))
    add, remove = st.columns(2, gap="large")
    with add:
        st.html(pieces.heading(say("Set a target", language)))
        _ask(managing.scopes(here, by=by))
    with remove:
        st.html(pieces.heading(say("Take a target away", language)))
        _ask_which(found)


def _ask(places: dict[str, Locality]) -> None:
    here, language = shared.workspace(), shared.language()
    text = say(
        "A new target takes the place of one for the same indicator, locality and period. Every change is a vintage: "
        "what was published before stays as it was.",
        language,
    )
    st.html(f'<p class="dx-small">{escape(text)}</p>')
    known = {each.id: each.names.text(language) for each in here.catalogue.indicators if each.has_direction}
    with st.form(ADD, border=False):
        st.selectbox(say("Indicator", language), list(known), format_func=known.__getitem__, key=deeds.key(ADD, "of"))
        st.selectbox(
            say("Locality", language),
            list(places),
            format_func=lambda code: pieces.place_name(places[code], language),
            key=deeds.key(ADD, "place"),
        )
        st.radio(say("For whom", language), list(LEVELS), key=deeds.key(ADD, "level"), horizontal=True,
                 format_func=lambda level: say(LEVELS[level], language))  # fmt: skip
        periods = targeting.periods_to_aim(here)
        names = {dxkpi.period_notation(here, each): dxkpi.label(each, here.cutoff, language) for each in periods}
        st.selectbox(say("Period", language), list(names), format_func=names.__getitem__, key=deeds.key(ADD, "period"))
        st.text_input(say("Target, in the indicator's unit", language), key=deeds.key(ADD, "value"), placeholder="95")
        st.text_input(say("Document that lays it down", language), key=deeds.key(ADD, "source"), max_chars=300)
        st.form_submit_button(say("Set the target", language), type="primary", on_click=deeds.do, args=(ADD, _added))
    deeds.said(ADD)


def _added() -> str:
    level = deeds.typed(ADD, "level")
    vintage = targeting.set_target(
        shared.workspace(),
        deeds.typed(ADD, "of"),
        locality=deeds.typed(ADD, "place"),
        level=Level(level) if level else None,
        period=deeds.typed(ADD, "period"),
        value=deeds.typed(ADD, "value"),
        source=deeds.typed(ADD, "source"),
        by=shared.actor(),
    )
    return say("The target is set; it holds from vintage {vintage} on.", shared.language(), vintage=str(vintage))


def _ask_which(found: tuple[targeting.Told, ...]) -> None:
    language = shared.language()
    if not found:
        st.html(f'<p class="dx-small">{escape(say("None.", language))}</p>')
        return
    names = {str(each.number): _name(each) for each in found}
    st.selectbox(say("Target", language), list(names), index=None, format_func=names.__getitem__,
                 placeholder=say("Choose a target", language), key=deeds.key(REMOVE, "which"))  # fmt: skip
    st.button(say("Take it away", language), on_click=deeds.do, args=(REMOVE, _removed))
    deeds.said(REMOVE)


def _removed() -> str:
    number, language = deeds.typed(REMOVE, "which"), shared.language()
    if not number:
        return say("Choose a target", language)
    vintage = targeting.remove_target(shared.workspace(), int(number), by=shared.actor())
    return say("Target {number} is taken away from vintage {vintage} on.", language, number=number,
               vintage=str(vintage))  # fmt: skip


def _name(each: targeting.Told) -> str:
    here, language = shared.workspace(), shared.language()
    period = dxkpi.label(each.period, here.cutoff, language)
    return f"{each.number}. {each.indicator.text(language)} · {each.whom.text(language)} · {period}: {each.value}"


def _table(found: tuple[targeting.Told, ...]) -> str:
    here, language = shared.workspace(), shared.language()
    title = say("Targets that stand", language)
    if not found:
        text = say("No target is set. Where the catalogue has a line, figures are held against that.", language)
        return pieces.heading(title) + f'<p class="dx-small">{escape(text)}</p>'
    headings = [
        say(each, language)
        for each in (N_("Indicator"), N_("For whom"), N_("Period"), N_("Target"), N_("Source"),
                     N_("Set by"), N_("Set at"))
    ]  # fmt: skip
    rows = [
        (
            each.indicator.text(language),
            each.whom.text(language),
            dxkpi.label(each.period, here.cutoff, language),
            each.value,
            each.source,
            each.by,
            dxkpi.moment(each.at),
        )
        for each in found
    ]
    return pieces.heading(title) + pieces.table(headings, rows, numeric_from=3, numeric_to=4, label=title)
