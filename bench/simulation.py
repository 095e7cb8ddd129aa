"""How often a change is claimed where there is none, and how soon a real one is found; beside the plain arrow.

Simulated localities: so many dossiers a quarter, a season around the level, and, where it is said, quarters that vary
more than their counts alone would. Seeded: the same figures every time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dxkpi.domain.stats.change import Claim
from dxkpi.domain.stats.trend import trend_of_counts

SEED = 20261123
LOCALITIES = 1000
DOSSIERS = 500
QUARTERS = 16
# In points around the level, from the first quarter to the fourth.
SEASON = (2.0, -1.0, -2.0, 1.0)
FALL = 5.0
WITHIN = 4
# An arrow is drawn where the difference, as it is shown, is not 0.0 points.
ARROW = 0.05
TO_REACH = "at most 5 % and at least 80 %"


@dataclass(frozen=True)
class SimulatedLocality:
    """A kind of locality: its level, how much its quarters vary beyond chance (one sigma), both in points."""

    level: float
    varying: float


@dataclass(frozen=True)
class Outcome:
    """Percent of the localities: called changed where nothing changed, and fallen and found within four quarters."""

    called: float
    found: float


CASES = (
    SimulatedLocality(92, 0),
    SimulatedLocality(92, 1),
    SimulatedLocality(85, 0),
    SimulatedLocality(85, 1),
    SimulatedLocality(80, 0),
    SimulatedLocality(92, 2),
)


def simulate(localities: int = LOCALITIES) -> Iterator[tuple[SimulatedLocality, dict[str, Outcome]]]:
    """Each case with what the product's trend and two arrows make of it."""
    ways = {
        "trend": lambda counts: (
            trend_of_counts(counts, [DOSSIERS] * len(counts), seasons=[at % 4 for at in range(len(counts))]).claim
            is Claim.CHANGED
        ),
        "arrow": lambda counts: _points(counts) >= ARROW,
        "arrow from one point on": lambda counts: _points(counts) >= 1,
    }
    for number, case in enumerate(CASES):
        chance = np.random.default_rng([SEED, number])
        still = [_counts(case, chance, fall_at=QUARTERS) for _ in range(localities)]
        falling = [_counts(case, chance, fall_at=QUARTERS - WITHIN) for _ in range(localities)]
        yield (
            case,
            {
                name: Outcome(
                    100 * sum(map(claims, still)) / localities,
                    100 * sum(any(claims(counts[:until]) for until in _untils()) for counts in falling) / localities,
                )
                for name, claims in ways.items()
            },
        )


def show(localities: int = LOCALITIES) -> None:
    """Print the table as it stands in the README."""
    print(f"{localities:,} localities each, {DOSSIERS} dossiers a quarter, {QUARTERS} quarters; to reach: {TO_REACH}\n")
    names: list[str] = []
    for case, outcomes in simulate(localities):
        if not names:
            names = list(outcomes)
            print("| level, % | vary beyond chance by, points | " + " | ".join(names) + " |")
            print("|---|---|" + "---|" * len(names))
        cells = (f"{each.called:.1f} % · {each.found:.1f} %" for each in outcomes.values())
        print(f"| {case.level:g} | {case.varying:g} | " + " | ".join(cells) + " |")


def _untils() -> range:
    """The lengths of the series at each of the quarters in which a fall is to be found."""
    return range(QUARTERS - WITHIN + 1, QUARTERS + 1)


def _counts(case: SimulatedLocality, chance: np.random.Generator, *, fall_at: int) -> list[float]:
    """Dossiers on time, quarter by quarter; from `fall_at` on the level is lower."""
    at = np.arange(QUARTERS)
    rates = case.level + np.resize(SEASON, QUARTERS) - FALL * (at >= fall_at) + chance.normal(0, case.varying, QUARTERS)
    return chance.binomial(DOSSIERS, np.clip(rates / 100, 0, 1)).astype(float).tolist()


def _points(counts: Sequence[float]) -> float:
    """The difference between the newest quarter and the same one a year before, its size in points."""
    return abs(100 * (counts[-1] - counts[-5]) / DOSSIERS)
