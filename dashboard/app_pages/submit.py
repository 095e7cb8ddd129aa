"""Nộp số liệu: figures of one locality and period, typed, uploaded or pasted; looked at; handed in."""

import streamlit as st

import dxkpi
import entry
import handing
import own
import pieces
import receipts
import shared
import uploading
from dxkpi import N_

here, language = shared.workspace(), shared.language()

where, when = st.columns([3, 2], vertical_alignment="bottom")
with where:
    # An address may name a unit that has ended, to correct what it reported.
    named = st.query_params.get("locality")
    place = shared.pick_place(dxkpi.places_to_report(here, by=shared.actor(), asked=named))
with when:
    period = shared.pick_period_to_report(place)
if deadline := dxkpi.scheduling.deadline_line(here, place, period, by=shared.actor()):
    st.html(pieces.notice(deadline.text(language)))

form = dxkpi.form_to_fill(here, place, period, by=shared.actor())
received = handing.receipt_of(form)
own.show_outcome()
returned = own.show_returned(form)
st.html(receipts.asked(form, dxkpi.standing(here, form), language, done=received is not None))

WAYS = {
    "screen": (N_("Fill in here"), entry.fill_in, N_("the form")),
    "file": (N_("Upload a file"), uploading.upload, ""),
    "paste": (N_("Paste from Excel"), uploading.paste, N_("the pasted block")),
}
if received is not None:
    receipts.show(received)
else:
    way = shared.pick_way({name: words for name, (words, _, _) in WAYS.items()})
    _, ask, typed_in = WAYS[way]
    if asked := ask(form):
        preview, on_screen = asked, way == "screen"
        handing.show(
            form,
            preview,
            typed_in=typed_in,
            newest=lambda: entry.newest(form) if on_screen else preview,
            done=lambda: entry.forget(form) if on_screen else None,
        )
own.show(but=returned)
receipts.list_past(form)
