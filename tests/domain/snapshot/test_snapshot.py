"""Snapshot: an indicator's value for a locality in a period, its counts and its notes.

The registry of these tests: a province 97 with districts 971 and 972 of two communes each; on 2025-07-01 the districts
end and the four communes become two under the province, one of them with a code used before.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.figures import from_observations

from dxkpi.catalogue import Catalogue, load_catalogue
from dxkpi.domain.figures.figures import Observation
from dxkpi.domain.model.locality import Level, Locality, Registry, Succession
from dxkpi.domain.model.measure import Bound
from dxkpi.domain.model.period import Cutoff, Period, cumulative, quarter
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.locale import Language

CATALOGUE: Catalogue = load_catalogue(Path(__file__).parents[3] / "data")
BEFORE, AFTER = quarter(2022, 3, Cutoff.DECREE09), quarter(2025, 4, Cutoff.DECREE09)
NINE_MONTHS = cumulative(2022, 3, Cutoff.DECREE09)
LAST_OLD, FIRST_NEW = date(2025, 6, 30), date(2025, 7, 1)


def unit(code: str, name: str, level: Level, parent: str | None, *, new: bool = False, old: bool = False) -> Locality:
    """A unit of the small province: from 2021 on, or only before or after 2025-07-01."""
    start = FIRST_NEW if new else date(2021, 1, 1)
    return Locality(code, start, LAST_OLD if old else None, name, level.value, level, parent, None, None)


PROVINCE = unit("97", "Tỉnh Thử", Level.PROVINCE, None)
EAST = unit("971", "Huyện Đông", Level.DISTRICT, "97", old=True)
WEST = unit("972", "Huyện Tây", Level.DISTRICT, "97", old=True)
A = unit("97001", "Xã An", Level.COMMUNE, "971", old=True)
B = unit("97002", "Xã Bình", Level.COMMUNE, "971", old=True)
C = unit("97003", "Xã Cam", Level.COMMUNE, "972", old=True)
D = unit("97004", "Xã Duy", Level.COMMUNE, "972", old=True)
A_NEW = unit("97001", "Xã An Bình", Level.COMMUNE, "97", new=True)
C_NEW = unit("97003", "Xã Cam Duy", Level.COMMUNE, "97", new=True)
UNITS = (PROVINCE, EAST, WEST, A, B, C, D, A_NEW, C_NEW)
REGISTRY = Registry(
    UNITS,
    [Succession(old.key, new.key, FIRST_NEW, True) for old, new in ((A, A_NEW), (B, A_NEW), (C, C_NEW), (D, C_NEW))],
)


def given_counts(*rows: tuple[Locality, Period, dict[str, int | Decimal]], **about: object) -> Snapshot:
    """Answers over plain rows: a locality, a period and its counts by measure."""
    observations = [
        Observation(place.key, period, code, value, **about)  # type: ignore[arg-type]
        for place, period, counts in rows
        for code, value in counts.items()
    ]
    return Snapshot(from_observations(observations), REGISTRY, CATALOGUE.measures)


def ask(
    answers: Snapshot, indicator: str, place: Locality, period: Period = BEFORE, level: Level | None = None
) -> Value:
    return answers.value(CATALOGUE.indicator(indicator), place, period, level)


def notes(value: Value) -> str:
    return "; ".join(note.text(Language.EN) for note in value.notes)


def resolved(of: int, overdue: int) -> dict[str, int | Decimal]:
    """Counts of an older report: within the deadline, overdue, and their sum."""
    return {
        "dossiers_resolved": of,
        "dossiers_resolved_within_deadline": of - overdue,
        "dossiers_resolved_overdue": overdue,
    }


# Rates come from sums.


def test_a_rate_is_of_sums_not_a_mean_of_rates() -> None:
    """1 of 10 overdue and 9 of 990: together 10 of 1,000, 1 percent, where the mean of the two would be 5.5."""
    answers = given_counts((A, BEFORE, resolved(10, 1)), (B, BEFORE, resolved(990, 9)))
    value = ask(answers, "overdue_rate", EAST)
    assert (value.numerator, value.denominator, value.value) == (10, 1000, 1.0)
    assert (value.reporting, value.expected) == (2, 2)


def test_a_numerator_is_never_set_against_another_localitys_denominator() -> None:
    """A gives 1 overdue of 10, B only 90 resolved, C only 5 overdue: the province has 1 of 10, from one of four."""
    answers = given_counts(
        (A, BEFORE, resolved(10, 1)),
        (B, BEFORE, {"dossiers_resolved": 90}),
        (C, BEFORE, {"dossiers_resolved_overdue": 5}),
    )
    value = ask(answers, "overdue_rate", PROVINCE)
    assert (value.numerator, value.denominator, value.value) == (1, 10, 10.0)
    assert (value.reporting, value.expected) == (1, 4)
    assert not value.complete


def test_alternatives_of_one_meaning_add_up() -> None:
    """Early 3 and on time 4 of 10, and within the deadline 9 of 10: 16 of 20, 80 percent."""
    answers = given_counts(
        (
            A,
            BEFORE,
            {
                "dossiers_resolved_early": 3,
                "dossiers_resolved_on_time": 4,
                "dossiers_resolved_overdue": 3,
            },
        ),
        (B, BEFORE, resolved(10, 1)),
    )
    value = ask(answers, "on_time_rate", EAST)
    assert (value.numerator, value.denominator, value.value) == (16, 20, 80.0)


# Whose figures: own counts, own statement, then the localities below.


def test_own_counts_come_before_everything() -> None:
    """A district that reports 50 of 100 overdue is 50 percent, whatever its communes and its own statement say."""
    own = resolved(100, 50) | {"overdue_rate_stated": Decimal("49.9")}
    answers = given_counts((EAST, BEFORE, own), (A, BEFORE, resolved(10, 1)), (B, BEFORE, resolved(10, 1)))
    value = ask(answers, "overdue_rate", EAST)
    assert (value.numerator, value.denominator, value.value, value.stated) == (50, 100, 50.0, False)
    assert (value.reporting, value.expected) == (1, 1)
    assert "49.9" in notes(value)


def test_an_own_statement_comes_before_the_sum_of_those_below() -> None:
    """A district that only states 6.8 percent is 6.8 percent, stated, without numerator and denominator."""
    answers = given_counts(
        (EAST, BEFORE, {"overdue_rate_stated": Decimal("6.8")}),
        (A, BEFORE, resolved(10, 1)),
        (B, BEFORE, resolved(10, 1)),
    )
    value = ask(answers, "overdue_rate", EAST)
    assert (value.value, value.stated, value.numerator, value.denominator) == (6.8, True, None, None)
    assert "without counts" in notes(value)


def test_what_the_locality_lacks_is_summed_from_below() -> None:
    """A district that reports only its received takes overdue and resolved from its communes: 2 of 20."""
    answers = given_counts(
        (EAST, BEFORE, {"dossiers_received": 5}), (A, BEFORE, resolved(10, 1)), (B, BEFORE, resolved(10, 1))
    )
    value = ask(answers, "overdue_rate", EAST)
    assert (value.numerator, value.denominator) == (2, 20)


def test_a_province_is_never_the_sum_of_a_district_and_its_communes() -> None:
    """Two districts of 100 and their communes of 50 each are 200 resolved, not 400, and 20 overdue, not 40."""
    answers = given_counts(
        (EAST, BEFORE, resolved(100, 10)),
        (WEST, BEFORE, resolved(100, 10)),
        *((commune, BEFORE, resolved(50, 5)) for commune in (A, B, C, D)),
    )
    for level in (None, Level.DISTRICT, Level.COMMUNE):
        value = ask(answers, "overdue_rate", PROVINCE, level=level)
        assert (value.numerator, value.denominator, value.value) == (20, 200, 10.0)
    assert answers.measure("dossiers_resolved", PROVINCE, BEFORE).value == 200


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.sampled_from([EAST, WEST, A, B, C, D]), st.integers(1, 10**6), min_size=1))
def test_every_sum_is_over_one_level(reported: dict[Locality, int]) -> None:
    """Whichever units report, the province's count adds up districts or communes, never both."""
    answers = given_counts(*((place, BEFORE, {"dossiers_resolved": count}) for place, count in reported.items()))
    value = answers.measure("dossiers_resolved", PROVINCE, BEFORE)
    by_level = [
        sum(count for place, count in reported.items() if place.level is level)
        for level in (Level.DISTRICT, Level.COMMUNE)
    ]
    assert value.value in by_level
    assert value.reporting in [sum(place.level is level for place in reported) for level in Level]


def test_the_most_complete_level_is_summed() -> None:
    """One of two districts and all communes: the communes; both districts and two communes: the districts."""
    few = given_counts(
        (EAST, BEFORE, resolved(100, 10)), *((commune, BEFORE, resolved(50, 1)) for commune in (A, B, C, D))
    )
    assert ask(few, "overdue_rate", PROVINCE).denominator == 200
    assert (ask(few, "overdue_rate", PROVINCE).reporting, ask(few, "overdue_rate", PROVINCE).expected) == (4, 4)
    more = given_counts(
        (EAST, BEFORE, resolved(100, 10)),
        (WEST, BEFORE, resolved(100, 10)),
        *((commune, BEFORE, resolved(50, 1)) for commune in (A, B)),
    )
    assert (ask(more, "overdue_rate", PROVINCE).reporting, ask(more, "overdue_rate", PROVINCE).expected) == (2, 2)


def test_of_two_equally_complete_levels_the_higher_is_summed() -> None:
    """Both districts say 210 together, all four communes 200: the province is 210."""
    answers = given_counts(
        (EAST, BEFORE, resolved(110, 10)),
        (WEST, BEFORE, resolved(100, 10)),
        *((commune, BEFORE, resolved(50, 5)) for commune in (A, B, C, D)),
    )
    assert ask(answers, "overdue_rate", PROVINCE).denominator == 210


def test_the_localities_of_the_day_are_expected() -> None:
    """Four communes are expected in 2022 and two at the end of 2025, and codes used again stay apart."""
    answers = given_counts(
        (A, BEFORE, resolved(10, 1)), (A_NEW, AFTER, resolved(40, 2)), (C_NEW, AFTER, resolved(60, 3))
    )
    then, now = ask(answers, "overdue_rate", PROVINCE), ask(answers, "overdue_rate", PROVINCE, AFTER)
    assert (then.numerator, then.denominator, then.reporting, then.expected) == (1, 10, 1, 4)
    assert (now.numerator, now.denominator, now.reporting, now.expected) == (5, 100, 2, 2)
    assert ask(answers, "overdue_rate", A, AFTER).value is None
    assert ask(answers, "overdue_rate", A_NEW, AFTER).denominator == 40
    assert answers.periods(A) == (BEFORE,)
    assert answers.periods(A_NEW) == (AFTER,)
    assert answers.periods(PROVINCE) == (BEFORE, AFTER)


def test_localities_without_counts_are_noted() -> None:
    """Three of four communes gave counts: 3 of 4, and not complete."""
    answers = given_counts(*((place, BEFORE, resolved(10, 1)) for place in (A, B, C)))
    value = ask(answers, "overdue_rate", PROVINCE)
    assert (value.reporting, value.expected, value.complete, value.denominator) == (3, 4, False, 30)


def test_every_locality_of_a_level_has_its_place() -> None:
    """Across the communes of a province all four are listed, in Vietnamese order, those without figures as missing."""
    answers = given_counts((C, BEFORE, resolved(10, 1)), (A, BEFORE, resolved(10, 2)))
    values = answers.across(CATALOGUE.indicator("overdue_rate"), PROVINCE, Level.COMMUNE, BEFORE)
    assert [value.locality_name for value in values] == ["Xã An", "Xã Bình", "Xã Cam", "Xã Duy"]
    assert [value.value for value in values] == [20.0, None, 10.0, None]


def test_a_series_has_a_value_for_every_period() -> None:
    """A period nobody reported is missing in its place, not left out."""
    answers = given_counts((A, BEFORE, resolved(10, 1)))
    periods = [quarter(2022, number, Cutoff.DECREE09) for number in (2, 3, 4)]
    assert [value.value for value in answers.series(CATALOGUE.indicator("overdue_rate"), A, periods)] == [
        None,
        10.0,
        None,
    ]


# The fallback denominator.

KNOWN = {"dossiers_resolved": 60, "dossiers_received": 80, "dossiers_carried_over": 20}
NOT_KNOWN = {"dossiers_resolved": 60, "dossiers_received": 80}


def test_resolved_over_received_and_carried_over() -> None:
    """60 of 80 received and 20 carried over are 60 percent."""
    value = ask(given_counts((A, BEFORE, dict(KNOWN))), "resolution_rate", A)
    assert (value.numerator, value.denominator, value.value, value.fallback) == (60, 100, 60.0, False)
    assert "not known" not in notes(value)


def test_where_no_carry_over_is_known_the_denominator_is_received_and_is_said() -> None:
    """60 of 80 received are 75 percent, with the note that those carried over are not known."""
    value = ask(given_counts((A, BEFORE, dict(NOT_KNOWN))), "resolution_rate", A)
    assert (value.numerator, value.denominator, value.value, value.fallback) == (60, 80, 75.0, True)
    assert "those carried over are not known" in notes(value)
    assert value.denominator_names is not None
    assert "not known" in value.denominator_names.en


@pytest.mark.parametrize(
    ("reporting", "not_known", "expected"),
    [
        # Everyone knows the carried over: 60 of 100 each.
        ((A, B), (), (120, 200, False, 2)),
        # One of three does not: received alone for all three, 60 of 80 each, never mixed with 60 of 100.
        ((A, B), (C,), (180, 240, True, 3)),
        ((), (A, B), (120, 160, True, 2)),
    ],
)
def test_full_and_fallback_denominators_are_never_mixed(
    reporting: Iterable[Locality], not_known: Iterable[Locality], expected: tuple[int, int, bool, int]
) -> None:
    """A sum rests on received with carried over everywhere, or on received alone everywhere; the one of more units."""
    rows = [(locality, BEFORE, dict(KNOWN)) for locality in reporting] + [
        (locality, BEFORE, dict(NOT_KNOWN)) for locality in not_known
    ]
    value = ask(given_counts(*rows), "resolution_rate", PROVINCE)
    assert (value.numerator, value.denominator, value.fallback, value.reporting) == expected


def test_the_full_denominator_is_used_where_the_other_is_no_wider() -> None:
    """A knows received and carried over, B only the sum of both: 120 of 200, though received alone has A too."""
    answers = given_counts((A, BEFORE, dict(KNOWN)), (B, BEFORE, {"dossiers_resolved": 60, "dossiers_to_process": 100}))
    value = ask(answers, "resolution_rate", EAST)
    assert (value.numerator, value.denominator, value.fallback) == (120, 200, False)


def test_a_change_between_two_denominators_is_no_change() -> None:
    """60 percent of received and carried over after 75 percent of received is not a fall of 15 points."""
    later, earlier = AFTER, quarter(2025, 3, Cutoff.DECREE09)
    answers = given_counts((PROVINCE, earlier, dict(NOT_KNOWN)), (PROVINCE, later, dict(KNOWN)))
    first, second = (ask(answers, "resolution_rate", PROVINCE, period) for period in (earlier, later))
    assert second.change_from(first) is None
    assert second.change_from(second) == 0


# What cannot be had.


def test_a_share_of_nothing_is_neither_0_nor_100() -> None:
    """0 overdue of 0 resolved is no rate; the value keeps its counts and says why."""
    value = ask(given_counts((A, BEFORE, resolved(0, 0))), "overdue_rate", A)
    assert (value.value, value.numerator, value.denominator) == (None, 0, 0)
    assert "Nothing to divide by: no dossiers resolved" in notes(value)


def test_nothing_resolved_of_something_is_0() -> None:
    """0 overdue of 12 resolved is 0 percent, a known value."""
    assert ask(given_counts((A, BEFORE, resolved(12, 0))), "overdue_rate", A).value == 0


def test_what_is_not_given_is_named() -> None:
    """A locality with received alone has no online rate, and the note names what is lacking, no more."""
    value = ask(given_counts((A, BEFORE, {"dossiers_received": 5})), "online_rate", A)
    assert value.value is None
    assert notes(value).lower() == "not reported: dossiers received online"
    assert (value.reporting, value.expected) == (0, 1)


def test_a_locality_without_figures_says_so() -> None:
    """Nobody reported anything: the note says that, and names the place."""
    value = ask(given_counts((A, BEFORE, resolved(10, 1))), "overdue_rate", D)
    assert value.value is None
    assert "Xã Duy has no figures for this period" in notes(value)


@pytest.mark.parametrize("indicator", [indicator.id for indicator in CATALOGUE.indicators])
def test_every_question_to_no_figures_is_answered_with_a_reason(indicator: str) -> None:
    """No indicator of the catalogue is left out or 0 where there is nothing."""
    for place in (PROVINCE, EAST, A):
        value = ask(given_counts(), indicator, place)
        assert (value.value, value.numerator, value.denominator, value.sources) == (None, None, None, ())
        assert notes(value)


# Stated shares.


def test_stated_shares_are_never_added_or_averaged() -> None:
    """Two communes that state 6 and 8 percent give their district no rate, nor their measure a sum."""
    answers = given_counts(
        (A, BEFORE, {"overdue_rate_stated": Decimal(6)}), (B, BEFORE, {"overdue_rate_stated": Decimal(8)})
    )
    assert ask(answers, "overdue_rate", EAST).value is None
    assert answers.measure("overdue_rate_stated", EAST, BEFORE).value is None
    assert ask(answers, "overdue_rate", A).value == 6
    assert answers.measure("overdue_rate_stated", B, BEFORE).value == 8


def test_a_share_stated_as_over_keeps_the_word() -> None:
    """ "Over 93 percent" is 93 with the bound at least, and 93.2 stated exactly comes before it."""
    bounded = {"on_time_rate_stated_at_least": Decimal(93)}
    value = ask(given_counts((A, BEFORE, dict(bounded))), "on_time_rate", A)
    assert (value.value, value.bound, value.stated) == (93, Bound.AT_LEAST, True)
    both = ask(given_counts((A, BEFORE, bounded | {"on_time_rate_stated": Decimal("93.2")})), "on_time_rate", A)
    assert (both.value, both.bound) == (93.2, Bound.EXACT)


def test_a_share_of_another_denominator_is_only_mentioned() -> None:
    """91 percent of received is not our rate of resolved: no value, and the note tells the 91 and of what."""
    counts: dict[str, int | Decimal] = {
        "dossiers_received": 338,
        "dossiers_resolved_within_deadline": 309,
        "on_time_rate_stated_of_received": Decimal(91),
    }
    answers = given_counts((A_NEW, AFTER, counts))
    value = ask(answers, "on_time_rate", A_NEW, AFTER)
    assert (value.value, value.stated) == (None, False)
    assert "not reported: dossiers resolved;" in notes(value).lower()
    assert "91 % of another denominator: dossiers received" in notes(value)
    share = answers.measure("on_time_rate_stated_of_received", A_NEW, AFTER)
    assert (share.value, share.unit, share.stated) == (91, "percent", True)
    assert "without counts (of: dossiers received)" in notes(share)


def test_a_stated_share_has_no_change() -> None:
    """6.8 stated after 7.0 computed does not compare."""
    answers = given_counts(
        (A, BEFORE, {"overdue_rate_stated": Decimal("6.8")}),
        (A, quarter(2022, 2, Cutoff.DECREE09), resolved(100, 7)),
    )
    earlier = ask(answers, "overdue_rate", A, quarter(2022, 2, Cutoff.DECREE09))
    assert ask(answers, "overdue_rate", A).change_from(earlier) is None
    assert earlier.change_from(ask(answers, "overdue_rate", A)) is None


# Laws.

PARTS = st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)), min_size=4, max_size=4)


@settings(deadline=None, max_examples=80)
@given(PARTS)
def test_a_part_within_its_whole_is_a_rate_from_0_to_100(pairs: list[tuple[int, int]]) -> None:
    """Overdue within resolved everywhere: every rate, at every level, is within 0 to 100 and between those below it."""
    rows = [
        (place, BEFORE, resolved(within + overdue, overdue))
        for place, (within, overdue) in zip((A, B, C, D), pairs, strict=True)
    ]
    answers = given_counts(*rows)
    below = [ask(answers, "overdue_rate", place).value for place in (A, B, C, D)]
    values = [value for value in below if value is not None]
    whole = ask(answers, "overdue_rate", PROVINCE).value
    assert (whole is None) == (not values)
    if whole is not None:
        assert 0 <= min(values) <= whole + 1e-9
        assert whole - 1e-9 <= max(values) <= 100


@settings(deadline=None, max_examples=60)
@given(PARTS)
def test_the_order_of_rolling_up_does_not_matter(pairs: list[tuple[int, int]]) -> None:
    """The province over its communes has the counts of the province over districts that are sums of theirs."""
    by_commune = [
        (place, BEFORE, resolved(within + overdue, overdue))
        for place, (within, overdue) in zip((A, B, C, D), pairs, strict=True)
    ]
    (a, b, c, d) = (counts for _, _, counts in by_commune)
    by_district = [
        (EAST, BEFORE, {code: a[code] + b[code] for code in a}),
        (WEST, BEFORE, {code: c[code] + d[code] for code in c}),
    ]
    one, other = (ask(given_counts(*rows), "on_time_rate", PROVINCE) for rows in (by_commune, by_district))
    assert (one.numerator, one.denominator, one.value) == (other.numerator, other.denominator, other.value)


def test_a_part_above_its_whole_is_shown_and_said() -> None:
    """110 resolved of 100 received is 110 percent as reported, with a note; nothing is cut off."""
    value = ask(given_counts((A, BEFORE, {"dossiers_resolved": 110, "dossiers_received": 100})), "resolution_rate", A)
    assert value.value == pytest.approx(110)
    assert "Above 100 %" in notes(value)


# Measures, teams, sources.


def test_a_count_is_the_localitys_own_else_the_sum_below() -> None:
    """Received: 7 by the district itself; without that 3 + 4 from its communes, of which both reported."""
    below = [(A, BEFORE, {"dossiers_received": 3}), (B, BEFORE, {"dossiers_received": 4})]
    summed = given_counts(*below).measure("dossiers_received", EAST, BEFORE)
    assert (summed.value, summed.reporting, summed.expected, summed.of_measure) == (7, 2, 2, True)
    own = given_counts(*below, (EAST, BEFORE, {"dossiers_received": 9})).measure("dossiers_received", EAST, BEFORE)
    assert (own.value, own.reporting, own.expected) == (9, 1, 1)


def test_a_count_that_is_not_given_is_named() -> None:
    """A measure nobody reported is missing, with its name in the note."""
    value = given_counts((A, BEFORE, {"dossiers_received": 3})).measure("surveys", A, BEFORE)
    assert value.value is None
    assert notes(value).lower() == "not reported: survey answers"


def test_coverage_by_teams_counts_the_communes_of_the_registry() -> None:
    """A district that reports 1 commune with teams has 1 of its 2 communes, 50 percent; the province 3 of 4."""
    answers = given_counts((EAST, BEFORE, {"communes_with_teams": 1}), (WEST, BEFORE, {"communes_with_teams": 2}))
    east, province = ask(answers, "team_coverage", EAST), ask(answers, "team_coverage", PROVINCE)
    assert (east.numerator, east.denominator, east.value) == (1, 2, 50.0)
    assert (province.numerator, province.denominator, province.value) == (3, 4, 75.0)


def test_coverage_by_teams_follows_the_day() -> None:
    """The province has 4 communes in 2022 and 2 at the end of 2025."""
    answers = given_counts(
        (PROVINCE, BEFORE, {"communes_with_teams": 2}), (PROVINCE, AFTER, {"communes_with_teams": 2})
    )
    assert ask(answers, "team_coverage", PROVINCE).denominator == 4
    assert ask(answers, "team_coverage", PROVINCE, AFTER).denominator == 2


def test_members_a_team_is_not_a_percentage() -> None:
    """388 members in 72 teams are 5.3888… people a team."""
    value = ask(
        given_counts((A, NINE_MONTHS, {"community_teams": 72, "community_team_members": 388})),
        "members_per_team",
        A,
        NINE_MONTHS,
    )
    assert value.value == pytest.approx(5.388888888888889, abs=1e-15)
    assert value.unit == "per_one"


def test_a_quarter_and_nine_months_are_different_questions() -> None:
    """Figures of nine months never answer for the quarter that ends on the same day."""
    answers = given_counts((A, NINE_MONTHS, resolved(30, 3)))
    assert ask(answers, "overdue_rate", A, NINE_MONTHS).value == 10
    assert ask(answers, "overdue_rate", A, BEFORE).value is None


def test_one_provisional_count_makes_the_value_provisional() -> None:
    """A sum of a final and a provisional figure is provisional; one that does not rest on it is not."""
    observations = [
        Observation(A.key, BEFORE, code, value, provisional=False, source="chính thức")
        for code, value in resolved(10, 1).items()
    ] + [
        Observation(B.key, BEFORE, code, value, provisional=True, source="tạm tính")
        for code, value in resolved(10, 1).items()
    ]
    answers = Snapshot(from_observations(observations), REGISTRY, CATALOGUE.measures)
    assert ask(answers, "overdue_rate", EAST).provisional
    assert not ask(answers, "overdue_rate", A).provisional


def test_a_value_names_every_source_it_rests_on_and_no_other() -> None:
    """The rate of a district names the reports of both communes, not the one that speaks of teams."""
    observations = [
        *(Observation(A.key, BEFORE, code, n, source="Báo cáo xã An") for code, n in resolved(10, 1).items()),
        *(Observation(B.key, BEFORE, code, n, source="Báo cáo xã Bình") for code, n in resolved(10, 1).items()),
        Observation(A.key, BEFORE, "community_teams", 3, source="Báo cáo tổ"),
        Observation(C.key, BEFORE, "dossiers_resolved", 3, source="Báo cáo xã Cam"),
    ]
    answers = Snapshot(from_observations(observations), REGISTRY, CATALOGUE.measures)
    titles = {source.title for source in ask(answers, "overdue_rate", EAST).sources}
    assert titles == {"Báo cáo xã An", "Báo cáo xã Bình"}
