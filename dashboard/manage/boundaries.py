"""Boundaries: a crosswalk file of a decree, what it would change, and the button that changes it."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

import page_state
import rendering
from dxkpi.locale import N_, Language, say
from dxkpi.templates import HtmlTable
from dxkpi.workflows.admin.boundary_changes import BoundaryChange, BoundaryChangePreview, load_decree, preview_decree
from page_content import show_html
from parts import form_feedback

FORM = "decree"
SHAPE = N_(
    "One row for each old unit and each new unit it passes to: from_code, to_code, to_name, to_kind, day, share "
    "(whole or part); if wanted parent, level, latitude, longitude, source."
)
CHANGES = N_("Figures do not change; lists and counts of localities from {day} on use the new units.")


def show() -> None:
    """Ask for a file; its preview; load it."""
    workspace, language, by = page_state.workspace(), page_state.language(), page_state.actor()
    show_html(rendering.heading(say("A change of boundaries", language)))
    show_html(rendering.small(say(SHAPE, language)))
    form_feedback.said(FORM)
    label = say("Crosswalk file of the decree (CSV or XLSX)", language)
    file = st.file_uploader(label, type=("csv", "xlsx"), key=form_feedback.key(FORM, "file"))
    if file is None:
        return
    content = file.getvalue()
    result = preview_decree(workspace, file.name, content, by=by)
    show_html(_preview(result, language))
    if result.decree is not None:
        text = say("Change the boundaries from {day}", language, day=result.decree.day)
        st.button(text, type="primary", on_click=form_feedback.do, args=(FORM, lambda: _loaded(file.name, content)))


def _loaded(name: str, content: bytes) -> str:
    result = load_decree(page_state.workspace(), name, content, by=page_state.actor())
    if result.decree is None:
        return say("{file} was refused: no boundaries were changed.", page_state.language(), file=name)
    return say("The boundaries change from {day}.", page_state.language(), day=result.decree.day)


def _preview(result: BoundaryChangePreview, language: Language) -> Markup:
    return _refused(result, language) if result.decree is None else _changes(result, result.decree, language)


def _refused(result: BoundaryChangePreview, language: Language) -> Markup:
    headings = say("Cell", language), say("What is wrong", language)
    rows = [(cell or "–", fault.message.text(language)) for cell, fault in result.faults]
    notice = rendering.notice(say("The file is refused: {count} problems.", language, count=len(rows)))
    return notice + rendering.render("frame_table.html", table=HtmlTable(headings, rows, numeric=()))


def _changes(result: BoundaryChangePreview, decree: BoundaryChange, language: Language) -> Markup:
    counts = {"day": decree.day, "ended": len(decree.ended), "begun": len(decree.begun)}
    past = {"n": len(result.comparable), "m": len(result.consequences)}
    sentences = (
        say("From {day}: {ended} units end, {begun} begin.", language, **counts),
        say("{n} of {m} new units have a past that can be added up.", language, **past),
        say(CHANGES, language, day=decree.day),
    )
    headings = tuple(say(heading, language) for heading in (N_("New unit"), N_("Made of"), N_("Figures before")))
    rows = [
        (
            f"{consequence.unit.name} ({consequence.unit.code})",
            ", ".join(_older(unit.name, whole, language) for unit, whole in consequence.older),
            consequence.lost.text(language)
            if consequence.lost
            else say("{count} periods", language, count=(result.figures or {})[consequence.unit.key]),
        )
        for consequence in result.consequences
    ]
    table = HtmlTable(headings, rows, numeric=(), label=say("What it changes", language))
    return rendering.notice(" ".join(sentences)) + rendering.render("frame_table.html", table=table)


def _older(name: str, whole: bool, language: Language) -> str:
    return name if whole else f"{name} ({say('a part', language)})"
