"""Submitting: the preview kept for as long as it holds, the reason, the button, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

import streamlit as st

import page_state
import rendering
from dxkpi.domain.model.reasons import MIN_REASON_LETTERS, is_reason
from dxkpi.errors import DxkpiError, NotAllowed
from dxkpi.locale import N_, say
from dxkpi.workflows.report_forms import ReportForm
from dxkpi.workflows.upload.preview import Preview
from dxkpi.workflows.upload.submit import SubmitReceipt, marked_file_name, submit
from dxkpi.workflows.upload.submit import marked_file as annotated_file
from page_content import show_html
from parts.refusals import answered
from submit import preview as previews

PREVIEW, SHOWN, SESSION, REFUSAL = "preview", "preview shown", "submit session", "refusal"


@dataclass(frozen=True)
class SubmitOutcome:
    """A receipt and what it is for. `content`: the SHA-256 of what was submitted."""

    receipt: SubmitReceipt
    form: ReportForm
    content: str


@dataclass
class SubmitSession:
    """The state of submitting in one browser session.

    Streamlit aborts the run of a first click, when a second comes, at its next access to the session state. So a click
    reads this object once, before it submits, and what it writes here is kept. `count`: the number of submissions so
    far; `left`: what remains to be done after the last one.
    """

    received: SubmitOutcome | None = None
    count: int = 0
    left: Callable[[], None] | None = None

    def keep(self, received: SubmitOutcome, done: Callable[[], None]) -> None:
        """Keep a receipt."""
        self.received, self.left = received, done
        self.count += 1

    def clear(self) -> None:
        """Do what is left; once more, where a second click came between."""
        if self.left is not None:
            self.left()
            self.left = None


def looked_at(key: Hashable, make: Callable[[], Preview]) -> Preview:
    """Somebody's preview of this key (content, choices and vintage), made once; only the last one is kept."""
    kept, own_key = st.session_state.get(PREVIEW), (key, page_state.actor(), submissions_so_far())
    if kept is None or kept[0] != own_key:
        kept = st.session_state[PREVIEW] = (own_key, make())
    return kept[1]


def submissions_so_far() -> int:
    """How often something was submitted here: part of the keys of widgets, so that they are empty after it."""
    return _session().count


def receipt_of(form: ReportForm) -> SubmitOutcome | None:
    """What was just submitted for this locality and period."""
    outcome = _session().received
    same = outcome is not None and (outcome.form.place, outcome.form.period) == (form.place, form.period)
    return outcome if same else None


def put_receipt_away() -> None:
    """Put the receipt away."""
    _session().received = None


def show(
    form: ReportForm, preview: Preview, *, typed_in: str, newest: Callable[[], Preview], done: Callable[[], None]
) -> None:
    """The preview, then what is needed to submit it; `done` is called once it was. `typed_in`: where, if it was.

    `newest`: the preview of what is there when the button is pressed, which may have been typed a moment before.
    """
    if preview.upload.choices:  # nothing was read yet
        return
    show_html(_shown(preview, typed_in))
    if not typed_in:
        marked_file(preview)
    _button(form, preview, _ask_reason(preview), newest, done)


def _shown(preview: Preview, typed_in: str) -> str:
    """The preview as HTML, made once."""
    language, kept = page_state.language(), st.session_state.get(SHOWN)
    if kept is None or kept[0] is not preview or kept[1] != language:
        html = previews.page_of(page_state.workspace(), preview, language, typed_in=typed_in)
        kept = st.session_state[SHOWN] = (preview, language, html)
    return str(kept[2])


def marked_file(preview: Preview) -> None:
    """A button for the same file with its problems marked, made when it is clicked."""
    language = page_state.language()
    if not preview.problems or not preview.upload.cells:
        return

    def make() -> bytes:
        annotated = annotated_file(preview, language)
        return annotated[1] if annotated else preview.content

    name = marked_file_name(preview.name, language)
    st.download_button(say("Download the file with the problem cells marked", language), make, name, on_click="ignore")


def _ask_reason(preview: Preview) -> str | None:
    """Ask for a reason where one is required; the key of its widget, else None."""
    if not (preview.asks_reason and preview.upload.accepted):
        return None
    key = f"reason {preview.sha256} {preview.scope}"
    language = page_state.language()
    only_corrects = not preview.upload.asks_reason
    message = N_("Why are the approved figures corrected? (stays with the figures)")
    st.text_area(
        say(message if only_corrects else N_("Reason (stays with the figures)"), language),
        key=key,
        height=90,
        max_chars=1000,
        placeholder=say("For example: dossiers that were synchronised late from the national portal", language),
    )
    return key


def _button(
    form: ReportForm, preview: Preview, reason: str | None, newest: Callable[[], Preview], done: Callable[[], None]
) -> None:
    language = page_state.language()
    if refusal := st.session_state.pop(REFUSAL, ""):  # of the click that led here
        show_html(rendering.notice(refusal))
    ready = len(preview.figures) > 0 and preview.upload.accepted
    if not ready:
        show_html(rendering.small(say("Submitting opens once no error is left.", language)))
    st.button(
        say("Submit {n} figures", language, n=len(preview.figures)) if ready else say("Submit", language),
        type="primary",
        key=f"submit {submissions_so_far()}",
        disabled=not ready,
        on_click=_submit,
        args=(form, preview, reason, newest, done),
    )


@answered
def _submit(
    form: ReportForm, preview: Preview, reason: str | None, newest: Callable[[], Preview], done: Callable[[], None]
) -> None:
    """Submit it once: a second click finds the receipt of the first."""
    session, before = _session(), receipt_of(form)
    if before is not None and before.content == preview.sha256:
        session.clear()
        return
    workspace, language = page_state.workspace(), page_state.language()
    written = st.session_state.get(reason, "") if reason else ""
    if reason and not is_reason(written):
        message = N_("Nothing was submitted yet: write the reason first, in at least {least} letters.")
        _refuse(say(message, language, least=MIN_REASON_LETTERS))
        return
    if newest().sha256 != preview.sha256:
        _refuse(
            say("Something was typed after this preview; nothing was submitted. Check again, then submit.", language)
        )
        return
    if preview.by != page_state.actor():  # signed out, or with other rights than when it was previewed
        raise NotAllowed()
    st.session_state.pop(REFUSAL, None)
    try:
        receipt = submit(workspace, preview, reason=written)
    except DxkpiError as refusal:
        workspace.refresh()
        _refuse(refusal.text(language))
        return
    session.keep(SubmitOutcome(receipt, form, preview.sha256), done)
    session.clear()


def _session() -> SubmitSession:
    session: SubmitSession = st.session_state.setdefault(SESSION, SubmitSession())
    return session


def _refuse(why: str) -> None:
    st.session_state[REFUSAL] = why
