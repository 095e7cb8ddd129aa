"""Laney's p′ chart: by hand, against a second plain implementation, and beside the p chart."""

from __future__ import annotations

from math import sqrt
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.domain import Signal, p_prime

POINTS = st.lists(
    st.integers(2, 10**6).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n))), min_size=2, max_size=30
)


def test_by_hand() -> None:
    """40, 60, 40 of 100 each: p̄ 7/15, σ_p √(p̄(1-p̄)/100), z one 0.2/σ_p apart, σ_z that over 1.128."""
    chart = p_prime([40, 60, 40], [100, 100, 100])
    sigma = sqrt(7 / 15 * 8 / 15 / 100)
    assert chart.centre == pytest.approx(7 / 15)
    assert chart.sigma_z == pytest.approx(0.2 / sigma / 1.128)
    assert chart.upper[0] == pytest.approx(7 / 15 + 3 * 0.2 / 1.128)
    assert chart.lower[0] == pytest.approx(7 / 15 - 3 * 0.2 / 1.128)


@given(POINTS)
def test_against_a_second_implementation(points: list[tuple[int, int]]) -> None:
    """The formulas of the paper, written once more with a loop each."""
    whole = sum(x for x, _ in points) / sum(n for _, n in points)
    z = [(x / n - whole) / sqrt(whole * (1 - whole) / n) for x, n in points]
    spread = fmean(abs(z[at] - z[at - 1]) for at in range(1, len(z))) / 1.128
    chart = p_prime([x for x, _ in points], [n for _, n in points])
    assert chart.sigma_z == pytest.approx(spread, rel=1e-6, abs=1e-9)
    for (_, n), lower, upper in zip(points, chart.lower, chart.upper, strict=True):
        reach = 3 * sqrt(whole * (1 - whole) / n) * spread
        assert (lower, upper) == pytest.approx((whole - reach, whole + reach), rel=1e-6, abs=1e-9)


def test_large_denominators_do_not_make_everything_special() -> None:
    """Shares that swing by a point of a hundred thousand are far outside plain p limits and inside p′."""
    shares = [0.92, 0.93, 0.915, 0.925, 0.93, 0.92, 0.915, 0.93, 0.925, 0.92, 0.93, 0.92]
    n = 100_000
    chart = p_prime([share * n for share in shares], [n] * len(shares))
    assert chart.sigma_z > 5
    assert not any(chart.signals)
    assert abs(shares[0] - chart.centre) > 3 * sqrt(chart.centre * (1 - chart.centre) / n)


def test_the_fall_is_outside() -> None:
    """Four points of a hundred below twelve that move by one."""
    shares = [0.92, 0.93] * 6 + [0.86]
    chart = p_prime([share * 1000 for share in shares], [1000] * 13)
    assert Signal.OUTSIDE in chart.signals[-1]
