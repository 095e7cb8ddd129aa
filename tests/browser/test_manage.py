"""Quản trị: an administrator makes an account, sets a deadline, lets a locality be later, and reads who did what."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import PATIENCE, SAMPLE, SIZES, Visiting
from tests.browser.readable import all_words, english, serious_faults, too_wide
from tests.conftest import Serving
from tests.people import ADMINISTRATOR, CONTRIBUTOR, make_accounts

pytestmark = pytest.mark.browser

expect.set_options(timeout=PATIENCE)
PASSWORD = re.compile(r"[a-z2-9]{5}(?:-[a-z2-9]{5}){3}")
SECTIONS = ("accounts", "periods", "boundaries", "targets", "log")


@pytest.fixture(scope="module")
def managed(
    serve: Serving,
    filled_home: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """The address of a server to manage, with people and a home of its own."""
    folder = tmp_path_factory.mktemp("managed")
    make_accounts(shutil.copytree(filled_home, folder / "home"))
    with serve(folder) as address:
        yield address


def fill(page: Page, label: str, text: str) -> None:
    """Type in a field and leave it."""
    page.get_by_label(label).fill(text)
    page.get_by_label(label).press("Tab")


def test_an_account_a_deadline_and_an_extension_are_logged(visit: Visiting, managed: str) -> None:
    """The first password is shown once; typed values are shown as they were read; a refusal is shown at its form."""
    page = visit("/manage?section=accounts", base=managed, who=ADMINISTRATOR).page
    form = page.locator(".stForm", has=page.get_by_label("Tên đăng nhập"))
    form.get_by_role("button", name="Thêm tài khoản").click()
    expect(page.locator(".dx-notice")).to_contain_text("Hãy chỉ rõ người nộp số liệu")
    form.get_by_label("Tên đăng nhập").fill("lan")
    form.get_by_text("người duyệt", exact=True).click()
    form.get_by_role("button", name="Thêm tài khoản").click()
    expect(page.locator(".dx-receipt b")).to_have_text(PASSWORD)
    expect(page.get_by_role("row").filter(has_text="lan")).to_contain_text("người duyệt")
    page.get_by_role("button", name="Đã ghi lại").click()
    expect(page.locator(".dx-receipt")).to_have_count(0)

    page = visit("/manage?section=periods&window=2026-Q3", base=managed, who=ADMINISTRATOR).page
    fill(page, "Hạn nộp (", "17h ngày 20/9/2026")
    expect(page.get_by_text("hạn nộp 17:00 20/09/2026, khóa sau 17:00 20/09/2026")).to_be_visible()
    page.get_by_role("button", name="Đặt thời hạn cho Quý III/2026").click()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Quý III/2026", exact=True))
    expect(row.first).to_contain_text("đã đóng từ 17:00 20/09/2026")
    page.get_by_label("Địa phương, gồm cả").fill("Sa Giang")
    page.get_by_role("option", name="Phường Sa Giang").first.click()
    fill(page, "Được nộp đến", "17:00 1/2/2199")
    page.get_by_role("button", name="Gia hạn", exact=True).click()
    expect(page.locator(".dx-notice")).to_contain_text("ít nhất 5 chữ cái")
    fill(page, "Lý do", "mất điện")
    page.get_by_role("button", name="Gia hạn", exact=True).click()
    expect(page.locator(".dx-notice")).to_contain_text("Phường Sa Giang")
    expect(page.get_by_role("cell", name="17:00 01/02/2199")).to_be_visible()

    page = visit("/manage?section=log", base=managed, who=ADMINISTRATOR).page
    expect(page.get_by_role("row").filter(has_text="gia hạn nộp cho địa phương")).to_contain_text("mất điện")
    expect(page.get_by_role("row").filter(has_text="tài khoản lan")).to_contain_text("vai trò: người duyệt")


def test_a_target_is_set_seen_and_taken_away(visit: Visiting, managed: str) -> None:
    """A value that is no number is refused at the form; a target is in the list and on the overview: 99,9 % of 27.934
    is 27.907, and 26.289 were in time; it is gone once it is taken away."""
    page = visit("/manage?section=targets", base=managed, who=ADMINISTRATOR).page
    page.get_by_role("combobox", name="Địa phương").fill("Tỉnh Mẫu")
    page.get_by_role("option", name=re.compile("^Tỉnh Mẫu")).click()
    page.get_by_label("Văn bản giao chỉ tiêu").fill("Kế hoạch số 12")
    page.get_by_role("button", name="Đặt chỉ tiêu").click()
    expect(page.locator(".dx-notice")).to_contain_text("không phải là một giá trị chỉ tiêu")
    page.get_by_label("Chỉ tiêu, theo đơn vị").fill("99,9")
    page.get_by_role("button", name="Đặt chỉ tiêu").click()
    expect(page.get_by_role("row").filter(has_text="Kế hoạch số 12")).to_contain_text("99,9")
    public = visit(f"/?locality={SAMPLE}&period=2026-Q2", base=managed, who="").page
    expect(public.locator(".dx-card").first).to_contain_text("dưới chỉ tiêu: còn thiếu 1.618 hồ sơ")
    page.get_by_role("combobox", name="Chỉ tiêu", exact=True).click()
    page.get_by_role("option").first.click()
    page.get_by_role("button", name="Bỏ chỉ tiêu này").click()
    expect(page.get_by_text("Chưa đặt chỉ tiêu nào")).to_be_visible()


def test_nobody_else_sees_the_page(visit: Visiting, managed: str) -> None:
    """Neither its text nor its place in the navigation."""
    page = visit("/manage?section=log", base=managed, who=CONTRIBUTOR).page
    expect(page.locator(".dx-no-rights")).to_be_visible()
    expect(page.get_by_text("Nhật ký")).to_have_count(0)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_can_be_read_by_everyone(visit: Visiting, managed: str, section: str, size: str) -> None:
    """It fits the screen, its lists too, speaks Vietnamese, and axe finds nothing serious."""
    seen = visit(f"/manage?section={section}", size, base=managed, who=ADMINISTRATOR)
    page = seen.page
    assert too_wide(page, size) == []
    wide = "all => all.filter((each) => each.scrollWidth > innerWidth).length"
    assert page.locator(".dx-stacks").evaluate_all(wide) == 0
    assert english(all_words(page)) == []
    assert serious_faults(page) == []
    assert seen.complaints == []
