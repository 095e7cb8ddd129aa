"""The audit log: a page of it, newest first, and the way to older ones."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

import page_state
import rendering
from dxkpi.domain.views import text
from dxkpi.locale import N_, Language, Message, say
from dxkpi.templates import Link
from dxkpi.workflows.admin import accounts, audit_log

EVERYBODY = "-"


def show() -> None:
    """Ask whose actions, and show a page of them."""
    workspace, language, by = page_state.workspace(), page_state.language(), page_state.actor()
    named = {EVERYBODY: say("everybody", language)}
    named |= {each.name: f"{each.shown_name} ({each.name})" for each in accounts.accounts(workspace, by=by)}
    chosen = page_state.pick_named(N_("Whose actions"), named, "whose")
    account = "" if chosen == EVERYBODY else chosen
    asked = st.query_params.get("before", "")
    before = int(asked) if asked.isdecimal() and len(asked) < 10 else None
    found = audit_log.audit_log(workspace, account=account, before=before, by=by)
    st.html(_table(found, language) + _ways(found, before, language))


def _table(found: tuple[audit_log.AuditLogLine, ...], language: Language) -> Markup:
    title = say("Audit log: who did what, when, from where", language)
    if not found:
        return rendering.heading(title) + rendering.notice(say("The log has no entries here.", language))
    headings = [
        say(each, language) for each in (N_("When"), N_("Who"), N_("What"), N_("Object"), N_("More"), N_("Address"))
    ]
    rows = [
        (
            each.at,
            each.actor.text(language) if isinstance(each.actor, Message) else each.actor,
            each.action.text(language),
            each.object.text(language),
            "; ".join(more.text(language) for more in each.details) or text.MISSING,
            each.address or text.MISSING,
        )
        for each in found
    ]
    return rendering.titled_table(title, headings, rows)


def _ways(found: tuple[audit_log.AuditLogLine, ...], before: int | None, language: Language) -> Markup:
    """To the newest, and to older ones where there may be any."""
    address = {name: value for name, value in st.query_params.to_dict().items() if name != "before"}
    links = []
    if before is not None:
        links.append(Link(f"?{urlencode(address)}", say("Newest", language)))
    if len(found) == audit_log.LINES_A_PAGE:
        older = urlencode(address | {"before": str(found[-1].number)})
        links.append(Link(f"?{older}", say("Older", language)))
    return rendering.render("links.html", links=links) if links else Markup()
