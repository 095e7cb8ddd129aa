"""Confidence levels, and the Wilson score interval of a proportion, without continuity correction.

Localities report complete counts, not samples. The interval therefore describes the process that produces the counts
(how often this office finishes a dossier on time), not dossiers that were left out.
"""

from __future__ import annotations

from functools import cache
from math import cos, exp, pi, sin, sqrt
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


@cache
def t_quantile(confidence: float, degrees: int) -> float:
    """The t for which Student's t of these degrees of freedom lies within ±t with this probability: 4.604 for 0.99, 4.

    Source: Hill (1970), Algorithm 396, Student's t-quantiles, Communications of the ACM 13, 619-620, routine T; exact
    for one and two degrees of freedom. Raises ValueError unless 0 < confidence < 1 and degrees ≥ 1.
    """
    if not 0 < confidence < 1 or degrees < 1:
        raise ValueError("a confidence level lies between 0 and 1, and degrees of freedom are 1 or more")
    p, n = 1 - confidence, degrees
    if n == 1:
        return cos(p * pi / 2) / sin(p * pi / 2)
    if n == 2:
        return sqrt(2 / (p * (2 - p)) - 2)
    a = 1 / (n - 0.5)
    b = 48 / a**2
    c = ((20700 * a / b - 98) * a - 16) * a + 96.36
    d = ((94.5 / (b + c) - 3) / b + 1) * sqrt(a * pi / 2) * n
    y = (d * p) ** (2 / n)
    if y <= a + 0.05:
        y = ((1 / (((n + 6) / (n * y) - 0.089 * d - 0.822) * (n + 2) * 3) + 0.5 / (n + 4)) * y - 1) * (n + 1) / (
            n + 2
        ) + 1 / y
        return sqrt(n * y)
    x = STANDARD_NORMAL.inv_cdf(p / 2)
    if n < 5:
        c += 0.3 * (n - 4.5) * (x + 0.6)
    c += (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b
    y = (((((0.4 * x**2 + 6.3) * x**2 + 36) * x**2 + 94.5) / c - x**2 - 3) / b + 1) * x
    y = a * y**2
    return sqrt(n * (exp(y) - 1 if y > 0.002 else y + y**2 / 2))
