"""What may be claimed of a series: the stages, the seasons, the frozen limits, and what a change is called."""

from __future__ import annotations

import random
from math import sqrt

import pytest

from dxkpi.domain.stats.change import Significance
from dxkpi.domain.stats.seasonal_baseline import expected_shares
from dxkpi.domain.stats.trend import TrendStage, trend_of_counts, trend_of_values
from dxkpi.domain.stats.xmr import Signal

QUARTERS = [1, 2, 3, 4] * 8
# Four quarters around their year's level, and a wobble that repeats after five, so that no year is like another.
SEASON = [3.0, -1.0, -3.0, 1.0]
WOBBLE = [0.6, -0.4, 0.2, -0.7, 0.3]


def seasonal(count: int, *, fall_at: int | None = None, fall: float = 0.0) -> list[float | None]:
    """Quarters around 90 with seasons, from one on lower by a fall."""
    lower = [fall if fall_at is not None and at >= fall_at else 0.0 for at in range(count)]
    return [90 + SEASON[at % 4] + WOBBLE[at % 5] - lower[at] for at in range(count)]


@pytest.mark.parametrize(
    ("count", "stage", "claim"),
    [
        (0, TrendStage.NOTHING, Significance.NO_FIGURE),
        (4, TrendStage.NOTHING, Significance.TOO_FEW),
        (5, TrendStage.TRIAL, Significance.ON_TRIAL),
        (12, TrendStage.TRIAL, Significance.ON_TRIAL),
        (13, TrendStage.VERDICT, Significance.STEADY),
    ],
)
def test_stages(count: int, stage: TrendStage, claim: Significance) -> None:
    """Fewer than 5 points: no claim; 5 to 12: limits on trial; from 13: a verdict."""
    trend = trend_of_values((WOBBLE * 3)[:count])
    assert (trend.stage, trend.claim, trend.comparable) == (stage, claim, count)
    assert any(point.lower is not None for point in trend.points) is (count >= 5)
    assert (trend.cause, any(point.signals for point in trend.points)) == (None, False)


@pytest.mark.parametrize(("count", "comparable"), [(4, 0), (6, 4), (7, 6), (8, 8), (12, 12), (13, 13)])
def test_a_quarter_compares_with_the_same_quarter(count: int, comparable: int) -> None:
    """A quarter counts where the same quarter of another year is there."""
    assert trend_of_values(seasonal(count), seasons=QUARTERS[:count]).comparable == comparable


def test_seasons_are_no_special_cause() -> None:
    """The third quarter is six points below the first every year; only without seasons does that look like much."""
    values = seasonal(20)
    trend = trend_of_values(values, seasons=QUARTERS[:20])
    assert trend.claim is Significance.STEADY
    assert not any(point.signals for point in trend.points)
    wide, narrow = (trend_of_values(values, seasons=quarters).points[-1] for quarters in (None, QUARTERS[:20]))
    assert (wide.upper or 0) - (wide.lower or 0) > 2 * ((narrow.upper or 0) - (narrow.lower or 0))


def test_one_season_is_the_plain_chart() -> None:
    """Without seasons the limits are those of the XmR chart of the first twelve, for ever."""
    values = [3.0, 5, 4, 6, 5, 4, 3, 5, 6, 4, 5, 4, 9, 9, 9]
    # Mean 4.5; ranges 2 1 2 1 1 1 2 1 2 1 1, mean 15/11.
    middle, reach = 4.5, 2.66 * 15 / 11
    trend = trend_of_values(values)
    assert trend.baseline == tuple(range(12))
    for point in trend.points:
        assert (point.middle, point.lower, point.upper) == pytest.approx((middle, middle - reach, middle + reach))


def test_the_middle_of_a_season_is_a_sum_over_a_sum() -> None:
    """First quarters of 80 of 100, 90 of 300 and 10 of 100: 180 of 500, not the mean of the three rates."""
    x = [80, 50, 50, 50, 90, 50, 50, 50, 10, 50, 50, 50, 36]
    n = [100, 100, 100, 100, 300, 100, 100, 100, 100, 100, 100, 100, 100]
    assert trend_of_counts(x, n, seasons=QUARTERS[:13]).points[-1].middle == pytest.approx(36.0)


def test_limits_by_counts_are_never_narrower_than_chance() -> None:
    """Shares that never moved: sigma of the thirteenth is √(p(1-p)(1/500 + 1/1500)), p = (1380 + ½) / 1501."""
    trend = trend_of_counts([460] * 13, [500] * 13, seasons=QUARTERS[:13])
    p = 1380.5 / 1501
    reach = 300 * sqrt(p * (1 - p) * (1 / 500 + 1 / 1500))
    assert trend.spread == 1
    assert trend.points[-1].upper == pytest.approx(92 + reach)
    assert trend.points[-1].lower == pytest.approx(92 - reach)


def test_a_fall_of_five_points_is_a_change_and_says_why() -> None:
    """92 % of 2,000 for three years, then 87 %."""
    trend = trend_of_counts([1840] * 12 + [1740], [2000] * 13, seasons=QUARTERS[:13])
    assert (trend.claim, trend.cause) == (Significance.CHANGED, Signal.OUTSIDE)
    assert trend.size == pytest.approx(-5)


def test_beyond_chance_but_small() -> None:
    """Of a million, half a point is beyond chance, and no change by the practical threshold; with a lower one it is."""
    x, n = [920_000] * 12 + [915_000], [1_000_000] * 13
    assert trend_of_counts(x, n, seasons=QUARTERS[:13]).claim is Significance.SMALL
    assert trend_of_counts(x, n, seasons=QUARTERS[:13], meaningful=0.5).claim is Significance.CHANGED


def test_large_but_within_chance() -> None:
    """Of fifty, four points are two dossiers."""
    assert trend_of_counts([46] * 12 + [44], [50] * 13, seasons=QUARTERS[:13]).claim is Significance.WITHIN_CHANCE


def test_a_run_is_as_large_as_its_mean() -> None:
    """Seven quarters 1.2 above their own: no point is outside, the seventh ends a run; its size is the run's mean."""
    values = [value and value + (1.2 if at >= 12 else 0) for at, value in enumerate(seasonal(19))]
    trend = trend_of_values(values, seasons=QUARTERS[:19])
    assert trend.cause is Signal.ONE_SIDE
    assert trend.size == pytest.approx(1.2, abs=0.3)
    assert trend.claim is Significance.CHANGED


def test_limits_do_not_move() -> None:
    """What comes after the baseline moves no limit."""
    before = trend_of_values(seasonal(13), seasons=QUARTERS[:13])
    after = trend_of_values(seasonal(20, fall_at=13, fall=8), seasons=QUARTERS[:20])
    assert [point.upper for point in after.points[:13]] == [point.upper for point in before.points]


def test_limits_are_recomputed_with_a_reason_only() -> None:
    """After a rebasing the new level is no change, and few points are on trial again; without a reason: refused."""
    values = seasonal(28, fall_at=14, fall=8)
    assert trend_of_values(values, seasons=QUARTERS[:28]).claim is Significance.CHANGED
    trend = trend_of_values(values, seasons=QUARTERS[:28], rebased={14: "liên thông từ quý III/2024"})
    assert (trend.claim, trend.begin, trend.reason) == (Significance.STEADY, 14, "liên thông từ quý III/2024")
    assert trend_of_values(values, seasons=QUARTERS[:28], rebased={20: "…"}).claim is Significance.ON_TRIAL
    with pytest.raises(ValueError, match="reason"):
        trend_of_values(values, seasons=QUARTERS[:28], rebased={14: " "})


def test_gaps_are_no_points() -> None:
    """Quarters without a figure carry no limits and count for nothing; a newest one without a figure has no claim."""
    values = seasonal(18)
    values[3] = values[9] = None
    trend = trend_of_values(values, seasons=QUARTERS[:18])
    assert trend.comparable == 16
    assert trend.points[3].upper is None
    assert trend_of_values([*values, None], seasons=QUARTERS[:19]).claim is Significance.NO_FIGURE


def test_no_dossiers_is_a_gap() -> None:
    """A denominator of 0 is no share."""
    assert trend_of_counts([1, 0, 1, 1, 1, 1], [2, 0, 2, 2, 2, 2]).comparable == 5


def test_chance_alone_is_seldom_called_a_change() -> None:
    """200 localities of 500 dossiers, seasonal, 16 quarters, nothing changes: at most 5 % are called changed; of 200
    that fall by five points at least 80 % are found within four quarters."""
    chance = random.Random(2026)

    def shares(count: int, fall_at: int) -> list[float]:
        rates = [0.92 + SEASON[at % 4] / 100 - (0.05 if at >= fall_at else 0) for at in range(count)]
        return [sum(chance.random() < rate for _ in range(500)) for rate in rates]

    def changed(x: list[float]) -> bool:
        return trend_of_counts(x, [500] * len(x), seasons=QUARTERS[: len(x)]).claim is Significance.CHANGED

    assert sum(changed(shares(16, fall_at=99)) for _ in range(200)) <= 10
    detected = [any(changed(x[:until]) for until in range(13, 17)) for x in (shares(16, 12) for _ in range(200))]
    assert sum(detected) >= 160


def test_a_quarter_of_nothing_is_expected_nowhere() -> None:
    """0 of 0 has no share: nothing for it, and the others as if it were not there (12 of 20: 60 %)."""
    with_it, spread = expected_shares([5, 0, 7, 6], [10, 0, 10, 10], [0] * 4, [0, 1, 2])
    without, same = expected_shares([5, 7, 6], [10, 10, 10], [0] * 3, [0, 1])
    assert with_it[1] is None
    assert ((with_it[0], *with_it[2:]), spread) == (without, same)
    assert without[0] is not None
    assert without[0].middle == 0.6
    # With 0 of 0 as its neighbour a point is alone in its baseline.
    assert expected_shares([5, 0, 6], [10, 0, 10], [0] * 3, [0, 1])[0] == (None, None, None)


@pytest.mark.parametrize("missing", [None, float("nan")])
def test_what_is_no_number_is_a_gap(missing: float | None) -> None:
    """A gap and NaN are the same: no value, and no limits there."""
    values = [*WOBBLE, missing, *WOBBLE * 2]
    gap = trend_of_values([*WOBBLE, None, *WOBBLE * 2])
    assert trend_of_values(values) == gap
    assert gap.points[len(WOBBLE)].value is None
