"""Targets in whole dossiers: what is short of them, what the rest of a year must bring, and whose line holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.domain.model.indicator import Direction, Indicator, Threshold, Unit
from dxkpi.domain.model.locality import Level, Locality, Registry
from dxkpi.domain.model.period import Cutoff, Period, cumulative, quarter
from dxkpi.domain.model.targets import Outlook, Target, Targets, required, rest_of_year, share_of, shortfall
from dxkpi.locale import Language, Names

HIGHER, LOWER = Direction.HIGHER, Direction.LOWER
SHARE_95 = Fraction(95, 100)
NAMES = Names("Tỷ lệ", "Share")
START, MERGED = date(2020, 1, 1), date(2025, 7, 1)


def unit(code: str, level: Level, parent: str | None, first: date = START) -> Locality:
    return Locality(code, first, None, f"Xã {code}", "Xã", level, parent, None, None)


PROVINCE, SAMPLE = unit("46", Level.PROVINCE, None), unit("90", Level.PROVINCE, None)
WARD, OTHER, ELSEWHERE = (unit(code, Level.COMMUNE, parent, MERGED) for code, parent in
                          (("19996", "46"), ("20017", "46"), ("90051", "90")))  # fmt: skip
REGISTRY = Registry([PROVINCE, SAMPLE, WARD, OTHER, ELSEWHERE], [])
Q2, Q3 = (quarter(2026, number, Cutoff.DECREE09) for number in (2, 3))
NINE_MONTHS, YEAR, YEAR_BEFORE = (cumulative(year, quarters, Cutoff.DECREE09)
                                  for year, quarters in ((2026, 3), (2026, 4), (2025, 4)))  # fmt: skip


def indicator(line: float | None = None, name: str = "on_time_rate") -> Indicator:
    threshold = None if line is None else Threshold(line, Names("Nghị quyết", "Resolution"))
    return Indicator(name, NAMES, NAMES, (), (), Unit.PERCENT, NAMES, HIGHER, NAMES, NAMES, NAMES, "", 1,
                     threshold=threshold)  # fmt: skip


def target(value: str, locality: Locality, period: Period = YEAR, level: Level | None = None) -> Target:
    return Target("on_time_rate", locality.key, level, period, Decimal(value), f"Kế hoạch {value}")


@pytest.mark.parametrize(
    ("numerator", "denominator", "share", "direction", "short"),
    [
        (9288, 10000, SHARE_95, HIGHER, 212),
        (19, 20, SHARE_95, HIGHER, 0),
        (18, 20, SHARE_95, HIGHER, 1),
        (94, 99, SHARE_95, HIGHER, 1),  # 95 % of 99 is 94,05: 94 of them are 94,9 %
        (0, 0, SHARE_95, HIGHER, 0),
        (29, 100, Fraction(29, 100), HIGHER, 0),  # in binary fractions 0,29 × 100 is more than 29
        (354, 5203, Fraction(5, 100), LOWER, 94),  # at most 260 of 5.203 may be overdue: 260,15
        (260, 5203, Fraction(5, 100), LOWER, 0),
        (5, 100, Fraction(0), LOWER, 5),
    ],
)  # fmt: skip
def test_what_is_short_in_whole_dossiers(
    numerator: int, denominator: int, share: Fraction, direction: Direction, short: int
) -> None:
    """Done by hand: the smallest number of dossiers that would have had to go the other way."""
    assert shortfall(numerator, denominator, share, direction) == short


shares = st.fractions(0, 1, max_denominator=1000)
counts = st.integers(0, 10**7)


@given(st.tuples(counts, counts).map(sorted), shares)
def test_a_shortfall_is_just_enough(of: list[int], share: Fraction) -> None:
    """With it the target is reached, with one dossier fewer it is not; what is reached is short of nothing."""
    numerator, denominator = of
    more = shortfall(numerator, denominator, share, HIGHER)
    assert numerator + more >= share * denominator
    assert not more or numerator + more - 1 < share * denominator
    fewer = shortfall(numerator, denominator, share, LOWER)
    assert numerator - fewer <= share * denominator
    assert not fewer or numerator - fewer + 1 > share * denominator


@given(st.tuples(counts, counts).map(sorted), shares)
def test_more_of_the_one_is_less_of_the_other(of: list[int], share: Fraction) -> None:
    """95 % on time and 5 % overdue ask for the same dossiers."""
    numerator, denominator = of
    overdue = shortfall(denominator - numerator, denominator, 1 - share, LOWER)
    assert shortfall(numerator, denominator, share, HIGHER) == overdue


@pytest.mark.parametrize(
    ("so_far", "expected", "direction", "count", "outlook"),
    [
        ((700, 750), 250, HIGHER, 250, Outlook.OPEN),  # 950 of 1.000: every one of the rest
        ((699, 750), 250, HIGHER, 251, Outlook.LOST),
        ((720, 750), 250, HIGHER, 230, Outlook.OPEN),  # 92 % of the rest
        ((950, 960), 40, HIGHER, 0, Outlook.SECURED),
        ((30, 750), 250, LOWER, 20, Outlook.OPEN),  # at most 50 of 1.000 may be overdue
        ((51, 750), 250, LOWER, -1, Outlook.LOST),
        ((50, 750), 250, LOWER, 0, Outlook.OPEN),
        ((10, 960), 40, LOWER, 40, Outlook.SECURED),
    ],
)  # fmt: skip
def test_what_the_rest_of_the_year_must_bring(
    so_far: tuple[int, int], expected: int, direction: Direction, count: int, outlook: Outlook
) -> None:
    """Computed by hand: how many of the expected dossiers, and whether the year is still open."""
    share = SHARE_95 if direction is HIGHER else 1 - SHARE_95
    rest = rest_of_year(*so_far, expected, share, direction)
    assert (rest.count, rest.outlook, rest.rate) == (count, outlook, Fraction(count, expected))


@given(st.tuples(counts, counts).map(sorted), st.integers(1, 10**7), shares, st.sampled_from([HIGHER, LOWER]))
def test_the_year_is_reached_just_when_the_rest_brings_that(
    of: list[int], expected: int, share: Fraction, direction: Direction
) -> None:
    """The rest with its count makes a year without shortfall, with one less (or more) a year that has one."""
    numerator, denominator = of
    rest = rest_of_year(numerator, denominator, expected, share, direction)
    whole, step = denominator + expected, 1 if direction is HIGHER else -1
    assert shortfall(numerator + rest.count, whole, share, direction) == 0
    assert shortfall(numerator + rest.count - step, whole, share, direction) == 1
    best, worst = (expected, 0) if direction is HIGHER else (0, expected)
    assert (rest.outlook is Outlook.LOST) == (shortfall(numerator + best, whole, share, direction) > 0)
    assert (rest.outlook is Outlook.SECURED) == (shortfall(numerator + worst, whole, share, direction) == 0)


def test_nothing_is_asked_of_what_is_not_expected_or_has_no_better() -> None:
    """A rest without dossiers and an indicator without a direction are no questions."""
    with pytest.raises(ValueError, match="expected"):
        rest_of_year(1, 2, 0, SHARE_95, HIGHER)
    with pytest.raises(ValueError, match="without direction"):
        required(10, SHARE_95, Direction.NONE)


def test_the_most_particular_line_holds() -> None:
    """One's own before that of the level, the shorter period before the longer, any before the catalogue's line."""
    targets = Targets([
        target("90", PROVINCE, YEAR, Level.COMMUNE), target("91", PROVINCE, Q3, Level.COMMUNE),
        target("92", WARD, YEAR), target("80", PROVINCE, YEAR_BEFORE),
    ])  # fmt: skip

    def line(place: Locality, period: Period) -> Decimal | None:
        line = targets.line(indicator(70), place, period, REGISTRY)
        return line and line.value

    assert [line(OTHER, Q2), line(OTHER, Q3), line(OTHER, YEAR)] == [90, 91, 90]
    assert [line(WARD, Q3), line(PROVINCE, Q3), line(ELSEWHERE, Q3), line(PROVINCE, YEAR_BEFORE)] == [92, 70, 70, 80]
    assert line(OTHER, NINE_MONTHS) == 90
    alike = targets.level_line(indicator(), PROVINCE, Level.COMMUNE, Q3)
    assert alike is not None
    assert (alike.value, alike.source.vi, alike.period) == (91, "Kế hoạch 91", Q3)
    assert targets.of_year(indicator(70), PROVINCE, YEAR, REGISTRY) is None
    assert targets.line(indicator(None, "overdue_rate"), WARD, Q3, REGISTRY) is None


@pytest.mark.parametrize(
    ("value", "written"), [("95", "95\xa0%"), ("95.0", "95\xa0%"), ("99.55", "99,55\xa0%"), ("100", "100\xa0%")]
)
def test_a_line_is_never_rounded(value: str, written: str) -> None:
    """99,55 % is not 99,6 %."""
    line = Targets([target(value, WARD)]).line(indicator(), WARD, Q3, REGISTRY)
    assert line is not None
    assert line.written(indicator(), Language.VI) == written
    assert share_of(line.value, indicator()) == Fraction(value) / 100
