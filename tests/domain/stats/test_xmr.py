"""XmR charts: the published worked series, the rules one by one, and what must hold of all limits."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.domain.stats.seasonal_baseline import expected_values
from dxkpi.domain.stats.xmr import Signal, in_sigmas, mean_moving_range, signals

# The series with which NHS-R's package shows the difference that screening makes.
WORKED = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]


def chart(values: Sequence[float]) -> tuple[float, float, float]:
    """Mean, lower and upper limit of a chart whose baseline is all of the values."""
    point = expected_values(values, [0] * len(values), range(len(values)))[0]
    assert point is not None
    return point.middle, point.middle - 3 * point.sigma, point.middle + 3 * point.sigma


def test_published_limits() -> None:
    """Mean 1.94, screened limits -0.72 and 4.60 as published."""
    assert tuple(round(number, 2) for number in chart(WORKED)) == (1.94, -0.72, 4.60)


def test_moving_ranges_by_hand() -> None:
    """1, 4, 2: distances 3 and 2, mean 2.5."""
    assert mean_moving_range([1, 4, 2]) == 2.5


def test_screening_leaves_out_once() -> None:
    """Ranges: ten of 1, one of 5, one of 60, mean 6.25. 60 goes; 5, above 3.267 times the new mean only, stays."""
    assert mean_moving_range([0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 5, 65]) == (10 + 5) / 11


def test_a_series_that_never_varied_has_limits_without_width() -> None:
    """Ten times 100 %: any other value is beyond all limits."""
    assert chart([100.0] * 10) == (100, 100, 100)
    assert [in_sigmas(distance, 0.0) for distance in (0, 1, -1)] == [0, inf, -inf]


def test_limits_need_two_values() -> None:
    """One value has no moving range."""
    with pytest.raises(ValueError, match="two values"):
        mean_moving_range([5.0])


CASES = [
    (Signal.OUTSIDE, [0, 3.1, 0, -3.1, 3.0], [1, 3]),
    (Signal.NEAR_LIMIT, [0, 2.1, 0, 2.2, 0, 0], [1, 3]),
    (Signal.NEAR_LIMIT, [2.1, 0, 0, 2.2, -2.1], []),
    (Signal.NEAR_LIMIT, [-2.5, -2.5, 0], [0, 1]),
    (Signal.ONE_SIDE, [-1, 1, 2, 1, 2, 1, 2, 1, -1], [1, 2, 3, 4, 5, 6, 7]),
    (Signal.ONE_SIDE, [-1, 1, 2, 1, 2, 1, 2, -1], []),
    (Signal.ONE_SIDE, [1, 1, 1, 0, 1, 1, 1, 1], []),
    (Signal.DRIFT, [0.3, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7], [1, 2, 3, 4, 5, 6, 7]),
    (Signal.DRIFT, [0.1, 0.2, 0.3, 0.3, 0.4, 0.5, 0.6, 0.7], []),
    (Signal.DRIFT, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.5], []),
]


@pytest.mark.parametrize(("signal", "distances", "places"), CASES)
def test_each_rule_marks_its_points(signal: Signal, distances: list[float], places: list[int]) -> None:
    """Outside; two of three near one limit; seven on one side (the middle ends a run); seven rising."""
    assert [at for at, causes in enumerate(signals(distances)) if signal in causes] == places


@pytest.mark.parametrize(("signal", "distances", "places"), CASES)
def test_the_rules_know_no_up_or_down(signal: Signal, distances: list[float], places: list[int]) -> None:
    """Turned upside down, the same points are marked."""
    turned = signals([-distance for distance in distances])
    assert [at for at, causes in enumerate(turned) if signal in causes] == places


@given(st.lists(st.integers(-500, 500), min_size=2, max_size=40), st.integers(1, 50), st.integers(-1000, 1000))
def test_limits_move_and_stretch_with_the_values(values: list[int], factor: int, shift: int) -> None:
    """In other units and from another zero the chart is the same."""
    plain, moved = chart(values), chart([factor * value + shift for value in values])
    assert moved == pytest.approx(tuple(factor * number + shift for number in plain), abs=1e-6)


@given(st.lists(st.integers(-500, 500), min_size=2, max_size=40))
def test_screening_never_widens(values: list[int]) -> None:
    """Screening leaves out large ranges only."""
    assert mean_moving_range(values) <= fmean(abs(b - a) for a, b in pairwise(values)) + 1e-9
