"""What somebody sends who knows the protocol and has no right to what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from tests.people import CONTRIBUTOR, WARD, store_in

from dxkpi.domain.model.period import Cutoff, quarter
from dxkpi.domain.model.permissions import Actor, Role
from dxkpi.store import SubmissionState

from .conftest import Office
from .protocol import Tab, open_tab, says

pytestmark = pytest.mark.slow

# The ward of the contributor with one locality; a commune of the sample province, which is somebody else's.
PERIOD = quarter(2026, 3, Cutoff.DECREE09)
OWN, OWN_NAME = "19996@2025-07-01", "Phường Hương Trà"
OTHER, OTHER_NAME = "90051@2025-07-01", "Xã Trúc Lĩnh"
Opening = Callable[..., Tab]


@pytest.fixture
def tab(office: Office) -> Iterator[Opening]:
    """`tab(page, who, query)`: a page opened by somebody who has signed in."""
    with ExitStack() as stack:

        def go(page: str, who: str, query: str = "") -> Tab:
            cookie = f"dxkpi_session={office.sign_in(who).cookies['dxkpi_session']}"
            return stack.enter_context(open_tab(office.address, page, cookie=cookie, query=query))

        yield go


def test_another_place_is_not_shown_by_its_address(tab: Opening) -> None:
    """Whatever the address asks for, the form is that of the one locality in the scope; who may sees the other."""
    assert OTHER_NAME in tab("submit", CONTRIBUTOR, f"locality={OTHER}&period=2026-Q3").text
    for locality in (OTHER, "90051", OTHER_NAME, "90@2020-12-15"):
        page = tab("submit", WARD, f"locality={locality}&period=2026-Q3")
        assert [key for key, _ in page.form()["units"]] == [OWN]
        assert OTHER_NAME not in page.text.replace(locality, "")


def test_another_place_is_not_shown_by_a_forged_choice(tab: Opening) -> None:
    """The list of places is said to hold a name that is not in it; the answer is the own place again."""
    page = tab("submit", WARD, "period=2026-Q3")
    where, _ = page.ids("selectbox")
    for claimed in (OTHER_NAME, OTHER):
        page.run(says(where, string_value=claimed))
        assert [key for key, _ in page.form()["units"]] == [OWN]
        assert OTHER_NAME not in page.text


def test_figures_of_another_place_are_neither_kept_nor_submitted(office: Office, tab: Opening) -> None:
    """The form is said to hold figures of somebody else's locality and one of the own; only that one is read."""
    page = tab("submit", WARD, "period=2026-Q3")
    form = page.form_id()
    cells = {f"{OTHER}|documents": "5", f"{OWN}|documents": "7", f"{OTHER}|note": "sửa"}
    typed = {"typed": {"generation": page.form()["generation"], "at": 1, "cells": cells}}
    page.run(says(form, json_value=typed))
    button = next(widget for widget in page.ids("button") if "submit" in widget)
    page.run(says(form, json_value=typed), says(button, trigger_value=True))
    with store_in(office.home) as store:
        (sent,) = [submission for submission in store.submissions(SubmissionState.PENDING) if submission.by == WARD]
        assert {row.locality for row in store.submitted(sent.number)} == {OWN}
        assert [store.drafts.find(owner, OTHER, PERIOD) for owner in (WARD, CONTRIBUTOR)] == [None, None]
        store.withdraw(sent.number, by=Actor(WARD, Role.CONTRIBUTOR), at=sent.received_at)


@pytest.mark.parametrize("page", ["review", "manage"])
def test_a_page_of_others_answers_nothing_but_that(tab: Opening, page: str) -> None:
    """By its name, and with widgets that it would have; a button that was not shown does nothing."""
    refused_page = tab(page, WARD)
    refused_page.run(says("$$ID-0123456789abcdef0123456789abcdef-approve 1", trigger_value=True))
    assert "không có quyền vào trang này" in refused_page.text
    assert {kind for kind, _ in refused_page.elements} == {"bidi_component"}
