"""XmR charts: individual values, their moving ranges, limits, and the special causes that stand out from them.

Plain functions on plain sequences in time order, without gaps. Sources: Shewhart, Economic Control of Quality of
Manufactured Product (1931); Wheeler, Understanding Variation (1993); for the individuals chart and its constants
NIST/SEMATECH e-Handbook of Statistical Methods, sections 6.3.2.1 and 6.3.2.2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import copysign, inf

from dxkpi.domain.stats.validation import require_numbers

# Constants of ranges of two values from a normal distribution: d2 = 1.128, 3 / d2 = 2.66, D4 = 3.267 (NIST/SEMATECH
# e-Handbook, sections 6.3.2.1 and 6.3.2.2).
RANGE_TO_SIGMA = 1.128
RANGE_TO_LIMIT = 2.66
RANGE_UPPER_LIMIT = 3.267
SIGMAS = 3.0
NEAR_SIGMAS = 2.0
# Seven points, as in NHS England, Making Data Count (2019); Western Electric (1956) asks for eight on one side.
RUN = 7
WINDOW, NEAR_AT_LEAST = 3, 2


class Signal(StrEnum):
    """A special cause, in the order of strength."""

    OUTSIDE = "outside"
    NEAR_LIMIT = "near_limit"
    ONE_SIDE = "one_side"
    DRIFT = "drift"


@dataclass(frozen=True)
class ControlLimits:
    """The middle, the limits and the mean moving range of an XmR chart, in the values' unit."""

    mean: float
    lower: float
    upper: float
    moving_range: float

    def clipped(self, low: float = 0.0, high: float = 100.0) -> ControlLimits:
        """The limits as they are shown: no share is below 0 or above 100 percent. Never used to judge."""
        return ControlLimits(self.mean, max(self.lower, low), min(self.upper, high), self.moving_range)


def moving_ranges(values: Sequence[float]) -> tuple[float, ...]:
    """The distance of each value from the one before it; one fewer than the values.

    Wheeler (1993), as in NIST/SEMATECH e-Handbook, section 6.3.2.2. Raises `ValueError` for what is no number.
    """
    require_numbers(values)
    return tuple(abs(later - earlier) for earlier, later in pairwise(values))


def mean_moving_range(values: Sequence[float], *, screened: bool = True) -> float:
    """The mean moving range; screened: without the ranges above 3.267 times their mean, which are left out once.

    Screening: Nelson, Control Charts for Individual Measurements (1982, Journal of Quality Technology 14(3), 172-173);
    Provost and Murray, The Health Care Data Guide (2011), p. 155 and 192. Raises `ValueError` for fewer than two
    values.
    """
    ranges = moving_ranges(values)
    if not ranges:
        raise ValueError("a moving range needs two values")
    mean = sum(ranges) / len(ranges)
    if not screened:
        return mean
    kept = [each for each in ranges if each <= RANGE_UPPER_LIMIT * mean]
    return sum(kept) / len(kept)


def xmr_limits(values: Sequence[float], *, screened: bool = True) -> ControlLimits:
    """Mean and natural process limits: mean ± 2.66 times the mean moving range.

    Wheeler (1993), as in NIST/SEMATECH e-Handbook, section 6.3.2.2. Raises `ValueError` for fewer than two values.
    """
    require_numbers(values)
    middle = sum(values) / len(values) if values else 0.0
    ranges = mean_moving_range(values, screened=screened)
    return ControlLimits(middle, middle - RANGE_TO_LIMIT * ranges, middle + RANGE_TO_LIMIT * ranges, ranges)


def special_causes(values: Sequence[float], limits: ControlLimits) -> tuple[frozenset[Signal], ...]:
    """The special causes that each value is a part of, against the limits of an XmR chart: `signals`, whose
    distances are in sigmas of 2.66 / 3 mean moving ranges (Wheeler, 1993, as in NIST/SEMATECH e-Handbook, section
    6.3.2.2)."""
    require_numbers(values)
    sigma = RANGE_TO_LIMIT * limits.moving_range / SIGMAS
    return signals([standing(value - limits.mean, sigma) for value in values])


def standing(distance: float, sigma: float) -> float:
    """A distance from the middle in sigmas; where nothing ever varied, any distance is beyond all limits."""
    if sigma:
        return distance / sigma
    return copysign(inf, distance) if distance else 0.0


def signals(standings: Sequence[float]) -> tuple[frozenset[Signal], ...]:
    """The special causes that each point is a part of; points given by their distance from the middle in sigmas.

    Outside: beyond three sigmas (Shewhart, 1931). Near a limit: of three points in a row, two beyond two sigmas on the
    same side (Western Electric, Statistical Quality Control Handbook, 1956, as given in Montgomery and Runger, Applied
    Statistics and Probability for Engineers, 2003, p. 606). One side: seven in a row above, or below, the middle.
    Drift: seven in a row, each above, or each below, the one before (both NHS England, Making Data Count, 2019). A
    point on the middle belongs to no side and ends a run, an equal neighbour ends a drift. Raises `ValueError` for what
    is no number.
    """
    require_numbers(standings, finite=False)
    found: list[set[Signal]] = [set() for _ in standings]
    for sign in (1.0, -1.0):
        places = [sign * each for each in standings]
        _mark(found, Signal.OUTSIDE, [at for at, place in enumerate(places) if place > SIGMAS])
        for first in range(len(places) - WINDOW + 1):
            near = [at for at in range(first, first + WINDOW) if places[at] > NEAR_SIGMAS]
            _mark(found, Signal.NEAR_LIMIT, near if len(near) >= NEAR_AT_LEAST else [])
        _mark(found, Signal.ONE_SIDE, _in_runs([place > 0 for place in places], RUN))
        rising = [later > earlier for earlier, later in pairwise(places)]
        steps = _in_runs(rising, RUN - 1)
        _mark(found, Signal.DRIFT, sorted({*steps, *(at + 1 for at in steps)}))
    return tuple(frozenset(each) for each in found)


def _mark(found: list[set[Signal]], signal: Signal, places: Sequence[int]) -> None:
    for at in places:
        found[at].add(signal)


def _in_runs(holds: Sequence[bool], least: int) -> list[int]:
    """The places that lie in an unbroken run of at least so many."""
    found: list[int] = []
    run: list[int] = []
    for at, each in enumerate([*holds, False]):
        if each:
            run.append(at)
            continue
        found += run if len(run) >= least else []
        run = []
    return found
