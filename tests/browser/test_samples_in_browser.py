"""Every sample file, uploaded on the page Nộp số liệu: the page reads and tells what the file says it must."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import PATIENCE, READY, Visiting
from tests.browser.test_submit import send
from tests.conftest import Serving
from tests.people import make_accounts
from tests.samples import stores
from tests.samples.catalogue import SAMPLES
from tests.samples.sample import Expected, Sample

pytestmark = pytest.mark.browser

expect.set_options(timeout=PATIENCE)
SEVERITIES = ("error", "reason", "note")  # as the page has them, one below the other
# Whether the page has said all it has to say of a file: what it said of the one before is gone.
DONE = """
(name) => document.querySelector('.stApp[data-test-script-state="notRunning"]')
  && document.querySelectorAll(".dx-verdict").length === 1
  && document.querySelector(".dx-verdict + p").textContent.includes(`“${name}”`)
"""
# What the page shows of a preview: its verdict, its counts, and of each problem what it is, where, and its words.
SHOWN = """
() => ({
  verdict: document.querySelector(".dx-verdict").innerText,
  counts: [...document.querySelectorAll(".dx-counts dd")].map((each) => Number(each.innerText.replace(".", ""))),
  told: [...document.querySelectorAll(".dx-problems li")].map((each) =>
    [each.dataset.code, each.dataset.severity, each.dataset.cell]),
  words: [...document.querySelectorAll(".dx-problems li")].map((each) => each.textContent),
})
"""


@pytest.fixture(scope="module")
def office(serve: Serving, filled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that takes figures, with what stands before the samples."""
    folder = tmp_path_factory.mktemp("samples-office")
    stores.fill(filled_home, folder / "home")
    make_accounts(folder / "home")
    with serve(folder) as address:
        yield address


def test_more_than_sixty_samples_are_enough_to_tell() -> None:
    """What is left of them is no handful."""
    assert len(different()) >= 60


def test_the_page_reads_and_tells_what_every_sample_says(visit: Visiting, office: str) -> None:
    """One after the other in one browser: problems by cell and severity, figures new, changed, unchanged, rejected."""
    page, wrong = visit("/submit?way=file", base=office).page, {}
    for address, samples in by_address().items():
        page.goto(office + address)
        page.wait_for_selector(READY)
        for sample in samples:
            if said := differences(page, sample):
                wrong[sample.name] = said
    assert wrong == {}


def by_address() -> dict[str, list[Sample]]:
    """The samples by the locality and period that are chosen for them."""
    found: dict[str, list[Sample]] = {}
    for sample in different():
        sent, _ = sample.page
        found.setdefault(f"/submit?way=file&locality={sent.locality}&period={sent.period}", []).append(sample)
    return found


def different() -> list[Sample]:
    """Of samples alike in layout, kind of file and what must be told, the first: tests/samples reads them all."""
    found: dict[object, Sample] = {}
    for sample in SAMPLES:
        sent, expected = sample.page
        told = frozenset(each.code for severity in SEVERITIES for each in expected.of(severity))
        key = (expected.layout, sample.name.rpartition(".")[2], told, bool(expected.choices or sent.sheet))
        found.setdefault(key, sample)
    return list(found.values())


def differences(page: Page, sample: Sample) -> list[object]:
    """Upload a sample: what the page shows otherwise than expected."""
    sent, expected = sample.page
    send(page, sample.name, sample.content)
    if expected.choices or sent.sheet:
        asked = page.get_by_label("Có nhiều trang tính có thể đọc. Đọc trang nào?")
        expect(asked).to_be_visible()
        if expected.choices:
            return []
        asked.click()
        page.get_by_role("option", name=sent.sheet).click()
    page.wait_for_function(DONE, arg=sample.name, timeout=PATIENCE)
    shown = page.evaluate(SHOWN)
    told = [[each.code, each.severity, each.cell] for severity in SEVERITIES for each in expected.of(severity)]
    found: list[object] = []
    if shown["told"] != told:
        found.append((shown["told"], told))
    if shown["counts"] != (list(expected.counts) if expected.read else []):
        found.append((shown["counts"], expected.counts))
    found += [words for words, (_, _, cell) in zip(shown["words"], told, strict=False) if cell not in words]
    if not says(shown["verdict"], expected):
        found.append(shown["verdict"])
    return found


def says(verdict: str, expected: Expected) -> bool:
    """Whether a verdict counts the errors, else what asks for a reason, else says that figures would be corrected, else
    that nothing is wrong."""
    counts = [len(expected.of(severity)) for severity in ("error", "reason")]
    number = next((each for each in counts if each), None)
    if number is None:
        return ("đã phê duyệt bị sửa" if expected.changed else "Không có vấn đề") in verdict
    return f" {number} " in verdict
