"""Values far from those before them: slips, outliers and large changes are reported; correct figures are not."""

from __future__ import annotations

from itertools import pairwise
from math import inf, isnan, nan
from statistics import mean, median

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxkpi.domain.stats.outliers import modified_z_scores
from dxkpi.intake import Problem, ProblemCode, PublishedFigures, Severity
from dxkpi.intake.checks.outliers import OutlierKind, outlier_kinds
from dxkpi.locale import Language

from ..past import Figures, of, problems, quarters

RECEIVED, TEAMS = "dossiers_received", "community_teams"
REASON, NOTE = Severity.REASON, Severity.NOTE
# Median 600, deviations 5 5 10 10 20 20 30 30 from it: MAD 15.
EIGHT = [570, 580, 590, 595, 605, 610, 620, 630]


def unusual(new: Figures, past: Figures | PublishedFigures) -> list[Problem]:
    return [problem for problem in problems(new, past) if problem.code is ProblemCode.UNUSUAL_VALUE]


def verdict(value: int, earlier: list[int], measure: str = RECEIVED) -> tuple[Severity, str] | None:
    """Severity and sentence for 2024-Q4 after these quarters; None where there is no problem."""
    past = of(measure, quarters(earlier, until="2024-Q3"))
    problems = unusual(of(measure, {"2024-Q4": value}), past)
    assert len(problems) <= 1
    return (problems[0].severity, problems[0].message.text(Language.VI)) if problems else None


def severity(value: int, earlier: list[int], measure: str = RECEIVED) -> Severity | None:
    outcome = verdict(value, earlier, measure)
    return outcome[0] if outcome else None


def test_a_digit_too_many_names_what_was_meant() -> None:
    """5,810 where 600 are usual: 581 was meant, and the sentence asks so."""
    outcome = verdict(5810, EIGHT)
    assert outcome is not None
    assert outcome[0] is REASON
    assert "5.810 thay vì 581?" in outcome[1]
    assert all(part in outcome[1] for part in ("Quý IV/2024", "600", "Quý IV/2022", "Quý III/2024"))


def test_a_digit_too_few_names_what_was_meant() -> None:
    """58 where 600 are usual: 580 or so was meant."""
    outcome = verdict(58, EIGHT)
    assert outcome is not None
    assert outcome[0] is REASON
    assert "58 thay vì 580?" in outcome[1]


@pytest.mark.parametrize(("value", "slip"), [(4199, False), (4200, True), (8400, True), (8401, False)])
def test_a_slip_is_seven_to_fourteen_times_the_level(value: int, slip: bool) -> None:
    """Beyond, it is unusual all the same, but no digit explains it."""
    outcome = verdict(value, [590, 600, 610, 600, 590, 600, 610, 600])
    assert outcome is not None
    assert outcome[0] is REASON
    assert ("thay vì" in outcome[1]) is slip


def test_a_slip_is_seen_where_figures_grow() -> None:
    """35 after 100, 120 and so on to 360 is far from a tenth of the median of 210, but a tenth of what grew on."""
    outcome = verdict(35, [100, 120, 145, 190, 230, 280, 320, 360])
    assert outcome is not None
    assert "35 thay vì 350?" in outcome[1]
    assert "360 (Quý III/2024)" in outcome[1]


def test_a_slip_is_seen_after_a_single_quarter() -> None:
    """One earlier quarter is level enough for a factor of ten."""
    outcome = verdict(5810, [600])
    assert outcome is not None
    assert "5.810 thay vì 581?" in outcome[1]


# 3.5 × 15 / 0.6745 = 77.8 and 8 × 15 / 0.6745 = 177.9 from the median of 600.
@pytest.mark.parametrize(
    ("value", "expected"),
    [(677, None), (678, NOTE), (777, NOTE), (778, REASON), (523, None), (522, NOTE), (423, NOTE), (422, REASON)],
)
def test_a_modified_z_beyond_three_and_a_half_is_noted_and_beyond_eight_explained(
    value: int, expected: Severity | None
) -> None:
    """The bounds worked out by hand; 0.6745 and 3.5 are those of Iglewicz and Hoaglin."""
    assert severity(value, EIGHT) is expected


def test_an_unusual_figure_is_reported_with_the_usual_range() -> None:
    """The sentence has the figure, the median, the smallest, the largest, how many quarters, from when to when."""
    outcome = verdict(700, EIGHT)
    assert outcome is not None
    for part in ("700", "600", "570", "630", "8 quý", "Quý IV/2022", "Quý III/2024", "Nên kiểm tra lại"):
        assert part in outcome[1]


@pytest.mark.parametrize(("value", "expected"), [(250, None), (265, None), (400, REASON)])
def test_steady_growth_is_not_unusual(value: int, expected: Severity | None) -> None:
    """After quarters that grew by 30 another 30 is no wonder, however far from the level; 180 is."""
    assert severity(value, [100, 101, 99, 100, 130, 160, 190, 220]) is expected


@pytest.mark.parametrize(("value", "expected"), [(85, None), (107, None), (108, NOTE), (35, NOTE)])
def test_what_never_changed_must_change_by_half(value: int, expected: Severity | None) -> None:
    """72 teams for eight quarters: 107 are 49 percent more, 108 are half as many again, 35 less than half."""
    assert severity(value, [72] * 8, TEAMS) is expected


@pytest.mark.parametrize(("value", "expected"), [(85, None), (107, None), (108, REASON)])
def test_what_hardly_changed_must_change_by_half(value: int, expected: Severity | None) -> None:
    """One change among eight quarters is no measure of what is usual, either."""
    assert severity(value, [72] * 7 + [73], TEAMS) is expected


@pytest.mark.parametrize(
    ("value", "earlier", "expected"),
    [
        (300, [100], None),
        (301, [100], NOTE),
        (34, [100], None),
        (33, [100], NOTE),
        (38, [9], None),
        (39, [9], NOTE),
        (301, [900, 500, 100], NOTE),
        (301, [100, 500, 900], None),
        (30, [0], NOTE),
    ],
)
def test_with_few_quarters_a_change_to_thrice_or_a_third_is_noted(
    value: int, earlier: list[int], expected: Severity | None
) -> None:
    """Held against the latest quarter alone, and by 30 at least."""
    assert severity(value, earlier) is expected


@pytest.mark.parametrize(("value", "earlier"), [(10, [1] * 8), (0, [9] * 8), (9, [0] * 8), (21, [2]), (1, [12] * 3)])
def test_small_figures_scatter(value: int, earlier: list[int]) -> None:
    """No difference below ten is reported, and no slip below thirty."""
    assert severity(value, earlier) is None


@pytest.mark.parametrize(("value", "expected"), [(3000, None), (3001, NOTE), (9000, REASON)])
def test_sums_are_held_against_the_same_of_the_year_before(value: int, expected: Severity | None) -> None:
    """Nine months are compared with the nine months a year before, not with quarters or six months."""
    past = of(RECEIVED, {"2021-9M": 1000, "2022-H1": 2900} | quarters([10] * 12, until="2022-Q3"))
    assert [problem.severity for problem in unusual(of(RECEIVED, {"2022-9M": value}), past)] == (
        [expected] if expected else []
    )


def test_missing_quarters_are_left_out() -> None:
    """Eight quarters are eight, wherever the gaps between them lie."""
    counts = quarters([*EIGHT[:4], 0, 0, *EIGHT[4:]], until="2024-Q3")
    past = of(RECEIVED, {period: count for period, count in counts.items() if count})
    (problem,) = unusual(of(RECEIVED, {"2024-Q4": 678}), past)
    assert problem.severity is NOTE


def test_what_is_older_than_four_years_is_forgotten() -> None:
    """Twenty quarters of other figures before the last sixteen change nothing."""
    assert severity(678, [5000] * 20 + EIGHT + EIGHT) is severity(678, EIGHT + EIGHT) is NOTE


def test_shares_are_not_looked_at() -> None:
    """A stated share is no count."""
    measure = "on_time_rate_stated"
    assert unusual(of(measure, {"2024-Q4": 9}), of(measure, quarters([93] * 9, until="2024-Q3"))) == []


def test_the_quarters_of_the_same_file_count() -> None:
    """Nine quarters in one file: the ninth is compared with the eight before it, in any order of rows."""
    new = of(RECEIVED, quarters([*EIGHT, 5810]))
    for figures in (new, dict(reversed(new.items()))):
        (problem,) = unusual(figures, {})
        assert problem.severity is REASON


def plain_z(value: float, earlier: list[float]) -> tuple[float, bool]:
    """The modified z-score as the book has it, one figure at a time."""
    if not earlier:
        return nan, False
    middle = median(earlier)
    deviations = [abs(earlier_value - middle) for earlier_value in earlier]
    distance, mad, average = abs(value - middle), median(deviations), mean(deviations)
    if distance == 0:
        return 0.0, mad == 0
    if mad > 0:
        return 0.6745 * distance / mad, False
    return (distance / (1.253314 * average) if average > 0 else inf), True


def plain_kind(value: float, column: list[float]) -> OutlierKind:
    """The rules of unusual values, one figure at a time."""
    present, recent = ([value for value in part if not isnan(value)] for part in (column, column[-8:]))
    if not present:
        return OutlierKind.NOTHING
    if recent:
        low, high = min(recent) / 2, max(recent) * 2
        for level in (median(recent), recent[-1]):
            slipped = abs(value - level) >= 30 and not low <= value <= high
            if slipped and 7 * level <= value <= 14 * level and low <= value / 10 <= high:
                return OutlierKind.TEN_TIMES
            if slipped and 7 * value <= level <= 14 * value and low <= value * 10 <= high:
                return OutlierKind.A_TENTH
    if len(present) < 8:
        larger, smaller = max(value, present[-1]), min(value, present[-1])
        return OutlierKind.CHANGED if larger > 3 * smaller and larger - smaller >= 30 else OutlierKind.NOTHING
    z, still = plain_z(value, present)
    distance = abs(value - median(present))
    steps = [after - before for before, after in pairwise(column) if not isnan(after - before)]
    step_z, _ = plain_z(value - present[-1], steps)
    if z <= 3.5 or distance < 10 or (still and distance < median(present) / 2) or step_z <= 3.5:
        return OutlierKind.NOTHING
    return OutlierKind.VERY_FAR if 8 < z < inf and distance >= 30 else OutlierKind.FAR


@st.composite
def series(draw: st.DrawFn) -> tuple[float, list[float]]:
    """A value and the sixteen quarters before it, some missing, around a level."""
    level = draw(st.sampled_from((2, 40, 600)))
    spread = draw(st.sampled_from((0.0, 0.02, 0.3)))
    part = st.floats(-spread, spread)
    missing = draw(st.sampled_from((0, 1, 3)))
    column = [nan if draw(st.integers(0, 3)) < missing else float(round(level * (1 + draw(part)))) for _ in range(16)]
    times = draw(st.sampled_from((0.0, 0.1, 0.3, 0.45, 0.9, 1.1, 1.4, 1.6, 2.0, 3.2, 6.9, 7.1, 10.0, 13.9, 20.0)))
    return float(round(level * times * (1 + draw(part)))), column


def judged(value: float, column: list[float]) -> OutlierKind:
    return OutlierKind(outlier_kinds(np.array([value]), np.array(column)[:, None])[0])


@settings(deadline=None)
@given(series())
def test_the_modified_z_is_that_of_the_book(given_series: tuple[float, list[float]]) -> None:
    """All at once or one by one: the same score."""
    value, column = given_series
    scores = modified_z_scores(np.array([value]), np.array(column)[:, None])
    z, still = plain_z(value, [value for value in column if not isnan(value)])
    assert scores.z[0] == pytest.approx(z, nan_ok=True)
    assert scores.mad_is_zero[0] == still


@settings(deadline=None)
@given(series())
def test_verdicts_are_those_of_the_plain_rules(given_series: tuple[float, list[float]]) -> None:
    """All at once or one by one: the same verdict."""
    assert judged(*given_series) is plain_kind(*given_series)


@settings(deadline=None)
@given(series())
def test_verdicts_do_not_depend_on_the_unit(given_series: tuple[float, list[float]]) -> None:
    """Seven times all figures, all of them beyond the minimums: the same verdict."""
    value, column = given_series
    assert judged(1000 * value, [1000 * number for number in column]) is judged(
        7000 * value, [7000 * number for number in column]
    )
