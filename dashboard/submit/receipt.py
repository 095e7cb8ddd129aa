"""After submitting: the receipt, and earlier submissions."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

import page_state
import rendering
from dxkpi.domain.model.datetimes import format_moment
from dxkpi.domain.model.period import label
from dxkpi.locale import N_, Language, say
from dxkpi.templates import Link
from dxkpi.workflows.choices import period_notation
from dxkpi.workflows.lookup import submitted_file_name
from dxkpi.workflows.report_forms import PastSubmission, ReportedSoFar, ReportForm, recent_submissions
from dxkpi.workflows.upload.submit import original as original_file
from page_content import show_html
from submit.submit import SubmitOutcome, put_receipt_away


def form_summary(form: ReportForm, reported: ReportedSoFar, language: Language, *, done: bool) -> Markup:
    """Locality, period and size of the form, how many figures are approved; unless `done`, that nothing is stored."""
    workspace = page_state.workspace()
    period = label(form.period, workspace.cutoff, language)
    text = say(
        "{place}, {period}: the form has {n} figures.",
        language,
        place=form.place.name,
        period=period,
        n=form.published.size,
    )
    if reported.received is None:
        text += " " + say("None of them has been approved yet.", language)
    else:
        message = N_("{count} of {expected} are approved already, received on {day}.")
        values = {"count": reported.count, "expected": reported.expected, "day": reported.received}
        text += " " + say(message, language, **values)
    tail = "" if done else say("Nothing is stored before you press Submit.", language)
    return rendering.render("form_summary.html", text=text, tail=tail)


def show(received: SubmitOutcome) -> None:
    """The receipt: its number, when, what was saved, and where to see it."""
    language = page_state.language()
    show_html(_receipt(received, language))
    with st.container(horizontal=True):
        original(received.receipt.submission, language)
        st.button(say("Submit something else", language), on_click=put_receipt_away)


def original(submission: int, language: Language, *, more: str = "") -> None:
    """A button that brings the file of a submission as it came."""
    workspace, who = page_state.workspace(), page_state.actor_later()
    st.download_button(
        say("Original file of submission {number}", language, number=str(submission)),
        lambda: original_file(workspace, submission, by=who())[1],
        submitted_file_name(workspace, submission),
        key=f"original {submission}{more}",
        on_click="ignore",
    )


def list_past(form: ReportForm) -> None:
    """The last submissions for the locality."""
    workspace, language = page_state.workspace(), page_state.language()
    submissions = recent_submissions(workspace, form.place)
    if not submissions:
        return
    show_html(_past(submissions, language))
    with st.container(horizontal=True):
        for past in submissions:
            if past.kept:
                original(past.submission.number, language, more=" past")


def _receipt(received: SubmitOutcome, language: Language) -> Markup:
    outcome, form, workspace = received.receipt, received.form, page_state.workspace()
    number, when = str(outcome.submission), format_moment(outcome.received_at)
    if outcome.repeated:
        title = say("Received before", language)
        message = N_("These figures were already received at {when} as submission {number}; nothing has changed.")
        text = say(message, language, when=when, number=number)
    else:
        title = say("Submitted and received", language)
        message = N_("Submission {number}, received at {when}: {new} new figures, {changed} changed, {unchanged} as "
                     "they were.")  # fmt: skip
        text = say(message, language, number=number, when=when, new=outcome.new, changed=outcome.changed,
                   unchanged=outcome.unchanged)  # fmt: skip
        if outcome.vintage is None and outcome.new + outcome.changed:
            text += " " + say(
                "They wait for review: a reviewer approves them, or returns them with comments.", language
            )
        elif outcome.vintage is None:
            text += " " + say("No new vintage: every figure was approved already.", language)
        else:
            text += " " + say("They are published as vintage {vintage}.", language, vintage=outcome.vintage)
    address = urlencode({
        "locality": form.place.key,
        "period": period_notation(workspace, form.period),
        "lang": language.value,
    })  # fmt: skip
    link = Link(f"locality?{address}", say("See {place}", language, place=form.place.name))
    return rendering.render("receipt.html", title=title, text=text, link=link)


def _past(submissions: tuple[PastSubmission, ...], language: Language) -> Markup:
    headings = [
        say(past, language)
        for past in (N_("Number"), N_("Received at"), N_("File"), N_("By"), N_("Reason"), N_("Vintage"))
    ]
    rows = [
        (
            str(past.submission.number),
            format_moment(past.submission.received_at),
            past.submission.file_name,
            past.submission.by,
            past.submission.reason or "–",
            "–" if past.submission.vintage is None else str(past.submission.vintage),
        )
        for past in submissions
    ]
    return rendering.titled_table(say("Recent submissions", language), headings, rows, numeric=range(5, 99))
