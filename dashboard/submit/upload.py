"""Two other ways in: a file, and a block copied from Excel."""

from __future__ import annotations

from hashlib import sha256

import streamlit as st

import page_state
import rendering
from dxkpi.locale import say
from dxkpi.workflows.choices import period_notation
from dxkpi.workflows.report_forms import ReportForm
from dxkpi.workflows.upload.clipboard import preview_block, read_block
from dxkpi.workflows.upload.preview import Preview, UploadRequest, preview_file
from dxkpi.workflows.upload.templates import make_template, template_name
from page_content import show_html
from parts.refusals import answered
from submit import preview as previews
from submit import screen_form, submit

ENDINGS = ("xlsx", "xlsm", "xls", "ods", "csv", "txt", "tsv")


def upload(form: ReportForm) -> Preview | None:
    """Ask for a file, and for its sheet where the file does not say which; its preview."""
    language = page_state.language()
    _template(form)
    show_html(rendering.small(previews.layouts_sentence(language)))
    file = st.file_uploader(
        say("File with the figures: drop it here or choose it", language),
        type=ENDINGS,
        key=f"file {submit.submissions_so_far()}",
    )
    if file is None:
        return None
    content = file.getvalue()
    digest = sha256(content).hexdigest()
    chooser = f"sheet {digest}"
    chosen = st.session_state.get(chooser)
    with st.spinner(say("Reading and checking the file …", language)):
        preview = _preview(form, file.name, content, digest, chosen)
    choices = preview.upload.choices
    if choices or chosen:
        _ask_sheet(chooser, choices)
    return preview


def paste(form: ReportForm) -> Preview | None:
    """Ask for a block copied from Excel; its preview, and the way to go on with it in the form."""
    workspace, language = page_state.workspace(), page_state.language()
    text = say(
        "Copy the block in Excel with its headings and names, or just the figures in the order of the form, and paste "
        "it here.",
        language,
    )
    show_html(rendering.small(text))
    block = st.text_area(
        say("Block copied from Excel", language), key=f"paste {submit.submissions_so_far()}", height=180
    )
    st.button(say("Read the block", language))  # leaving the text is enough; the button says so
    if not block.strip():
        return None
    key = ("paste", block, form.place.key, form.period, workspace.vintage, language)
    preview = submit.looked_at(key, lambda: preview_block(workspace, form, block, by=page_state.actor()))
    if len(preview.figures):
        st.button(say("Put it into the form and continue there", language), on_click=_to_form, args=(form, block))
    return preview


@answered
def _to_form(form: ReportForm, block: str) -> None:
    typed, _ = read_block(form, block)
    screen_form.take(form, {f"{unit}|{measure}": text for (unit, measure), text in typed.items()})
    st.query_params["way"] = "screen"


def _template(form: ReportForm) -> None:
    """A button for the workbook to fill in, made when it is clicked."""
    workspace, language = page_state.workspace(), page_state.language()
    period, who = period_notation(workspace, form.period), page_state.actor_later()

    def make() -> bytes:
        return make_template(workspace, form.place.key, period, language=language, by=who())[1]

    name = template_name(workspace, form)
    st.download_button(say("Download the workbook to fill in", language), make, name, on_click="ignore")


def _ask_sheet(chooser: str, choices: tuple[str, ...]) -> None:
    language = page_state.language()
    sheets = st.session_state.setdefault(f"{chooser} choices", choices)
    label = say("Several sheets can be read. Which one?", language)
    st.selectbox(label, sheets, index=None, key=chooser)


def _preview(form: ReportForm, name: str, content: bytes, digest: str, sheet: str | None) -> Preview:
    workspace = page_state.workspace()
    period = period_notation(workspace, form.period)
    request = UploadRequest(name, content, locality=form.place.key, period=period, sheet=sheet)

    def make() -> Preview:
        return preview_file(workspace, request, by=page_state.actor())

    key = ("file", digest, name, form.place.key, form.period, sheet, workspace.vintage)
    return submit.looked_at(key, make)
