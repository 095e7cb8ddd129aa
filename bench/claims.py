"""How often a change is claimed where there is none, and how often a collapse is missed, on simulated quarters.

A series has a constant number of dossiers a quarter, a season around its level, quarters that vary beyond what counts
explain, and rates that end at 100 %. The seed is fixed: the figures are the same every time. What is claimed of a
figure does not change with later ones, so that one series of forty quarters answers for every shorter one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from math import inf

import numpy as np

from dxkpi.domain.stats.claims import Claim
from dxkpi.domain.stats.trend import trend_of_counts

SEED = 20261201
LONGEST = 40
# Lengths of the series with the newest quarter.
LENGTHS = (8, 9, 10, 12, 13, 16, 24, 40)
COLLAPSE = 35.0
COLLAPSE_DOSSIERS = 1500
COLLAPSE_LENGTHS = (9, 10, 11, 12, 13, 16, 24, 40)
CHANGES = frozenset({Claim.ROSE, Claim.FELL})
# Seasons around the level, in parts of the amplitude, from the first quarter to the fourth.
WAVE, ONE_LOW, ALTERNATING = (1, -1 / 3, -1, 1 / 3), (-1, 1 / 3, 1 / 3, 1 / 3), (1, -1, 1, -1)


@dataclass(frozen=True)
class GridCell:
    """A kind of series: level in percent, dossiers a quarter, amplitude of the season and spread beyond chance (one
    sigma) in points."""

    rate: float
    dossiers: int
    season: float = 0.0
    spread: float = 0.0
    shape: tuple[float, ...] = WAVE

    def __str__(self) -> str:
        return f"{self.rate:g} %, {self.dossiers}, season {self.season:g}, spread {self.spread:g}"


class SeriesCase(StrEnum):
    """What lies in the quarters that a collapse is compared with."""

    PLAIN = "nothing else"
    ONE_OUTLIER = "one early outlier, 35 points low"
    TWO_OUTLIERS = "two early outliers, 35 points low"
    SAME_QUARTER = "two outliers of one quarter of the year"
    LOW_YEAR = "four low quarters, by 10 points"
    VERY_LOW_YEAR = "four low quarters, by 20 points"
    FIRST_COLLAPSE = "four low quarters, by 35 points"


# Positions of low quarters, and by how much.
LOWERED: dict[SeriesCase, dict[int, float]] = {
    SeriesCase.PLAIN: {},
    SeriesCase.ONE_OUTLIER: {0: 35},
    SeriesCase.TWO_OUTLIERS: {0: 35, 1: 35},
    SeriesCase.SAME_QUARTER: {0: 35, 4: 35},
    SeriesCase.LOW_YEAR: dict.fromkeys(range(4), 10),
    SeriesCase.VERY_LOW_YEAR: dict.fromkeys(range(4), 20),
    SeriesCase.FIRST_COLLAPSE: dict.fromkeys(range(4), 35),
}
SEASONS = ((0.0, WAVE), (3.0, WAVE), (6.0, WAVE), (6.0, ONE_LOW), (6.0, ALTERNATING))
GRID = tuple(
    GridCell(rate, dossiers, season, spread, shape)
    for rate, dossiers, (season, shape), spread in product(
        (80, 85, 90, 95, 97, 99), (100, 1000, 10_000), SEASONS, (0, 1, 2, 3)
    )
)


def still(cell: GridCell, quarters: int, runs: int) -> np.ndarray:
    """Dossiers on time of series in which nothing changes, a row a series."""
    return _counts(cell, quarters, runs, {})


def fallen(cell: GridCell, quarters: int, runs: int, case: SeriesCase) -> np.ndarray:
    """The same with a collapse in the last quarter."""
    return _counts(cell, quarters, runs, LOWERED[case] | {quarters - 1: COLLAPSE})


def claimed(cell: GridCell, numerators: np.ndarray, claims: Collection[Claim] = CHANGES) -> np.ndarray:
    """For every quarter, in percent of the series, how often one of these claims is made of it."""
    quarters = numerators.shape[1]
    seasons, denominators = [at % 4 for at in range(quarters)], [cell.dossiers] * quarters
    made = [
        [point.claim in claims for point in trend_of_counts(row, denominators, seasons=seasons).points]
        for row in numerators.tolist()
    ]
    return 100 * np.mean(made, axis=0)


def report(runs: int) -> str:
    """The tables of the README."""
    with ProcessPoolExecutor(2) as processes:
        false_claims = list(processes.map(_false_claims, ((cell, runs) for cell in GRID), chunksize=4))
    return f"{_grid_table(false_claims, runs)}\n\n{_collapse_table(max(runs // 10, 1))}"


def _false_claims(task: tuple[GridCell, int]) -> np.ndarray:
    cell, runs = task
    return claimed(cell, still(cell, LONGEST, runs))


def _grid_table(false_claims: Sequence[np.ndarray], runs: int) -> str:
    """The cell with most false claims of each level and length."""
    lines = [
        f"{runs:,} series in each of {len(GRID)} kinds, percent of false claims: the worst kind of each level\n",
        "| level, % | " + " | ".join(f"{length} quarters" for length in LENGTHS) + " |",
        "|---|" + "---|" * len(LENGTHS),
    ]
    for rate in sorted({cell.rate for cell in GRID}):
        worst = np.max([shares for cell, shares in zip(GRID, false_claims, strict=True) if cell.rate == rate], axis=0)
        lines.append(f"| {rate:g} | " + " | ".join(f"{worst[length - 1]:.1f}" for length in LENGTHS) + " |")
    at = [length - 1 for length in LENGTHS]
    over = sum(int((shares[at] > 5).sum()) for shares in false_claims)
    mean = float(np.mean([shares[at] for shares in false_claims]))
    lines.append(f"\nOf {len(GRID) * len(LENGTHS):,} cells {over} lie above 5 %; on average {mean:.1f} %.")
    return "\n".join(lines)


def _collapse_table(runs: int) -> str:
    """The least percent of collapses claimed, over levels and spreads, by case, season and length."""
    lines = [
        f"{runs:,} collapses by {COLLAPSE:g} points of {COLLAPSE_DOSSIERS:,} dossiers in each cell, percent claimed\n",
        "| compared with | season | " + " | ".join(f"{length} quarters" for length in COLLAPSE_LENGTHS) + " |",
        "|---|---|" + "---|" * len(COLLAPSE_LENGTHS),
    ]
    for case, season in product(SeriesCase, (0.0, 3.0)):
        shares = [_least_claimed(case, season, length, runs) for length in COLLAPSE_LENGTHS]
        lines.append(f"| {case.value} | {season:g} | " + " | ".join(f"{share:.0f}" for share in shares) + " |")
    return "\n".join(lines)


def _least_claimed(case: SeriesCase, season: float, quarters: int, runs: int) -> float:
    return min((_share(cell, quarters, runs, case) for cell in _collapse_cells(season)), default=inf)


def _collapse_cells(season: float) -> Iterator[GridCell]:
    for rate, spread in product((85, 95, 99), (0, 1)):
        yield GridCell(rate, COLLAPSE_DOSSIERS, season, spread)


def _share(cell: GridCell, quarters: int, runs: int, case: SeriesCase) -> float:
    return float(claimed(cell, fallen(cell, quarters, runs, case), {Claim.FELL})[-1])


def _counts(cell: GridCell, quarters: int, runs: int, lowered: dict[int, float]) -> np.ndarray:
    chance = np.random.default_rng([SEED, GRID.index(cell) if cell in GRID else len(GRID)])
    level = cell.rate + cell.season * np.resize(cell.shape, quarters) + chance.normal(0, cell.spread, (runs, quarters))
    # An event takes effect on a rate that is possible.
    rates = np.clip(level, 0, 100) - [lowered.get(at, 0.0) for at in range(quarters)]
    return chance.binomial(cell.dossiers, np.clip(rates, 0, 100) / 100)
