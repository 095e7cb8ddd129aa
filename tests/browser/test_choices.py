"""Choices and addresses: what is chosen stands in the address, and the address brings it back."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import SAMPLE, Visiting, expect_in_address

pytestmark = pytest.mark.browser


def choose(page: Page, label: str, option: str) -> None:
    """Pick an option of a list by its name, as a reader does."""
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()


def test_the_first_page_is_the_home_province_with_its_newest_real_figures(visit: Visiting) -> None:
    """Huế, July 2025: 44.825 dossiers received, 91,17 % online as stated; the rest is said to be missing."""
    seen = visit("/")
    told = seen.text()
    assert seen.page.locator("[data-testid=stException]").count() == 0
    assert "tiếp nhận 44.825 hồ sơ" in told
    assert "91,2\u00a0%" in told
    assert "Chưa có:" in told


def test_charts_begin_with_what_is_known(visit: Visiting) -> None:
    """Who comes to Biểu đồ và dữ liệu sees a chart with the 91,17 % of Huế, not one that is empty."""
    shown = visit("/charts").page.locator(".dx-picture img")
    expect(shown).to_have_attribute("alt", re.compile("91,2"))


def test_one_click_leads_to_the_sample_province(visit: Visiting) -> None:
    """Where little is published, a link shows every screen in full."""
    seen = visit("/")
    seen.page.get_by_role("link", name="Xem trọn vẹn mọi màn hình").click()
    expect(seen.page.locator(".dx-notice").first).to_contain_text("Mô phỏng")
    expect(seen.page.locator(".dx-card .dx-value")).to_have_count(8)


def test_huong_tra_is_shown_as_its_portal_reported_it(visit: Visiting) -> None:
    """Nine months of 2022: 5.810 received, 5.203 resolved, 89,6 %; overdue 6,8 % as stated; 5,4 members a team."""
    told = visit("/locality?locality=480@2021-07-01&period=2022-9M").text()
    for fact in ("5.810", "5.203", "89,6\u00a0%", "6,8\u00a0%", "trên 93", "5,4"):
        assert fact in told


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


def test_an_unknown_value_in_the_address_gets_a_notice_and_the_default(visit: Visiting) -> None:
    """A period, indicator, place or vintage that is not there is named, and the page shows the default."""
    for wrong in ("period=1999-Q1", "indicator=beauty", "locality=77777", "vintage=999"):
        told = visit(f"/compare?{wrong}").page.locator(".dx-notice").first.inner_text()
        assert wrong.split("=")[1] in told


def test_the_other_language_keeps_the_view(visit: Visiting) -> None:
    """The link to English shows the same place and period in English."""
    seen = visit(f"/?locality={SAMPLE}&period=2024-Q1")
    seen.page.get_by_role("link", name="English").click()
    expect(seen.page.locator(".dx-finding")).to_contain_text("Q1 2024")


def test_the_table_of_a_chart_and_its_files_are_beside_it(visit: Visiting, server: str) -> None:
    """Unfolding shows the numbers; CSV answers with the same ones."""
    seen = visit(f"/compare?locality={SAMPLE}&period=2024-Q1&indicator=online_rate").page
    seen.locator(".dx-foot summary").first.click()
    first = seen.locator(".dx-foot tbody tr").first.inner_text().split("\t")
    address = seen.get_by_role("link", name="CSV").first.get_attribute("href")
    lines = seen.request.get(f"{server}{address}").text().splitlines()
    row = next(line for line in lines if line.startswith(first[0].strip()))
    assert row.split(",")[2] == first[2].strip().replace(".", "")
