"""The form on the screen: an input for each figure, what is said at each as soon as it is left, and the draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isnan
from typing import Any

import streamlit as st
from markupsafe import Markup

import page_state
import rendering
from dxkpi.domain.model.datetimes import format_moment
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import label
from dxkpi.domain.views import text as wording
from dxkpi.intake.problems import ProblemCode, Severity
from dxkpi.locale import N_, Language, region_tag, say
from dxkpi.workflows.report_forms import ReportForm, draft_of, drop_draft, keep_draft
from dxkpi.workflows.upload.preview import Preview, places_of, preview_form
from dxkpi.workspace import Workspace
from page_content import show_html
from parts import submission
from parts.refusals import answered
from submit import preview as previews
from submit import submit

TABLE = st.components.v2.component("dxkpi.form", js="form.js", css="form.css", isolate_styles=False)
WORDS = {
    "unit": N_("Locality"),
    "previous": N_("Previous locality"),
    "next": N_("Next locality"),
    "form": N_("Form: localities down, figures across"),
    "previousFigure": N_("before:"),
    "published": N_("approved:"),
    "read": N_("read:"),
    "error": N_("To fix"),
    "reason": N_("To check"),
    "note": N_("For information"),
    "pasted": N_("Cells pasted: {n}."),
    "outside": N_("Cells outside the form, not pasted: {n}."),
    "noBlock": N_("A block of several rows and columns: choose “Paste from Excel” above."),
}
TYPED, ASKED = "typed", "asked to discard"

Cells = dict[str, str]
Remarks = dict[str, list[tuple[str, str]]]


def fill_in(form: ReportForm) -> Preview | None:
    """The form, and the preview of what is typed in it."""
    workspace, language = page_state.workspace(), page_state.language()
    cells = typed(form)
    preview = _preview(workspace, form, cells) if cells else None
    show_html(_explained(form, language))
    TABLE(
        key=f"form {_name(form)}",
        data=_data(form, cells, preview, language),
        on_typed_change=lambda: _change(form),
    )
    _draft(form, cells, language)
    return preview


def newest(form: ReportForm) -> Preview:
    """The preview of what the browser sent last."""
    return _preview(page_state.workspace(), form, _latest(form))


def typed(form: ReportForm) -> Cells:
    """What is typed in a form, by `key|code`; at first the draft."""
    kept: dict[str, Cells] = st.session_state.setdefault(TYPED, {})
    if _name(form) not in kept:
        draft = draft_of(page_state.workspace(), form, by=page_state.actor())
        kept[_name(form)] = dict(draft.cells) if draft else {}
    return kept[_name(form)]


@answered
def forget(form: ReportForm) -> None:
    """Empty the form and delete its draft."""
    drop_draft(page_state.workspace(), form, by=page_state.actor())
    _begin(form, {})


@answered
def take(form: ReportForm, cells: Mapping[str, str]) -> None:
    """Put figures into the form as if they were typed, in addition to what is there."""
    more = {**_latest(form), **cells}
    _keep(form, more)
    _begin(form, more)


@answered
def _change(form: ReportForm) -> None:
    _keep(form, _latest(form))


@answered
def _take_approved(form: ReportForm) -> None:
    """Fill the empty inputs with the approved figures."""
    there = _latest(form)
    take(form, {at: text for at, text in _approved(form).items() if at not in there})


def reload_draft(form: ReportForm) -> None:
    """Show the draft as it is kept, whatever was shown before."""
    st.session_state.setdefault(TYPED, {}).pop(_name(form), None)
    _begin(form, typed(form))


def _begin(form: ReportForm, cells: Cells) -> None:
    st.session_state.setdefault(TYPED, {})[_name(form)] = cells
    st.session_state[f"turn {_name(form)}"] = st.session_state.get(f"turn {_name(form)}", 0) + 1
    st.session_state.pop(ASKED, None)


def _latest(form: ReportForm) -> Cells:
    """What the browser sent last, unless the form was emptied or refilled since."""
    state = st.session_state.get(f"form {_name(form)}") or {}
    sent = state.get("typed") or {}
    return dict(sent["cells"]) if sent.get("generation") == _generation(form) else typed(form)


def _generation(form: ReportForm) -> str:
    """Which beginning of which form, in which language, the browser shows."""
    return f"{_name(form)} {st.session_state.get(f'turn {_name(form)}', 0)} {page_state.language()}"


def _keep(form: ReportForm, cells: Cells) -> None:
    """Keep what is typed, here and in the store."""
    st.session_state.setdefault(TYPED, {})[_name(form)] = cells
    keep_draft(page_state.workspace(), form, cells, by=page_state.actor())


def _name(form: ReportForm) -> str:
    return f"{form.place.key} {form.period.first} {form.period.last} {form.period.basis}"


def _preview(workspace: Workspace, form: ReportForm, cells: Cells) -> Preview:
    figures = {(unit, code): text for unit, code, text in _parts(cells) if code != "note"}
    notes = {unit: text for unit, code, text in _parts(cells) if code == "note"}
    language = page_state.language()

    def make() -> Preview:
        return preview_form(workspace, form, figures, notes=notes, by=page_state.actor())

    key = ("screen", _name(form), tuple(sorted(cells.items())), workspace.vintage, language)
    return submit.looked_at(key, make)


def _parts(cells: Cells) -> Sequence[tuple[str, str, str]]:
    return [(*at.rsplit("|", 1), text) for at, text in cells.items()]  # type: ignore[misc]


def _explained(form: ReportForm, language: Language) -> Markup:
    workspace = page_state.workspace()
    before = label(form.previous_period, workspace.cutoff, language)
    text = say(
        "Type the figures you have; an empty field leaves the figure as it is. Next to each field: the figure of "
        "{before} and the approved one. Tab, Enter and the arrow keys move on; a block copied from Excel can be pasted "
        "into the form.",
        language,
        before=before,
    )
    return rendering.small(text)


def _draft(form: ReportForm, cells: Cells, language: Language) -> None:
    """Whether there is a draft, and the ways to fill and to empty the form."""
    workspace = page_state.workspace()
    draft = draft_of(workspace, form, by=page_state.actor()) if cells else None
    if draft is not None:
        text = say("Draft kept at {when}; it is not submitted yet.", language, when=format_moment(draft.saved_at))
        show_html(rendering.small(text, is_status=True))
    with st.container(horizontal=True):
        approved = _approved(form)
        if any(at not in cells for at in approved):
            st.button(say("Start from the approved figures", language), on_click=_take_approved, args=(form,))
        if cells and st.session_state.get(ASKED) != _name(form):
            st.button(say("Discard the draft", language), on_click=_ask, args=(form,))
    if cells and st.session_state.get(ASKED) == _name(form):
        show_html(rendering.notice(say("Everything typed for this locality and period will be lost.", language)))
        with st.container(horizontal=True):
            st.button(say("Discard it", language), on_click=forget, args=(form,), type="primary")
            st.button(say("Keep it", language), on_click=lambda: st.session_state.pop(ASKED, None))


def _ask(form: ReportForm) -> None:
    st.session_state[ASKED] = _name(form)


def _approved(form: ReportForm) -> Cells:
    """The approved figures, as texts."""
    return {
        f"{unit.key}|{measure.code}": f"{value:.0f}"
        for unit, row in zip(form.units, form.published.tolist(), strict=True)
        for measure, value in zip(form.measures, row, strict=True)
        if not isnan(value)
    }


def _data(form: ReportForm, cells: Cells, preview: Preview | None, language: Language) -> dict[str, Any]:
    """What the inputs are drawn from, as `form.js` reads it."""
    groups = _groups(form.measures, language)
    order = [form.measures.index(measure) for _, members in groups for measure in members]
    titles = [
        {
            "title": title,
            "measures": [(measure.code, measure.names.text(language)) for measure in members],
        }
        for title, members in groups
    ]
    note = say(N_("Note for these figures"), language)
    return {
        "generation": _generation(form),
        "draft": f"{page_state.actor().name} {_name(form)}",
        "locale": region_tag(language),
        "words": {name: say(text, language, n="{n}") for name, text in WORDS.items()},  # the browser fills in {n}
        "units": [(unit.key, unit.name) for unit in form.units],
        "groups": [*titles, {"title": say(N_("Notes"), language), "measures": [("note", note)]}],
        "previous": _numbers(form.previous.tolist(), order),
        "published": _numbers(form.published.tolist(), order),
        "cells": cells,
        "remarks": _all_remarks(form, preview, language),
        "read": _read(preview, language) if preview else {},
    }


def _groups(measures: Sequence[Measure], language: Language) -> list[tuple[str, list[Measure]]]:
    """The measures by group, those of none last. A group stands where its first measure does."""
    others = say(N_("Others"), language)
    groups: dict[str, list[Measure]] = {}
    for measure in sorted(measures, key=lambda measure: measure.group is None):
        groups.setdefault(measure.group.text(language) if measure.group else others, []).append(measure)
    return list(groups.items())


def _numbers(table: list[list[float]], order: Sequence[int]) -> list[list[float | None]]:
    """Rows in the order of the groups, and None for the note."""
    return [[*(None if isnan(row[at]) else row[at] for at in order), None] for row in table]


def _all_remarks(form: ReportForm, preview: Preview | None, language: Language) -> Remarks:
    """What is said at each input: problems, then what a reviewer said of the figures that came back."""
    remarks = dict(_remarks(preview, language)) if preview else {}
    workspace, by = page_state.workspace(), page_state.actor()
    for cell, comments in submission.comments_at_cells(workspace, form, by=by, language=language).items():
        remarks[cell] = [*remarks.get(cell, []), *comments]
    return remarks


def _remarks(preview: Preview, language: Language) -> Remarks:
    """What is said at each input, the worst first."""
    severities = list(Severity)
    return {
        f"{locality}|{measure}": [
            (problem.severity.value, previews.words_of(problem, language, on_screen=True))
            for problem in sorted(problems, key=lambda problem: severities.index(problem.severity))
        ]
        for (locality, measure), problems in places_of(preview.problems).items()
        if locality and measure and not all(problem.code is ProblemCode.MISSING_VALUE for problem in problems)
    }


def _read(preview: Preview, language: Language) -> Mapping[str, str]:
    return {
        f"{change.locality}|{change.measure}": wording.number_of(change.new, None, language)
        for change in preview.changes
    }
