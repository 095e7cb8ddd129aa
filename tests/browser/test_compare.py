"""So sánh in a browser: four ways to see one indicator, each in the address, on a laptop and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import PATIENCE, SAMPLE, SIZES, Visiting, expect_in_address

pytestmark = pytest.mark.browser

AT = f"/compare?locality={SAMPLE}&period=2025-Q4"
# Whether every wide table still shows the names of its rows after it was moved.
NAMES_STAY = """
(tables) => tables.every((each) => {
  each.scrollLeft = 30;
  const name = each.querySelector("tbody th").getBoundingClientRect();
  return each.scrollLeft > 0 && name.left === each.getBoundingClientRect().left;
})
"""
# What each way says in its finding.
WAYS = {"funnel": "ngoài giới hạn", "map": "mức chung", "beside": "Quý IV/2025:"}  # the ranking is among all pages


@pytest.mark.parametrize(
    "size, way", [("laptop", "funnel"), ("laptop", "map"), ("phone", "funnel"), ("phone", "beside")]
)
def test_a_way_shows_its_finding_and_fits_the_screen(look: Visiting, way: str, size: str) -> None:
    """Quiet, no sideways scrolling; on a laptop the finding and the picture are there without scrolling."""
    seen = look(f"{AT}&show={way}", size)
    assert seen.complaints == []
    assert WAYS[way] in seen.page.locator(".dx-head h3").first.inner_text()
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    picture = seen.page.locator(".dx-plot").first
    expect(picture).to_be_visible(timeout=PATIENCE)
    if size == "laptop":
        box = picture.bounding_box()
        assert box is not None
        assert box["y"] < SIZES[size][1] / 2
    elif way == "funnel":
        assert seen.page.locator(".dx-league").evaluate_all(NAMES_STAY)


def test_a_way_is_chosen_into_the_address_and_the_order_sorts_the_table(visit: Visiting) -> None:
    """A click on the map is written into the address; sorted by name the first row is the first name."""
    page = visit(AT).page
    page.get_by_role("radio", name="Bản đồ").or_(page.get_by_role("button", name="Bản đồ")).first.click()
    expect(page.locator(".dx-head p").first).to_contain_text("độ lớn")
    expect_in_address(page, "show", "map")
    named = visit(f"{AT}&order=name").page.locator(".dx-league tbody th")
    assert named.first.inner_text() == "Phường Bạch Đàn"
    assert visit(AT).page.locator(".dx-league tbody th").first.inner_text() != "Phường Bạch Đàn"


def test_localities_side_by_side_are_in_the_address(visit: Visiting) -> None:
    """Two named by code are drawn; a third chosen from the list joins them; one alone is asked for company."""
    page = visit(f"{AT}&show=beside&beside=90010,90056").page
    heading = page.locator(".dx-head h3").first
    expect(heading).to_contain_text("Phường Tùng Sơn")
    expect(heading).to_contain_text("Xã Quế Giang")
    page.get_by_role("combobox", name="Địa phương so sánh").click()
    page.get_by_role("option", name="Phường Bạch Đàn").click()
    expect(heading).to_contain_text("Phường Bạch Đàn")
    expect_in_address(page, "beside", "90010@2025-07-01,90056@2025-07-01,90004@2025-07-01")
    alone = visit(f"{AT}&show=beside&beside=90010").page
    expect(alone.locator(".dx-notice").last).to_contain_text("từ hai đến sáu")
