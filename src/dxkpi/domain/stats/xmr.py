"""Control charts: moving ranges, the scale of their limits, and the rules that find special causes.

Sequences are in time order, without gaps. Sources: Shewhart, Economic Control of Quality of Manufactured Product
(1931); Wheeler, Understanding Variation (1993); for the individuals (XmR) chart and its constants NIST/SEMATECH
e-Handbook of Statistical Methods, sections 6.3.2.1 and 6.3.2.2.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from math import copysign, inf

from dxkpi.domain.stats.validation import require_numbers

# Constants of ranges of two values from a normal distribution: d2 = 1.128, 3 / d2 = 2.66, D4 = 3.267 (NIST/SEMATECH
# e-Handbook, sections 6.3.2.1 and 6.3.2.2).
RANGE_TO_SIGMA = 1.128
RANGE_TO_LIMIT = 2.66
RANGE_UPPER_LIMIT = 3.267
# Control limits lie three sigmas from the middle (Shewhart, 1931), warning limits two (Western Electric, 1956).
LIMIT_SIGMAS = 3.0
WARNING_SIGMAS = 2.0
# Seven points in a row, as in NHS England, Making Data Count (2019); Western Electric (1956) asks for eight.
RUN_LENGTH = 7
# Two of three points in a row near one limit: Western Electric (1956).
WARNING_WINDOW, MIN_WARNINGS = 3, 2


class Signal(StrEnum):
    """A special cause, strongest first."""

    OUTSIDE = "outside-limits"
    NEAR_LIMIT = "near-limit"
    ONE_SIDE = "one-side"
    DRIFT = "drift"


def mean_moving_range(values: Sequence[float]) -> float:
    """The mean distance between neighbours, once screened: ranges above 3.267 times their mean are left out.

    Sources: Wheeler (1993), as in NIST/SEMATECH e-Handbook, section 6.3.2.2; screening: Nelson, Control Charts for
    Individual Measurements (1982, Journal of Quality Technology 14(3), 172-173); Provost and Murray, The Health Care
    Data Guide (2011), p. 155 and 192. Raises ValueError for fewer than two values and for a value that is not a number.
    """
    require_numbers(values)
    ranges = [abs(later - earlier) for earlier, later in pairwise(values)]
    if not ranges:
        raise ValueError("a moving range needs two values")
    mean = sum(ranges) / len(ranges)
    screened = [value for value in ranges if value <= RANGE_UPPER_LIMIT * mean]
    return sum(screened) / len(screened)


def in_sigmas(distance: float, sigma: float) -> float:
    """A distance from the middle in sigmas; with sigma 0, any distance but 0 is infinite."""
    if sigma:
        return distance / sigma
    return copysign(inf, distance) if distance else 0.0


def signals(distances: Sequence[float]) -> tuple[frozenset[Signal], ...]:
    """The special causes that each point is part of; points are given by their distance from the middle in sigmas.

    OUTSIDE: beyond three sigmas (Shewhart, 1931). NEAR_LIMIT: of three points in a row, two beyond two sigmas on the
    same side (Western Electric, Statistical Quality Control Handbook, 1956, as given in Montgomery and Runger, Applied
    Statistics and Probability for Engineers, 2003, p. 606). ONE_SIDE: seven in a row above, or below, the middle.
    DRIFT: seven in a row, each above, or each below, the one before (both NHS England, Making Data Count, 2019). A
    point on the middle ends a run, an equal neighbour ends a drift. Raises ValueError for NaN and None.
    """
    require_numbers(distances, finite=False)
    marked: list[set[Signal]] = [set() for _ in distances]
    for sign in (1.0, -1.0):
        heights = [sign * distance for distance in distances]
        _mark(marked, Signal.OUTSIDE, [at for at, height in enumerate(heights) if height > LIMIT_SIGMAS])
        for first in range(len(heights) - WARNING_WINDOW + 1):
            near = [at for at in range(first, first + WARNING_WINDOW) if heights[at] > WARNING_SIGMAS]
            _mark(marked, Signal.NEAR_LIMIT, near if len(near) >= MIN_WARNINGS else [])
        _mark(marked, Signal.ONE_SIDE, _in_runs([height > 0 for height in heights], RUN_LENGTH))
        rising = [later > earlier for earlier, later in pairwise(heights)]
        steps = _in_runs(rising, RUN_LENGTH - 1)
        _mark(marked, Signal.DRIFT, sorted({*steps, *(at + 1 for at in steps)}))
    return tuple(frozenset(causes) for causes in marked)


def _mark(marked: list[set[Signal]], signal: Signal, positions: Sequence[int]) -> None:
    for at in positions:
        marked[at].add(signal)


def _in_runs(holds: Sequence[bool], min_length: int) -> list[int]:
    """The positions inside unbroken runs of True of at least this length."""
    positions: list[int] = []
    run: list[int] = []
    for at, is_true in enumerate([*holds, False]):
        if is_true:
            run.append(at)
            continue
        positions += run if len(run) >= min_length else []
        run = []
    return positions
