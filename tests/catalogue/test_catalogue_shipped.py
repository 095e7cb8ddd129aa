"""The catalogue as shipped holds what the field counts, in both languages, and no quotient that means two things."""

from __future__ import annotations

import csv
import itertools
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from dxkpi.catalogue import Catalogue
from dxkpi.domain.model.indicator import Direction, Indicator, Term, Unit
from dxkpi.domain.model.measure import MeasureKind
from dxkpi.errors import UnknownIndicator, UnknownMeasure
from dxkpi.locale import Language, Names

DATA = Path(__file__).parents[2] / "data"
FLOW, OPENING, CLOSING = MeasureKind.FLOW, MeasureKind.OPENING_STOCK, MeasureKind.CLOSING_STOCK
COUNTS = {
    "dossiers_to_process": FLOW,
    "dossiers_received": FLOW,
    "dossiers_received_online": FLOW,
    "dossiers_received_in_person": FLOW,
    "dossiers_carried_over": OPENING,
    "dossiers_resolved": FLOW,
    "dossiers_resolved_early": FLOW,
    "dossiers_resolved_on_time": FLOW,
    "dossiers_resolved_overdue": FLOW,
    "dossiers_resolved_within_deadline": FLOW,
    "dossiers_pending": CLOSING,
    "dossiers_pending_within_deadline": CLOSING,
    "dossiers_pending_overdue": CLOSING,
    "dossiers_digitized": FLOW,
    "dossiers_paid_online": FLOW,
    "documents": FLOW,
    "documents_electronic": FLOW,
    "documents_signed": FLOW,
    "procedures": CLOSING,
    "procedures_online_eligible": CLOSING,
    "procedures_online": CLOSING,
    "community_teams": CLOSING,
    "community_team_members": CLOSING,
    "communes_with_teams": CLOSING,
    "communes": CLOSING,
    "surveys": FLOW,
    "surveys_satisfied": FLOW,
}
# In the order of the screen.
INDICATORS = {
    "on_time_rate": Direction.HIGHER,
    "overdue_rate": Direction.LOWER,
    "online_rate": Direction.HIGHER,
    "resolution_rate": Direction.HIGHER,
    "early_rate": Direction.HIGHER,
    "pending_overdue_rate": Direction.LOWER,
    "digitized_share": Direction.HIGHER,
    "online_payment_rate": Direction.HIGHER,
    "e_document_share": Direction.HIGHER,
    "signed_document_share": Direction.HIGHER,
    "online_procedure_share": Direction.HIGHER,
    "satisfaction_rate": Direction.HIGHER,
    "members_per_team": Direction.NONE,
    "team_coverage": Direction.HIGHER,
    "archived_document_share": Direction.HIGHER,
    "digital_process_share": Direction.HIGHER,
    "network_share": Direction.HIGHER,
}
# One form that closes: 100 carried over, 260 online and 140 in person, 80 early, 300 on time, 20 overdue, 100 left.
CLOSED_FORM = {
    "dossiers_carried_over": 100,
    "dossiers_received_online": 260,
    "dossiers_received_in_person": 140,
    "dossiers_received": 400,
    "dossiers_to_process": 500,
    "dossiers_resolved_early": 80,
    "dossiers_resolved_on_time": 300,
    "dossiers_resolved_within_deadline": 380,
    "dossiers_resolved_overdue": 20,
    "dossiers_resolved": 400,
    "dossiers_pending_within_deadline": 70,
    "dossiers_pending_overdue": 30,
    "dossiers_pending": 100,
    "dossiers_digitized": 200,
    "dossiers_paid_online": 100,
}
QUOTIENTS_OF_THE_FORM = {
    "on_time_rate": 0.95,
    "overdue_rate": 0.05,
    "early_rate": 0.2,
    "resolution_rate": 0.8,
    "online_rate": 0.65,
    "pending_overdue_rate": 0.3,
    "digitized_share": 0.5,
    "online_payment_rate": 0.25,
}


def test_every_count_of_the_field_is_there_and_adds_up_its_own_way(shipped: Catalogue) -> None:
    """The counts are those of the field, each of its kind, and no other."""
    assert {code: measure.kind for code, measure in shipped.measures.items() if measure.is_count} == COUNTS


def test_every_indicator_of_the_field_is_there_in_the_order_of_the_screen(shipped: Catalogue) -> None:
    """The indicators are those of the field, each with the way that is better."""
    assert [(indicator.id, indicator.direction) for indicator in shipped.indicators] == list(INDICATORS.items())


def test_the_overview_has_six_to_eight_cards(shipped: Catalogue) -> None:
    """The first screen shows as many indicators as fit on it."""
    assert 6 <= sum(indicator.main for indicator in shipped.indicators) <= 8


def test_only_the_communes_are_counted_from_the_registry(shipped: Catalogue) -> None:
    """Nobody reports how many communes there are."""
    assert [code for code, measure in shipped.measures.items() if measure.from_registry] == ["communes"]


def test_all_words_are_there_in_both_languages(shipped: Catalogue) -> None:
    """Nothing that can be read is empty, ends in a space, or is written with letters and marks apart."""
    all_names = list(_names((tuple(shipped.measures.values()), shipped.indicators, shipped.rules.all)))
    assert len(all_names) > 250
    for text in (names.text(language) for names in all_names for language in Language):
        assert text
        assert text == unicodedata.normalize("NFC", text.strip())


def test_no_reported_share_is_ever_added(shipped: Catalogue) -> None:
    """A percentage stated without counts is in no numerator, denominator or rule."""
    used = {code for entry in (*shipped.indicators, *shipped.rules.all) for code in entry.measures}
    assert {shipped.measure(code).kind for code in used} == {FLOW, OPENING, CLOSING}


def test_every_share_has_its_stated_twin(shipped: Catalogue) -> None:
    """Each share in percent of reported counts may be stated without counts; it is then its indicator's value."""
    for indicator in shipped.indicators:
        if indicator.unit is Unit.PERCENT and indicator.id != "team_coverage":
            first = shipped.measure(indicator.stated_by[0])
            assert first.code == f"{indicator.id}_stated"
            assert first.statement is not None
            assert first.statement.replaces


def test_the_best_source_of_an_indicator_comes_first(shipped: Catalogue) -> None:
    """A share that may replace comes before one that may not, an exact before a bounded, that before a rough one."""
    assert shipped.indicator("on_time_rate").stated_by == (
        "on_time_rate_stated",
        "on_time_rate_stated_of_unstated",
        "on_time_rate_stated_at_least",
        "on_time_rate_stated_about",
        "on_time_rate_stated_of_received",
    )


def test_a_share_of_another_denominator_never_replaces(shipped: Catalogue) -> None:
    """A stated share of dossiers received is only a note to a share of dossiers resolved."""
    for code in ("on_time_rate_stated_of_received", "overdue_rate_stated_of_received"):
        statement = shipped.measure(code).statement
        assert statement is not None
        assert not statement.replaces
        assert statement.denominator == Names("hồ sơ tiếp nhận", "dossiers received")


@pytest.mark.parametrize(("id", "quotient"), QUOTIENTS_OF_THE_FORM.items())
def test_alternatives_mean_the_same(shipped: Catalogue, id: str, quotient: float) -> None:
    """On a form whose sums close, every choice of numerator and denominator gives one and the same quotient."""
    indicator = shipped.indicator(id)
    for top, below in itertools.product(indicator.numerators, _meant(indicator.denominators)):
        assert _sum(top) / _sum(below) == quotient


def test_alternatives_that_mean_the_same_have_the_same_words(shipped: Catalogue) -> None:
    """Whichever of the equal terms is used, the reader sees one denominator; a difference names what is subtracted."""
    for indicator in shipped.indicators:
        assert len({term.names for term in indicator.numerators if not term.less}) == 1
        assert len({term.names for term in _meant(indicator.denominators)}) == 1


def test_the_resolution_rate_says_when_the_carried_over_are_not_known(shipped: Catalogue) -> None:
    """Resolved over received alone, 5,203 of 5,810 in Hương Trà in 2022, is a fallback with words of its own."""
    terms = shipped.indicator("resolution_rate").denominators
    assert [term.measures for term in terms if term.fallback] == [
        ("dossiers_received",),
        ("dossiers_received_online", "dossiers_received_in_person"),
    ]
    assert {term.names.vi for term in terms if term.fallback} == {"hồ sơ tiếp nhận; không rõ số kỳ trước chuyển sang"}


def test_no_other_indicator_has_a_fallback(shipped: Catalogue) -> None:
    """Only one indicator falls back to a quotient of another meaning."""
    assert {indicator.id for indicator in shipped.indicators if _fallbacks(indicator)} == {"resolution_rate"}


def test_a_reference_that_was_not_read_in_the_act_says_so(shipped: Catalogue) -> None:
    """Legal bases and thresholds compiled from elsewhere ask to be checked, in both languages."""
    threshold = shipped.indicator("satisfaction_rate").threshold
    assert threshold is not None
    for names in (threshold.source, *(indicator.legal_basis for indicator in shipped.indicators)):
        assert names.vi.endswith("(cần đối chiếu văn bản gốc)")
        assert names.en.endswith("(to be checked against the act)")


@pytest.mark.parametrize("name", ["figures/published.csv", "sample/figures.csv", "sample/corrections.csv"])
def test_every_figure_shipped_is_of_a_known_measure(shipped: Catalogue, name: str) -> None:
    """The figures that are loaded at first start use only measures of the catalogue."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        assert {row["measure"] for row in csv.DictReader(file)} <= set(shipped.measures)


@pytest.mark.parametrize(
    "text",
    [
        "dossiers_digitized",
        " Dossiers_Digitized ",
        "Hồ sơ được số hóa",
        "hồ sơ  được SỐ HOÁ",
        unicodedata.normalize("NFD", "Hồ sơ được số hóa"),
        "dossiers digitized",
    ],
)
def test_a_measure_is_found_by_code_and_by_name(shipped: Catalogue, text: str) -> None:
    """Case, spaces, Unicode form and the place of a tone make no difference to a measure's name."""
    assert shipped.measure_named(text).code == "dossiers_digitized"


def test_a_name_without_its_marks_is_no_name(shipped: Catalogue) -> None:
    """Marks are part of a name: without them nothing is found."""
    with pytest.raises(UnknownMeasure):
        shipped.measure_named("ho so duoc so hoa")


def test_what_is_not_there_is_refused_with_what_is(shipped: Catalogue) -> None:
    """An unknown indicator or measure is refused with the known ones."""
    with pytest.raises(UnknownIndicator, match="on_time_rate, overdue_rate"):
        shipped.indicator("speed")
    with pytest.raises(UnknownMeasure, match="dossiers_to_process, dossiers_received"):
        shipped.measure("speed")


def _names(thing: object) -> Iterator[Names]:
    if isinstance(thing, Names):
        yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from _names(part)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from _names(getattr(thing, field.name))


def _meant(terms: tuple[Term, ...]) -> list[Term]:
    return [term for term in terms if not term.fallback]


def _fallbacks(indicator: Indicator) -> list[Term]:
    return [term for term in (*indicator.numerators, *indicator.denominators) if term.fallback]


def _sum(term: Term) -> int:
    return sum(CLOSED_FORM[code] for code in term.measures) - sum(CLOSED_FORM[code] for code in term.less)
