"""Periods and deadlines: when each opens and closes, and which locality may be later."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

import page_state
import pickers
import rendering
from dxkpi.domain.model.datetimes import format_deadline, format_moment
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.period import Period
from dxkpi.domain.model.period import label as period_label
from dxkpi.domain.views import text as wording
from dxkpi.errors import DxkpiError
from dxkpi.locale import N_, say
from dxkpi.templates import HtmlTable
from dxkpi.workflows import lookup
from dxkpi.workflows.admin import accounts, deadlines
from dxkpi.workflows.choices import period_notation
from page_content import show_html
from parts import form_feedback
from parts.names import place_name

EXTEND = "extend"
SHOWN = 6  # periods that are not folded away
FIELDS = {
    "opens": N_("Opens (empty: on the first day of the period)"),
    "deadline": N_("Deadline (empty: none)"),
    "grace": N_("Late figures are taken until (empty: the deadline)"),
}


def show() -> None:
    """Every period with its window, a form for one of them, and who may be later."""
    workspace, language, by = page_state.workspace(), page_state.language(), page_state.actor()
    periods = deadlines.schedule(workspace, by=by)
    show_html(_table(periods))
    by_notation = {
        period_notation(workspace, scheduled.window.period): scheduled.window.period for scheduled in periods
    }
    named = {notation: period_label(period, workspace.cutoff, language) for notation, period in by_notation.items()}
    window, extension = st.columns(2, gap="large")
    with window:
        show_html(rendering.heading(say("When a period opens and closes", language)))
        period = by_notation[pickers.pick_named(N_("Period"), named, "window")]
        _ask_window(period)
    with extension:
        show_html(rendering.heading(say("Let a locality submit later", language)))
        _ask_extension(period, accounts.scopes(workspace, by=by))
    _extensions()


def _ask_window(period: Period) -> None:
    workspace, language = page_state.workspace(), page_state.language()
    form = f"window {period_notation(workspace, period)}"
    now = deadlines.suggestion(workspace, period, by=page_state.actor())
    # Grace that was never asked for goes along with a deadline that is moved.
    grace = None if now.grace_until == now.deadline_at else now.grace_until
    for (field, label), moment in zip(FIELDS.items(), (now.opens_at, now.deadline_at, grace), strict=True):
        text = format_deadline(moment) if moment else ""
        st.text_input(say(label, language), text, key=form_feedback.key(form, field), placeholder="17:00 20/10/2026")
    _small(_understood(form, period))
    st.button(say("Set the deadline of {period}", language, period=period_label(period, workspace.cutoff, language)),
              type="primary", on_click=form_feedback.do, args=(form, lambda: _window_set(form, period)))  # fmt: skip
    form_feedback.said(form)


def _understood(form: str, period: Period) -> str:
    """What was read in the three fields, or which of them cannot be read."""
    language = page_state.language()
    try:
        window = _typed(form, period)
    except DxkpiError as refusal:
        return refusal.text(language)
    opens = format_deadline(window.opens_at)
    if window.deadline_at is None or window.grace_until is None:
        return say("Understood as: open from {opens} on, without a deadline.", language, opens=opens)
    sentence = N_("Understood as: open from {opens} on, due by {deadline}, closed after {grace}.")
    deadline, grace = format_deadline(window.deadline_at), format_deadline(window.grace_until)
    return say(sentence, language, opens=opens, deadline=deadline, grace=grace)


def _typed(form: str, period: Period) -> deadlines.Window:
    opens, deadline, grace = (form_feedback.typed(form, field) for field in FIELDS)
    return deadlines.read_moments(opens, deadline, grace, period)


def _window_set(form: str, period: Period) -> str:
    workspace = page_state.workspace()
    window = _typed(form, period)
    deadlines.set_window(workspace, window, by=page_state.actor())
    name = period_label(period, workspace.cutoff, page_state.language())
    return say("The deadline of {period} is set; it holds from now on.", page_state.language(), period=name)


def _ask_extension(period: Period, places: dict[str, Locality]) -> None:
    workspace, language = page_state.workspace(), page_state.language()
    _small(say("For the chosen period, {period}.", language, period=period_label(period, workspace.cutoff, language)))
    st.selectbox(
        say("Locality, with all that lies inside", language),
        list(places),
        index=None,
        format_func=lambda code: place_name(places[code], language),
        placeholder=say("Choose a locality", language),
        key=form_feedback.key(EXTEND, "place"),
    )
    st.text_input(
        say("May submit until", language), key=form_feedback.key(EXTEND, "until"), placeholder="17:00 20/10/2026"
    )
    if until := form_feedback.typed(EXTEND, "until").strip():
        _small(_read(until))
    st.text_input(say("Reason (kept in the log)", language), key=form_feedback.key(EXTEND, "reason"))
    st.button(say("Extend", language), on_click=form_feedback.do, args=(EXTEND, lambda: _extended(period)))
    form_feedback.said(EXTEND)


def _read(text: str) -> str:
    language = page_state.language()
    try:
        return say("Understood as {clock}.", language, clock=format_deadline(deadlines.read_end(text)))
    except DxkpiError as refusal:
        return refusal.text(language)


def _extended(period: Period) -> str:
    workspace, language = page_state.workspace(), page_state.language()
    code, until = form_feedback.typed(EXTEND, "place"), deadlines.read_end(form_feedback.typed(EXTEND, "until"))
    deadlines.extend(
        workspace, code, period, until, reason=form_feedback.typed(EXTEND, "reason"), by=page_state.actor()
    )
    place = lookup.newest_name(workspace, code)
    return say("{place} may submit until {clock}.", language, place=place, clock=format_deadline(until))


def _table(periods: Sequence[deadlines.ScheduledPeriod]) -> Markup:
    workspace, language = page_state.workspace(), page_state.language()
    headings = [
        say(scheduled, language)
        for scheduled in (N_("Period"), N_("Opens"), N_("Deadline"), N_("Late until"), N_("Status now"))
    ]
    rows = [
        (
            period_label(scheduled.window.period, workspace.cutoff, language),
            format_deadline(scheduled.window.opens_at),
            format_deadline(scheduled.window.deadline_at) if scheduled.window.deadline_at else wording.MISSING,
            format_deadline(scheduled.window.grace_until) if scheduled.window.grace_until else wording.MISSING,
            scheduled.state.text(language),
        )
        for scheduled in periods
    ]
    title = say("Periods and deadlines, by the clock of Hanoi", language)
    first, others = rows[:SHOWN], say("Older periods", language)
    older = HtmlTable(headings, rows[SHOWN:], numeric=(), label=others, kind="dx-stacks")
    return rendering.titled_table(title, headings, first) + rendering.render(
        "folded_table.html", summary=others, table=older
    )


def _extensions() -> None:
    workspace, language = page_state.workspace(), page_state.language()
    extensions = deadlines.extensions(workspace, by=page_state.actor())
    title = say("Localities that may submit later", language)
    if not extensions:
        show_html(rendering.heading(title) + rendering.small(say("None.", language)))
        return
    headings = [
        say(extension, language)
        for extension in (N_("Locality"), N_("Period"), N_("Until"), N_("Reason"), N_("Given by"), N_("Given at"))
    ]
    rows = [
        (
            lookup.newest_name(workspace, extension.code),
            period_label(extension.period, workspace.cutoff, language),
            format_deadline(extension.until),
            extension.reason,
            extension.by,
            format_moment(extension.at),
        )
        for extension in extensions
    ]
    show_html(rendering.titled_table(title, headings, rows))


def _small(text: str) -> None:
    show_html(rendering.small(text, is_status=True))
