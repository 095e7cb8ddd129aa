"""How usual a value is beside others: the modified z-score of the book."""

from __future__ import annotations

from math import inf

import pytest

from dxkpi.domain import modified_z


@pytest.mark.parametrize(
    ("value", "sample", "score"),
    [
        # Median 36, deviations 2 2 3 3 5 45: MAD 3; 0.6745 × 45 / 3.
        (81, [31, 34, 38, 81, 39, 33], 10.1175),
        # The value left out: median 34, deviations 0 1 3 4 5, MAD 3; 0.6745 × 47 / 3.
        (81, [31, 34, 38, 39, 33], 10.567167),
        (31, [31, 34, 38, 81, 39, 33], -1.124167),
        (36, [31, 34, 38, 81, 39, 33], 0),
        # MAD 0, mean absolute deviation 2: 10 / (1.253314 × 2).
        (15, [5, 5, 5, 5, 15], 3.989424),
        (6, [5, 5, 5], inf),
        (4, [5, 5, 5], -inf),
        (5, [5, 5, 5], 0),
    ],
)
def test_the_modified_z_is_that_of_iglewicz_and_hoaglin(value: float, sample: list[float], score: float) -> None:
    """Distance from the median in units of MAD / 0.6745, with its sign; by the mean deviation where the MAD is 0."""
    assert modified_z(value, sample) == pytest.approx(score, abs=1e-6)


def test_beside_nothing_there_is_no_score() -> None:
    """An empty sample has no median."""
    assert modified_z(1, []) is None
