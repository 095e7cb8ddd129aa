"""The dashboard's frame. `PAGES` is the index: a page is one file here and one line there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

import page_state
from dxkpi.domain.model.permissions import Actor, Permission
from dxkpi.locale import N_, Language, say
from dxkpi.workflows.sign_in import SESSION_COOKIE, shown_name
from parts import masthead
from parts.refusals import guarded


@dataclass(frozen=True)
class Page:
    """One page: its file, its place in the navigation, its title, its address, and the right it needs, if any."""

    file: str
    section: str
    title: str
    path: str
    act: Permission | None = None

    def is_for(self, by: Actor) -> bool:
        """Whether somebody may see it at all; what they may see on it is asked where data is read."""
        return self.act is None or by.may(self.act)


READ, FIGURES, USE, MANAGE = N_("Read"), N_("Figures"), N_("Use"), N_("Administration")
PAGES = (
    Page("overview.py", READ, N_("Overview"), "overview"),
    Page("compare.py", READ, N_("Compare"), "compare"),
    Page("locality.py", READ, N_("Locality"), "locality"),
    Page("trend.py", READ, N_("Trend"), "trend"),
    Page("submit.py", FIGURES, N_("Submit figures"), "submit", Permission.REPORT),
    Page("quality.py", FIGURES, N_("Quality of figures"), "quality"),
    Page("review.py", FIGURES, N_("Review"), "review", Permission.REVIEW),
    Page("charts.py", USE, N_("Charts and data"), "charts"),
    Page("method.py", USE, N_("Method"), "method"),
    Page("manage.py", MANAGE, N_("Administration"), "manage", Permission.MANAGE),
)


def main() -> None:
    """Show the frame and the page that was asked for."""
    language, by = page_state.language(), page_state.actor()
    page_state.forget_others(by)
    st.set_page_config(page_title=say("Digital transformation indicators", language), layout="wide")
    sections: dict[str, list[object]] = {}
    for page in PAGES:
        made = st.Page(
            f"app_pages/{page.file}" if page.is_for(by) else _no_rights(page, by, language),
            title=say(page.title, language),
            url_path=page.path,
            default=page is PAGES[0],
            visibility="visible" if page.is_for(by) else "hidden",
        )
        sections.setdefault(say(page.section, language), []).append(made)
    chosen = st.navigation(sections)  # type: ignore[arg-type]
    here = page_state.workspace()
    st.html(
        masthead.masthead(
            by, shown_name(here, by), province=here.home.name, here=page_state.own_address(),
            other=page_state.address_in_other_language(), language=language,
        )
    )  # fmt: skip
    guarded(chosen.run)


def _no_rights(page: Page, by: Actor, language: Language) -> Callable[[], None]:
    """Stands at the address of a page for whoever may not see it."""

    def show() -> None:
        title, was_signed_in = say(page.title, language), SESSION_COOKIE in st.context.cookies
        st.html(masthead.no_rights(by, title, page_state.own_address(), language, was_signed_in=was_signed_in))

    return show


main()
