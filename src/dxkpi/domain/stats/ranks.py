"""Ranks and their uncertainty: ranks with ties, the range of ranks that each value may have, fifths."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dxkpi.domain.stats.intervals import CONFIDENCE, Interval
from dxkpi.domain.stats.validation import require_numbers

FIFTHS = 5


def competition_ranks(values: Sequence[float], *, higher_first: bool = True) -> tuple[int, ...]:
    """The rank of each value, 1 the first; equal values share the better rank (1, 2, 2, 4).

    1 + how many values are better. Source: R Core Team (2024), `rank`, section "Details", ties "min". Raises ValueError
    when a value is None or NaN.
    """
    require_numbers(values, finite=False)
    numbers = np.array(values, dtype=float)
    ordered = np.sort(-numbers if higher_first else numbers)
    return tuple((1 + np.searchsorted(ordered, -numbers if higher_first else numbers, side="left")).tolist())


def confidence_of_each(count: int, *, confidence: float = CONFIDENCE) -> float:
    """The confidence that each of `count` independent intervals needs for all to hold at once with `confidence`.

    (1 - α)^(1/count). Source: Klein, Wright and Wieczorek (2020), Journal of the Royal Statistical Society C 69,
    589-606, figure 1. Raises ValueError unless 0 < confidence < 1.
    """
    if not 0 < confidence < 1:
        raise ValueError("a confidence level lies between 0 and 1")
    return confidence ** (1 / max(count, 1))


def rank_ranges(intervals: Sequence[Interval], *, higher_first: bool = True) -> tuple[tuple[int, int], ...]:
    """The best and the worst rank of each interval.

    Best: 1 + how many intervals lie wholly on the better side. Worst: all, less those wholly on the worse side. With
    intervals of `confidence_of_each`, all ranges hold at once: the joint confidence region of Klein, Wright and
    Wieczorek (2020), figure 1. They count touching intervals as apart, because equal values share the worse rank there;
    here equal values share the better one. Why ranks need ranges: Goldstein and Spiegelhalter (1996), Journal of the
    Royal Statistical Society A 159, 385-443. Raises ValueError when an end is None or NaN or low is above high.
    """
    require_numbers(*intervals, finite=False)
    if any(low > high for low, high in intervals):
        raise ValueError("an interval must not end before it begins")
    if not intervals:
        return ()
    lows, highs = np.array(intervals, dtype=float).T
    above = len(lows) - np.searchsorted(np.sort(lows), highs, side="right")
    below = np.searchsorted(np.sort(highs), lows, side="left")
    better, worse = (above, below) if higher_first else (below, above)
    return tuple(zip((1 + better).tolist(), (len(lows) - worse).tolist(), strict=True))


def fifth(rank: int, count: int) -> int:
    """The fifth (1 to 5) of `count` ranks that a rank lies in: ⌊5 (rank - 1) / count⌋ + 1.

    Fifths end at the quantiles of Hyndman and Fan (1996), The American Statistician 50, 361-365, definition 1. Raises
    ValueError unless 1 ≤ rank ≤ count.
    """
    if not 1 <= rank <= count:
        raise ValueError("a rank lies between 1 and the number of ranks")
    return (rank - 1) * FIFTHS // count + 1
