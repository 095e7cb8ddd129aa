"""How far chance alone may move a proportion: the Wilson score interval, without continuity correction.

Counts reported by localities are complete, not samples: the interval speaks of the process that brings such counts
forth (how often dossiers of this office are on time), not of dossiers that were left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

from dxkpi.domain.stats.validation import is_share

CONFIDENCE = 0.95
STRICT_CONFIDENCE = 0.998
STANDARD_NORMAL = NormalDist()


class Interval(NamedTuple):
    """From `low` to `high`, both included."""

    low: float
    high: float


def normal_quantile(confidence: float) -> float:
    """The z that a standard normal variable stays within, either way, with this probability: 1.959964 for 0.95.

    Wichura (1988), Algorithm AS 241, Applied Statistics 37, 477-484, routine PPND16. Raises `ValueError` unless
    0 < confidence < 1.
    """
    if not 0 < confidence < 1:
        raise ValueError("a confidence lies between 0 and 1")
    return STANDARD_NORMAL.inv_cdf((1 + confidence) / 2)


def wilson_interval(numerator: float, denominator: float, *, confidence: float = CONFIDENCE) -> Interval | None:
    """The score interval of a proportion, as a share from 0 to 1, without continuity correction.

    Nothing where there is no proportion: a denominator of 0, or a numerator that is no part of it.
    Wilson (1927), Journal of the American Statistical Association 22, 209-212; Newcombe (1998), Statistics in Medicine
    17, 857-872, method 3: (2np + z² ± z √(z² + 4np(1-p))) / (2(n + z²)); NIST/SEMATECH e-Handbook, section 7.2.4.1.
    """
    z = normal_quantile(confidence)
    if not is_share(numerator, denominator):
        return None
    share = numerator / denominator
    stretch = 1 + z**2 / denominator
    middle = (share + z**2 / (2 * denominator)) / stretch
    half = z / stretch * sqrt(share * (1 - share) / denominator + z**2 / (4 * denominator**2))
    # At the ends the interval touches 0 or 1 exactly; rounding must not carry it past.
    return Interval(0.0 if numerator == 0 else middle - half, 1.0 if numerator == denominator else middle + half)


def wilson_intervals(
    numerators: Sequence[float], denominators: Sequence[float], *, confidence: float = CONFIDENCE
) -> tuple[Interval | None, ...]:
    """The same for many proportions, in their order. Wilson (1927); NIST/SEMATECH e-Handbook, section 7.2.4.1."""
    pairs = zip(numerators, denominators, strict=True)
    return tuple(wilson_interval(numerator, denominator, confidence=confidence) for numerator, denominator in pairs)
