"""How many localities lie outside a funnel's limits where nothing but chance and the usual variation is at work.

Simulated provinces: forty localities whose rates vary normally on the arcsine scale, as the limits suppose. Seeded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dxkpi.domain.stats.funnel import fit_funnel
from dxkpi.domain.stats.intervals import normal_quantile

SEED = 20261128
LOCALITIES = 40
LEVEL = 0.92
DOSSIERS, FEWEST = 1000, 50
LIMITS = (0.95, 0.998)


@dataclass(frozen=True)
class FunnelCase:
    """How the localities differ: the spread of the logarithm of their dossiers, and τ of their rates."""

    sizes: float
    tau: float


CASES = tuple(FunnelCase(sizes, tau) for sizes in (0, 0.5, 1) for tau in (0, 0.02, 0.05, 0.1))


def simulate(funnels: int) -> Iterator[tuple[FunnelCase, tuple[float, ...], tuple[float, ...]]]:
    """Each case with the percent of localities outside each of the overdispersed limits, and of those of chance."""
    for number, case in enumerate(CASES):
        chance = np.random.default_rng([SEED, number])
        fits = [fit_funnel(*_counts(case, chance)) for _ in range(funnels)]
        yield case, _outside([fit.adjusted for fit in fits]), _outside([fit.plain for fit in fits])


def report(funnels: int) -> str:
    """The table of the README."""
    lines = [
        f"{funnels} funnels of {LOCALITIES} localities each, {DOSSIERS:,} dossiers in the middle, {LEVEL:.0%}\n",
        "| dossiers differ by (log) | τ | outside 95 % · 99.8 % | of chance alone |",
        "|---|---|---|---|",
    ]
    for case, usual, alone in simulate(funnels):
        cells = (" · ".join(f"{share:.1f} %" for share in limits) for limits in (usual, alone))
        lines.append(f"| {case.sizes:g} | {case.tau:g} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _counts(case: FunnelCase, chance: np.random.Generator) -> tuple[list[int], list[int]]:
    sizes = np.maximum(FEWEST, chance.lognormal(np.log(DOSSIERS), case.sizes, LOCALITIES)).astype(int)
    angles = np.arcsin(np.sqrt(LEVEL)) + chance.normal(0, case.tau, LOCALITIES)
    counts = chance.binomial(sizes, np.sin(np.clip(angles, 0, np.pi / 2)) ** 2)
    return counts.tolist(), sizes.tolist()


def _outside(scores: list[tuple[float, ...]]) -> tuple[float, ...]:
    away = np.abs(np.array(scores))
    return tuple(float(100 * (away > normal_quantile(confidence)).mean()) for confidence in LIMITS)
