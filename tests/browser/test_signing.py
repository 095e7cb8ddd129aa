"""Signing in as people do it: there and back, for as long as it holds, and what the pages say without it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import PATIENCE, SIZES, Visiting, sign_in
from tests.browser.readable import faults
from tests.people import ADMINISTRATOR, CONTRIBUTOR, PASSWORD, REVIEWER, WARD

pytestmark = pytest.mark.browser

PLACE = "locality=90051%402025-07-01"


def fill_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """Fill in the form and send it."""
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def test_signing_in_leads_back_and_survives_a_reload(visit: Visiting, server: str) -> None:
    """Who opens a page of the staff signs in, comes back to it as it was asked for, and is known when reloaded."""
    page = visit(f"/submit?{PLACE}&way=file", who="").page
    expect(page.locator(".dx-no-rights")).to_contain_text("dành cho cán bộ có tài khoản")
    expect(page.get_by_role("link", name="Nộp số liệu")).to_have_count(0)
    page.locator(".dx-no-rights").get_by_role("link", name="Đăng nhập").click()
    fill_in(page, CONTRIBUTOR, "sai mật khẩu rồi")
    expect(page.get_by_role("alert")).to_contain_text("Sai tên đăng nhập hoặc mật khẩu")
    fill_in(page, CONTRIBUTOR)
    page.wait_for_url(f"{server}/submit?{PLACE}&way=file")
    for _ in range(2):
        expect(page.locator(".dx-person")).to_contain_text("người nộp số liệu", timeout=PATIENCE)
        expect(page.locator("input[type=file]")).to_have_count(1, timeout=PATIENCE)
        page.reload()


def test_signing_out_everywhere_holds_at_the_next_click(visit: Visiting, chromium: Browser, server: str) -> None:
    """After signing out everywhere, a page open in another browser shows nothing more."""
    page = visit(f"/submit?{PLACE}&way=file", who=REVIEWER).page
    expect(page.locator("input[type=file]")).to_have_count(1, timeout=PATIENCE)
    other = chromium.new_context()
    sign_in(other, server, REVIEWER)
    away = other.new_page()
    away.goto(f"{server}/sign-out")
    away.get_by_role("button", name="Đăng xuất ở mọi nơi").click()
    away.wait_for_url(f"{server}/")
    other.close()
    page.get_by_text("Dán từ Excel").click()
    expect(page.locator(".dx-no-rights")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_label("Khối chép từ Excel")).to_have_count(0)


def test_what_was_typed_when_the_session_ended_is_there_after_signing_in(visit: Visiting) -> None:
    """Both the figure that the server had kept and the one that it refused; the account itself has to come back."""
    page = visit(f"/submit?{PLACE}&period=2026-Q4&way=screen", who=REVIEWER).page
    first, second = (page.get_by_label(label, exact=True) for label in ("Phiếu khảo sát", "Phiếu khảo sát hài lòng"))
    first.fill("30")
    first.press("Tab")
    expect(page.get_by_text("Bản nháp đã lưu lúc")).to_be_visible(timeout=PATIENCE)
    elsewhere = page.context.new_page()
    elsewhere.goto(page.url.partition("/submit")[0] + "/sign-out")
    elsewhere.get_by_role("button", name="Đăng xuất", exact=True).click()
    second.fill("20")
    second.press("Tab")
    expect(page.locator(".dx-no-rights")).to_contain_text("Phiên đăng nhập đã kết thúc", timeout=PATIENCE)
    page.locator(".dx-no-rights").get_by_role("link", name="Đăng nhập").click()
    fill_in(page, REVIEWER)
    expect(first).to_have_value("30", timeout=PATIENCE)
    expect(second).to_have_value("20")
    page.get_by_role("button", name="Xóa bản nháp").click(timeout=PATIENCE)
    page.get_by_role("button", name="Xóa", exact=True).click(timeout=PATIENCE)
    expect(second).to_have_value("", timeout=PATIENCE)


@pytest.mark.parametrize(
    ("who", "path"), [(CONTRIBUTOR, "/manage"), (CONTRIBUTOR, "/review"), (ADMINISTRATOR, "/submit")]
)
def test_the_address_of_a_page_gives_no_right_to_it(visit: Visiting, who: str, path: str) -> None:
    """An account with another role gets a message and a link to sign in again; the navigation omits the page."""
    page = visit(path, who=who).page
    expect(page.locator(".dx-no-rights")).to_contain_text("không có quyền vào trang này")
    expect(page.get_by_role("link", name="Đăng nhập bằng tài khoản khác")).to_be_visible()
    assert page.locator(f'nav a[href$="{path}"], [data-testid="stSidebarNav"] a[href$="{path}"]').count() == 0


def test_a_locality_outside_the_scope_cannot_be_chosen(visit: Visiting) -> None:
    """A ward's contributor who writes another locality into the address gets a message and the own locality."""
    page = visit(f"/submit?{PLACE}&way=paste", who=WARD).page
    expect(page.locator(".dx-notice").first).to_contain_text("không có trong các lựa chọn ở đây")
    expect(page.locator(".dx-form-summary")).to_contain_text("Hương Trà")
    assert "Trúc Lĩnh" not in page.locator(".stMain").inner_text()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/password"])
def test_the_pages_of_signing_in_are_for_everyone(chromium: Browser, server: str, path: str, size: str) -> None:
    """They fit a phone, work without a script, and axe finds nothing."""
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height})
    sign_in(context, server, ADMINISTRATOR)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text))
    page.goto(server + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("script").count() == 0
    assert faults(page) == []
    assert complaints == []
    context.close()
