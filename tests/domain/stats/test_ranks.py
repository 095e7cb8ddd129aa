"""Ranks with ties, their ranges, and fifths."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.domain.stats.intervals import Interval
from dxkpi.domain.stats.ranks import competition_ranks, confidence_of_each, fifth, rank_ranges

INTERVALS = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)).map(lambda ends: Interval(min(ends), max(ends))))


def test_equal_values_share_the_better_place() -> None:
    """1, 2, 2, 4, from the highest or from the lowest."""
    assert competition_ranks([90, 80, 95, 80]) == (2, 3, 1, 3)
    assert competition_ranks([90, 80, 95, 80], higher_first=False) == (3, 1, 4, 1)
    assert competition_ranks([]) == ()


def test_ranges_by_hand() -> None:
    """A above B and C, which overlap: A is first, B and C second or third."""
    apart = [Interval(0.9, 0.95), Interval(0.6, 0.8), Interval(0.7, 0.85)]
    assert rank_ranges(apart) == ((1, 1), (2, 3), (2, 3))
    assert rank_ranges(apart, higher_first=False) == ((3, 3), (1, 2), (1, 2))
    assert rank_ranges([Interval(0, 0.5), Interval(0.5, 1)]) == ((1, 2), (1, 2))
    assert rank_ranges([]) == ()


@given(INTERVALS, st.booleans())
def test_ranges_are_one_by_one_comparisons(intervals: list[Interval], higher_first: bool) -> None:
    """Best: 1 + how many are surely better; worst: all but how many are surely worse."""
    for mine, (best, worst) in zip(intervals, rank_ranges(intervals, higher_first=higher_first), strict=True):
        above = sum(other.low > mine.high for other in intervals)
        below = sum(other.high < mine.low for other in intervals)
        better, worse = (above, below) if higher_first else (below, above)
        assert (best, worst) == (1 + better, len(intervals) - worse)


@given(INTERVALS)
def test_a_rank_is_within_its_range(intervals: list[Interval]) -> None:
    """Ranked by a point inside each interval, no place falls out of its range."""
    places = competition_ranks([(low + high) / 2 for low, high in intervals])
    for place, (best, worst) in zip(places, rank_ranges(intervals), strict=True):
        assert best <= place <= worst


def test_intervals_that_hold_together_are_wider() -> None:
    """0.95 for both of two independent ones asks √0.95 of each."""
    assert confidence_of_each(2) == pytest.approx(0.974679, abs=1e-6)
    assert confidence_of_each(1) == 0.95


def test_fifths() -> None:
    """Of ten, the first two places are the first fifth, the last two the fifth."""
    assert [fifth(rank, 10) for rank in range(1, 11)] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
