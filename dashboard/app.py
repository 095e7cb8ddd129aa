"""The frame of the dashboard: navigation, masthead, and the page of the address. `PAGES` lists the pages."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

import choices
import page_content
import page_state
from dxkpi.domain.model.permissions import Actor
from dxkpi.locale import Language, say
from dxkpi.workflows.pages import PAGES, Page
from dxkpi.workflows.sign_in import SESSION_COOKIE, shown_name
from page_content import show_html
from parts import masthead
from parts.refusals import guarded


def main() -> None:
    """Show the head of the page and the page of this address."""
    page_content.begin()
    language, by = page_state.language(), page_state.actor()
    page_state.forget_others(by)
    st.set_page_config(page_title=say("Digital transformation indicators", language), layout="wide")
    sections: dict[str, list[object]] = {}
    by_path: dict[str, object] = {}
    for page in PAGES:
        destination = st.Page(
            f"app_pages/{page.file}" if page.is_for(by) else _no_rights(page, by, language),
            title=say(page.title, language),
            url_path=page.name,
            default=page is PAGES[0],
            visibility="visible" if page.is_for(by) else "hidden",
        )
        sections.setdefault(say(page.section, language), []).append(destination)
        by_path[page.path] = destination
    chosen = st.navigation(sections)  # type: ignore[arg-type]
    if (opened := choices.opened_page()) and by_path[opened[0]] is not chosen:
        st.switch_page(by_path[opened[0]], query_params=opened[1])  # type: ignore[arg-type]
    workspace = page_state.workspace()
    show_html(
        masthead.masthead(
            by, shown_name(workspace, by), province=workspace.home.name, own_address=page_state.own_address(),
            other_languages=page_state.addresses_in_other_languages(), language=language,
        )
    )  # fmt: skip
    guarded(chosen.run)


def _no_rights(page: Page, by: Actor, language: Language) -> Callable[[], None]:
    """The page that is shown instead of one that a person may not see."""

    def show() -> None:
        title, was_signed_in = say(page.title, language), SESSION_COOKIE in st.context.cookies
        show_html(masthead.no_rights(by, title, page_state.own_address(), language, was_signed_in=was_signed_in))

    return show


main()
