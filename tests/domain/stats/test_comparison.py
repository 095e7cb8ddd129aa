"""Better, worse, similar."""

from __future__ import annotations

from math import nan

import pytest

from dxkpi.domain.stats.comparison import Verdict, compare
from dxkpi.domain.stats.intervals import Interval

HIGHER, LOWER, NONE = True, False, None
BETTER, WORSE, SIMILAR = Verdict.BETTER, Verdict.WORSE, Verdict.SIMILAR


@pytest.mark.parametrize(
    ("interval", "reference", "higher_is_better", "verdict"),
    [
        ((91, 95), 90, HIGHER, BETTER),
        ((91, 95), 90, LOWER, WORSE),
        ((85, 89), 90, HIGHER, WORSE),
        ((85, 89), 90, LOWER, BETTER),
        ((85, 95), 90, HIGHER, SIMILAR),
        # The whole interval must lie on one side: touching is not enough.
        ((90, 95), 90, HIGHER, SIMILAR),
        ((85, 90), 90, HIGHER, SIMILAR),
        ((91, 95), 90, NONE, None),
        ((91, 95), None, HIGHER, None),
        (None, 90, HIGHER, None),
        ((nan, nan), 90, HIGHER, None),
        ((91, 95), nan, HIGHER, None),
    ],
)
def test_only_a_whole_interval_on_one_side_is_judged(
    interval: tuple[float, float] | None,
    reference: float | None,
    higher_is_better: bool | None,
    verdict: Verdict | None,
) -> None:
    """Judged by the interval, the way that is better, and nothing where any of the three is missing."""
    assert compare(Interval(*interval) if interval else None, reference, higher_is_better) is verdict
