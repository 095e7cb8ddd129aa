"""Boundaries on the page: the switch, what a ward was made of, and a crosswalk file that is loaded."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import PATIENCE, Visiting, expect_in_address
from tests.conftest import Serving
from tests.people import ADMINISTRATOR, make_accounts
from tests.workflows.admin.test_boundary_changes import DECREE

pytestmark = pytest.mark.browser

expect.set_options(timeout=PATIENCE)


def test_a_ward_is_read_on_todays_boundaries_and_as_reported(visit: Visiting) -> None:
    """Before the merger it has the sums of three wards, 1.485 received; as reported it has no such period."""
    seen = visit("/locality?locality=90001@2025-07-01&period=2025-Q2&boundaries=current")
    notice = seen.text()
    assert "Số liệu kỳ này là của Phường Lam Bình, Phường Lam Phong, Phường Lam Trà" in notice
    assert "tiếp nhận 1.485" in notice
    sums = seen.page.get_by_role("row").filter(has_text="Cộng lại: Phường Lam Giang")
    expect(sums).to_contain_text("1.485")
    seen.page.get_by_text("Như báo cáo", exact=True).click()
    expect_in_address(seen.page, "boundaries", "reported")
    expect(sums).to_be_visible()


def test_an_administrator_loads_a_crosswalk_file(
    visit: Visiting,
    serve: Serving,
    filled_home: Path,
    tmp_path: Path,
) -> None:
    """It says what would change before the button is there; afterwards the log tells who did it."""
    make_accounts(shutil.copytree(filled_home, tmp_path / "home"))
    with serve(tmp_path) as base:
        page = visit("/manage?section=boundaries", base=base, who=ADMINISTRATOR).page
        files = page.locator("input[type=file]")
        files.set_input_files({"name": "sai.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n"})
        expect(page.locator(".dx-notice")).to_contain_text("Không nhận được tệp")
        files.set_input_files({"name": "nq.csv", "mimeType": "text/csv", "buffer": DECREE.encode()})
        expect(page.locator(".dx-notice")).to_contain_text("Từ 01/01/2027: 4 đơn vị kết thúc, 3 đơn vị bắt đầu.")
        page.get_by_role("button", name="Thay đổi địa giới từ 01/01/2027").click()
        expect(page.locator(".dx-notice")).to_contain_text("Địa giới thay đổi từ 01/01/2027.")
        page = visit("/manage?section=log", base=base, who=ADMINISTRATOR).page
        expect(page.get_by_role("row").filter(has_text="nạp thay đổi địa giới")).to_contain_text("nq.csv")
