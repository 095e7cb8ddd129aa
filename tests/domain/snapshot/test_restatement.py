"""Restated answers: sums over whole units by a second, plain reckoning, and what must stay as it was.

The registry of the laws: a province of few pieces of land, cut into communes in one way before 2025-07-01 and in
another after it; each commune may report or not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.figures import from_observations

from dxkpi.catalogue import Catalogue, load_catalogue
from dxkpi.domain.figures.figures import Observation
from dxkpi.domain.model.locality import Level, Locality, Registry, Succession
from dxkpi.domain.model.period import Cutoff, Period, quarter
from dxkpi.domain.snapshot.disclosure import GuardedSnapshot
from dxkpi.domain.snapshot.disclosure_rules import DisclosureRules
from dxkpi.domain.snapshot.restatement import RestatedSnapshot
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.locale import Language

CATALOGUE: Catalogue = load_catalogue(Path(__file__).parents[3] / "data")
ON_TIME = CATALOGUE.indicator("on_time_rate")
COVERAGE = CATALOGUE.indicator("team_coverage")
START, EVE, DAY = date(2020, 1, 1), date(2025, 6, 30), date(2025, 7, 1)
BEFORE, AFTER = quarter(2025, 1, Cutoff.DECREE09), quarter(2026, 1, Cutoff.DECREE09)
TIMELY, ALL = "dossiers_resolved_within_deadline", "dossiers_resolved"
Counts = Mapping[str, int]


def commune(code: str, name: str, *, new: bool, parent: str = "1") -> Locality:
    """A commune that ends on the eve of the day, or begins on it."""
    first, last = (DAY, None) if new else (START, EVE)
    return Locality(code, first, last, name, "xã", Level.COMMUNE, parent, None, None)


def province(code: str, name: str, first: date = START, last: date | None = None) -> Locality:
    """A province."""
    return Locality(code, first, last, name, "tỉnh", Level.PROVINCE, None, None, None)


HOME = province("1", "Tỉnh Thử")
OLD = tuple(commune(f"10{at}", f"Xã {name}", new=False) for at, name in enumerate("ABCD"))
NEW = (commune("100", "Xã Một", new=True), commune("103", "Xã Hai", new=True), commune("104", "Xã Ba", new=True))
# A and B became Một; of C and D, which were divided, Hai and Ba have parts.
LINKS = [(0, 0, True), (1, 0, True), (2, 1, False), (2, 2, False), (3, 1, False), (3, 2, False)]
SMALL = Registry([HOME, *OLD, *NEW], [Succession(OLD[o].key, NEW[n].key, DAY, whole) for o, n, whole in LINKS])


def answers(registry: Registry, reports: Mapping[tuple[Locality, Period], Counts]) -> Snapshot:
    """Answers over plain rows."""
    rows = [
        Observation(unit.key, period, code, value)
        for (unit, period), counts in reports.items()
        for code, value in counts.items()
    ]
    return Snapshot(from_observations(rows, vintage=1), registry, CATALOGUE.measures)


def notes(value: Value) -> str:
    """The notes of a value, in Vietnamese."""
    return "; ".join(note.text(Language.VI) for note in value.notes)


def test_a_merged_communes_rate_is_that_of_the_sums() -> None:
    """A 90 of 100 and B 10 of 50 make 100 of 150 for the commune they became: 66.67 %, not the mean of the rates."""
    value = RestatedSnapshot(
        answers(SMALL, {(OLD[0], BEFORE): {TIMELY: 90, ALL: 100}, (OLD[1], BEFORE): {TIMELY: 10, ALL: 50}}), DAY
    ).value(ON_TIME, NEW[0], BEFORE)
    assert (value.numerator, value.denominator) == (100, 150)
    assert value.value == 100 * 100 / 150
    assert (value.reporting, value.expected, value.locality) == (2, 2, "100@2025-07-01")
    assert notes(value) == "Cộng từ 2 địa phương hợp thành ở kỳ đó"


def test_where_one_predecessor_lacks_a_number_the_sum_is_missing_and_names_it() -> None:
    """B gave no resolved dossiers: the commune it is in has none either, and the note says B."""
    restated = RestatedSnapshot(answers(SMALL, {(OLD[0], BEFORE): {ALL: 100}, (OLD[1], BEFORE): {"documents": 5}}), DAY)
    value = restated.measure(ALL, NEW[0], BEFORE)
    assert (value.value, value.reporting, value.expected) == (None, 1, 2)
    assert notes(value) == "Chưa có số liệu của: Xã B"
    assert restated.value(ON_TIME, NEW[0], BEFORE).value is None


def test_a_commune_made_of_parts_refuses_and_says_why() -> None:
    """Hai has a part of C: nothing before the day is comparable, even if all reported."""
    reports = {(unit, BEFORE): {ALL: 100} for unit in OLD}
    value = RestatedSnapshot(answers(SMALL, reports), DAY).measure(ALL, NEW[1], BEFORE)
    assert value.value is None
    assert notes(value).startswith("Không so sánh được trước 01/07/2025: Xã")
    assert "chỉ một phần thuộc về Xã Hai" in notes(value)


def test_stated_shares_are_never_added() -> None:
    """Where both predecessors state a share without counts, their commune has no rate, and both are named."""
    share = next(code for code in ON_TIME.stated_by if CATALOGUE.measures[code].statement.replaces)  # type: ignore[union-attr]
    reports = {(unit, BEFORE): {share: 93} for unit in OLD[:2]}
    value = RestatedSnapshot(answers(SMALL, reports), DAY).value(ON_TIME, NEW[0], BEFORE)
    assert value.value is None
    assert notes(value) == "Tỷ lệ do nguồn nêu không được cộng gộp: Xã A, Xã B"
    counted = {unit: counts | {TIMELY: 93, ALL: 100} for unit, counts in reports.items()}
    beside = RestatedSnapshot(answers(SMALL, counted), DAY).value(ON_TIME, NEW[0], BEFORE)
    assert (beside.value, notes(beside)) == (93, "Cộng từ 2 địa phương hợp thành ở kỳ đó")


def test_nothing_resolved_adds_nothing_and_is_not_missing() -> None:
    """B resolved 0 of 0: the commune's rate is A's, over both."""
    reports = {(OLD[0], BEFORE): {TIMELY: 9, ALL: 10}, (OLD[1], BEFORE): {TIMELY: 0, ALL: 0}}
    assert RestatedSnapshot(answers(SMALL, reports), DAY).value(ON_TIME, NEW[0], BEFORE).value == 90


def test_communes_with_teams_are_held_against_the_communes_of_then() -> None:
    """One of the two predecessors had teams: 50 % of the communes that were there, not 100 % of one."""
    reports = {(OLD[0], BEFORE): {"communes_with_teams": 1}, (OLD[1], BEFORE): {"communes_with_teams": 0}}
    assert RestatedSnapshot(answers(SMALL, reports), DAY).value(COVERAGE, NEW[0], BEFORE).value == 50


def test_a_sum_with_a_hidden_part_is_hidden() -> None:
    """B's 3 dossiers are too few to be shown: neither is the sum that would tell them, and it says why."""
    reports = {(OLD[0], BEFORE): {ALL: 100}, (OLD[1], BEFORE): {ALL: 3}}
    few = DisclosureRules(hide_below=5, rules=CATALOGUE.rules, indicators=CATALOGUE.indicators)
    reported = GuardedSnapshot(answers(SMALL, reports).figures, SMALL, CATALOGUE.measures, few)
    value = RestatedSnapshot(reported, DAY).measure(ALL, NEW[0], BEFORE)
    assert (value.value, value.suppressed) == (None, True)
    assert "Chưa có số liệu" not in notes(value)


def test_a_renamed_unit_keeps_all_that_was_reported_of_it() -> None:
    """A province that became a city whole has its stated share and its roll-up, under the city's name."""
    older, city = province("1", "Tỉnh Cũ", last=EVE), province("1", "Thành phố Mới", first=DAY)
    registry = Registry([older, city, *OLD], [Succession(older.key, city.key, DAY, True)])
    reported = answers(registry, {(unit, BEFORE): {TIMELY: 90, ALL: 100} for unit in OLD[:3]})
    value = RestatedSnapshot(reported, DAY).value(ON_TIME, city, BEFORE)
    as_reported = reported.value(ON_TIME, older, BEFORE)
    expected = replace(value, locality=older.key, locality_name=older.name, notes=as_reported.notes)
    assert expected == as_reported
    assert "Tỉnh Cũ" in notes(value)


def test_merged_provinces_add_up_the_units_of_both() -> None:
    """Two provinces that only their communes report for: the merged one has both sums, 3 of 4 communes."""
    west, east = province("1", "Tỉnh Tây", last=EVE), province("2", "Tỉnh Đông", last=EVE)
    both = province("1", "Tỉnh Chung", first=DAY)
    far = commune("201", "Xã Đ", new=False, parent="2")
    units = [west, east, both, *OLD[:3], far]
    registry = Registry(units, [Succession(part.key, both.key, DAY, True) for part in (west, east)])
    reports = {(unit, BEFORE): {TIMELY: 5, ALL: 10} for unit in (OLD[0], OLD[1], far)}
    value = RestatedSnapshot(answers(registry, reports), DAY).value(ON_TIME, both, BEFORE)
    assert (value.numerator, value.denominator, value.reporting, value.expected) == (15, 30, 3, 4)
    lacking = RestatedSnapshot(answers(registry, {(OLD[0], BEFORE): {TIMELY: 5, ALL: 10}}), DAY).value(
        ON_TIME, both, BEFORE
    )
    assert (lacking.value, notes(lacking)) == (None, "Chưa có số liệu của: Tỉnh Đông")


def test_a_list_of_localities_is_that_of_the_boundaries() -> None:
    """Before the change a list on the newer boundaries has the three communes, two of them not comparable."""
    reported = answers(SMALL, {(unit, BEFORE): {TIMELY: 90, ALL: 100} for unit in OLD})
    values = RestatedSnapshot(reported, DAY).across(ON_TIME, HOME, Level.COMMUNE, BEFORE)
    assert {value.locality_name: value.value for value in values} == {"Xã Ba": None, "Xã Hai": None, "Xã Một": 90}
    assert RestatedSnapshot(reported, START).across(ON_TIME, HOME, Level.COMMUNE, BEFORE) == reported.across(
        ON_TIME, HOME, Level.COMMUNE, BEFORE
    )


def blocks(labels: list[int]) -> list[frozenset[int]]:
    """Pieces of land by label."""
    members: dict[int, set[int]] = defaultdict(set)
    for piece, label in enumerate(labels):
        members[label].add(piece)
    return [frozenset(group) for _, group in sorted(members.items())]


@st.composite
def cuttings(draw: st.DrawFn) -> tuple[Registry, dict[Locality, frozenset[int]], dict]:
    """A registry, the land of each commune, and what some of them reported."""
    pieces = draw(st.integers(1, 7))
    cut = [blocks(draw(st.lists(st.integers(0, 3), min_size=pieces, max_size=pieces))) for _ in range(2)]
    land = {
        commune(f"1{side}{at}", f"Xã {side}{at}", new=bool(side)): block
        for side in (0, 1)
        for at, block in enumerate(cut[side])
    }
    older, newer = ([unit for unit in land if (unit.valid_to is None) is new] for new in (False, True))
    links = [Succession(o.key, n.key, DAY, land[o] <= land[n]) for o in older for n in newer if land[o] & land[n]]
    given_counts = st.fixed_dictionaries({}, optional={TIMELY: st.integers(0, 9), ALL: st.integers(9, 99)})
    reports = {(unit, AFTER if unit.valid_to is None else BEFORE): draw(given_counts) for unit in land}
    return Registry([HOME, *land], links), land, reports


@settings(max_examples=60)
@given(cuttings())
def test_restated_counts_are_plain_sums_over_the_land(drawn: tuple) -> None:
    """In either direction: the sum over the units of then that fill the territory exactly, if all have the number."""
    registry, land, reports = drawn
    reported = answers(registry, reports)
    for boundaries, period in ((DAY, BEFORE), (START, AFTER)):
        restated = RestatedSnapshot(reported, boundaries)
        there = {unit for unit in land if unit.valid_on(period.last)}
        for unit in restated.units(HOME, Level.COMMUNE, period):
            inside = [part for part in there if land[part] <= land[unit]]
            exact = frozenset().union(*(land[part] for part in inside)) == land[unit]
            given_by = [reports[part, period].get(ALL) for part in inside]
            expected = sum(given_by) if exact and None not in given_by else None  # type: ignore[arg-type]
            assert restated.measure(ALL, unit, period).value == expected


@settings(max_examples=60)
@given(cuttings())
def test_the_provinces_totals_are_the_same_on_all_boundaries(drawn: tuple) -> None:
    """All parts stay inside the province: its values are identical in every view, to the last field."""
    registry, _, reports = drawn
    reported = answers(registry, reports)
    for boundaries in (DAY, START):
        restated = RestatedSnapshot(reported, boundaries)
        for period in (BEFORE, AFTER):
            assert restated.value(ON_TIME, HOME, period) == reported.value(ON_TIME, HOME, period)
            assert restated.measure(ALL, HOME, period) == reported.measure(ALL, HOME, period)


@settings(max_examples=60)
@given(cuttings())
def test_restated_communes_never_add_up_to_more_than_the_province(drawn: tuple) -> None:
    """Nothing is counted twice; and where every commune has its number, nothing is lost."""
    registry, _, reports = drawn
    reported = answers(registry, reports)
    restated = RestatedSnapshot(reported, DAY)
    values = [restated.measure(ALL, unit, BEFORE).value for unit in restated.units(HOME, Level.COMMUNE, BEFORE)]
    total = reported.measure(ALL, HOME, BEFORE).value or 0
    assert sum(value or 0 for value in values) <= total
    assert None in values or sum(values) == total  # type: ignore[arg-type]
