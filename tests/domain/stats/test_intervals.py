"""Wilson intervals: published values, the ends, and what must hold of every interval."""

from __future__ import annotations

from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.domain.stats.intervals import wilson_interval

COUNTS = st.integers(1, 10**7).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@pytest.mark.parametrize(
    ("numerator", "denominator", "confidence", "low", "high"),
    [
        (65, 100, 0.95, 0.552544, 0.736358),
        (65, 100, 0.998, 0.495495, 0.778354),
        # Newcombe (1998), table I, method 3.
        (81, 263, 0.95, 0.2553, 0.3662),
        (15, 148, 0.95, 0.0624, 0.1605),
        (0, 20, 0.95, 0.0, 0.1611),
        (1, 29, 0.95, 0.0061, 0.1718),
        # Public Health England, PHEstatmethods, its tests of phe_proportion.
        (35078, 41980, 0.95, 0.83201210, 0.83910324),
        (35078, 41980, 0.998, 0.82992190, 0.84110220),
        # R package cards, proportion_ci_wilson without correction.
        (5, 10, 0.90, 0.2692718, 0.7307282),
        (32, 32, 0.95, 0.8928208, 1.0),
        (0, 32, 0.95, 0.0, 0.1071792),
        # 29 / (29 + z²), by hand.
        (29, 29, 0.95, 0.8830, 1.0),
    ],
)
def test_published_intervals(numerator: int, denominator: int, confidence: float, low: float, high: float) -> None:
    """65 of 100 by hand, the table of the paper that compares seven methods, and what public packages print."""
    digits = 5e-5 if denominator in (263, 148, 20, 29) else 1e-6
    assert wilson_interval(numerator, denominator, confidence=confidence) == pytest.approx((low, high), abs=digits)


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 0), (3, 0), (5, 4), (-1, 4)])
def test_where_there_is_no_proportion_there_is_no_interval(numerator: int, denominator: int) -> None:
    """Nothing to divide by, or a part that is none."""
    assert wilson_interval(numerator, denominator) is None


@given(COUNTS)
def test_an_interval_holds_its_share_and_stays_within_0_and_1(counts: tuple[int, int]) -> None:
    """0 of n begins at exactly 0, n of n ends at exactly 1, and the share itself is inside."""
    low, high = wilson_interval(*counts) or (2.0, 2.0)
    assert 0 <= low <= counts[0] / counts[1] <= high <= 1
    assert (low == 0) is (counts[0] == 0)
    assert (high == 1) is (counts[0] == counts[1])


@given(COUNTS)
def test_the_ends_solve_the_equation_they_come_from(counts: tuple[int, int]) -> None:
    """At each end the share is exactly z standard errors away, the error taken at that end (Wilson 1927)."""
    numerator, denominator = counts
    for end in wilson_interval(numerator, denominator) or ():
        if 0 < end < 1:
            away = abs(numerator / denominator - end) / sqrt(end * (1 - end) / denominator)
            assert isclose(away, 1.959963984540054, rel_tol=1e-6)
