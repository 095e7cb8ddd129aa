"""The modified z-score of values against their history, as in the book."""

from __future__ import annotations

from math import inf, nan

import numpy as np
import pytest

from dxkpi.domain.stats.outliers import latest, modified_z_scores

CASES = [
    # Median 36, deviations 2 2 3 3 5 45: MAD 3; 0.6745 × 45 / 3.
    (81, [31, 34, 38, 81, 39, 33], 10.1175),
    # Median 34, deviations 0 1 3 4 5, MAD 3; 0.6745 × 47 / 3.
    (81, [31, 34, 38, 39, 33], 10.567167),
    (31, [31, 34, 38, 81, 39, 33], 1.124167),
    (36, [31, 34, 38, 81, 39, 33], 0),
    # MAD 0, mean absolute deviation 2: 10 / (1.253314 × 2).
    (15, [5, 5, 5, 5, 15], 3.989424),
    (6, [5, 5, 5], inf),
    (4, [5, 5, 5], inf),
    (5, [5, 5, 5], 0),
    (5, [nan, 5, 5, nan], 0),
]


@pytest.mark.parametrize(("value", "history", "score"), CASES)
def test_the_modified_z_is_that_of_iglewicz_and_hoaglin(value: float, history: list[float], score: float) -> None:
    """Distance from the median in units of MAD / 0.6745; by the mean deviation where the MAD is 0."""
    scores = modified_z_scores(np.array([float(value)]), np.array(history, dtype=float)[:, None])
    assert scores.z.tolist() == pytest.approx([score], abs=1e-6)


def test_many_values_are_scored_at_once() -> None:
    """Each value has its column; one without a history has no median and no score."""
    scores = modified_z_scores(np.array([6.0, 1.0]), np.array([[5.0, nan], [5.0, nan]]))
    assert scores.median.tolist() == pytest.approx([5, nan], nan_ok=True)
    assert scores.z.tolist() == pytest.approx([inf, nan], nan_ok=True)
    assert scores.mad_is_zero.tolist() == [True, False]


def test_the_latest_value_is_the_last_that_is_there() -> None:
    """A column of 3, 4, missing: 4; a column without values: missing."""
    history = np.array([[3.0, nan], [4.0, nan], [nan, nan]])
    assert latest(history).tolist() == pytest.approx([4, nan], nan_ok=True)
