"""Small numbers: what is hidden, and that nobody who can add and subtract gets it back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.figures import from_observations

from dxkpi.catalogue import load_catalogue
from dxkpi.domain.figures.figures import Observation
from dxkpi.domain.model.locality import Level, Locality, Registry
from dxkpi.domain.model.measure import MeasureKind
from dxkpi.domain.model.period import Cutoff, Period, cumulative, quarter
from dxkpi.domain.snapshot.disclosure_rules import DisclosureRules, Hidden, hidden_counts

CATALOGUE = load_catalogue(Path(__file__).parents[3] / "data")
DAY = date(2020, 1, 1)
BELOW = 5
QUARTERS = tuple(quarter(2024, number, Cutoff.DECREE09) for number in (1, 2, 3))
NINE = cumulative(2024, 3, Cutoff.DECREE09)
CODES = ("dossiers_pending", "dossiers_pending_within_deadline", "dossiers_pending_overdue", "dossiers_carried_over")
Counts = dict[tuple[str, Period], dict[str, int]]


def unit(code: str, level: Level, parent: str | None) -> Locality:
    return Locality(code, DAY, None, f"Nơi {code}", "", level, parent, None, None)


PROVINCE = unit("1", Level.PROVINCE, None)
DISTRICTS = tuple(unit(code, Level.DISTRICT, "1") for code in ("11", "12"))
COMMUNES = tuple(unit(f"{above.code}{at}", Level.COMMUNE, above.code) for above in DISTRICTS for at in (1, 2, 3))
REGISTRY = Registry([PROVINCE, *DISTRICTS, *COMMUNES])
SMALL = DisclosureRules(hide_below=BELOW, rules=CATALOGUE.rules, indicators=CATALOGUE.indicators)


def hidden(counts: Counts, small: DisclosureRules = SMALL) -> Hidden:
    observations = [
        Observation(key, period, code, count)
        for (key, period), row in counts.items()
        for code, count in row.items()
    ]  # fmt: skip
    return hidden_counts(from_observations(observations), REGISTRY, CATALOGUE.measures, small)


def at(place: Locality, **counts: int) -> Counts:
    return {(place.key, QUARTERS[0]): {f"dossiers_{name}": count for name, count in counts.items()}}


def test_nothing_is_hidden_without_a_threshold() -> None:
    """Off by default."""
    assert hidden(at(COMMUNES[0], pending=1), DisclosureRules()) == {}


def test_zero_and_the_threshold_itself_are_shown() -> None:
    """0 tells of nobody, and 5 is not below 5."""
    assert hidden(at(COMMUNES[0], pending=0) | at(COMMUNES[1], pending=5)) == {}


def test_one_small_count_takes_the_next_smallest_with_it() -> None:
    """3, 20 and 30 in one district: with 3 goes 20, and the sum and the largest stay."""
    counts = at(COMMUNES[0], received=3) | at(COMMUNES[1], received=30) | at(COMMUNES[2], received=20)
    assert {key for key, _ in hidden(counts)} == {COMMUNES[0].key, COMMUNES[2].key}


def test_two_small_counts_protect_each_other_only_if_they_are_enough_together() -> None:
    """3 and 4 are 7 together; 1 and 1 would follow from their sum, so a third is hidden with them."""
    enough = at(COMMUNES[0], received=3) | at(COMMUNES[1], received=4) | at(COMMUNES[2], received=20)
    assert {key for key, _ in hidden(enough)} == {COMMUNES[0].key, COMMUNES[1].key}
    few = at(COMMUNES[0], received=1) | at(COMMUNES[1], received=1) | at(COMMUNES[2], received=20)
    assert {key for key, _ in hidden(few)} >= {commune.key for commune in COMMUNES[:3]}


def test_who_reports_alone_is_hidden_with_every_sum_of_it() -> None:
    """One commune alone is its district's sum, and the province's."""
    nodes = {key for key, _ in hidden(at(COMMUNES[0], received=3))}
    assert nodes == {COMMUNES[0].key, DISTRICTS[0].key, PROVINCE.key}


def test_a_part_that_leaves_few_is_hidden() -> None:
    """98 of 100 digitized tells of the 2 that are not."""
    counts = {cell: {"dossiers_resolved": 100, "dossiers_digitized": 98} for cell in [(COMMUNES[0].key, QUARTERS[0])]}
    assert "dossiers_digitized" in hidden(counts)[COMMUNES[0].key, QUARTERS[0]]


def test_with_a_small_part_goes_another_part() -> None:
    """2 overdue of 50 pending: the 48 within the deadline are hidden, the 50 need not be."""
    counts = at(COMMUNES[0], pending=50, pending_within_deadline=48, pending_overdue=2)
    codes = hidden(counts)[COMMUNES[0].key, QUARTERS[0]]
    assert codes == {"dossiers_pending_overdue", "dossiers_pending_within_deadline"}


def test_teams_are_not_cases() -> None:
    """Three teams are no secret."""
    counts = {(COMMUNES[0].key, QUARTERS[0]): {"community_teams": 3}}
    assert hidden(counts) == {}


NUMBERS = st.integers(0, 12)


@st.composite
def provinces(draw: st.DrawFn) -> Counts:
    """Counts that keep every identity: communes by quarters and nine months, some of them missing."""
    counts: Counts = {}
    for place in COMMUNES:
        before = draw(NUMBERS)
        rows = []
        for period in QUARTERS:
            within, overdue, received = draw(NUMBERS), draw(NUMBERS), draw(NUMBERS)
            rows.append((before, received, within, overdue))
            if draw(st.integers(0, 9)):
                counts[place.key, period] = row_of(before, received, within, overdue)
            before = within + overdue
        if draw(st.booleans()):
            received = sum(row[1] for row in rows)
            counts[place.key, NINE] = row_of(rows[0][0], received, rows[-1][2], rows[-1][3])
    return counts


def row_of(before: int, received: int, within: int, overdue: int) -> dict[str, int]:
    return dict(zip(CODES, (within + overdue, within, overdue, before), strict=True)) | {"dossiers_received": received}


def equations(counts: Counts) -> list[dict[tuple[str, Period, str], int]]:
    """Every sum that a reader knows to be 0, over counts of localities, districts and the province."""
    sums_to_zero = []
    sums: Counts = {}
    for district in DISTRICTS:
        for period in (*QUARTERS, NINE):
            below = [
                commune for commune in COMMUNES if commune.parent == district.code and (commune.key, period) in counts
            ]
            for code in (*CODES, "dossiers_received") if below else ():
                sums_to_zero.append(
                    {(commune.key, period, code): 1 for commune in below} | {(district.key, period, code): -1}
                )
                sums.setdefault((district.key, period), {})[code] = 0
    for period in (*QUARTERS, NINE):
        there = [reporting for reporting in DISTRICTS if (reporting.key, period) in sums]
        for code in (*CODES, "dossiers_received") if there else ():
            sums_to_zero.append(
                {(reporting.key, period, code): 1 for reporting in there} | {(PROVINCE.key, period, code): -1}
            )
    for key, period in (*counts, *sums):
        sums_to_zero.append({(key, period, code): sign for code, sign in zip(CODES[:3], (-1, 1, 1), strict=True)})
    for place in COMMUNES:
        there = {period for key, period in counts if key == place.key}
        for first, second in ((QUARTERS[0], QUARTERS[1]), (QUARTERS[1], QUARTERS[2])):
            if {first, second} <= there:
                sums_to_zero.append({(place.key, first, CODES[0]): 1, (place.key, second, CODES[3]): -1})
        if {*QUARTERS, NINE} <= there:
            flow = {(place.key, quarter_day, "dossiers_received"): 1 for quarter_day in QUARTERS}
            sums_to_zero.append(flow | {(place.key, NINE, "dossiers_received"): -1})
        for own, code in ((QUARTERS[0], CODES[3]), *((QUARTERS[2], code) for code in CODES[:3])):
            if {own, NINE} <= there:
                sums_to_zero.append({(place.key, own, code): 1, (place.key, NINE, code): -1})
    return sums_to_zero


@settings(max_examples=60)
@given(provinces())
def test_no_small_count_follows_from_what_is_shown(counts: Counts) -> None:
    """Solving all the equations at once, over localities, periods and counts, yields no small count."""
    hidden_cells = hidden(counts)
    cells = [(key, period, code) for (key, period), codes in hidden_cells.items() for code in codes]
    places = {cell: at for at, cell in enumerate(cells)}
    coefficients = [
        {places[cell]: sign for cell, sign in equation.items() if cell in places} for equation in equations(counts)
    ]
    matrix = np.zeros((len(coefficients), len(cells)))
    for line, coefficient_row in enumerate(coefficients):
        matrix[line, list(coefficient_row)] = list(coefficient_row.values())
    for (key, period), row in counts.items():
        for code, count in row.items():
            if 0 < count < BELOW:
                assert (key, period, code) in places
    if len(cells) and len(coefficients):
        _, sizes, free = np.linalg.svd(matrix)
        free = free[int((sizes > 1e-9).sum()) :]
        for cell, place in places.items():
            if 0 < counts.get(cell[:2], {}).get(cell[2], 0) < BELOW:
                assert np.abs(free[:, place]).max(initial=0) > 1e-9, cell


@pytest.mark.parametrize("code", CODES)
def test_the_counts_of_the_attack_are_what_they_are_taken_for(code: str) -> None:
    """The equations above treat pending as of a period's end and carried over as of its beginning."""
    kind = CATALOGUE.measures[code].kind
    assert kind is (MeasureKind.OPENING_STOCK if code == "dossiers_carried_over" else MeasureKind.CLOSING_STOCK)
