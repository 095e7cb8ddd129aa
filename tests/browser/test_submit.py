"""Nộp số liệu: from a file, a block or the keyboard to the receipt, as staff of a locality do it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import PATIENCE, Visiting

pytestmark = pytest.mark.browser

expect.set_options(timeout=PATIENCE)
# Communes of the sample province; nothing stands for any of them in the period the journeys are about.
TRUC_LINH, SA_GIANG = "90051@2025-07-01", "90020@2025-07-01"
PERIOD = "2026-Q4"


@pytest.fixture(scope="module")
def office(
    serve: Callable[[Path, Path], AbstractContextManager[str]],
    filled_home: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """The address of a server that takes figures, with a home of its own."""
    folder = tmp_path_factory.mktemp("office")
    shutil.copytree(filled_home, folder / "home")
    with serve(Path(sys.executable).with_name("dxkpi"), folder) as address:
        yield address


def send(page: Page, name: str, content: bytes) -> None:
    """Choose a file to upload, as from a disk."""
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )


def field(page: Page, label: str) -> Locator:
    """An input of the form by its label."""
    return page.get_by_label(label, exact=True)


def says(page: Page, label: str) -> Locator:
    """What is said at an input of the form."""
    return page.locator(".dx-form-row", has=field(page, label)).locator(".dx-form-says")


def test_figures_are_typed_on_a_phone_and_survive_a_reload(visit: Visiting, office: str) -> None:
    """100 resolved against 50 + 30 + 10 lacks 10; mended, reloaded, submitted, it is on the page of the locality."""
    address = f"/submit?locality={SA_GIANG}&period={PERIOD}"
    page = visit(address, "phone", base=office).page
    expect(field(page, "Hồ sơ đã giải quyết")).to_have_attribute("inputmode", "numeric")
    for label, number in (
        ("Hồ sơ đã giải quyết", "100"),
        ("Hồ sơ đã giải quyết trước hạn", "50"),
        ("Hồ sơ đã giải quyết đúng hạn", "30"),
        ("Hồ sơ đã giải quyết quá hạn", "mười"),
    ):
        field(page, label).fill(number)
        page.keyboard.press("Tab")
    expect(says(page, "Hồ sơ đã giải quyết quá hạn")).to_contain_text("“mười” không phải là số")
    field(page, "Hồ sơ đã giải quyết quá hạn").fill("10")
    page.keyboard.press("Enter")
    expect(says(page, "Hồ sơ đã giải quyết")).to_contain_text("lệch 10 hồ sơ")
    expect(page.get_by_text("Bản nháp đã lưu lúc")).to_be_visible()

    again = visit(address, "phone", base=office).page
    expect(field(again, "Hồ sơ đã giải quyết đúng hạn")).to_have_value("30")
    field(again, "Hồ sơ đã giải quyết quá hạn").fill("20")
    again.keyboard.press("Enter")
    expect(again.locator(".dx-verdict")).to_contain_text("Không có vấn đề")
    expect(says(again, "Hồ sơ đã giải quyết")).not_to_contain_text("lệch")
    again.get_by_role("button", name="Nộp 4 số liệu").click()
    expect(again.locator(".dx-receipt")).to_contain_text("4 số liệu mới")
    again.get_by_role("link", name="Xem Phường Sa Giang").click()
    expect(again.locator(".dx-card .dx-value").first).to_contain_text("80,0")
    assert field(visit(address, "phone", base=office).page, "Hồ sơ đã giải quyết").input_value() == ""


def test_a_reason_is_asked_for_and_kept(visit: Visiting, office: str) -> None:
    """1.800 online of 1.700 received goes in with a reason; the same file again changes nothing."""
    page = visit(f"/submit?locality={TRUC_LINH}&period={PERIOD}&way=file", base=office).page
    rows = ("dossiers_received,1.700", "dossiers_received_online,1.800")
    file = "locality,period,measure,value\n" + "".join(f"90051,{PERIOD},{row}\n" for row in rows)
    send(page, "bao-cao.csv", file.encode())
    expect(page.locator(".dx-problems").first).to_contain_text("Ô D3")
    expect(page.locator(".dx-problems").first).to_contain_text("lệch 100 hồ sơ")
    page.get_by_role("button", name="Nộp 2 số liệu").click()
    expect(page.locator(".dx-notice")).to_contain_text("hãy ghi rõ lý do")
    field(page, "Lý do (lưu kèm số liệu)").fill("hồ sơ đồng bộ chậm")
    page.get_by_role("button", name="Nộp 2 số liệu").dblclick()
    expect(page.locator(".dx-receipt")).to_contain_text("2 số liệu mới")
    with page.expect_download() as download:
        page.get_by_role("button", name="Tệp gốc của lượt nộp").first.click()
    assert download.value.path().read_bytes() == file.encode()

    page.get_by_role("button", name="Nộp lượt khác").click()
    send(page, "bao-cao.csv", file.encode())
    field(page, "Lý do (lưu kèm số liệu)").fill("hồ sơ đồng bộ chậm")
    page.get_by_role("button", name="Nộp 2 số liệu").click()
    expect(page.locator(".dx-receipt")).to_contain_text("Chính tệp này đã được nhận")
    told = visit(f"/locality?locality={TRUC_LINH}&period={PERIOD}", base=office).page
    told.get_by_text("Mọi lần thay đổi số liệu").click()
    expect(told.get_by_role("cell", name="hồ sơ đồng bộ chậm").first).to_be_visible()


def test_what_is_no_table_is_answered_in_words(visit: Visiting, office: str) -> None:
    """Bytes under the name of a workbook, or a file of another kind: a sentence, and nothing to submit."""
    page = visit(f"/submit?locality={TRUC_LINH}&period={PERIOD}&way=file", base=office).page
    send(page, "bao-cao.xlsx", bytes(range(256)) * 8)
    expect(page.locator(".dx-problems")).to_contain_text("XLSX")
    expect(page.get_by_role("button", name="Nộp", exact=True)).to_be_disabled()
    send(page, "bao-cao.pdf", b"%PDF-1.7")
    expect(page.get_by_test_id("stFileUploader")).to_contain_text("Không nhận tệp loại")
