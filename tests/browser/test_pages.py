"""Every page, at both sizes: whole, quiet, in one language, from one host."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from tests.browser.conftest import PAGES, SAMPLE, SIZES, Visiting
from tests.browser.readable import all_words, english, serious_faults, too_wide

pytestmark = pytest.mark.browser

EVERYWHERE = [(page, size) for page in PAGES for size in SIZES]


@pytest.fixture(scope="module", params=EVERYWHERE, ids="-".join)
def page_and_size(request: pytest.FixtureRequest) -> tuple[str, str]:
    """A page and a size; of the module, so that all tests of one come one after the other."""
    return request.param


def test_a_page_is_quiet(look: Visiting, page_and_size: tuple[str, str]) -> None:
    """The browser has nothing to complain of."""
    page, size = page_and_size
    assert look(f"{PAGES[page]}?locality={SAMPLE}", size).complaints == []


def test_no_page_scrolls_sideways_or_cuts_text(look: Visiting, page_and_size: tuple[str, str]) -> None:
    """A page is as wide as the screen, and no text is cut."""
    page, size = page_and_size
    seen = look(f"{PAGES[page]}?locality={SAMPLE}", size).page
    assert too_wide(seen, size) == []


def test_every_request_goes_to_the_server(look: Visiting, server: str, page_and_size: tuple[str, str]) -> None:
    """Nothing is asked of any other host."""
    page, size = page_and_size
    hosts = {
        urlsplit(url).netloc
        for url in look(f"{PAGES[page]}?locality={SAMPLE}", size).requested_urls
        if not url.startswith(("data:", "blob:"))
    }
    assert hosts == {urlsplit(server).netloc}


def test_the_vietnamese_page_has_no_english_word(look: Visiting, page_and_size: tuple[str, str]) -> None:
    """Texts, labels and tooltips of the Vietnamese interface are Vietnamese."""
    page, size = page_and_size
    words = all_words(look(f"{PAGES[page]}?locality={SAMPLE}", size).page)
    if page == "method":  # its glossary has a column of English names, and says so
        words = words.split("Tiếng Anh")[0]
    if page == "charts":  # addresses, code for other sites, and the sources of all figures as they were printed
        words = re.sub(r"https?://\S+|<iframe.*|Toàn bộ số liệu đã công bố, .*", "", words)
    assert english(words) == []


def test_a_page_can_be_used_by_everyone(look: Visiting, page_and_size: tuple[str, str]) -> None:
    """Axe finds nothing serious: names of controls, contrast, order of headings."""
    page, size = page_and_size
    seen = look(f"{PAGES[page]}?locality={SAMPLE}", size).page
    assert serious_faults(seen) == []
