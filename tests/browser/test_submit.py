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
from tests.intake.forms import FOOT, HEADER, JUSTICE, LAND, NUMBERS, TOTAL, TRADE, form
from tests.people import make_accounts

pytestmark = pytest.mark.browser

expect.set_options(timeout=PATIENCE)
# The sample province and two of its communes, a real ward: nothing stands for any of them in the first of the periods.
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
    """A template with figures in its first row, by measure, and the cells they stand in."""
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
    """Three planted problems are told at their cells; mended, 1.304 of 1.400 documents are electronic: 93,1 %, after
    99,5 % (1.304 of 1.310), which the older vintage still shows."""
    page = visit(f"/submit?locality={TRUC_LINH}&period={REPORTED}&way=file", base=office).page
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải về tệp mẫu").click()
    template = download.value.path().read_bytes()
    planted = {"documents": 1200, "documents_electronic": 1304, "documents_signed": -5, "surveys": "ba trăm"}
    content, cells = filled(template, **planted)
    send(page, "bieu.xlsx", content)
    expect(page.locator(".dx-verdict")).to_contain_text("còn 2 lỗi")
    told = page.locator(".dx-problems li")
    for measure in ("documents_electronic", "documents_signed", "surveys"):
        expect(told.filter(has_text=f"Ô {cells[measure]} ")).to_have_count(1)
    expect(told.filter(has_text="lệch 104 văn bản")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("button", name="đánh dấu").click()
    marked = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    assert any(sheet[cells["surveys"]].comment for sheet in marked.worksheets)

    mended = planted | {"documents": 1400, "documents_signed": 1278, "surveys": 338}
    send(page, "bieu.xlsx", filled(template, **mended)[0])
    expect(page.locator(".dx-verdict")).to_contain_text("có 1 số liệu đã phê duyệt bị sửa")
    field(page, "Vì sao sửa số liệu đã phê duyệt? (lưu kèm số liệu)").fill("đếm lại văn bản đi")
    page.get_by_role("button", name="Nộp 4 số liệu").click()
    vintage = publish(page, home)
    page.get_by_role("link", name="Xem Xã Trúc Lĩnh").click()
    expect(share(page)).to_contain_text("93,1")
    older = f"/locality?locality={TRUC_LINH}&period={REPORTED}&vintage={vintage - 1}"
    expect(share(visit(older, base=office).page)).to_contain_text("99,5")


def test_the_official_form_goes_in_as_offices_send_it(visit: Visiting, office: str, home: Path) -> None:
    """The form of another quarter, with a total 10 too high and a word among the numbers, is told at its cells; mended,
    5.203 of 5.810 dossiers are resolved: 89,6 %."""
    page = visit(f"/submit?locality={HUONG_TRA}&period={PERIOD}&way=file", base=office).page
    header = HEADER | {"A1": "UBND PHƯỜNG HƯƠNG TRÀ", "A6": "(Từ ngày 15/9/2026 đến ngày 14/12/2026)"}
    rows = (NUMBERS, JUSTICE, (*LAND[:7], "bốn trăm", *LAND[8:]), TRADE, (*TOTAL[:2], 5820, *TOTAL[3:]), *FOOT)
    send(page, "06a.xlsx", form(header=header | {"A6": "(Từ ngày 15/6/2026 đến ngày 14/9/2026)"}, rows=rows))
    problems = page.locator(".dx-problems li")
    expect(problems.filter(has_text="Ô A6: Quý III/2026 không phải kỳ đã chọn")).to_have_count(1)
    expect(problems.filter(has_text="Ô C15").filter(has_text="lệch 10 hồ sơ")).to_have_count(1)
    expect(problems.filter(has_text="Ô H13")).to_have_count(1)
    send(page, "06a.xlsx", form(header=header))
    expect(page.get_by_text("Đọc từ “06a.xlsx”")).to_contain_text("biểu II.06a/VPCP/KSTT, trang tính “Biểu 06a”")
    page.get_by_role("button", name="Nộp 11 số liệu").click()
    expect(page.locator(".dx-receipt")).to_contain_text("11 số liệu mới")
    publish(page, home)
    page.get_by_role("link", name="Xem Phường Hương Trà").click()
    card = page.locator(".dx-card", has=page.get_by_role("heading", name="Tỷ lệ giải quyết", exact=True))
    expect(card).to_contain_text("89,6")


def share(page: Page) -> Locator:
    """The card of the share of electronic documents."""
    return page.locator(".dx-card", has_text="Tỷ lệ văn bản điện tử")


def test_figures_are_typed_on_a_phone_and_survive_a_reload(visit: Visiting, office: str, home: Path) -> None:
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
    publish(again, home)
    again.get_by_role("link", name="Xem Phường Sa Giang").click()
    expect(again.locator(".dx-card .dx-value").first).to_contain_text("80,0")
    assert field(visit(address, "phone", base=office).page, "Hồ sơ đã giải quyết").input_value() == ""


def test_a_reason_is_asked_for_and_kept(visit: Visiting, office: str, home: Path) -> None:
    """1.800 online of 1.700 received goes in with a reason; the same file again changes nothing."""
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

    page.get_by_role("button", name="Nộp lượt khác").click()
    send(page, "bao-cao.csv", file.encode())
    expect(page.locator(".dx-verdict")).to_contain_text("nộp lại không thay đổi gì")
    page.get_by_role("button", name="Nộp 2 số liệu").click()
    expect(page.locator(".dx-receipt")).to_contain_text("Số liệu này đã được nhận")
    told = visit(f"/locality?locality={TRUC_LINH}&period={PERIOD}", base=office).page
    told.get_by_text("Mọi lần thay đổi số liệu").click()
    expect(told.get_by_role("cell", name="hồ sơ đồng bộ chậm").first).to_be_visible()


def test_a_block_is_pasted_and_gone_on_with_in_the_form(visit: Visiting, office: str) -> None:
    """Rows find their units by name, columns by heading; what has no place is told; the form takes the rest, and a
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
    expect(page.locator(".dx-problems li")).to_contain_text("Phường Không Có")
    page.get_by_role("button", name="Đưa vào biểu nhập").click()
    received = field(page, "Hồ sơ tiếp nhận trong kỳ, Phường Bạch Đàn")
    expect(received).to_have_value("1.700")
    received.evaluate(PASTE, "1701\t900\n1501\t800")
    expect(field(page, "Hồ sơ tiếp nhận trực tuyến, Phường Lam Giang")).to_have_value("800")
    expect(page.locator(".dx-form-status")).to_have_text("Đã dán 4 ô.")
    page.get_by_role("button", name="Nộp 6 số liệu").click()
    expect(page.locator(".dx-receipt")).to_contain_text("6 số liệu mới")


def test_who_comes_second_looks_at_the_new_figures_first(visit: Visiting, office: str, home: Path) -> None:
    """Of two who looked at the same figure, the second is told that it moved, and sees what stands now."""
    address = f"/submit?locality={SA_GIANG}&period={REPORTED}&way=paste"
    first, second = (visit(address, base=office).page for _ in range(2))
    for page, number in ((first, "331"), (second, "332")):
        field(page, "Khối chép từ Excel").fill(f"Phiếu khảo sát\n{number}")
        page.get_by_role("button", name="Đọc khối đã dán").click()
        expect(page.locator(".dx-counts")).to_contain_text("Mới\n1", use_inner_text=True)
    first.get_by_role("button", name="Nộp 1 số liệu").click()
    expect(first.locator(".dx-receipt")).to_contain_text("1 số liệu mới")
    publish(first, home)
    second.get_by_role("button", name="Nộp 1 số liệu").click()
    expect(second.locator(".dx-notice")).to_contain_text("đã được người khác thay đổi")
    expect(second.get_by_role("cell", name="“332” → 332")).to_be_visible()
    expect(second.get_by_role("cell", name="331", exact=True)).to_be_visible()


def test_a_discarded_draft_is_gone_and_the_same_figure_typed_again_is_kept(visit: Visiting, office: str) -> None:
    """Discarding asks first and empties the form; 12 typed anew, as before, is there after a reload."""
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
    """Bytes under the name of a workbook, or a file of another kind: a sentence, and nothing to submit."""
    page = visit(f"/submit?locality={TRUC_LINH}&period={PERIOD}&way=file", base=office).page
    send(page, "bao-cao.xlsx", bytes(range(256)) * 8)
    expect(page.locator(".dx-problems")).to_contain_text("XLSX")
    expect(page.get_by_role("button", name="Nộp", exact=True)).to_be_disabled()
    send(page, "bao-cao.pdf", b"%PDF-1.7")
    expect(page.get_by_test_id("stFileUploader")).to_contain_text("Không nhận tệp loại")


@pytest.mark.parametrize("size", SIZES)
def test_a_preview_with_every_kind_of_problem_can_be_read_by_everyone(visit: Visiting, office: str, size: str) -> None:
    """What stands in words is Vietnamese, fits the screen, and axe finds nothing serious."""
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
