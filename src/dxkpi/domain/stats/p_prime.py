"""Laney's p′ chart: limits for shares of large denominators, which vary more than their counts alone would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from dxkpi.domain.stats.validation import require_shares
from dxkpi.domain.stats.xmr import RANGE_TO_SIGMA, SIGMAS, Signal, mean_moving_range, signals, standing


@dataclass(frozen=True)
class PPrime:
    """A p′ chart. Shares between 0 and 1; limits one a point, not clipped; `sigma_z` is 1 where chance explains all."""

    centre: float
    sigma_z: float
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    standings: tuple[float, ...]

    @property
    def signals(self) -> tuple[frozenset[Signal], ...]:
        """The special causes that each point is a part of."""
        return signals(self.standings)


def p_prime(numerators: Sequence[float], denominators: Sequence[float]) -> PPrime:
    """The p′ chart of shares in time order.

    p̄ = Σx/Σn; σ_pi = √(p̄(1-p̄)/n_i); z_i = (p_i - p̄)/σ_pi; σ_z = mean moving range of z / 1.128; limits
    p̄ ± 3·σ_pi·σ_z. Laney, Improved Control Charts for Attributes (2002, Quality Engineering 14(4), 531-537), as given
    in Minitab's Methods and formulas for Laney P′ Chart, sections "Sigma Z" and "Control limits". Raises `ValueError`
    for fewer than two points and where one is no share.
    """
    if len(denominators) < 2:
        raise ValueError("a p′ chart needs two points")
    require_shares(numerators, denominators)
    centre = sum(numerators) / sum(denominators)
    shares = [x / n for x, n in zip(numerators, denominators, strict=True)]
    by_chance = [sqrt(centre * (1 - centre) / n) for n in denominators]
    z = [standing(share - centre, sigma) for share, sigma in zip(shares, by_chance, strict=True)]
    spread = sigma_z(z)
    sigmas = [spread * each for each in by_chance]
    return PPrime(
        centre,
        spread,
        tuple(centre - SIGMAS * each for each in sigmas),
        tuple(centre + SIGMAS * each for each in sigmas),
        tuple(standing(share - centre, sigma) for share, sigma in zip(shares, sigmas, strict=True)),
    )


def sigma_z(z: Sequence[float], *, screened: bool = False) -> float:
    """How much more standardised shares vary than their counts alone would: their mean moving range over 1.128.

    Laney (2002), σ_z, as given in Minitab's Methods and formulas for Laney P′ Chart, section "Sigma Z"; `screened` as
    in `xmr.mean_moving_range`. Raises `ValueError` for fewer than two, and for what is no number.
    """
    return mean_moving_range(z, screened=screened) / RANGE_TO_SIGMA
