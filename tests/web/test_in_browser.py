"""The front end in a real Chromium: words, fonts, and no other host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """An empty tab."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def open_page(page: Page, address: str) -> None:
    """Opens an address and waits until the page is drawn."""
    page.goto(address)
    page.wait_for_selector("[data-testid=stSelectbox] input", timeout=60_000)
    page.wait_for_selector("[data-testid=stFileUploader]")


def test_only_our_host_our_font_and_no_complaint(server: Served, page: Page) -> None:
    """A page loads from its own host only, never Streamlit's text font, and the safety policy breaks nothing."""
    requested: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    open_page(page, server.address)
    page.evaluate("document.fonts.ready")
    hosts = {urlsplit(url).netloc for url in requested if url.startswith("http")}
    assert hosts == {urlsplit(server.address).netloc}
    assert not [url for url in requested if "SourceSans" in url]
    assert page.evaluate("document.fonts.check('600 16px \"Be Vietnam Pro\"')")
    assert complaints == []


def test_streamlits_words_are_vietnamese(server: Served, page: Page) -> None:
    """Placeholders, labels and answers of the widgets are Vietnamese."""
    open_page(page, server.address)
    chooser = page.locator("[data-testid=stSelectbox] input")
    expect(chooser).to_have_attribute("placeholder", "Chọn một mục")
    chooser.click()
    chooser.press_sequentially("xyz")
    expect(page.get_by_text("Không tìm thấy", exact=True)).to_be_visible()
    expect(page.locator("[data-testid=stFileUploader]")).to_contain_text("Mỗi tệp tối đa")


def test_the_size_of_a_file_is_written_as_people_write_it(server: Served, page: Page) -> None:
    """199 bytes are 199 B; 1.229 are 1,2 KB in Vietnamese and 1.2 KB in English."""
    for lang, size, words in (("vi", 199, "199 B"), ("vi", 1229, "1,2 KB"), ("en", 1229, "1.2 KB")):
        open_page(page, f"{server.address}/?lang={lang}")
        file = {"name": "bieu.csv", "mimeType": "text/csv", "buffer": b"a" * size}
        page.locator("input[type=file]").set_input_files(file)
        expect(page.locator("[data-testid=stFileUploader]").get_by_text(words, exact=True)).to_be_visible()


def test_an_error_says_its_number_and_nothing_inner(server: Served, page: Page) -> None:
    """A bug in a page shows one sentence in the page's language with a number, and neither its message nor its place;
    under that number the log has both, once."""
    for address, words in (
        (server.address, "Chương trình gặp lỗi"),
        (f"{server.address}/?lang=en", "The program failed"),
    ):
        open_page(page, address)
        page.get_by_role("button", name="Lỗi", exact=True).click()
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text(words)
        assert "bí mật" not in page.content()
        [number] = re.findall(r"[0-9a-f]{8}", alert.inner_text())
        log = server.logged()
        assert (log.count(f"Error {number} at"), log.count("ValueError: bí mật")) == (1, 1)
        assert "Traceback (most recent call last)" in log


def test_an_error_at_an_address_says_its_number_and_nothing_inner(server: Served) -> None:
    """As on a page."""
    answer = server.get("/faulty?lang=en")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "text/plain; charset=utf-8")
    [number] = re.findall(r"[0-9a-f]{8}", answer.text)
    assert "bí mật" not in answer.text
    log = server.logged()
    assert f"Error {number} at '/faulty'" in log
    assert "LookupError: bí mật" in log


def test_english_pages_keep_english_words(server: Served, page: Page) -> None:
    """With lang=en nothing is translated and the page says it is English."""
    open_page(page, f"{server.address}/?lang=en")
    expect(page.locator("[data-testid=stSelectbox] input")).to_have_attribute("placeholder", "Choose an option")
    assert page.evaluate("document.documentElement.lang") == "en"


def test_words_follow_a_change_of_language(server: Served, page: Page) -> None:
    """Changing the language in the address changes the words that are already shown, both ways."""
    open_page(page, server.address)
    chooser = page.locator("[data-testid=stSelectbox] input")
    for language, words in (("en", "Choose an option"), ("vi", "Chọn một mục")):
        page.evaluate(f"history.replaceState(null, '', '?lang={language}'); document.body.append('')")
        expect(chooser).to_have_attribute("placeholder", words)
