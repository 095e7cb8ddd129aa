"""Figures that cannot all be right are found whatever they are: periods, stocks, shares, units, rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.figures import from_observations

from dxkpi.catalogue import load_catalogue
from dxkpi.domain.figures.figures import Observation
from dxkpi.domain.model.coverage import WHOLE, Coverage, CoverageKind
from dxkpi.domain.model.locality import Level, Locality, Registry
from dxkpi.domain.model.period import Basis, Cutoff, Period, parse_period
from dxkpi.domain.snapshot.consistency.checks import find_inconsistencies
from dxkpi.domain.snapshot.consistency.inconsistency import ConsistencyCheck, ConsistencyRules
from dxkpi.domain.snapshot.snapshot import Snapshot

CATALOGUE = load_catalogue(Path(__file__).parents[4] / "data")
PLACE = "478@2004-01-01"
Row = tuple[str, str, float] | tuple[str, str, float, str]


def unit(code: str, level: Level, parent: str | None) -> Locality:
    return Locality(code, date(2004, 1, 1), None, f"Đơn vị {code}", level.value, level, parent, None, None)


REGISTRY = Registry(
    [
        unit("46", Level.PROVINCE, None),
        unit("478", Level.DISTRICT, "46"),
        unit("1", Level.COMMUNE, "478"),
        unit("2", Level.COMMUNE, "478"),
        unit("479", Level.DISTRICT, "46"),
    ]
)


def contradictions(rows: Sequence[Row], coverage: Coverage = WHOLE) -> list[tuple[str, float]]:
    """Check and difference of everything that contradicts; `coverage`: what the figures of 478 count."""
    observations = []
    for period, measure, value, *place in rows:
        key = f"{place[0]}@2004-01-01" if place else PLACE
        covers = coverage if key == PLACE else WHOLE
        text = Decimal(str(value))
        observations.append(Observation(key, parse_period(period, Cutoff.DECREE09), measure, text, coverage=covers))
    return checked(observations)


def checked(observations: Sequence[Observation]) -> list[tuple[str, float]]:
    snapshot = Snapshot(from_observations(observations), REGISTRY, CATALOGUE.measures)
    rules = ConsistencyRules(CATALOGUE.rules, CATALOGUE.indicators, Cutoff.DECREE09)
    return [(one.check, round(one.difference, 6)) for one in find_inconsistencies(snapshot, rules)]


RECEIVED, RESOLVED, PENDING = "dossiers_received", "dossiers_resolved", "dossiers_pending"
OVERDUE, TEAMS = "dossiers_resolved_overdue", "communes_with_teams"
FEBRUARY, APRIL, FOUR_MONTHS = "2023-02-01..2023-02-28", "2023-04-01..2023-04-30", "2023-01-01..2023-04-30"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # Quarters against cumulative figures.
        ([("2023-Q1", RECEIVED, 1000), ("2023-Q2", RECEIVED, 1100), ("2023-H1", RECEIVED, 900)], ("period_sum", 1200)),
        ([("2023-Q1", RECEIVED, 400), ("2023-Q2", RECEIVED, 400), ("2023-H1", RECEIVED, 900)], ("period_sum", 100)),
        ([("2023-H1", RECEIVED, 900), ("2023-Q3", RECEIVED, 100), ("2023-9M", RECEIVED, 1001)], ("period_sum", 1)),
        ([("2023-H1", RECEIVED, 900), ("2023-9M", RECEIVED, 850)], ("cumulative_fall", 50)),
        ([("2023-Q1", RECEIVED, 7), ("2023-3M", RECEIVED, 8)], ("period_sum", 1)),
        # Periods that overlap otherwise: 2 overdue in four months, but 2 in February and 2 in April.
        ([(FOUR_MONTHS, OVERDUE, 2), (FEBRUARY, OVERDUE, 2), (APRIL, OVERDUE, 2)], ("period_sum", 2)),
        ([(FOUR_MONTHS, OVERDUE, 2), (FEBRUARY, OVERDUE, 3)], ("period_sum", 1)),
        # What contains a stock does not add up, but is at least as large as in each part.
        ([("2023-Q2", "dossiers_to_process", 90), ("2023-H1", "dossiers_to_process", 80)], ("period_sum", 10)),
        # Stocks of one day.
        ([("2023-Q2", PENDING, 60), ("2023-H1", PENDING, 67)], ("same_day", 7)),
        ([("2023-Q1", "dossiers_carried_over", 5), ("2023-H1", "dossiers_carried_over", 9)], ("same_day", 4)),
        # What came in is resolved or pending, whatever was carried over.
        ([("2023-Q1", RECEIVED, 6520), ("2023-Q1", RESOLVED, 6414), ("2023-Q1", PENDING, 67)], ("part_of_whole", 39)),
        # Two parts above their whole although the third is missing.
        (
            [("2023-Q1", RESOLVED, 100), ("2023-Q1", "dossiers_resolved_early", 70), ("2023-Q1", OVERDUE, 40)],
            ("part_of_whole", 10),
        ),
        # Shares: 1,598 of 4,131 is 38.7 %, the source prints 18.9 %.
        (
            [("2023-Q1", RECEIVED, 4131), ("2023-Q1", "dossiers_received_online", 1598),
             ("2023-Q1", "online_rate_stated", 18.9)],
            ("share_of_counts", 19.783128),
        ),
        ([("2023-Q1", "on_time_rate_stated", 97), ("2023-Q1", "overdue_rate_stated", 8)], ("shares", 5)),
        ([("2023-Q1", "on_time_rate_stated_at_least", 97), ("2023-Q1", "overdue_rate_stated", 8)], ("shares", 5)),
        ([("2023-Q1", "early_rate_stated", 95), ("2023-Q1", "on_time_rate_stated", 90)], ("shares", 5)),
        # 50 of 500 overdue are 10 %, so 90 % are on time.
        (
            [("2023-Q1", RESOLVED, 500), ("2023-Q1", OVERDUE, 50), ("2023-Q1", "on_time_rate_stated", 97)],
            ("shares", 7),
        ),
        # A unit's own number and its parts.
        (
            [("2023-Q1", RECEIVED, 100), ("2023-Q1", RECEIVED, 70, "1"), ("2023-Q1", RECEIVED, 40, "2")],
            ("unit_sum", 10),
        ),
        ([("2023-Q1", RECEIVED, 100), ("2023-Q1", RECEIVED, 101, "2")], ("unit_sum", 1)),
        ([("2023-Q1", TEAMS, 1), ("2023-Q1", TEAMS, 1, "1"), ("2023-Q1", TEAMS, 1, "2")], ("unit_sum", 1)),
        ([("2023-Q1", TEAMS, 2), ("2023-Q1", TEAMS, 1, "1"), ("2023-Q1", TEAMS, 0, "2")], ("unit_sum", 1)),
        # A part and the registry: 36 communes with teams under a district that has none.
        ([("2023-Q1", TEAMS, 36, "479")], ("registry", 36)),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_found_with_its_difference(rows: list[Row], expected: tuple[str, float]) -> None:
    """One contradiction each, with a difference that one can do in the head."""
    assert contradictions(rows) == [expected]


@pytest.mark.parametrize(
    "rows",
    [
        [("2023-Q1", RECEIVED, 1000), ("2023-Q2", RECEIVED, 1100), ("2023-H1", RECEIVED, 2100)],
        [("2023-Q1", RECEIVED, 1000), ("2023-9M", RECEIVED, 2100)],
        [(FOUR_MONTHS, OVERDUE, 4), (FEBRUARY, OVERDUE, 2), (APRIL, OVERDUE, 2)],
        [("2023-Q1", RECEIVED, 6520), ("2023-Q1", RESOLVED, 6700), ("2023-Q1", PENDING, 67)],
        # 38.68 % printed as 38.7, as 38.6 (cut off), as "over 38" and as "about 38".
        *(
            [("2023-Q1", RECEIVED, 4131), ("2023-Q1", "dossiers_received_online", 1598), ("2023-Q1", code, share)]
            for code, share in (
                ("online_rate_stated", 38.7), ("online_rate_stated", 38.6),
                ("online_rate_stated_at_least", 38), ("online_rate_stated_about", 38),
            )
        ),
        [("2023-Q1", "on_time_rate_stated_at_least", 93), ("2023-Q1", "overdue_rate_stated", 6.8)],
        # Stated shares of unknown denominators may leave a rest.
        [("2023-Q1", "on_time_rate_stated", 90), ("2023-Q1", "overdue_rate_stated", 5)],
        # The offices of a district add to what its communes dealt with.
        [("2023-Q1", RECEIVED, 120), ("2023-Q1", RECEIVED, 70, "1"), ("2023-Q1", RECEIVED, 40, "2")],
        # Resolution rates with and without what was carried over are both right.
        [("2023-Q1", RECEIVED, 100), ("2023-Q1", "dossiers_carried_over", 25), ("2023-Q1", RESOLVED, 100),
         ("2023-Q1", PENDING, 25), ("2023-Q1", "resolution_rate_stated", 100)],
    ],
)  # fmt: skip
def test_what_may_be_right_is_left_alone(rows: list[Row]) -> None:
    """No denominator, rounding or missing part is held against a source."""
    assert contradictions(rows) == []


def test_numbers_of_different_parts_do_not_contradict_each_other() -> None:
    """100 of the departments and 140 of two communes are no contradiction; 100 of all communes are."""
    rows = [("2023-Q1", RECEIVED, 100), ("2023-Q1", RECEIVED, 70, "1"), ("2023-Q1", RECEIVED, 70, "2")]
    assert contradictions(rows, Coverage(CoverageKind.DEPARTMENTS)) == []
    assert contradictions(rows, Coverage(CoverageKind.LEVEL, Level.COMMUNE)) == [("unit_sum", 40)]
    rows[0] = ("2023-Q1", RECEIVED, 150)
    assert contradictions(rows, Coverage(CoverageKind.LEVEL, Level.COMMUNE)) == [("unit_sum", 10)]


DAYS = st.lists(st.integers(0, 3), min_size=8, max_size=8)
SPANS = st.lists(st.sampled_from(list(combinations(range(9), 2))), min_size=1, max_size=7, unique=True)


def spans_of(days: list[int], spans: list[tuple[int, int]], wrong: dict[int, int]) -> list[Observation]:
    """The sum of the days of each span, and what is added to the sum of some (by their place)."""
    return [
        Observation(
            PLACE,
            Period(date(2023, 3, end), date(2023, 3, start + 1), Basis.PERIOD),
            RECEIVED,
            sum(days[start:end]) + wrong.get(at, 0),
        )
        for at, (start, end) in enumerate(spans)
    ]


@given(days=DAYS, spans=SPANS)
def test_true_figures_of_any_periods_never_contradict_each_other(days: list[int], spans: list[tuple[int, int]]) -> None:
    """Whatever spans are summed up from the same days."""
    assert checked(spans_of(days, spans, {})) == []


@given(days=DAYS, spans=SPANS, at=st.integers(0, 6), more=st.integers(-3, 3))
def test_a_span_is_contradicted_as_a_plain_search_finds(
    days: list[int], spans: list[tuple[int, int]], at: int, more: int
) -> None:
    """A span is contradicted if separate spans inside it have a larger sum, or cover it with another sum."""
    rows = [one for one in spans_of(days, spans, {at % len(spans): more}) if one.value >= 0]
    wrong = set()
    for whole in rows:
        inside = [
            one for one in rows
            if one is not whole and whole.period.first <= one.period.first and one.period.last <= whole.period.last
        ]  # fmt: skip
        for size in range(1, len(inside) + 1):
            for chosen in combinations(sorted(inside, key=lambda one: one.period.first), size):
                if any(one.period.last >= other.period.first for one, other in pairwise(chosen)):
                    continue
                total = sum(one.value for one in chosen)
                covers = sum((one.period.last - one.period.first).days + 1 for one in chosen) == (
                    (whole.period.last - whole.period.first).days + 1
                )
                if total > whole.value or (covers and total != whole.value):
                    wrong.add(whole.period)
    snapshot = Snapshot(from_observations(rows), REGISTRY, CATALOGUE.measures)
    contradictions = find_inconsistencies(snapshot, ConsistencyRules())
    assert {one.period for one in contradictions} == wrong
    assert all(one.check is ConsistencyCheck.PERIOD_SUM for one in contradictions)
