"""What is claimed of a series: how many figures it takes, the seasons, the reference, how often it is wrong."""

from __future__ import annotations

import pytest
from bench.claims import GridCell, SeriesCase, claimed, fallen, still

from dxkpi.domain.stats.claims import Claim, ClaimReason
from dxkpi.domain.stats.trend import TrendStage, trend_of_counts, trend_of_values

QUARTERS = [1, 2, 3, 4] * 10
# Four quarters around their year's level, and a wobble that repeats after five, so that no year is like another.
SEASON = [3.0, -1.0, -3.0, 1.0]
WOBBLE = [0.6, -0.4, 0.2, -0.7, 0.3]
SAME_QUARTER = SeriesCase.SAME_QUARTER
TRIAL = (Claim.CANNOT_BE_JUDGED, ClaimReason.TOO_FEW_PERIODS)
WITHIN = (Claim.NO_DIFFERENCE, ClaimReason.WITHIN_LIMITS)


def seasonal(count: int, *, fall_at: int | None = None, fall: float = 0.0) -> list[float | None]:
    """Quarters around 90 with seasons, from one on lower by a fall."""
    lower = [fall if fall_at is not None and at >= fall_at else 0.0 for at in range(count)]
    return [90 + SEASON[at % 4] + WOBBLE[at % 5] - lower[at] for at in range(count)]


@pytest.mark.parametrize(
    ("count", "stage", "claim"),
    [
        (0, TrendStage.NOTHING, None),
        (4, TrendStage.NOTHING, TRIAL),
        (5, TrendStage.TRIAL, TRIAL),
        (8, TrendStage.TRIAL, TRIAL),
        (9, TrendStage.VERDICT, WITHIN),
        (30, TrendStage.VERDICT, WITHIN),
    ],
)
def test_how_many_figures_it_takes(count: int, stage: TrendStage, claim: tuple[Claim, ClaimReason] | None) -> None:
    """Fewer than 4 earlier ones: no limits; 4 to 7: limits, but never “no change”; from 8 on: all claims."""
    trend = trend_of_values([90 + wobble for wobble in WOBBLE * 6][:count])
    assert trend.stage is stage
    assert [(point.claim, point.reason) for point in trend.points[-1:]] == ([claim] if claim else [])
    assert any(point.expected for point in trend.points) is (count >= 5)


def test_a_collapse_is_claimed_with_few_figures_to_compare_with() -> None:
    """After four quarters near 95 % a fifth at 60 %, of 1,500 each."""
    point = trend_of_counts([1425, 1410, 1440, 1425, 900], [1500] * 5, seasons=QUARTERS[:5]).points[-1]
    assert (point.claim, point.reason, point.periods) == (Claim.FELL, ClaimReason.OUTSIDE_LIMITS, 4)


def test_a_figure_is_no_part_of_what_it_is_compared_with() -> None:
    """Whatever the newest is, it is expected at the same place."""
    numerators = [1425, 1410, 1440, 1425, 1425, 1440, 1410, 1425]
    middles = {
        expected.middle
        for newest in (0, 900, 1500)
        if (expected := trend_of_counts([*numerators, newest], [1500] * 9).points[-1].expected)
    }
    assert middles == {95.0}


def test_what_is_claimed_of_a_figure_does_not_change_with_later_ones() -> None:
    """Each point says what it said when it was the newest."""
    values = seasonal(20, fall_at=13, fall=8)
    whole = trend_of_values(values, seasons=QUARTERS[:20])
    for count in range(1, 21):
        assert trend_of_values(values[:count], seasons=QUARTERS[:count]).points[-1] == whole.points[count - 1]


def test_seasons_are_no_special_cause() -> None:
    """The third quarter is six points below the first every year; only without seasons are the limits wide."""
    values = seasonal(20)
    trend = trend_of_values(values, seasons=QUARTERS[:20])
    assert {point.claim for point in trend.points[8:]} == {Claim.NO_DIFFERENCE}
    wide, narrow = (trend_of_values(values, seasons=seasons).points[-1].expected for seasons in (None, QUARTERS[:20]))
    assert wide is not None
    assert narrow is not None
    assert wide.upper - wide.lower > 2 * (narrow.upper - narrow.lower)


def test_a_fall_of_five_points_is_claimed_and_says_why() -> None:
    """92 % of 2,000 for three years, then 87 %."""
    point = trend_of_counts([1840] * 12 + [1740], [2000] * 13, seasons=QUARTERS[:13]).points[-1]
    assert (point.claim, point.reason) == (Claim.FELL, ClaimReason.OUTSIDE_LIMITS)
    assert point.size == pytest.approx(-5)


def test_outside_but_small() -> None:
    """Of a million, half a point is outside, and too small to matter; with a lower threshold it is a fall."""
    x, n = [920_000] * 12 + [915_000], [1_000_000] * 13
    point = trend_of_counts(x, n, seasons=QUARTERS[:13]).points[-1]
    assert (point.claim, point.reason) == (Claim.NO_DIFFERENCE, ClaimReason.BELOW_THRESHOLD)
    assert trend_of_counts(x, n, seasons=QUARTERS[:13], meaningful=0.5).points[-1].claim is Claim.FELL


def test_few_dossiers_prove_little() -> None:
    """Of fifty, four points are two dossiers."""
    point = trend_of_counts([46] * 12 + [44], [50] * 13, seasons=QUARTERS[:13]).points[-1]
    assert (point.claim, point.reason) == WITHIN


def test_a_run_is_as_large_as_its_mean() -> None:
    """Seven quarters 1.5 above their own, none of them outside: the seventh ends a run, whose size is its mean."""
    values = [value and value + (1.5 if at >= 12 else 0) for at, value in enumerate(seasonal(19))]
    point = trend_of_values(values, seasons=QUARTERS[:19]).points[-1]
    assert (point.claim, point.reason) == (Claim.ROSE, ClaimReason.ONE_SIDE)
    assert point.size == pytest.approx(1.5, abs=0.3)


def test_a_run_near_the_middle_is_no_change() -> None:
    """Seven in a row above the middle by next to nothing are a run, and their mean is within chance."""
    numerators = [1845, 1835, 1840, 1850, 1830, 1840, 1845, 1835] + [1842] * 7
    point = trend_of_counts(numerators, [2000] * 15).points[-1]
    assert (point.claim, point.reason) == WITHIN


def test_limits_stay_where_they_are() -> None:
    """What comes after the first twelve moves no limit."""
    before = trend_of_values(seasonal(13), seasons=QUARTERS[:13])
    after = trend_of_values(seasonal(20, fall_at=13, fall=8), seasons=QUARTERS[:20])
    assert after.points[12] == before.points[12]
    assert after.points[16].expected == before.points[12].expected
    assert after.reference == tuple(range(12))


def test_limits_restart_with_a_reason_only() -> None:
    """After a restart the new level is no change, and few figures are on trial again; without a reason: refused."""
    values = seasonal(28, fall_at=14, fall=8)
    assert trend_of_values(values, seasons=QUARTERS[:28]).points[-1].claim is Claim.FELL
    trend = trend_of_values(values, seasons=QUARTERS[:28], rebased={14: "liên thông từ quý III/2024"})
    assert (trend.points[-1].claim, trend.begin, trend.reason) == (WITHIN[0], 14, "liên thông từ quý III/2024")
    trend = trend_of_values(values, seasons=QUARTERS[:28], rebased={22: "…"})
    assert (trend.points[-1].claim, trend.points[-1].reason) == TRIAL
    with pytest.raises(ValueError, match="reason"):
        trend_of_values(values, seasons=QUARTERS[:28], rebased={14: " "})


def test_gaps_are_no_points() -> None:
    """Quarters without a figure have no limits and no part in comparisons; a newest one without has no claim."""
    values = seasonal(11)
    values[3] = values[9] = None
    trend = trend_of_values(values, seasons=QUARTERS[:11])
    assert trend.points[-1].periods == 8
    assert trend.points[3].expected is None
    newest = trend_of_values([*values, None], seasons=QUARTERS[:12]).points[-1]
    assert (newest.claim, newest.reason) == (Claim.CANNOT_BE_JUDGED, ClaimReason.NO_FIGURE)


@pytest.mark.parametrize("missing", [None, float("nan")])
def test_what_is_no_number_is_a_gap(missing: float | None) -> None:
    """A gap and NaN are the same; so is a denominator of 0."""
    values = [*WOBBLE, missing, *WOBBLE * 2]
    gap = trend_of_values([*WOBBLE, None, *WOBBLE * 2])
    assert trend_of_values(values) == gap
    assert gap.points[len(WOBBLE)].value is None
    assert trend_of_counts([1, 0, 1, 1, 1, 1], [2, 0, 2, 2, 2, 2]).points[-1].periods == 4


# A few cells of the grid that `bench` runs as a whole: those where most claims were false, and the plainest.
HARD_CELLS = (
    (GridCell(99, 100, spread=3), 12),
    (GridCell(99, 100, spread=2), 20),
    (GridCell(97, 1000, season=6, spread=1), 16),
    (GridCell(90, 1000, season=3, spread=1), 9),
)


@pytest.mark.parametrize(("cell", "quarters"), HARD_CELLS, ids=str)
def test_seldom_a_change_is_claimed_where_there_is_none(cell: GridCell, quarters: int) -> None:
    """At most 5 % of series without a change; 8 % of only 200, which leaves room for chance."""
    assert claimed(cell, still(cell, quarters, runs=200))[-1] <= 8


@pytest.mark.parametrize(
    ("case", "quarters"),
    # Two first quarters, both low, are a season; three, two of them low, are not.
    [(case, quarters) for case in SeriesCase for quarters in (9, 13) if (case, quarters) != (SAME_QUARTER, 9)],
)
def test_a_collapse_is_claimed(case: SeriesCase, quarters: int) -> None:
    """At least 95 % of falls of 35 points, also after outliers or a low year in what they are compared with."""
    cell = GridCell(95, 1500, spread=1)
    assert claimed(cell, fallen(cell, quarters, 40, case), {Claim.FELL})[-1] >= 95
