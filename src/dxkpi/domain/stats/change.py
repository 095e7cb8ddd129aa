"""Whether two shares differ: beyond chance, and by more than a practical threshold.

Plain functions on counts. A change is called a change only where it is both; what it is otherwise has a name too.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import NormalDist

from dxkpi.domain.stats.intervals import normal_quantile
from dxkpi.domain.stats.validation import require_numbers, require_shares

# Below one point a difference changes no decision; a setting (DXKPI_MEANINGFUL_POINTS) overrides it.
MEANINGFUL_POINTS = 1.0
# A reader sees a dozen indicators at once: at 99 % one false alarm in a hundred, not one on every other page.
CHANGE_CONFIDENCE = 0.99


class Claim(StrEnum):
    """Beyond chance or not, beyond the practical threshold or not; or why that cannot be said."""

    CHANGED = "changed"
    SMALL = "small"
    WITHIN_CHANCE = "within_chance"
    STEADY = "steady"
    ON_TRIAL = "on_trial"
    TOO_FEW = "too_few"
    NO_FIGURE = "no_figure"


@dataclass(frozen=True)
class Change:
    """A difference between two shares: its size in the shares' unit, its z, and what may be claimed of it."""

    size: float
    z: float
    claim: Claim


def two_proportions(x1: float, n1: float, x2: float, n2: float) -> tuple[float, float]:
    """z and the two-sided p of the second share less the first.

    z = (p2 - p1) / √(p(1-p)(1/n1 + 1/n2)) with p = (x1+x2)/(n1+n2), without continuity correction: Illowsky and Dean,
    Collaborative Statistics (2008), section "Comparing Two Independent Population Proportions". Equal shares of 0 or of
    1: z is 0. Raises `ValueError` where one is no share.
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
    """What the difference between two shares, each (numerator, denominator), may be called.

    `spread`: how many times more such shares vary than their counts alone would (σ_z of Laney, 2002, section "Sigma Z"
    of the methods that `sigma_z` names), which widens what chance can do. Nothing where it is not known: then a
    difference within the chance of the counts is within chance, and of a greater one it cannot be said (too few
    points). `scale`: 100 for percent; `meaningful` in the same unit.
    Raises `ValueError` as `two_proportions`.
    """
    require_numbers((meaningful, scale, 1.0 if spread is None else spread))
    z, _ = two_proportions(*earlier, *later)
    size = scale * (later[0] / later[1] - earlier[0] / earlier[1])
    bound = normal_quantile(confidence)
    if spread is None and abs(z) > bound:
        return Change(size, z, Claim.TOO_FEW)
    beyond = abs(z) > bound * max(spread or 1.0, 1.0)
    return Change(size, z, claim_of(size, beyond_chance=beyond, meaningful=meaningful))


def claim_of(size: float, *, beyond_chance: bool, meaningful: float) -> Claim:
    """A change is a change only where it is both beyond chance and at least the practical threshold.

    That neither tells the other: Wasserstein and Lazar (2016), The American Statistician 70, 129-133, principle 5.
    Raises `ValueError` for a size that is no number.
    """
    require_numbers((size, meaningful))
    large = abs(size) >= meaningful
    if beyond_chance:
        return Claim.CHANGED if large else Claim.SMALL
    return Claim.WITHIN_CHANCE if large else Claim.STEADY
