"""Whether two shares differ: beyond chance, and by at least a practical threshold.

A difference is called a change only when it is both. Every other combination has its own claim.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import NormalDist

from dxkpi.domain.stats.intervals import CHANGE_CONFIDENCE, normal_quantile
from dxkpi.domain.stats.validation import require_numbers, require_shares

# A difference below one point changes no decision. DXKPI_MEANINGFUL_POINTS overrides it.
MEANINGFUL_POINTS = 1.0


class Significance(StrEnum):
    """What may be claimed of a difference.

    CHANGED: beyond chance and at least the threshold. SMALL: beyond chance, below the threshold. WITHIN_CHANCE: at
    least the threshold, but within chance. STEADY: neither. ON_TRIAL: too few periods for a verdict, enough for
    provisional limits. TOO_FEW: too few periods for any limits. NO_FIGURE: the newest figure is missing.
    """

    CHANGED = "changed"
    SMALL = "small"
    WITHIN_CHANCE = "within_chance"
    STEADY = "steady"
    ON_TRIAL = "on_trial"
    TOO_FEW = "too_few"
    NO_FIGURE = "no_figure"


@dataclass(frozen=True)
class Change:
    """A difference between two shares: its size in the unit of the shares, its z-score, and what may be claimed."""

    size: float
    z: float
    claim: Significance


def two_proportions(x1: float, n1: float, x2: float, n2: float) -> tuple[float, float]:
    """The z-score and two-sided p-value of x2/n2 - x1/n1.

    z = (p2 - p1) / √(p(1-p)(1/n1 + 1/n2)) with p = (x1+x2)/(n1+n2), without continuity correction; 0 when both shares
    are 0 or both are 1. Source: Illowsky and Dean, Collaborative Statistics (2008), section "Comparing Two Independent
    Population Proportions". Raises ValueError when a pair of counts is no proportion.
    """
    require_shares((x1, x2), (n1, n2))
    pooled = (x1 + x2) / (n1 + n2)
    error = sqrt(max(pooled * (1 - pooled), 0.0) * (1 / n1 + 1 / n2))
    z = (x2 / n2 - x1 / n1) / error if error else 0.0
    return z, 2 * NormalDist().cdf(-abs(z))


def change_of_counts(
    earlier: tuple[float, float],
    later: tuple[float, float],
    *,
    spread: float | None,
    scale: float = 100.0,
    meaningful: float = MEANINGFUL_POINTS,
    confidence: float = CHANGE_CONFIDENCE,
) -> Change:
    """What may be claimed of the difference between two shares, each given as (numerator, denominator).

    `spread` is σ_z (Laney, 2002, section "Sigma Z" of the methods that `sigma_z` cites): how much more such shares vary
    than their counts alone would; it widens the range of chance. None when unknown: a difference within the chance of
    the counts is then WITHIN_CHANCE or STEADY, a larger one TOO_FEW. `scale` is 100 for percent; `meaningful` has the
    scaled unit. Raises ValueError as `two_proportions` does, and when an option is not a number.
    """
    require_numbers((meaningful, scale, 1.0 if spread is None else spread))
    z, _ = two_proportions(*earlier, *later)
    size = scale * (later[0] / later[1] - earlier[0] / earlier[1])
    bound = normal_quantile(confidence)
    if spread is None and abs(z) > bound:
        return Change(size, z, Significance.TOO_FEW)
    beyond = abs(z) > bound * max(spread or 1.0, 1.0)
    return Change(size, z, claim_of(size, beyond_chance=beyond, meaningful=meaningful))


def claim_of(size: float, *, beyond_chance: bool, meaningful: float) -> Significance:
    """The claim for a difference of this size: CHANGED only when beyond chance and at least `meaningful`.

    Significance does not measure size, nor size significance: Wasserstein and Lazar (2016), The American Statistician
    70, 129-133, principle 5. Raises ValueError when the size or the threshold is not a number.
    """
    require_numbers((size, meaningful))
    large = abs(size) >= meaningful
    if beyond_chance:
        return Significance.CHANGED if large else Significance.SMALL
    return Significance.WITHIN_CHANCE if large else Significance.STEADY
