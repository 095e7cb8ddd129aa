"""The rules of special causes, one by one, and as NHSRplotthedots applies them."""

from __future__ import annotations

from math import inf

import pytest

from dxkpi.domain.stats.claims import ClaimReason
from dxkpi.domain.stats.special_causes import special_causes

CASES = [
    (ClaimReason.OUTSIDE_LIMITS, [0, 3.1, 0, -3.1, 3.0, inf], [1, 3, 5]),
    # NHSRplotthedots, its tests of "two in three": of three on one side of the mean, two near a limit.
    (ClaimReason.NEAR_LIMIT, [2.1, 0.1, 2.1], [2]),
    (ClaimReason.NEAR_LIMIT, [0.1, 2.1, 2.1], [2]),
    (ClaimReason.NEAR_LIMIT, [2.1, 2.1, 0.1], []),  # the third completes nothing: it is not near itself
    (ClaimReason.NEAR_LIMIT, [0.1, 0.1, 2.1, 0.1, 2.1, 0.1, 0.1], [4]),
    (ClaimReason.NEAR_LIMIT, [2.1, 0.1, 0.1, 2.1], []),
    (ClaimReason.NEAR_LIMIT, [2.1, 0.1, 0.1, 2.1, 2.1], [4]),
    (ClaimReason.NEAR_LIMIT, [2.1, -0.1, 2.1], []),  # not all three on one side
    (ClaimReason.NEAR_LIMIT, [2.1, 0, 2.1], []),  # one on the mean
    (ClaimReason.NEAR_LIMIT, [0.1, 3.5, 2.1], []),  # outside is not near
    (ClaimReason.NEAR_LIMIT, [2.1, 2.1], []),
    # Its tests of "seven point one side mean" and "seven point trend": the seventh and the eighth, no sixth.
    (ClaimReason.ONE_SIDE, [1] * 6, []),
    (ClaimReason.ONE_SIDE, [1] * 6 + [-1], []),
    (ClaimReason.ONE_SIDE, [1] * 8 + [-1], [6, 7]),
    (ClaimReason.ONE_SIDE, [1, 1, 1, 0, 1, 1, 1, 1], []),
    (ClaimReason.DRIFT, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6], []),
    (ClaimReason.DRIFT, [0.1, 0.2, 0.3, 0.3, 0.4, 0.5, 0.6], []),
    (ClaimReason.DRIFT, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7], [6]),
    (ClaimReason.DRIFT, [0.2, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.3], [7]),
]


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(("reason", "distances", "positions"), CASES)
def test_a_rule_marks_the_figure_that_completes_it(
    reason: ClaimReason, distances: list[float], positions: list[int], sign: int
) -> None:
    """Above the middle and below it alike."""
    marked = special_causes([sign * distance for distance in distances])
    assert [at for at, causes in enumerate(marked) if reason in causes] == positions
