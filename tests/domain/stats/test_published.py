"""Published tables and worked examples of the methods: numbers that others printed, each with who printed them."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from dxkpi.domain.stats.decomposition import rounded_to_sum, split_change
from dxkpi.domain.stats.funnel import between_variance, binomial_limits
from dxkpi.domain.stats.intervals import Interval, normal_quantile
from dxkpi.domain.stats.outliers import modified_z_scores
from dxkpi.domain.stats.ranks import competition_ranks, confidence_of_each, rank_ranges

# States of the USA: minutes to work and their margin of error at 90 %, and the best and worst rank that figure 1 of
# Klein, Wright and Wieczorek (2020) shows, from the vignette "joint" of the package RankingProject.
STATES = [
    (16.9, 0.5, 1, 6), (16.9, 0.6, 1, 6), (18.1, 0.8, 1, 9), (18.1, 0.3, 1, 8), (18.2, 0.5, 1, 9), (18.4, 0.5, 1, 9),
    (18.8, 0.2, 3, 9), (18.9, 0.3, 3, 9), (19.7, 0.4, 4, 9), (21.1, 0.2, 10, 14), (21.3, 0.4, 10, 16),
    (21.4, 0.4, 10, 16), (21.6, 0.3, 10, 16), (21.9, 0.2, 11, 16), (21.9, 0.5, 10, 21), (22.5, 0.3, 11, 24),
    (22.9, 0.2, 15, 26), (23.0, 0.2, 15, 26), (23.1, 0.1, 16, 26), (23.1, 0.2, 15, 27), (23.4, 0.5, 15, 33),
    (23.4, 0.2, 16, 29), (23.4, 0.4, 15, 31), (23.5, 0.2, 17, 30), (23.6, 0.3, 16, 32), (23.9, 0.4, 17, 35),
    (23.9, 0.2, 21, 33), (24.1, 0.4, 20, 37), (24.1, 0.2, 21, 35), (24.2, 0.2, 22, 35), (24.5, 0.2, 24, 37),
    (24.5, 0.3, 23, 38), (24.8, 0.1, 30, 37), (24.8, 0.2, 27, 39), (25.0, 0.3, 27, 40), (25.3, 0.6, 25, 42),
    (25.5, 0.2, 34, 41), (25.6, 0.5, 30, 42), (25.7, 0.4, 33, 42), (25.8, 0.2, 35, 42), (25.9, 0.1, 36, 42),
    (26.9, 0.5, 37, 46), (27.1, 0.3, 42, 46), (27.1, 0.1, 42, 44), (27.7, 0.2, 43, 47), (28.0, 0.2, 43, 47),
    (28.2, 0.2, 45, 47), (30.1, 0.5, 48, 49), (30.5, 0.2, 48, 49), (31.5, 0.2, 50, 51), (32.2, 0.2, 50, 51),
]  # fmt: skip
# Household heads by age in 1970 and 1985, thirteen groups: percent of all, and heads per 100. Das Gupta,
# Standardization and Decomposition of Rates (1993), example 5.1, as in the package DasGuptR.
HEADS = {
    1970: (
        "12.9 10.9 9.5 8.0 7.8 8.4 8.6 7.8 7.0 5.9 4.7 3.6 4.9",
        "1.9 25.8 45.7 49.6 51.2 51.6 51.8 54.9 58.7 60.4 62.8 66.6 66.8",
    ),
    1985: (
        "10.1 11.2 11.6 10.9 9.4 7.7 6.3 6.0 6.3 5.9 5.1 4.0 5.5",
        "2.2 24.3 45.8 52.5 56.1 55.6 56.0 57.4 57.2 61.2 63.9 68.6 72.2",
    ),
}
# Inhabitants by the census of 1790, and the seats of 120 by Hamilton's method: the bill that Washington refused, as in
# For All Practical Purposes (COMAP, tenth edition), table 14.5.
SEATS_OF_1790 = {
    630560: 21, 475327: 16, 432879: 14, 353523: 12, 331589: 11, 278514: 9, 236841: 8, 206236: 7, 179570: 6, 141822: 5,
    85533: 3, 70835: 2, 68705: 2, 68446: 2, 55540: 2,
}  # fmt: skip
THREE_SIGMAS = 0.9973002039367398


@pytest.mark.parametrize(
    ("n", "low", "high"),
    [(80, 0, 0.1941), (90, 0.0026, 0.1885), (100, 0.0073, 0.1837), (110, 0.0114, 0.1796), (120, 0.0150, 0.1760)],
)
def test_fractions_of_montgomery(n: int, low: float, high: float) -> None:
    """Table 7.4, 234 of 2,450 purchase orders in error: limits of three sigmas for each number of orders."""
    assert binomial_limits(234 / 2450, [n], confidence=THREE_SIGMAS) == (pytest.approx((low, high), abs=5.1e-5),)


@pytest.mark.parametrize(
    ("n", "low", "high", "strict_low", "strict_high"),
    [
        (1, 3.204264, 100, 0, 100),
        (3, 35.933491, 100, 10.150815, 100),
        (18, 62.390093, 98.894803, 51.864359, 100),
        (50, 69.691035, 91.593861, 63.375595, 97.909301),
        (234, 75.580155, 85.70474, 72.660842, 88.624054),
        (15171, 80.013741, 81.271155, 79.65118, 81.633716),
        (110000, 80.408963, 80.875933, 80.274317, 81.010578),
    ],
)
def test_funnel_of_public_health_england(
    n: int, low: float, high: float, strict_low: float, strict_high: float
) -> None:
    """PHEindicatormethods, its tests of funnels of proportions around 80.642448 %, without overdispersion."""
    wide, wider = (binomial_limits(0.80642448, [n], confidence=level)[0] for level in (0.95, 0.998))
    assert [100 * end for end in (*wide, *wider)] == pytest.approx([low, high, strict_low, strict_high], abs=2e-6)


def test_variance_between_nine_laboratories() -> None:
    """Kacker (2004), table 1, first row: τ 0.5359; metafor prints τ² 0.288049 and Q 24.801898 for the same numbers.

    A variance is that of a proportion of n on the arcsine scale where it is 1 / (4 n).
    """
    means = [61.00, 61.40, 62.21, 62.30, 62.34, 62.60, 62.70, 62.84, 65.90]
    variances = [0.2025, 1.2100, 0.0900, 0.2025, 0.3844, 0.5625, 0.0676, 0.0225, 1.8225]
    weights = [1 / variance for variance in variances]
    middle = sum(w * y for w, y in zip(weights, means, strict=True)) / sum(weights)
    scatter = sum(w * (y - middle) ** 2 for w, y in zip(weights, means, strict=True))
    assert scatter == pytest.approx(24.801897741835)
    between = between_variance(scatter / len(means), [1 / (4 * variance) for variance in variances])
    assert between == pytest.approx(0.288049246973751)
    assert between**0.5 == pytest.approx(0.5359, abs=1e-3)


def test_household_heads_of_das_gupta() -> None:
    """From 44.7268 to 47.6940 per 100: 1.2269 by age, 1.7403 by the rates of the ages."""
    periods = []
    for sizes, rates in HEADS.values():
        pairs = zip(map(Fraction, sizes.split()), map(Fraction, rates.split()), strict=True)
        periods.append({str(at): (size * rate / 100, size) for at, (size, rate) in enumerate(pairs)})
    split = split_change(periods[0], periods[1])
    assert split is not None
    assert (100 * split.earlier, 100 * split.later) == (Fraction("44.7268"), Fraction("47.6940"))
    assert 100 * sum(part.mix for part in split.parts) == Fraction("1.2269")
    assert 100 * sum(part.rate for part in split.parts) == Fraction("1.7403")


def test_seats_of_1790() -> None:
    """Nine of fifteen states are rounded up so that 120 seats are given away."""
    people = sum(SEATS_OF_1790)
    quotas = [Fraction(120 * inhabitants, people) for inhabitants in SEATS_OF_1790]
    assert rounded_to_sum(quotas, 0) == tuple(SEATS_OF_1790.values())


def test_ranks_of_states_that_hold_together() -> None:
    """z is 3.081 for 51 at once with 90 %; intervals rounded to a decimal as printed, and apart where they touch.

    Their equal values share the worse place, so an interval that only touches another is beyond it; ours share the
    better place, so it may be equal. Hence the ends are drawn in by a hair.
    """
    wider = normal_quantile(confidence_of_each(51, confidence=0.90))
    assert wider == pytest.approx(3.081, abs=5e-4)
    reach = wider / normal_quantile(0.90)
    intervals = [
        Interval(round(minutes - reach * margin, 1) + 1e-9, round(minutes + reach * margin, 1) - 1e-9)
        for minutes, margin, *_ in STATES
    ]
    assert rank_ranges(intervals, higher_first=False) == tuple((best, worst) for *_, best, worst in STATES)


def test_ranks_of_dplyr() -> None:
    """The example of `min_rank`, equivalent to R's `rank` with ties "min"."""
    assert competition_ranks([5, 1, 3, 2, 2], higher_first=False) == (5, 1, 4, 2, 2)


def test_the_one_outlier() -> None:
    """The example of the package outlier2: of seven numbers 15 alone is beyond 3.5."""
    sample = np.array([-2.0, 1, 2, 2, 3, 4, 15])
    scores = modified_z_scores(sample, np.tile(sample[:, None], len(sample)))
    assert sample[scores.z > 3.5].tolist() == [15]
