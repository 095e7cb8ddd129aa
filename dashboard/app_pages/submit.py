"""Nộp số liệu: figures of one locality and period, typed, uploaded or pasted; previewed; submitted."""

import streamlit as st

import page_state
import pickers
import rendering
from dxkpi.locale import N_
from dxkpi.workflows.admin import deadlines
from dxkpi.workflows.report_forms import form_for, places_to_report, reported_so_far
from page_content import show_html
from submit import my_submissions, receipt, screen_form, submit, upload

workspace, by, language = page_state.workspace(), page_state.actor(), page_state.language()

where, when = st.columns([3, 2], vertical_alignment="bottom")
with where:
    # An address may name a unit that has ended, to correct what it reported.
    named = st.query_params.get("locality")
    place = pickers.pick_place(places_to_report(workspace, by=by, requested=named))
with when:
    period = pickers.pick_period_to_report(place, by)
if deadline := deadlines.deadline_line(workspace, place, period, by=by):
    show_html(rendering.notice(deadline.text(language)))

form = form_for(workspace, place, period, by=by)
received = submit.receipt_of(form)
my_submissions.show_outcome()
returned = my_submissions.returned_for(form, by)
if returned is not None:
    my_submissions.show([returned])
show_html(receipt.form_summary(form, reported_so_far(workspace, form), language, done=received is not None))

WAYS = {
    "screen": (N_("Fill in here"), screen_form.fill_in, N_("the form")),
    "file": (N_("Upload a file"), upload.upload, ""),
    "paste": (N_("Paste from Excel"), upload.paste, N_("the pasted block")),
}
if received is not None:
    receipt.show(received)
else:
    way = pickers.pick_way({name: words for name, (words, _, _) in WAYS.items()})
    _, fill_in, typed_in = WAYS[way]
    if typed := fill_in(form):
        preview, on_screen = typed, way == "screen"
        submit.show(
            form,
            preview,
            typed_in=typed_in,
            newest=lambda: screen_form.newest(form) if on_screen else preview,
            done=lambda: screen_form.forget(form) if on_screen else None,
        )
my_submissions.show_list(my_submissions.others_of(by, returned))
receipt.list_past(form)
