"""Duyệt: from a contributor through a reviewer to the public, as all three see it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import PATIENCE, Visiting
from tests.browser.readable import VIETNAMESE, all_words, english, serious_faults, too_wide
from tests.conftest import Serving
from tests.people import CONTRIBUTOR, REVIEWER, add_accounts, make_accounts

from dxkpi.store import Store

pytestmark = pytest.mark.browser

expect.set_options(timeout=PATIENCE)
# A ward of Huế, one of forty that report; none of them has for this quarter.
WARD, PERIOD = "19996@2025-07-01", "2026-Q4"
NUMBERS = count(500)
SUBMIT = f"/submit?locality={WARD}&period={PERIOD}"


@pytest.fixture(scope="module")
def office(
    serve: Serving,
    filled_home: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """The address of a server that takes figures, with a home of its own."""
    home = Path(shutil.copytree(filled_home, tmp_path_factory.mktemp("review") / "home"))
    make_accounts(home)
    with serve(home.parent) as address:
        yield address


@pytest.fixture(scope="module")
def office_on_postgresql(
    serve: Serving,
    postgresql: Callable[[str], str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """Another such server, on PostgreSQL and without the sample province."""
    folder, address = tmp_path_factory.mktemp("postgresql"), postgresql("template1")
    with Store.open(address) as store, pytest.MonkeyPatch.context() as patch:
        add_accounts(store)
        patch.setenv("DXKPI_DATABASE_URL", address)
        patch.setenv("DXKPI_SAMPLE", "off")
        with serve(folder) as served:
            yield served


def submit_rows(page: Page, *rows: str) -> None:
    """Upload a file of the ward's figures and submit it."""
    lines = "".join(f"19996,{PERIOD},{row}\n" for row in rows)
    content = f"locality,period,measure,value\n{lines}".encode()
    page.locator("input[type=file]").set_input_files({"name": "quy4.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name=re.compile(r"Nộp \d+ số liệu")).click()
    expect(page.locator(".dx-receipt")).to_contain_text("chờ duyệt")


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a list."""
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()


@pytest.mark.parametrize("where", ["office", "office_on_postgresql"])
def test_what_a_contributor_hands_in_becomes_public_by_a_reviewer(
    visit: Visiting, request: pytest.FixtureRequest, where: str
) -> None:
    """Returned with a comment at a cell, corrected and approved: 90 of 100 documents are electronic, 90,0 %, in
    a new vintage that 1 of 40 localities has reported for; nothing is public before. On both databases."""
    office: str = request.getfixturevalue(where)
    sender = visit(f"{SUBMIT}&way=file", base=office, who=CONTRIBUTOR).page
    submit_rows(sender, "documents,100", "documents_electronic,19")
    public = f"/locality?locality={WARD}&period={PERIOD}"

    reviewer = visit("/review", base=office, who=REVIEWER).page
    expect(reviewer.get_by_role("heading", name="Phường Hương Trà · Quý IV/2026")).to_be_visible()
    choose(reviewer, "Địa phương", "Phường Hương Trà")
    choose(reviewer, "Số đếm", "Văn bản đi điện tử")
    reviewer.get_by_label("Nội dung góp ý").fill("Có phải 90 không?")
    reviewer.get_by_role("button", name="Lưu góp ý").click()
    expect(reviewer.locator(".dx-review-figures")).to_contain_text("Có phải 90 không?")
    reviewer.get_by_role("button", name="Trả lại").click()
    expect(reviewer.locator(".dx-notice")).to_contain_text("hãy viết vì sao trả lại")
    reviewer.get_by_label("Trả lời người nộp").fill("Xem lại văn bản điện tử")
    reviewer.get_by_role("button", name="Trả lại").click()
    expect(reviewer.get_by_text("Không có lượt nộp nào chờ duyệt")).to_be_visible()

    sender.goto(office + SUBMIT)
    expect(sender.get_by_text("Trả lời: “Xem lại văn bản điện tử”")).to_be_in_viewport()
    expect(sender.get_by_role("button", name="trong biểu nhập")).to_be_in_viewport()
    sender.get_by_role("button", name="trong biểu nhập").click()
    cell = sender.get_by_label("Văn bản đi điện tử", exact=True)
    expect(cell).to_have_value("19")
    expect(sender.locator(".dx-form-row", has=cell)).to_contain_text("duyet góp ý: Có phải 90 không?")
    cell.fill("90")
    sender.keyboard.press("Enter")
    expect(sender.get_by_role("row", name=re.compile(r"Văn bản đi điện tử.*\b90\b")).first).to_be_visible()
    sender.get_by_role("button", name="Nộp 2 số liệu").click()
    expect(sender.locator(".dx-receipt")).to_contain_text("chờ duyệt")

    reviewer.reload()
    reviewer.get_by_role("button", name="Phê duyệt").click()
    notice = reviewer.locator(".dx-notice", has_text="đã được phê duyệt")
    expect(notice).to_be_visible()
    vintage = re.findall(r"phiên bản số liệu (\d+)", notice.inner_text())[0]
    page = visit(f"/?locality=46&period={PERIOD}", base=office, who="").page
    expect(page.get_by_text("1 trên 40 địa phương").first).to_be_visible()
    expect(page.get_by_text(f"phiên bản số liệu {vintage}").first).to_be_visible()
    page.goto(office + public)
    expect(page.locator(".dx-card", has_text="Tỷ lệ văn bản điện tử")).to_contain_text("90,0")
    page.get_by_text("Mọi lần thay đổi số liệu").click()
    expect(page.get_by_role("row", name=re.compile(f"Văn bản đi điện tử 90 {vintage} {CONTRIBUTOR}"))).to_be_visible()


def test_the_second_reviewer_gets_a_notice_and_a_sender_withdraws(visit: Visiting, office: str) -> None:
    """Who looks on while another approves reads who did; what was withdrawn waits no more."""
    sender = visit(f"{SUBMIT}&way=file", base=office, who=CONTRIBUTOR).page
    submit_rows(sender, "surveys,50")
    first, second = (visit("/review", base=office, who=REVIEWER).page for _ in range(2))
    for page in (first, second):
        page.get_by_role("button", name="Phê duyệt").click()
    expect(second.locator(".dx-notice")).to_contain_text(f"đã được {REVIEWER} phê duyệt")
    sender = visit(f"{SUBMIT}&way=file", base=office, who=CONTRIBUTOR).page
    submit_rows(sender, "surveys_satisfied,40")
    sender.get_by_role("button", name="Rút lượt nộp").click()
    expect(sender.locator(".dx-notice").first).to_contain_text("Đã rút lượt nộp")
    second.reload()
    expect(second.get_by_text("Không có lượt nộp nào chờ duyệt")).to_be_visible()


@pytest.mark.parametrize(("size", "lang"), [("laptop", "vi"), ("phone", "vi"), ("laptop", "en")])
def test_a_review_can_be_read_by_everyone(visit: Visiting, office: str, size: str, lang: str) -> None:
    """All text is in one language, fits the screen, and axe finds nothing serious."""
    sender = visit(f"{SUBMIT}&way=file", base=office, who=CONTRIBUTOR).page
    submit_rows(sender, f"dossiers_received,{next(NUMBERS)}", "dossiers_received_online,90")
    seen = visit(f"/review?lang={lang}", size, base=office, who=REVIEWER)
    page = seen.page
    expect(page.get_by_role("button", name={"vi": "Phê duyệt", "en": "Approve"}[lang])).to_be_visible()
    assert too_wide(page, size) == []
    words = all_words(page)
    if lang == "vi":
        assert english(words) == []
    else:
        assert not VIETNAMESE.search(words)
    assert serious_faults(page) == []
    assert seen.complaints == []
