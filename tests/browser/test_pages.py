"""Every page, at both sizes: whole, quiet, in one language, from one host."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from tests.browser.conftest import PAGES, PATIENCE, SAMPLE, SIZES, Visiting

pytestmark = pytest.mark.browser

EVERYWHERE = [(page, size) for page in PAGES for size in SIZES]
ENGLISH = re.compile(
    r"\b(the|and|of|on|in|to|no|not|with|from|value|values|search|select|selected|option|options|download|close|open|"
    r"sidebar|menu|loading|running|stop|view|fullscreen|show|hide|table|chart|period|locality|place|level|indicator|"
    r"source|note|notes|overview|compare|method|read|use|error|results|settings|print|rerun|deploy|provisional|"
    r"simulated|vintage|numerator|denominator|whole|line|change|better|worse|copy|file|files|citation|link|keep)\b",
    re.IGNORECASE,
)
VIETNAMESE = re.compile(r"\b(Tổng quan|Địa phương|Nguồn|Cần chú ý|Chỉ số|hồ sơ|Tỷ lệ)\b")
TELLING = """
() => {
  const found = [document.body.innerText];
  for (const element of document.querySelectorAll("body *"))
    for (const name of ["aria-label", "title", "placeholder", "alt"])
      if (element.getAttribute(name)) found.push(element.getAttribute(name));
  return found.join("\\n");
}
"""
# Streamlit puts the sections of its navigation between the items of one list; the items themselves are links in order.
STREAMLITS_NAVIGATION = '[data-testid="stSidebarNavItems"]'
CUT = """
() => [...document.querySelectorAll(".stMain :is(h2, h3, h4, p, td, th, summary)")]
  .filter((each) => each.offsetParent && !each.closest(".dx-scroll, details:not([open]) > :not(summary)"))
  .filter((each) => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display !== "inline")
  .map((each) => each.innerText)
"""


@pytest.fixture(scope="module", params=EVERYWHERE, ids="-".join)
def shown(request: pytest.FixtureRequest) -> tuple[str, str]:
    """A page and a size; of the module, so that all tests of one come one after the other."""
    return request.param


def test_a_page_is_quiet(look: Visiting, shown: tuple[str, str]) -> None:
    """The browser has nothing to complain of."""
    page, size = shown
    assert look(f"{PAGES[page]}?locality={SAMPLE}", size).complaints == []


def test_no_page_scrolls_sideways_or_cuts_text(look: Visiting, shown: tuple[str, str]) -> None:
    """A page is as wide as the screen, and no text is cut."""
    page, size = shown
    seen = look(f"{PAGES[page]}?locality={SAMPLE}", size).page
    assert seen.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    assert seen.evaluate(CUT) == []


def test_every_request_goes_to_the_server(look: Visiting, server: str, shown: tuple[str, str]) -> None:
    """Nothing is asked of any other host."""
    page, size = shown
    hosts = {
        urlsplit(url).netloc
        for url in look(f"{PAGES[page]}?locality={SAMPLE}", size).asked
        if not url.startswith(("data:", "blob:"))
    }
    assert hosts == {urlsplit(server).netloc}


def test_the_vietnamese_page_has_no_english_word(look: Visiting, shown: tuple[str, str]) -> None:
    """Texts, labels and tooltips of the Vietnamese interface are Vietnamese."""
    page, size = shown
    told = look(f"{PAGES[page]}?locality={SAMPLE}", size).page.evaluate(TELLING)
    if page == "method":  # its glossary has a column of English names, and says so
        told = told.split("Tiếng Anh")[0]
    if page == "charts":  # addresses, code for other sites, and the sources of all figures as they were printed
        told = re.sub(r"https?://\S+|<iframe.*|Toàn bộ số liệu đã công bố, .*", "", told)
    assert [line for line in told.splitlines() if ENGLISH.search(line) and line != "English"] == []


@pytest.mark.parametrize("page", PAGES)
def test_the_english_page_says_the_same_in_english(look: Visiting, page: str) -> None:
    """With `lang=en` navigation, labels and sentences are English; names stay as they are."""
    seen = look(f"{PAGES[page]}?locality={SAMPLE}&lang=en")
    told = seen.text()
    assert seen.page.get_attribute("html", "lang") == "en"
    assert "Overview" in told
    # The glossary's column of Vietnamese names says so; what people wrote in the log stays as they wrote it.
    told = told.split("other language")[0].split("Revision log (")[0]
    assert not re.search(r"\b(Tổng quan|Địa phương|Nguồn|Cần chú ý|Chỉ số|hồ sơ|Tỷ lệ)\b", told)


def test_a_page_can_be_used_by_everyone(look: Visiting, shown: tuple[str, str]) -> None:
    """Axe finds nothing serious: names of controls, contrast, order of headings."""
    page, size = shown
    seen = look(f"{PAGES[page]}?locality={SAMPLE}", size).page
    found = Axe().run(seen, context={"exclude": [[STREAMLITS_NAVIGATION]]}).response["violations"]
    serious = [each for each in found if each["impact"] in {"serious", "critical"}]
    assert [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in serious] == []


@pytest.mark.parametrize("page", ["overview", "compare", "locality", "trend"])
def test_the_sample_province_is_marked_on_every_page(look: Visiting, page: str) -> None:
    """Whatever shows the sample province says "mô phỏng" above it and under every chart."""
    seen = look(f"{PAGES[page]}?locality={SAMPLE}").page
    assert "Mô phỏng" in seen.locator(".dx-notice").first.inner_text()
    lines = seen.locator(".dx-foot > p").all_inner_texts()
    assert lines
    assert all("mô phỏng" in line for line in lines)


@pytest.mark.parametrize("size", SIZES)
def test_charts_can_be_read_without_seeing_them(look: Visiting, size: str) -> None:
    """Every chart has a text that holds its finding and values."""
    seen = look(f"/?locality={SAMPLE}&period=2026-Q2", size).page
    expect(seen.locator(".stPlotlyChart")).to_have_count(2, timeout=PATIENCE)
    texts = [each.get_attribute("aria-label") or "" for each in seen.locator(".stPlotlyChart").all()]
    assert all("Quý II/2026" in text and "Nguồn: " in text and "\u00a0%; " in text for text in texts)
