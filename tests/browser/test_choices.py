"""Choices and addresses: every choice is written into the address and restored from it."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import SAMPLE, Visiting, expect_in_address

pytestmark = pytest.mark.browser


def choose(page: Page, label: str, option: str) -> None:
    """Pick an option of a list by its name, as a reader does."""
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()


def test_one_click_leads_to_the_sample_province(visit: Visiting) -> None:
    """Where little is published, a link shows every screen in full."""
    seen = visit("/")
    seen.page.get_by_role("link", name="Xem ví dụ đủ số liệu").click()
    expect(seen.page.locator(".dx-notice").first).to_contain_text("Mô phỏng")
    expect(seen.page.locator(".dx-card .dx-value")).to_have_count(8)


def test_a_choice_is_written_to_the_address_and_comes_back_from_it(visit: Visiting) -> None:
    """Choosing a period and opening the address in a fresh browser gives the same finding."""
    seen = visit(f"/?locality={SAMPLE}")
    choose(seen.page, "Kỳ", "Quý I/2024")
    expect(seen.page.locator(".dx-finding")).to_contain_text("Quý I/2024")
    expect_in_address(seen.page, "period", "2024-Q1")
    again = visit("/?" + urlsplit(seen.page.url).query)
    assert again.page.locator(".dx-finding").inner_text() == seen.page.locator(".dx-finding").inner_text()


def test_choices_follow_the_reader_to_another_page(visit: Visiting) -> None:
    """Going from the overview to the comparison keeps place and period."""
    seen = visit(f"/?locality={SAMPLE}&period=2024-Q1")
    seen.page.get_by_role("link", name="So sánh").click()
    expect(seen.page.get_by_role("heading", name="Theo thứ tự")).to_be_visible()
    expect(seen.page.locator(".dx-head p").first).to_contain_text("Quý I/2024")
    expect_in_address(seen.page, "locality", SAMPLE)


def test_the_other_language_keeps_the_view(visit: Visiting) -> None:
    """The link to English shows the same place and period in English."""
    seen = visit(f"/?locality={SAMPLE}&period=2024-Q1")
    seen.page.get_by_role("link", name="English").click()
    expect(seen.page.locator(".dx-finding")).to_contain_text("Q1 2024")


def test_a_chart_has_its_table_and_files(visit: Visiting, server: str) -> None:
    """Unfolding shows the numbers; CSV answers with the same ones."""
    seen = visit(f"/compare?locality={SAMPLE}&period=2024-Q1&indicator=online_rate").page
    seen.locator(".dx-foot summary").first.click()
    first = seen.locator(".dx-foot tbody tr").first.inner_text().split("\t")
    address = seen.get_by_role("link", name="CSV").first.get_attribute("href")
    lines = seen.request.get(f"{server}{address}").text().splitlines()
    row = next(line for line in lines if line.startswith(first[0].strip()))
    assert row.split(",")[2] == first[2].strip().replace(".", "")
