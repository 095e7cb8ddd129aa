"""Every paragraph of the published figures and of the sample province keeps the rules of what may be said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from dxkpi.charts import CHARTS
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.period import Period, parse_period
from dxkpi.domain.views.place_figures import PlaceFigures, place_figures
from dxkpi.domain.views.query import SnapshotKey, ViewQuery
from dxkpi.domain.views.text.paragraph import finding, paragraph
from dxkpi.locale import Language, number
from dxkpi.workflows.choices import places
from dxkpi.workflows.queries import find_locality, view_settings
from dxkpi.workspace import Workspace

GOLDEN = Path(__file__).with_name("paragraphs.txt")
LONGEST_SENTENCE = 250
PERIODS_OF_SAMPLE = 2
# The words of which one stands in every sentence with a number: what is counted, or what a number is a share of.
UNITS = {
    Language.VI: re.compile(r"hồ sơ|%|tổ |thành viên|xã, phường|báo cáo|mức thường thấy|số liệu"),
    Language.EN: re.compile(r"dossier|%|team|member|communes|reported|usual"),
}
SENTENCE_END = re.compile(r"(?<=[.:]) (?=\S)")


@pytest.fixture(scope="module")
def every_place(workspace: Workspace) -> list[PlaceFigures]:
    """The figures of every locality with published figures, in all periods; of the sample province's, in the last."""
    return [_figures(workspace, place, period) for place, period in _places_and_periods(workspace)]


def _places_and_periods(workspace: Workspace) -> Iterator[tuple[Locality, Period]]:
    snapshot = workspace.snapshot()
    for place in places(workspace):
        periods = snapshot.periods(place)
        for period in periods[-PERIODS_OF_SAMPLE:] if place.simulated else periods:
            yield place, period


def _figures(workspace: Workspace, place: Locality, period: Period) -> PlaceFigures:
    snapshot = workspace.snapshot()
    key = SnapshotKey(snapshot.vintage)
    query = ViewQuery(CHARTS["trend"], place, period, key, Language.VI, view_settings(workspace))
    return place_figures(query, snapshot, workspace.catalogue.indicators)


@cache
def _texts(figures: PlaceFigures, language: Language) -> tuple[str, str]:
    return paragraph(figures, language), finding(figures, language)


@pytest.mark.parametrize("language", list(Language))
def test_a_part_is_never_stated_as_the_whole(every_place: list[PlaceFigures], language: Language) -> None:
    """A count of some localities is stated with how many of how many; of fewer than half it is not stated at all."""
    for figures in every_place:
        text, _ = _texts(figures, language)
        whole_numbers = {value.value for value in figures.counts.values() if not value.partial}
        for value in figures.counts.values():
            if not value.partial or value.value in whole_numbers or (value.value or 0) < 100:
                continue
            written = re.search(rf"(?<![\d.,]){re.escape(number(value.value or 0, language))}(?![\d.,]*\d)", text)
            if value.reporting * 2 < value.expected:
                assert written is None, text
            elif written is not None:
                part = f"{value.reporting}/" if language is Language.VI else f"{value.reporting} of {value.expected}"
                assert part in text, text


@pytest.mark.parametrize("language", list(Language))
def test_sentences_are_short_and_every_number_has_its_unit(every_place: list[PlaceFigures], language: Language) -> None:
    """No sentence is longer than one can read in a breath, and none states a bare number."""
    for figures in every_place:
        for text in _texts(figures, language):
            place, *sentences = SENTENCE_END.split(text)
            for sentence in (place, *sentences):
                assert len(sentence) <= LONGEST_SENTENCE, sentence
                if re.search(r"\d", sentence.partition(figures.place.name.split()[-1])[2]):
                    assert UNITS[language].search(sentence), sentence


@pytest.mark.parametrize("language", list(Language))
def test_no_change_is_claimed_without_earlier_figures(every_place: list[PlaceFigures], language: Language) -> None:
    """A rise or fall is claimed only beside at least five comparable figures."""
    words = {Language.VI: "mức thường thấy", Language.EN: "its usual"}[language]
    for figures in every_place:
        text, _ = _texts(figures, language)
        if words in text:
            assert figures.on_time_claim is not None
            assert figures.on_time_claim.periods >= 5


def test_twenty_paragraphs_are_as_they_were_checked(workspace: Workspace) -> None:
    """Twenty paragraphs in both languages, each compared with its figures line by line when it was written down."""
    blocks = GOLDEN.read_text(encoding="utf-8").strip().split("\n\n")
    assert len(blocks) == 20
    for block in blocks:
        heading, *texts = block.splitlines()
        code, period_text = heading.split()
        period = parse_period(period_text, workspace.cutoff)
        figures = _figures(workspace, find_locality(workspace, code, period=period), period)
        assert texts == [paragraph(figures, language).replace("\u00a0", " ") for language in Language], heading
