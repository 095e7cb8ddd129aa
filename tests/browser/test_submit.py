"""Nộp số liệu: from a file, a block or the keyboard to the receipt, as staff of a locality do it."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import PATIENCE, SIZES, Visiting
from tests.browser.publishing import publish
from tests.browser.readable import all_words, english, serious_faults, too_wide
from tests.conftest import Serving
from tests.people import make_accounts

pytestmark = pytest.mark.browser

expect.set_options(timeout=PATIENCE)
# The sample province and two of its communes, a real ward: none of them has figures in the first of the periods.
PROVINCE, TRUC_LINH, SA_GIANG = "90@2020-12-15", "90051@2025-07-01", "90020@2025-07-01"
HUONG_TRA = "19996@2025-07-01"
PERIOD, REPORTED = "2026-Q4", "2026-Q3"

PASTE = """
(input, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}
"""


@pytest.fixture(scope="module")
def home(filled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of its own, with people."""
    copied = Path(shutil.copytree(filled_home, tmp_path_factory.mktemp("office") / "home"))
    make_accounts(copied)
    return copied


@pytest.fixture(scope="module")
def office(serve: Serving, home: Path) -> Iterator[str]:
    """The address of a server that takes figures."""
    with serve(home.parent) as address:
        yield address


def send(page: Page, name: str, content: bytes) -> None:
    """Choose a file to upload, as from a disk."""
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )


def filled(template: bytes, **figures: object) -> tuple[bytes, dict[str, str]]:
    """A template with figures in its first row, by measure, and the cells that hold them."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book.worksheets[0]
    codes = next(row for row in sheet.iter_rows() if row[0].value == "locality_key")
    cells = {str(cell.value): sheet.cell(cell.row + 1, cell.column) for cell in codes if cell.value in figures}
    for measure, cell in cells.items():
        cell.value = figures[measure]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), {measure: cell.coordinate for measure, cell in cells.items()}


def field(page: Page, label: str) -> Locator:
    """An input of the form by its label."""
    return page.get_by_label(label, exact=True)


def says(page: Page, label: str) -> Locator:
    """What is said at an input of the form."""
    return page.locator(".dx-form-row", has=field(page, label)).locator(".dx-form-says")


def test_the_template_comes_back_filled_in(visit: Visiting, office: str, home: Path) -> None:
    """The downloaded workbook, filled in with three mistakes, shows them at its cells, on the page and as comments in
    the annotated file."""
    page = visit(f"/submit?locality={TRUC_LINH}&period={REPORTED}&way=file", base=office).page
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải về tệp mẫu").click()
    template = download.value.path().read_bytes()
    planted = {"documents": 1200, "documents_electronic": 1304, "documents_signed": -5, "surveys": "ba trăm"}
    content, cells = filled(template, **planted)
    send(page, "bieu.xlsx", content)
    expect(page.locator(".dx-verdict")).to_contain_text("còn 2 lỗi")
    problem_items = page.locator(".dx-problems li")
    for measure in ("documents_electronic", "documents_signed", "surveys"):
        expect(problem_items.filter(has_text=f"Ô {cells[measure]} ")).to_have_count(1)
    expect(problem_items.filter(has_text="lệch 104 văn bản")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("button", name="đánh dấu").click()
    marked = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    assert any(sheet[cells["surveys"]].comment for sheet in marked.worksheets)


def test_figures_are_typed_on_a_phone_and_survive_a_reload(visit: Visiting, office: str, home: Path) -> None:
    """100 resolved against 50 + 30 + 10 lacks 10; corrected, reloaded, submitted, it is on the locality's page."""
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
    publish(again, home)
    again.get_by_role("link", name="Xem Phường Sa Giang").click()
    expect(again.locator(".dx-card .dx-value").first).to_contain_text("80,0")
    assert field(visit(address, "phone", base=office).page, "Hồ sơ đã giải quyết").input_value() == ""


def test_a_reason_is_asked_for_and_kept(visit: Visiting, office: str, home: Path) -> None:
    """1.800 online of 1.700 received is submitted once by a double click, with a reason; its file comes back."""
    page = visit(f"/submit?locality={TRUC_LINH}&period={PERIOD}&way=file", base=office).page
    rows = ("dossiers_received,1.700", "dossiers_received_online,1.800")
    file = "locality,period,measure,value\n" + "".join(f"90051,{PERIOD},{row}\n" for row in rows)
    send(page, "bao-cao.csv", file.encode())
    expect(page.locator(".dx-problems").first).to_contain_text("Ô D3")
    expect(page.locator(".dx-problems").first).to_contain_text("lệch 100 hồ sơ")
    page.get_by_role("button", name="Nộp 2 số liệu").click()
    expect(page.locator(".dx-notice")).to_contain_text("hãy viết lý do trước")
    field(page, "Lý do (lưu kèm số liệu)").fill("hồ sơ đồng bộ chậm")
    page.get_by_role("button", name="Nộp 2 số liệu").dblclick()
    expect(page.locator(".dx-receipt")).to_contain_text("2 số liệu mới")
    publish(page, home)
    with page.expect_download() as download:
        page.get_by_role("button", name="Tệp gốc của lượt nộp").first.click()
    assert download.value.path().read_bytes() == file.encode()


def test_a_block_is_pasted_and_gone_on_with_in_the_form(visit: Visiting, office: str) -> None:
    """Rows are matched by name, columns by heading; what matches nothing is reported; the form takes the rest, and a
    block pasted into the form itself fills it from the input it is pasted in."""
    page = visit(f"/submit?locality={PROVINCE}&period={PERIOD}&way=paste", base=office).page
    block = (
        "Địa phương\tHồ sơ tiếp nhận trong kỳ\tHồ sơ đã giải quyết\n"
        "Phường Bạch Đàn\t1.700\t1.600\n"
        "Phường Lam Giang\t1.500\t1.400\n"
        "Phường Không Có\t1\t2\n"
    )
    field(page, "Khối chép từ Excel").fill(block)
    page.get_by_role("button", name="Đọc khối đã dán").click()
    expect(page.locator(".dx-problems li", has_text="Phường Không Có")).to_have_count(1)
    page.get_by_role("button", name="Đưa vào biểu nhập").click()
    received = field(page, "Hồ sơ tiếp nhận trong kỳ, Phường Bạch Đàn")
    expect(received).to_have_value("1.700")
    received.evaluate(PASTE, "1701\t900\n1501\t800")
    expect(field(page, "Hồ sơ tiếp nhận trực tuyến, Phường Lam Giang")).to_have_value("800")
    expect(page.locator(".dx-form-status")).to_have_text("Đã dán 4 ô.")
    page.get_by_role("button", name="Nộp 6 số liệu").click()
    expect(page.locator(".dx-receipt")).to_contain_text("6 số liệu mới")


def test_a_discarded_draft_is_gone_and_the_same_figure_typed_again_is_kept(visit: Visiting, office: str) -> None:
    """Discarding asks first and empties the form; 12 typed again is there after a reload."""
    page = visit(f"/submit?locality={TRUC_LINH}&period=2026-Q1", base=office).page
    surveys = field(page, "Phiếu khảo sát")
    surveys.fill("12")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Xóa bản nháp").click()
    page.get_by_role("button", name="Xóa", exact=True).click()
    expect(surveys).to_have_value("")
    surveys.fill("12")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Bản nháp đã lưu lúc")).to_be_visible()
    page.reload()
    expect(surveys).to_have_value("12")


def test_what_is_no_table_is_answered_in_words(visit: Visiting, office: str) -> None:
    """A file of another kind is refused with a sentence before it is uploaded."""
    page = visit(f"/submit?locality={TRUC_LINH}&period={PERIOD}&way=file", base=office).page
    send(page, "bao-cao.pdf", b"%PDF-1.7")
    expect(page.get_by_test_id("stFileUploader")).to_contain_text("Không nhận tệp loại")


@pytest.mark.parametrize("size", SIZES)
def test_a_preview_with_every_kind_of_problem_can_be_read_by_everyone(visit: Visiting, office: str, size: str) -> None:
    """All text is Vietnamese, fits the screen, and axe finds nothing serious."""
    seen = visit(f"/submit?locality={TRUC_LINH}&period={REPORTED}&way=file", size, base=office)
    page = seen.page
    rows = ("dossiers_received,1.694", "dossiers_received_online,1.700", "documents,-1", "surveys,338")
    send(page, "so-lieu.csv", ("locality,period,measure,value\n" + "".join(
        f"90051,{REPORTED},{row}\n" for row in rows)).encode())  # fmt: skip
    expect(page.locator(".dx-problems")).to_have_count(2)
    assert too_wide(page, size) == []
    assert english(all_words(page)) == []
    assert serious_faults(page) == []
    assert seen.complaints == []
