"""What keeps people from reading a page: text that is cut, another language, what axe finds."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from tests.browser.conftest import SIZES

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
CUT = """
() => [...document.querySelectorAll(".stMain :is(h2, h3, h4, p, td, th, summary)")]
  .filter((each) => each.offsetParent && !each.closest(".dx-scroll, details:not([open]) > :not(summary)"))
  .filter((each) => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display !== "inline")
  .map((each) => each.innerText)
"""
# Streamlit puts the sections of its navigation between the items of one list; the items themselves are links in order.
STREAMLITS_NAVIGATION = '[data-testid="stSidebarNavItems"]'
# Without this axe also reports what passed, with its markup, which takes as long as the checks.
FAULTS_ALONE = {"resultTypes": ["violations"]}


def all_words(page: Page) -> str:
    """All words of a page, those of labels and tooltips too."""
    return page.evaluate(TELLING)


def english(text: str) -> list[str]:
    """The lines with an English word; the link to English is none."""
    return [line for line in text.splitlines() if ENGLISH.search(line) and line != "English"]


def too_wide(page: Page, size: str) -> list[str]:
    """What does not fit the screen: the page itself, or text that is cut."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [*([f"{wide} px"] if wide > SIZES[size][0] else []), *page.evaluate(CUT)]


def faults(page: Page, *kinds: str) -> list[tuple[str, list[str]]]:
    """What axe finds, of these kinds or of any, with the markup it is about."""
    results = Axe().run(page, context={"exclude": [[STREAMLITS_NAVIGATION]]}, options=FAULTS_ALONE)
    return [
        (violation["id"], [node["html"][:120] for node in violation["nodes"]])
        for violation in results.response["violations"]
        if not kinds or violation["impact"] in kinds
    ]


def serious_faults(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds and calls serious or worse."""
    return faults(page, "serious", "critical")
