"""The dashboard's frame. `PAGES` is the index: a page is one file here and one line there."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

import pieces
import shared
from dxkpi import N_, say


@dataclass(frozen=True)
class Page:
    """One page: its file, its place in the navigation, its title, its address."""

    file: str
    section: str
    title: str
    path: str


READ, FIGURES, USE = N_("Read"), N_("Figures"), N_("Use")
PAGES = (
    Page("overview.py", READ, N_("Overview"), "overview"),
    Page("compare.py", READ, N_("Compare"), "compare"),
    Page("locality.py", READ, N_("Locality"), "locality"),
    Page("submit.py", FIGURES, N_("Submit figures"), "submit"),
    Page("method.py", USE, N_("Method"), "method"),
)


def main() -> None:
    """Show the frame and the page that was asked for."""
    language = shared.language()
    st.set_page_config(page_title=say("Digital transformation indicators", language), layout="wide")
    sections: dict[str, list[object]] = {}
    for page in PAGES:
        made = st.Page(
            f"app_pages/{page.file}",
            title=say(page.title, language),
            url_path=page.path,
            default=page is PAGES[0],
        )
        sections.setdefault(say(page.section, language), []).append(made)
    chosen = st.navigation(sections)  # type: ignore[arg-type]
    st.html(pieces.masthead(shared.workspace(), language, shared.address_in_other_language()))
    shared.guarded(chosen.run)


main()
