"""Funnel plots: which proportions lie outside what chance and the usual variation between localities explain.

With denominators of thousands almost every proportion lies outside the limits of chance alone, because localities
always differ a little. The overdispersed limits include that usual variation: an additive random effect. Its variance
and the middle are estimated from the localities that belong together, so that a group of poor ones, up to a third of
all, neither widens the limits that should show it nor moves the middle.

Spiegelhalter (2005a), Funnel plots for comparing institutional performance, Statistics in Medicine 24, 1185-1202;
Spiegelhalter (2005b), Handling over-dispersion of performance indicators, Quality and Safety in Health Care 14,
347-351; both are applied in Care Quality Commission (2015), Intelligent Monitoring: NHS GP Practices, Statistical
methodology, sections 2.1 (z-scores) and 2.2 (over-dispersion). Proportions are compared on the arcsine scale, where
their error depends on the denominator alone and the limits stay within 0 and 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from dxkpi.domain.stats.intervals import CONFIDENCE, STRICT_CONFIDENCE, Interval, normal_quantile
from dxkpi.domain.stats.outliers import MAD_TO_SIGMA
from dxkpi.domain.stats.validation import require_numbers, require_shares

# With fewer localities than this, a median does not tell who belongs together.
MIN_FOR_GROUPS = 5
# Who belongs together is found again until nobody moves; a handful of rounds suffice.
MAX_ROUNDS = 20


@dataclass(frozen=True)
class Funnel:
    """A fitted funnel. `target`: Σ numerators / Σ denominators of those that belong together, a share from 0 to 1.

    `plain`: z-scores against chance alone, one a proportion. `factor`: φ̂ of those that belong together, 1 when chance
    explains them. `between`: τ², their variance on the arcsine scale. `adjusted`: z-scores against chance and that
    variance. `apart`: positions of those that do not belong together with the others.
    """

    target: float
    plain: tuple[float, ...]
    factor: float
    between: float
    adjusted: tuple[float, ...]
    apart: tuple[int, ...] = ()


def fit_funnel(numerators: Sequence[float], denominators: Sequence[float]) -> Funnel:
    """The funnel of proportions around their common rate, with an additive random effect.

    Those outside the 99.8 % limits take no part in the middle and the variance, in rounds that begin with the shortest
    interval that holds more than half of the proportions (Rousseeuw and Leroy, Robust Regression and Outlier Detection,
    1987, section 4.3), as trial control limits are revised (Montgomery, Introduction to Statistical Quality Control,
    2009, section 6.2). Variance: Spiegelhalter (2005b); Care Quality Commission (2015), section 2.2. Raises ValueError
    when a pair of counts is no proportion.
    """
    require_shares(numerators, denominators)
    x, n = np.array(numerators, dtype=float), np.array(denominators, dtype=float)
    if not len(n):
        return Funnel(0.0, (), 0.0, 0.0, ())
    inside = _belonging_together(x, n)
    target = float(x[inside].sum() / n[inside].sum())
    factor, between = _spread(x[inside], n[inside], target)
    plain = funnel_z_scores(numerators, denominators, target)
    errors = _errors(denominators)
    adjusted = np.array(plain) * errors / np.sqrt(errors**2 + between)
    return Funnel(target, plain, factor, between, tuple(adjusted.tolist()), tuple(np.nonzero(~inside)[0].tolist()))


def _belonging_together(x: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Which proportions belong together: all of a few."""
    everyone = np.ones(len(n), dtype=bool)
    if len(n) < MIN_FOR_GROUPS:
        return everyone
    angles, errors = np.arcsin(np.sqrt(x / n)), _errors(n.tolist())
    middle, deviation = _shortest_half(angles)
    between = max(0.0, deviation**2 - float(np.median(errors**2)))
    inside, bound = everyone, normal_quantile(STRICT_CONFIDENCE)
    for _ in range(MAX_ROUNDS):
        following = np.abs(angles - middle) <= bound * np.sqrt(errors**2 + between)
        if following.sum() * 2 < len(n):
            return everyone
        if (following == inside).all():
            break
        inside = following
        target = float(x[inside].sum() / n[inside].sum())
        middle, (_, between) = float(np.arcsin(np.sqrt(target))), _spread(x[inside], n[inside], target)
    return inside


def _shortest_half(values: np.ndarray) -> tuple[float, float]:
    """The middle of the shortest interval that holds more than half of the values, and the standard deviation that its
    length suggests."""
    ordered, size = np.sort(values), len(values) // 2 + 1
    lengths = ordered[size - 1 :] - ordered[: len(values) - size + 1]
    first = int(np.argmin(lengths))
    return float(ordered[first] + lengths[first] / 2), float(lengths[first] / 2 / MAD_TO_SIGMA)


def _spread(x: np.ndarray, n: np.ndarray, target: float) -> tuple[float, float]:
    """φ̂ and τ² of proportions around a target."""
    factor = overdispersion(funnel_z_scores(x.tolist(), n.tolist(), target))
    return factor, between_variance(factor, n.tolist())


def funnel_z_scores(numerators: Sequence[float], denominators: Sequence[float], target: float) -> tuple[float, ...]:
    """Distance of each proportion from a target share in standard errors: 2 √n (arcsin √p - arcsin √target).

    Source: Spiegelhalter (2005b); Care Quality Commission (2015), section 2.1: z = (y - target) / s, on the arcsine
    scale with s = 1 / (2 √n). Raises ValueError when a pair of counts is no proportion and unless 0 ≤ target ≤ 1.
    """
    require_shares(numerators, denominators)
    _require_target(target, denominators)
    shares = np.array(numerators, dtype=float) / np.array(denominators, dtype=float)
    distances = np.arcsin(np.sqrt(shares)) - np.arcsin(np.sqrt(target))
    return tuple((distances / _errors(denominators)).tolist())


def overdispersion(z_scores: Sequence[float]) -> float:
    """φ̂ = Σ z² / N: 1 when chance explains the differences.

    Source: Spiegelhalter (2005b); Care Quality Commission (2015), section 2.2. Raises ValueError without any z-score
    and when one is not a number.
    """
    require_numbers(z_scores)
    if not len(z_scores):
        raise ValueError("overdispersion needs at least one z-score")
    return float(np.mean(np.square(z_scores)))


def between_variance(factor: float, denominators: Sequence[float]) -> float:
    """τ² = max(0, (N φ̂ - (N - 1)) / (Σ w - Σ w² / Σ w)), w = 1 / s² = 4 n, on the arcsine scale.

    0 for fewer than two proportions. Source: DerSimonian and Laird (1986), Controlled Clinical Trials 7, 177-188, as
    used in Kacker (2004), table 1, and with φ̂ in Spiegelhalter (2005b). Raises ValueError for a denominator of 0 and a
    factor that is not a number.
    """
    _require_target(0.0, denominators)
    require_numbers((factor,))
    weights = 4 * np.array(denominators, dtype=float)
    if len(weights) < 2:
        return 0.0
    spread = weights.sum() - np.square(weights).sum() / weights.sum()
    return max(0.0, float((len(weights) * factor - (len(weights) - 1)) / spread))


def funnel_limits(
    target: float, denominators: Sequence[float], *, confidence: float = CONFIDENCE, between: float = 0.0
) -> tuple[Interval, ...]:
    """Limits for proportions of these denominators: sin²(arcsin √target ± z √(1 / (4 n) + τ²)), as shares.

    `between` is τ²; 0 for chance alone. Source: Spiegelhalter (2005a), the additive random effect, on the arcsine
    scale; Care Quality Commission (2015), section 2.2. Raises ValueError for a denominator of 0, a target outside 0 to
    1 and a variance below 0.
    """
    _require_target(target, denominators)
    if not 0 <= between < inf:
        raise ValueError("a variance must be a number, 0 or more")
    middle = np.arcsin(np.sqrt(target))
    reach = normal_quantile(confidence) * np.sqrt(_errors(denominators) ** 2 + between)
    low = np.sin(np.clip(middle - reach, 0, np.pi / 2)) ** 2
    high = np.sin(np.clip(middle + reach, 0, np.pi / 2)) ** 2
    return tuple(map(Interval, low.tolist(), high.tolist()))


def binomial_limits(
    target: float, denominators: Sequence[float], *, confidence: float = CONFIDENCE
) -> tuple[Interval, ...]:
    """Limits of chance alone: target ± z √(target (1 - target) / n), clipped to 0 and 1.

    Source: Spiegelhalter (2005a), the normal approximation to the binomial, as in Montgomery, Introduction to
    Statistical Quality Control (2009), table 7.4. Raises ValueError as `funnel_limits`.
    """
    _require_target(target, denominators)
    n = np.array(denominators, dtype=float)
    reach = normal_quantile(confidence) * np.sqrt(target * (1 - target) / n)
    return tuple(map(Interval, np.maximum(target - reach, 0).tolist(), np.minimum(target + reach, 1).tolist()))


def _require_target(target: float, denominators: Sequence[float]) -> None:
    require_numbers((target,), denominators)
    if not (0 <= target <= 1 and all(count > 0 for count in denominators)):
        raise ValueError("a funnel needs a target from 0 to 1 and denominators above 0")


def _errors(denominators: Sequence[float]) -> np.ndarray:
    return 0.5 / np.sqrt(np.array(denominators, dtype=float))
