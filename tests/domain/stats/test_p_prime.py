"""Laney's p′ limits as the control chart draws them: by hand, and against a second plain implementation."""

from __future__ import annotations

from math import sqrt
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.domain.stats.seasonal_baseline import expected_shares
from dxkpi.domain.stats.trend import trend_of_counts
from dxkpi.domain.stats.xmr import Signal

POINTS = st.lists(
    st.integers(2, 10**6).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n))), min_size=2, max_size=30
)


def test_by_hand() -> None:
    """40, 60, 40 of 100 each: middle 7/15; each sigma σ_z·√(p(1-p)(1/100 - 1/300)), the ranges of z all 0.2/that."""
    points, spread = expected_shares([40, 60, 40], [100] * 3, [0] * 3, range(3))
    p = 140.5 / 301
    error = sqrt(p * (1 - p) * (1 / 100 - 1 / 300))
    assert spread == pytest.approx(0.2 / error / 1.128)
    assert [(point.middle, point.sigma) for point in points if point] == [pytest.approx((7 / 15, 0.2 / 1.128))] * 3


@given(POINTS)
def test_against_a_second_implementation(points: list[tuple[int, int]]) -> None:
    """The formulas of the docstring, written once more with a loop each; σ_z at or below 1.25 counts as 1."""
    all_x, all_n = sum(x for x, _ in points), sum(n for _, n in points)
    p = (all_x + 0.5) / (all_n + 1)
    errors = [sqrt(p * (1 - p) * (1 / n - 1 / all_n)) for _, n in points]
    z = [(x / n - all_x / all_n) / error for (x, n), error in zip(points, errors, strict=True)]
    ranges = [abs(z[at] - z[at - 1]) for at in range(1, len(z))]
    estimate = fmean([length for length in ranges if length <= 3.267 * fmean(ranges)]) / 1.128
    expected, spread = expected_shares([x for x, _ in points], [n for _, n in points], [0] * len(z), range(len(z)))
    assert spread == pytest.approx(estimate if estimate > 1.25 else 1, rel=1e-6)
    for point, error in zip(expected, errors, strict=True):
        assert point is not None
        assert (point.middle, point.sigma) == pytest.approx((all_x / all_n, spread * error), rel=1e-6)


def test_large_denominators_do_not_make_everything_special() -> None:
    """Shares that swing by a point of a hundred thousand are far outside plain p limits and inside p′."""
    shares = [0.92, 0.93, 0.915, 0.925, 0.93, 0.92, 0.915, 0.93, 0.925, 0.92, 0.93, 0.92, 0.925]
    n = 100_000
    trend = trend_of_counts([share * n for share in shares], [n] * len(shares))
    assert (trend.spread or 0) > 5
    assert not any(point.signals for point in trend.points)


def test_a_fall_is_outside() -> None:
    """One point of a thousand six points below twelve that move by one."""
    shares = [0.92, 0.93] * 6 + [0.86]
    trend = trend_of_counts([share * 1000 for share in shares], [1000] * 13)
    assert Signal.OUTSIDE in trend.points[-1].signals
