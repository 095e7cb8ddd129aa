"""The rules that find special causes in a series, from the distances of its figures from their middles.

Distances are in sigmas and in time order, without gaps. A rule looks back only: it marks the figure that completes it,
so that what is said of a figure does not change with those after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dxkpi.domain.stats.claims import ClaimReason
from dxkpi.domain.stats.reference import LIMIT_SIGMAS
from dxkpi.domain.stats.validation import require_numbers

# Warning limits lie two sigmas from the middle: Western Electric, Statistical Quality Control Handbook (1956).
WARNING_SIGMAS = 2.0
# Seven points in a row, as in NHS England, Making Data Count (2019); Western Electric (1956) asks for eight.
RUN_LENGTH = 7
WARNING_WINDOW, MIN_WARNINGS = 3, 2


def special_causes(distances: Sequence[float]) -> tuple[frozenset[ClaimReason], ...]:
    """The rules that each figure completes.

    OUTSIDE_LIMITS: beyond three sigmas (Shewhart, 1931). NEAR_LIMIT: between two and three, as is another of the three
    that end with it, all three on the same side of the middle. ONE_SIDE: the seventh in a row, or a later one, on one
    side. DRIFT: the seventh in a row, or a later one, above or below the one before. A figure on the middle ends a run,
    an equal neighbour a drift. Source: NHSRplotthedots, which implements NHS England, Making Data Count (2019), section
    "Special cause variation". Raises ValueError for NaN and None.
    """
    require_numbers(distances, finite=False)
    return tuple(frozenset(_completed(distances[: at + 1])) for at in range(len(distances)))


def _completed(distances: Sequence[float]) -> list[ClaimReason]:
    """The rules that the last distance completes."""
    causes = []
    if abs(distances[-1]) > LIMIT_SIGMAS:
        causes.append(ClaimReason.OUTSIDE_LIMITS)
    window = distances[-WARNING_WINDOW:]
    if _is_near(distances[-1]) and sum(map(_is_near, window)) >= MIN_WARNINGS and _is_one_side(window, WARNING_WINDOW):
        causes.append(ClaimReason.NEAR_LIMIT)
    last = distances[-RUN_LENGTH:]
    if _is_one_side(last, RUN_LENGTH):
        causes.append(ClaimReason.ONE_SIDE)
    steps = [later - earlier for earlier, later in pairwise(last)]
    if _is_one_side(steps, RUN_LENGTH - 1):
        causes.append(ClaimReason.DRIFT)
    return causes


def _is_near(distance: float) -> bool:
    return WARNING_SIGMAS < abs(distance) <= LIMIT_SIGMAS


def _is_one_side(distances: Sequence[float], length: int) -> bool:
    return len(distances) == length and (min(distances) > 0 or max(distances) < 0)
