"""The audit log: a page of it, newest first, and the way to older ones."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

import page_state
import pickers
import rendering
from dxkpi.domain.views import text
from dxkpi.locale import N_, Language, Message, say
from dxkpi.templates import Link
from dxkpi.workflows.admin import accounts, audit_log
from page_content import show_html

EVERYBODY = "-"


def show() -> None:
    """Ask whose actions, and show a page of them."""
    workspace, language, by = page_state.workspace(), page_state.language(), page_state.actor()
    named = {EVERYBODY: say("everybody", language)}
    named |= {account.name: f"{account.shown_name} ({account.name})" for account in accounts.accounts(workspace, by=by)}
    chosen = pickers.pick_named(N_("Whose actions"), named, "whose")
    whose = "" if chosen == EVERYBODY else chosen
    number = st.query_params.get("before", "")
    before = int(number) if number.isdecimal() and len(number) < 10 else None
    lines = audit_log.audit_log(workspace, account=whose, before=before, by=by)
    show_html(_table(lines, language) + _ways(lines, before, language))


def _table(lines: tuple[audit_log.AuditLogLine, ...], language: Language) -> Markup:
    title = say("Audit log: who did what, when, from where", language)
    if not lines:
        return rendering.heading(title) + rendering.notice(say("The log has no entries here.", language))
    headings = [
        say(heading, language)
        for heading in (N_("When"), N_("Who"), N_("What"), N_("Object"), N_("More"), N_("Address"))
    ]
    rows = [
        (
            line.at,
            line.actor.text(language) if isinstance(line.actor, Message) else line.actor,
            line.action.text(language),
            line.object.text(language),
            "; ".join(more.text(language) for more in line.details) or text.MISSING,
            line.address or text.MISSING,
        )
        for line in lines
    ]
    return rendering.titled_table(title, headings, rows)


def _ways(lines: tuple[audit_log.AuditLogLine, ...], before: int | None, language: Language) -> Markup:
    """To the newest, and to older ones where there may be any."""
    address = {name: value for name, value in st.query_params.to_dict().items() if name != "before"}
    links = []
    if before is not None:
        links.append(Link(f"?{urlencode(address)}", say("Newest", language)))
    if len(lines) == audit_log.LINES_A_PAGE:
        older = urlencode(address | {"before": str(lines[-1].number)})
        links.append(Link(f"?{older}", say("Older", language)))
    return rendering.render("links.html", links=links) if links else Markup()
