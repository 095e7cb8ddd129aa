"""Every kind of sample file, uploaded on the page Nộp số liệu: the page shows what the file holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from tests.dashboard.screen import TAG, Opening, Screen, dashboard_on
from tests.people import CONTRIBUTOR, make_accounts
from tests.samples import stores
from tests.samples.catalogue import SAMPLES
from tests.samples.sample import OF_THE_DAY, Expected, Sample

SEVERITIES = ("error", "reason", "note")  # as the page has them, one below the other
PROBLEM = re.compile(r'<li data-code="([^"]*)" data-severity="([^"]*)" data-cell="([^"]*)">(.*?)</li>', re.DOTALL)
COUNT = re.compile(r"<dd>([\d.]+)</dd>")
SHEET = "Có nhiều trang tính có thể đọc. Đọc trang nào?"


def different() -> list[Sample]:
    """Of samples alike in layout, file format and problems, the first: tests/samples reads them all."""
    samples: dict[object, Sample] = {}
    for sample in SAMPLES:
        sent, expected = sample.page
        codes = frozenset(problem.code for severity in SEVERITIES for problem in expected.of(severity))
        key = (expected.layout, sample.name.rpartition(".")[2], codes, bool(expected.choices or sent.sheet))
        samples.setdefault(key, sample)
    return list(samples.values())


@pytest.fixture(scope="module")
def open_page(filled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opening]:
    """Opens pages on a store that has what the samples correct."""
    home = tmp_path_factory.mktemp("samples") / "home"
    stores.fill(filled_home, home)
    make_accounts(home)
    with dashboard_on(home) as opening:
        yield opening


def test_enough_samples_are_different() -> None:
    """More than sixty are left of them."""
    assert len(different()) >= 60


@pytest.mark.parametrize("sample", different(), ids=lambda sample: sample.name)
def test_the_page_shows_what_a_sample_holds(open_page: Opening, sample: Sample) -> None:
    """Problems by code, severity and cell, figures new, changed, unchanged and rejected, and the verdict."""
    sent, expected = sample.page
    screen = open_page("submit", CONTRIBUTOR, way="file", locality=sent.locality or "", period=sent.period or "")
    screen.upload(sample.name, sample.content)
    if expected.choices or sent.sheet:
        assert any(box.label == SHEET for box in screen.app.selectbox)
        if expected.choices:
            return
        screen.choose(SHEET, sent.sheet or "")
    preview = next(body for body in screen.html if "dx-verdict" in body)
    problems = [problem for problem in PROBLEM.findall(preview) if problem[0] != OF_THE_DAY]
    expected_problems = [
        (problem.code, problem.severity, problem.cell) for severity in SEVERITIES for problem in expected.of(severity)
    ]
    assert [problem[:3] for problem in problems] == expected_problems
    assert all(cell in unescape(TAG.sub("", words)) for _, _, cell, words in problems)
    counts = tuple(int(number.replace(".", "")) for number in COUNT.findall(preview))
    assert counts == (expected.counts if expected.read else ())
    assert says(verdict(screen), expected)


def verdict(screen: Screen) -> str:
    """The sentence that says whether the file can be submitted."""
    preview = next(body for body in screen.html if "dx-verdict" in body)
    return unescape(TAG.sub("", preview.partition('class="dx-verdict')[2].partition("</p>")[0]))


def says(verdict: str, expected: Expected) -> bool:
    """Whether a verdict counts the errors, else what asks for a reason, else says that figures would be corrected, else
    that nothing is wrong."""
    counts = [len(expected.of(severity)) for severity in ("error", "reason")]
    number = next((count for count in counts if count), None)
    if number is None:
        return ("đã phê duyệt bị sửa" if expected.changed else "Không có vấn đề") in verdict
    return f" {number} " in verdict
