"""The middle that each point is compared with, taken from its own season in a baseline, and one sigma of chance.

Sequences are in time order, without gaps. `seasons` says which points compare with each other (the quarter of the
year); give every point the same season when there are none. `baseline` holds positions of the sequences.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import sqrt

from dxkpi.domain.stats.p_prime import sigma_z
from dxkpi.domain.stats.validation import require_numbers, require_positions, require_shares
from dxkpi.domain.stats.xmr import LIMIT_SIGMAS, RANGE_TO_LIMIT, in_sigmas, mean_moving_range

# The middle of a season needs two points of the baseline, else a point would be compared with itself.
MIN_POINTS_OF_SEASON = 2
# Eleven moving ranges estimate σ_z with a standard error of about a quarter: below 1.25 there is little evidence of
# more variation than that of the counts.
MIN_EXTRA_VARIATION = 1.25


@dataclass(frozen=True)
class ExpectedPoint:
    """Where a point is expected, and one sigma of chance around it, in the unit of the values."""

    middle: float
    sigma: float


@dataclass(frozen=True)
class _SeasonSums:
    """Σx, Σn and the number of points of one season in the baseline."""

    numerator: float = 0.0
    denominator: float = 0.0
    points: int = 0


def expected_shares(
    numerators: Sequence[float], denominators: Sequence[float], seasons: Sequence[Hashable], baseline: Sequence[int]
) -> tuple[tuple[ExpectedPoint | None, ...], float]:
    """Where each share (0 to 1) is expected, and σ_z: how much more the baseline varies than its counts alone would.

    The middle of a season is Σx/Σn over its baseline points. One sigma is σ_z·√(p(1-p)(1/n ± 1/N)), N the Σn of the
    season: plus outside the baseline, because the middle is uncertain too; minus inside, because the point is part of
    the middle. σ_z comes from the moving ranges of the standardised baseline, screened (Laney, 2002, as in `sigma_z`,
    section "Sigma Z"), and is 1 when not clearly larger. p is (Σx + ½)/(N + 1), the mean that follows from Jeffreys'
    prior, so that it is never 0 or 1 (Brown, Cai and DasGupta, 2001, Statistical Science 16(2), 101-133). None for
    points whose season has fewer than two baseline points, and for a denominator of 0, which never joins the baseline.
    Raises ValueError when counts are no proportion, lengths differ or a baseline position does not exist.
    """
    if not len(numerators) == len(denominators) == len(seasons):
        raise ValueError("every point needs its numerator, denominator and season")
    require_positions(baseline, len(denominators))
    counted = [at for at, n in enumerate(denominators) if n != 0]
    require_shares([numerators[at] for at in counted], [denominators[at] for at in counted])
    positions = [at for at in baseline if denominators[at]]
    sums, inside = _season_sums(numerators, denominators, seasons, positions), set(positions)
    points: list[ExpectedPoint | None] = []
    for at, n in enumerate(denominators):
        season = sums.get(seasons[at], _SeasonSums())
        if not n or season.points < MIN_POINTS_OF_SEASON:
            points.append(None)
            continue
        p = (season.numerator + 0.5) / (season.denominator + 1)
        variance = p * (1 - p) * (1 / n + (-1 if at in inside else 1) / season.denominator)
        points.append(ExpectedPoint(season.numerator / season.denominator, sqrt(variance)))
    z_scores = [
        in_sigmas(numerators[at] / denominators[at] - point.middle, point.sigma)
        for at in positions
        if (point := points[at])
    ]
    estimate = sigma_z(z_scores) if len(z_scores) > 1 else 1.0
    spread = estimate if estimate > MIN_EXTRA_VARIATION else 1.0
    return tuple(point and ExpectedPoint(point.middle, spread * point.sigma) for point in points), spread


def expected_values(
    values: Sequence[float], seasons: Sequence[Hashable], baseline: Sequence[int]
) -> tuple[ExpectedPoint | None, ...]:
    """Where each value is expected: the mean of its season's baseline values; sigma comes from moving ranges.

    One season: the XmR chart itself, mean ± 2.66 times the mean moving range of the baseline, screened (Wheeler, 1993;
    NIST/SEMATECH e-Handbook, section 6.3.2.2). More seasons: the moving ranges are those of the distances from the
    season means, and sigma is widened by √(1 + 1/k) outside the baseline and narrowed by √(1 - 1/k) inside, k the
    season's points, as for any residual. None for points whose season has fewer than two baseline points. Raises
    ValueError when a value is not a number, lengths differ or a baseline position does not exist.
    """
    require_numbers(values)
    require_positions(baseline, len(values))
    if len(seasons) != len(values):
        raise ValueError("every value needs its season")
    by_season: dict[Hashable, list[float]] = {}
    for at in baseline:
        by_season.setdefault(seasons[at], []).append(values[at])
    usable = {season: points for season, points in by_season.items() if len(points) >= MIN_POINTS_OF_SEASON}
    middles = {season: sum(points) / len(points) for season, points in usable.items()}
    inside = set(baseline) if len(usable) > 1 else set()
    is_seasonal = len(by_season) > 1

    def width(at: int) -> float:
        share = 1 / len(usable[seasons[at]]) if is_seasonal else 0.0
        return sqrt(1 - share if at in inside else 1 + share)

    distances = [(values[at] - middles[seasons[at]]) / width(at) for at in baseline if seasons[at] in usable]
    mean_range = mean_moving_range(distances) if len(distances) > 1 else 0.0
    sigma = RANGE_TO_LIMIT * mean_range / LIMIT_SIGMAS
    return tuple(
        ExpectedPoint(middles[season], sigma * width(at)) if season in usable else None
        for at, season in enumerate(seasons)
    )


def _season_sums(
    numerators: Sequence[float], denominators: Sequence[float], seasons: Sequence[Hashable], positions: Sequence[int]
) -> dict[Hashable, _SeasonSums]:
    sums: dict[Hashable, _SeasonSums] = {}
    for at in positions:
        so_far = sums.get(seasons[at], _SeasonSums())
        sums[seasons[at]] = _SeasonSums(
            so_far.numerator + numerators[at], so_far.denominator + denominators[at], so_far.points + 1
        )
    return sums
