"""What a point is held against: the middle of its own season in a baseline, and one sigma of chance around it.

Plain functions on plain sequences in time order without gaps. `seasons` tells which points compare with each other: the
quarter of the year; one season for all where there are none.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import sqrt

from dxkpi.domain.stats.p_prime import sigma_z
from dxkpi.domain.stats.validation import require_numbers, require_places, require_shares
from dxkpi.domain.stats.xmr import RANGE_TO_LIMIT, SIGMAS, mean_moving_range, standing

# A season's middle needs two points of the baseline, else a point would be held against itself.
LEAST_OF_A_SEASON = 2
# Eleven moving ranges estimate σ_z with a standard error of about a quarter: below 1.25 little speaks against chance in
# the counts alone.
CLEARLY_MORE = 1.25
# Σx, Σn and how many points of a season that is not in the baseline.
NOTHING = (0.0, 0.0, 0)


@dataclass(frozen=True)
class ExpectedPoint:
    """Where a point is expected, and one sigma of chance around it, in the values' unit."""

    middle: float
    sigma: float


def expected_shares(
    numerators: Sequence[float], denominators: Sequence[float], seasons: Sequence[Hashable], baseline: Sequence[int]
) -> tuple[tuple[ExpectedPoint | None, ...], float]:
    """Where each share (between 0 and 1) is expected, and how much more the baseline varies than counts alone would.

    The middle of a season is Σx/Σn over its points in the baseline. One sigma is σ_z·√(p(1-p)(1/n ± 1/N)), N the Σn of
    the season: plus for a point outside the baseline, whose middle is uncertain too, minus for a point inside, which is
    a part of it. σ_z from the moving ranges of the standardised baseline, screened (Laney, 2002, as in `sigma_z`,
    section "Sigma Z"); 1 where it is not clearly more, so that no claim goes beyond the chance that lies in the counts.
    p is (Σx + ½)/(N + 1), the mean that follows from Jeffreys' prior, so that it is never 0 or 1 (Brown, Cai and
    DasGupta, 2001, Statistical Science 16(2), 101-133). Nothing for points whose season has fewer than two points in
    the baseline, and for points of nothing (denominator 0), which are no part of a baseline. Raises `ValueError` for
    what is no share, and for places that are not there.
    """
    if not len(numerators) == len(denominators) == len(seasons):
        raise ValueError("every point needs its numerator, denominator and season")
    require_places(baseline, len(denominators))
    counted = [at for at, n in enumerate(denominators) if n != 0]
    require_shares([numerators[at] for at in counted], [denominators[at] for at in counted])
    places = [at for at in baseline if denominators[at]]
    pooled, within = _pooled(numerators, denominators, seasons, places), set(places)
    made: list[ExpectedPoint | None] = []
    for at, n in enumerate(denominators):
        x_sum, n_sum, count = pooled.get(seasons[at], NOTHING)
        if not n or count < LEAST_OF_A_SEASON:
            made.append(None)
            continue
        p = (x_sum + 0.5) / (n_sum + 1)
        made.append(ExpectedPoint(x_sum / n_sum, sqrt(p * (1 - p) * (1 / n + (-1 if at in within else 1) / n_sum))))
    z = [standing(numerators[at] / denominators[at] - each.middle, each.sigma) for at in places if (each := made[at])]
    estimated = sigma_z(z, screened=True) if len(z) > 1 else 1.0
    spread = estimated if estimated > CLEARLY_MORE else 1.0
    return tuple(each and ExpectedPoint(each.middle, spread * each.sigma) for each in made), spread


def expected_values(
    values: Sequence[float], seasons: Sequence[Hashable], baseline: Sequence[int]
) -> tuple[ExpectedPoint | None, ...]:
    """Where each value is expected: the mean of its season's values in the baseline; sigma from moving ranges.

    One season: the XmR chart itself, mean ± 2.66 times the mean moving range of the baseline, screened (Wheeler, 1993;
    NIST/SEMATECH e-Handbook, section 6.3.2.2). More: the moving ranges are those of the distances from the seasons'
    means, and sigma is widened by √(1 + 1/k) for points outside the baseline and narrowed by √(1 - 1/k) inside, k the
    season's points, as for any residual. Raises `ValueError` for what is no number, and for places that are not there.
    """
    require_numbers(values)
    require_places(baseline, len(values))
    if len(seasons) != len(values):
        raise ValueError("every value needs its season")
    found: dict[Hashable, list[float]] = {}
    for at in baseline:
        found.setdefault(seasons[at], []).append(values[at])
    known = {season: each for season, each in found.items() if len(each) >= LEAST_OF_A_SEASON}
    middles = {season: sum(each) / len(each) for season, each in known.items()}
    within = set(baseline) if len(known) > 1 else set()
    seasonal = len(found) > 1

    def width(at: int) -> float:
        share = 1 / len(known[seasons[at]]) if seasonal else 0.0
        return sqrt(1 - share if at in within else 1 + share)

    distances = [(values[at] - middles[seasons[at]]) / width(at) for at in baseline if seasons[at] in known]
    ranges = mean_moving_range(distances) if len(distances) > 1 else 0.0
    sigma = RANGE_TO_LIMIT * ranges / SIGMAS
    return tuple(
        ExpectedPoint(middles[season], sigma * width(at)) if season in known else None
        for at, season in enumerate(seasons)
    )


def _pooled(
    numerators: Sequence[float], denominators: Sequence[float], seasons: Sequence[Hashable], places: Sequence[int]
) -> dict[Hashable, tuple[float, float, int]]:
    """Σx, Σn and the number of points of each season, over the places of a baseline."""
    pooled: dict[Hashable, tuple[float, float, int]] = {}
    for at in places:
        x_sum, n_sum, count = pooled.get(seasons[at], NOTHING)
        pooled[seasons[at]] = (x_sum + numerators[at], n_sum + denominators[at], count + 1)
    return pooled
