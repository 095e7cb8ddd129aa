"""XmR charts: the published worked series, the rules one by one, and what must hold of all limits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.domain import ControlLimits, Signal, mean_moving_range, moving_ranges, signals, special_causes, xmr_limits

# The series with which NHS-R's package shows the difference that screening makes.
WORKED = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
ONE_APART = ControlLimits(mean=0, lower=-3, upper=3, moving_range=3 / 2.66)


@pytest.mark.parametrize(("screened", "lower", "upper"), [(True, -0.72, 4.60), (False, -3.06, 6.95)])
def test_published_limits(screened: bool, lower: float, upper: float) -> None:
    """Mean 1.94; screened and unscreened limits as published."""
    limits = xmr_limits(WORKED, screened=screened)
    assert (round(limits.mean, 2), round(limits.lower, 2), round(limits.upper, 2)) == (1.94, lower, upper)


def test_moving_ranges_by_hand() -> None:
    """1, 4, 2: distances 3 and 2, mean 2.5."""
    assert moving_ranges([1, 4, 2]) == (3, 2)
    assert mean_moving_range([1, 4, 2]) == 2.5


def test_screening_leaves_out_once() -> None:
    """Ranges: ten of 1, one of 5, one of 60, mean 6.25. 60 goes; 5, above 3.267 times the new mean only, stays."""
    values = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 5, 65]
    assert mean_moving_range(values) == (10 + 5) / 11
    assert mean_moving_range(values, screened=False) == 75 / 12


def test_a_series_that_never_varied_has_limits_without_width() -> None:
    """Ten times 100 %: any other value is beyond chance."""
    limits = xmr_limits([100.0] * 10)
    assert (limits.lower, limits.upper) == (100, 100)
    assert special_causes([100, 99], limits) == (frozenset(), {Signal.OUTSIDE})


def test_limits_need_two_values() -> None:
    """One value has no moving range."""
    with pytest.raises(ValueError, match="two values"):
        xmr_limits([5.0])


def test_clipping_is_for_showing() -> None:
    """A limit of 104 % is shown as 100 %."""
    assert ControlLimits(95, 86, 104, 3.4).clipped() == ControlLimits(95, 86, 100, 3.4)


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


@pytest.mark.parametrize(("signal", "standings", "places"), CASES)
def test_each_rule_marks_its_points(signal: Signal, standings: list[float], places: list[int]) -> None:
    """Outside; two of three near one limit; seven on one side (the middle ends a run); seven rising."""
    assert [at for at, found in enumerate(signals(standings)) if signal in found] == places


@pytest.mark.parametrize(("signal", "standings", "places"), CASES)
def test_the_rules_know_no_up_or_down(signal: Signal, standings: list[float], places: list[int]) -> None:
    """Turned upside down, the same points are marked."""
    turned = signals([-each for each in standings])
    assert [at for at, found in enumerate(turned) if signal in found] == places


@given(st.lists(st.integers(-500, 500), min_size=2, max_size=40), st.integers(1, 50), st.integers(-1000, 1000))
def test_limits_move_and_stretch_with_the_values(values: list[int], factor: int, shift: int) -> None:
    """In other units and from another zero the chart is the same."""
    plain, moved = xmr_limits(values), xmr_limits([factor * value + shift for value in values])
    assert moved.upper == pytest.approx(factor * plain.upper + shift, abs=1e-6)
    assert moved.lower == pytest.approx(factor * plain.lower + shift, abs=1e-6)


@given(st.lists(st.integers(-500, 500), min_size=2, max_size=40))
def test_screened_limits_are_never_wider(values: list[int]) -> None:
    """Screening leaves out large ranges only."""
    assert mean_moving_range(values) <= mean_moving_range(values, screened=False) + 1e-9


def test_special_causes_are_those_of_the_standings() -> None:
    """With limits three from the middle a value is its own distance in sigmas."""
    values = [0, 3.1, 0, -3.1, 2.2, 2.2]
    assert special_causes(values, ONE_APART) == signals(values)
