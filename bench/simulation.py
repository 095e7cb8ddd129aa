"""How often a change is reported where there is none, and how soon a real one is detected; arrows to compare with.

Simulated localities: a constant number of dossiers a quarter, a season around the level and, in some cases, quarters
that vary more than binomial counts do. The seed is fixed: the figures are the same every time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dxkpi.domain.stats.change import Significance
from dxkpi.domain.stats.trend import trend_of_counts

SEED = 20261123
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
    """Percent of localities: reported as changed without a change, and detected within four quarters of a fall."""

    called: float
    detected: float


CASES = (
    SimulatedLocality(92, 0),
    SimulatedLocality(92, 1),
    SimulatedLocality(85, 0),
    SimulatedLocality(85, 1),
    SimulatedLocality(80, 0),
    SimulatedLocality(92, 2),
)


def simulate(localities: int) -> Iterator[tuple[SimulatedLocality, dict[str, Outcome]]]:
    """Each case with the outcome of the product's trend and of two arrows."""
    ways = {
        "trend": lambda counts: (
            trend_of_counts(counts, [DOSSIERS] * len(counts), seasons=[at % 4 for at in range(len(counts))]).claim
            is Significance.CHANGED
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


def report(localities: int) -> str:
    """The table of the README."""
    lines = [
        f"{localities:,} localities each, {DOSSIERS} dossiers a quarter, {QUARTERS} quarters; to reach: {TO_REACH}\n"
    ]
    names: list[str] = []
    for case, outcomes in simulate(localities):
        if not names:
            names = list(outcomes)
            lines += [
                "| level, % | vary beyond chance by, points | " + " | ".join(names) + " |",
                "|---|---|" + "---|" * len(names),
            ]
        cells = (f"{outcome.called:.1f} % · {outcome.detected:.1f} %" for outcome in outcomes.values())
        lines.append(f"| {case.level:g} | {case.varying:g} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _untils() -> range:
    """The lengths of the series at each of the quarters in which a fall is to be detected."""
    return range(QUARTERS - WITHIN + 1, QUARTERS + 1)


def _counts(case: SimulatedLocality, chance: np.random.Generator, *, fall_at: int) -> list[float]:
    """Dossiers on time, quarter by quarter; from `fall_at` on the level is lower."""
    at = np.arange(QUARTERS)
    rates = case.level + np.resize(SEASON, QUARTERS) - FALL * (at >= fall_at) + chance.normal(0, case.varying, QUARTERS)
    return chance.binomial(DOSSIERS, np.clip(rates / 100, 0, 1)).astype(float).tolist()


def _points(counts: Sequence[float]) -> float:
    """The difference between the newest quarter and the same one a year before, its size in points."""
    return abs(100 * (counts[-1] - counts[-5]) / DOSSIERS)
