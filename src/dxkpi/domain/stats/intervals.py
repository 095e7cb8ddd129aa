"""Confidence levels, and the Wilson score interval of a proportion, without continuity correction.

Localities report complete counts, not samples. The interval therefore describes the process that produces the counts
(how often this office finishes a dossier on time), not dossiers that were left out.
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

from dxkpi.domain.stats.validation import is_share

# Intervals, verdicts and the inner funnel limits. The level of public health reports: Eayres (2008), APHO Technical
# Briefing 3, section "Use and presentation".
CONFIDENCE = 0.95
# Changes between two periods. A reader sees a dozen indicators at once: at 99 % one false alarm in a hundred, at 95 %
# one on every other page.
CHANGE_CONFIDENCE = 0.99
# The outer funnel limits, about three standard errors: Spiegelhalter (2005a), Statistics in Medicine 24, 1185-1202.
STRICT_CONFIDENCE = 0.998
STANDARD_NORMAL = NormalDist()


class Interval(NamedTuple):
    """A closed interval: both `low` and `high` belong to it."""

    low: float
    high: float


def normal_quantile(confidence: float) -> float:
    """The z for which a standard normal variable lies within ±z with this probability: 1.959964 for 0.95.

    Source: Wichura (1988), Algorithm AS 241, Applied Statistics 37, 477-484, routine PPND16. Raises ValueError unless
    0 < confidence < 1.
    """
    if not 0 < confidence < 1:
        raise ValueError("a confidence level lies between 0 and 1")
    return STANDARD_NORMAL.inv_cdf((1 + confidence) / 2)


def wilson_interval(numerator: float, denominator: float, *, confidence: float = CONFIDENCE) -> Interval | None:
    """The score interval of a proportion as a share from 0 to 1; None when the counts are no proportion.

    Source: Wilson (1927), Journal of the American Statistical Association 22, 209-212; Newcombe (1998), Statistics in
    Medicine 17, 857-872, method 3: (2np + z² ± z √(z² + 4np(1-p))) / (2(n + z²)); NIST/SEMATECH e-Handbook, section
    7.2.4.1. Raises ValueError unless 0 < confidence < 1.
    """
    z = normal_quantile(confidence)
    if not is_share(numerator, denominator):
        return None
    share = numerator / denominator
    shrinkage = 1 + z**2 / denominator
    middle = (share + z**2 / (2 * denominator)) / shrinkage
    half = z / shrinkage * sqrt(share * (1 - share) / denominator + z**2 / (4 * denominator**2))
    # At the ends the interval touches 0 or 1 exactly; rounding must not carry it past.
    return Interval(0.0 if numerator == 0 else middle - half, 1.0 if numerator == denominator else middle + half)
