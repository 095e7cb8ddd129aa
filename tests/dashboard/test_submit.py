"""Nộp số liệu from a file or a block to the receipt, and what a reviewer and the public then see."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from tests.dashboard.screen import Opening, Screen
from tests.intake.forms import FOOT, HEADER, JUSTICE, LAND, NUMBERS, TOTAL, TRADE, form
from tests.people import CONTRIBUTOR, REVIEWER

from dxkpi.domain.model.permissions import Actor, Role
from dxkpi.workspace import current

# Two communes of the sample province and a real ward; nothing is approved for any of them in the first period.
TRUC_LINH, SA_GIANG, HUONG_TRA = "90051@2025-07-01", "90020@2025-07-01", "19996@2025-07-01"
PERIOD, REPORTED = "2026-Q4", "2026-Q3"
NUMBER = re.compile(r"Lượt nộp số (\d+)")


@pytest.fixture
def submit(open_page: Opening) -> Opening:
    """Opens the page as a contributor."""

    def at(locality: str, period: str, way: str) -> Screen:
        return open_page("submit", CONTRIBUTOR, locality=locality, period=period, way=way)

    return at


def csv(locality: str, period: str, **figures: object) -> bytes:
    """A long table of one locality and period."""
    rows = "".join(f'{locality.partition("@")[0]},{period},{measure},"{text}"\n' for measure, text in figures.items())
    return f"locality,period,measure,value\n{rows}".encode()


def approve(screen: Screen) -> None:
    """Approve what the receipt is for, as a reviewer."""
    number = NUMBER.search(screen.part("dx-receipt"))
    assert number is not None
    current().store.approve(int(number[1]), by=Actor(REVIEWER, Role.REVIEWER, None), at=datetime.now(UTC))
    current().refresh()


def test_the_official_form_is_read_as_offices_send_it(submit: Opening, open_page: Opening) -> None:
    """A form of another quarter, a total 10 too high and a word among the numbers are shown at their cells; corrected,
    5.203 of 5.810 dossiers are resolved: 89,6 %."""
    screen = submit(HUONG_TRA, PERIOD, "file")
    header = HEADER | {"A1": "UBND PHƯỜNG HƯƠNG TRÀ", "A6": "(Từ ngày 15/9/2026 đến ngày 14/12/2026)"}
    rows = (NUMBERS, JUSTICE, (*LAND[:7], "bốn trăm", *LAND[8:]), TRADE, (*TOTAL[:2], 5820, *TOTAL[3:]), *FOOT)
    screen.upload("06a.xlsx", form(header=header | {"A6": "(Từ ngày 15/6/2026 đến ngày 14/9/2026)"}, rows=rows))
    problems = screen.part("dx-problems")
    for text in ("Ô A6: Quý III/2026 không phải kỳ đã chọn", "Ô C15", "lệch 10 hồ sơ", "Ô H13"):
        assert text in problems
    screen.upload("06a.xlsx", form(header=header))
    assert "Đọc từ “06a.xlsx” (biểu II.06a/VPCP/KSTT, trang tính “Biểu 06a”)" in screen.text
    screen.click("Nộp 11 số liệu")
    assert "11 số liệu mới" in screen.part("dx-receipt")
    approve(screen)
    assert "89,6" in open_page("locality", locality=HUONG_TRA, period=PERIOD).part("dx-cards")


def test_a_reason_is_required_and_kept(submit: Opening, open_page: Opening) -> None:
    """1.800 online of 1.700 received is submitted with a reason; the same file again changes nothing."""
    screen = submit(TRUC_LINH, PERIOD, "file")
    content = csv(TRUC_LINH, PERIOD, dossiers_received="1.700", dossiers_received_online="1.800")
    screen.upload("bao-cao.csv", content)
    assert "lệch 100 hồ sơ" in screen.part("dx-problems")
    screen.click("Nộp 2 số liệu")
    assert "hãy viết lý do trước" in screen.notices[-1]
    screen.type("Lý do", "<i>đồng bộ</i> chậm")
    screen.click("Nộp 2 số liệu")
    assert "2 số liệu mới" in screen.part("dx-receipt")
    approve(screen)
    screen.click("Nộp lượt khác")
    screen.upload("bao-cao.csv", content)
    assert "nộp lại không thay đổi gì" in screen.part("dx-verdict")
    screen.click("Nộp 2 số liệu")
    assert "Số liệu này đã được nhận" in screen.part("dx-receipt")
    revisions = "".join(open_page("locality", locality=TRUC_LINH, period=PERIOD).html)
    assert "&lt;i&gt;đồng bộ&lt;/i&gt; chậm" in revisions


def test_a_correction_shows_the_new_value_and_the_older_vintage_the_old(submit: Opening, open_page: Opening) -> None:
    """1.304 of 1.400 documents are electronic: 93,1 %; before 99,5 % (1.304 of 1.310)."""
    screen = submit(TRUC_LINH, REPORTED, "file")
    screen.upload("sua.csv", csv(TRUC_LINH, REPORTED, documents=1400, documents_electronic=1304, documents_signed=1278))
    assert "có 1 số liệu đã phê duyệt bị sửa" in screen.part("dx-verdict")
    screen.type("Vì sao sửa", "đếm lại văn bản đi")
    screen.click("Nộp 3 số liệu")
    before = str(current().vintage)
    approve(screen)
    assert "93,1" in open_page("locality", locality=TRUC_LINH, period=REPORTED).part("dx-cards")
    assert "99,5" in open_page("locality", locality=TRUC_LINH, period=REPORTED, vintage=before).part("dx-cards")


def test_the_second_of_two_sees_the_new_figures_first(submit: Opening) -> None:
    """Of two who previewed the same figure, the second reads that it has changed, and sees the approved one."""
    first, second = (submit(SA_GIANG, REPORTED, "paste") for _ in range(2))
    for screen, number in ((first, "331"), (second, "332")):
        screen.type("Khối chép từ Excel", f"Phiếu khảo sát\n{number}")
        assert "Mới\n\n1" in re.sub(r"\n+", "\n\n", screen.part("dx-counts"))
    first.click("Nộp 1 số liệu")
    approve(first)
    second.click("Nộp 1 số liệu")
    assert any("đã được người khác thay đổi" in notice for notice in second.notices)
    assert "“332” → 332" in second.text


@pytest.mark.parametrize("name, content", [("bao-cao.xlsx", bytes(range(256)) * 8), ("<b>.csv", b"")])
def test_what_is_no_table_is_answered_in_words(submit: Opening, name: str, content: bytes) -> None:
    """Bytes under the name of a workbook, or an empty file: a sentence, and nothing to submit."""
    screen = submit(TRUC_LINH, PERIOD, "file")
    screen.upload(name, content)
    assert screen.part("dx-problems")
    assert "<b>" not in "".join(body for body in screen.html if "Xem trước" in body and name.startswith("<"))
    assert next(button for button in screen.app.button if button.label == "Nộp").disabled


def test_a_returned_submission_shows_the_answer_as_text(submit: Opening, open_page: Opening) -> None:
    """A reviewer's comment and answer reach the sender; markup in them stays text."""
    sender = submit(SA_GIANG, PERIOD, "file")
    sender.upload("quy4.csv", csv(SA_GIANG, PERIOD, documents=100, documents_electronic=19))
    sender.click("Nộp 2 số liệu")
    number = NUMBER.search(sender.part("dx-receipt"))
    assert number is not None
    reviewer = open_page("review", REVIEWER, submission=number[1])
    reviewer.type("Nội dung góp ý", "Có phải <b>90</b> không?")
    reviewer.click("Lưu góp ý")
    assert "Có phải &lt;b&gt;90&lt;/b&gt; không?" in "".join(reviewer.html)
    reviewer.click("Trả lại")
    assert "hãy viết vì sao trả lại" in reviewer.notices[0]
    reviewer.type("Trả lời người nộp", "Xem lại <u>biểu</u>")
    reviewer.click("Trả lại")
    again = submit(SA_GIANG, PERIOD, "screen")
    assert "Trả lời: “Xem lại <u>biểu</u>”" in again.text
    assert "Xem lại <u>" not in "".join(again.html)
    again.click("trong biểu nhập")
    assert "đã có lại trong biểu nhập" in again.text
