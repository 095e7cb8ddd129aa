"""Funnels: numbers one can follow by hand, and a second plain implementation written from the papers."""

from __future__ import annotations

from math import asin, isclose, sin, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.domain.stats.funnel import (
    between_variance,
    binomial_limits,
    fit_funnel,
    funnel_limits,
    funnel_z_scores,
    overdispersion,
)

COUNTS = st.lists(
    st.integers(1, 10**6).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))),
    min_size=1,
    max_size=40,
)


def plainly(counts: list[tuple[int, int]]) -> tuple[float, float, list[float]]:
    """φ̂, τ² and adjusted z-scores around a common rate, one locality after another, as the papers write them."""
    target = asin(sqrt(sum(n for n, _ in counts) / sum(d for _, d in counts)))
    errors = [1 / (2 * sqrt(d)) for _, d in counts]
    scores = [(asin(sqrt(n / d)) - target) / s for (n, d), s in zip(counts, errors, strict=True)]
    factor = sum(score**2 for score in scores) / len(counts)
    weights = [1 / s**2 for s in errors]
    rest = sum(weights) - sum(w**2 for w in weights) / sum(weights)
    tau2 = max(0.0, (len(counts) * factor - (len(counts) - 1)) / rest) if len(counts) > 1 else 0.0
    adjusted = [score * s / sqrt(s**2 + tau2) for score, s in zip(scores, errors, strict=True)]
    return factor, tau2, adjusted


@given(COUNTS)
def test_a_funnel_is_what_the_papers_write(counts: list[tuple[int, int]]) -> None:
    """Of those that belong together, φ̂, τ² and the adjusted z-scores are those of the second implementation."""
    numerators, denominators = zip(*counts, strict=True)
    fit = fit_funnel(numerators, denominators)
    together = [at for at in range(len(counts)) if at not in fit.apart]
    factor, tau2, adjusted = plainly([counts[at] for at in together])
    assert fit.factor == pytest.approx(factor, rel=1e-6, abs=1e-9)
    assert fit.between == pytest.approx(tau2, rel=1e-6, abs=1e-9)
    assert [fit.adjusted[at] for at in together] == pytest.approx(adjusted, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize(("count", "poor"), [(20, 1), (20, 3), (20, 6), (9, 1), (9, 2), (9, 3)])
def test_a_group_of_poor_units_is_outside_and_nobody_else(count: int, poor: int) -> None:
    """Units of about 1,300 dossiers at 83 % among others at 95 %: of 40 funnels at least 90 % of the poor ones lie
    outside the 99.8 % limits, and at most 5 % of the others."""
    chance = np.random.default_rng([count, poor])
    outside = np.zeros((40, count))
    for row in outside:
        dossiers = chance.integers(1000, 1600, count)
        on_time = chance.binomial(dossiers, np.where(np.arange(count) < poor, 0.83, 0.95))
        row[:] = np.abs(fit_funnel(on_time.tolist(), dossiers.tolist()).adjusted) > 3.0902
    assert outside[:, :poor].mean() >= 0.9
    assert outside[:, poor:].mean() <= 0.05


def test_two_of_three_far_apart_are_all_taken() -> None:
    """Of a few nobody can be said not to belong to the others."""
    assert fit_funnel([90, 95, 50], [100, 100, 100]).apart == ()


def test_limits_of_chance_alone() -> None:
    """At 50 % of 100, two standard errors are 9.8 points: 40.2 to 59.8; three and a bit, 34.5 to 65.5 %."""
    assert binomial_limits(0.5, [100]) == ((pytest.approx(0.402002, abs=1e-6), pytest.approx(0.597998, abs=1e-6)),)
    strict = binomial_limits(0.5, [100], confidence=0.998)
    assert strict == ((pytest.approx(0.345488, abs=1e-6), pytest.approx(0.654512, abs=1e-6)),)
    assert binomial_limits(0.01, [10]) == ((0, pytest.approx(0.071669, abs=1e-6)),)


def test_limits_on_the_arcsine_scale() -> None:
    """arcsin √0.5 = π/4; with n = 100 the error is 0.05: sin²(π/4 ± 0.098) = 0.5 ± sin(0.196) / 2."""
    half = sin(2 * 1.959963984540054 * 0.05) / 2
    assert funnel_limits(0.5, [100]) == ((pytest.approx(0.5 - half), pytest.approx(0.5 + half)),)
    # With τ² = 0.0075 the error is √(0.0025 + 0.0075) = 0.1, twice that of chance alone.
    wide = sin(2 * 1.959963984540054 * 0.1) / 2
    assert funnel_limits(0.5, [100], between=0.0075) == ((pytest.approx(0.5 - wide), pytest.approx(0.5 + wide)),)


def test_the_variance_between_is_that_of_dersimonian_and_laird() -> None:
    """φ̂ 3 over two localities of 100: w = 400 each; (2 × 3 - 1) / (800 - 400) = 0.0125; below 1, nothing."""
    assert between_variance(3, [100, 100]) == pytest.approx(0.0125)
    assert between_variance(0.4, [100, 100]) == 0
    assert between_variance(9, [100]) == 0


def test_chance_alone_has_a_factor_of_one() -> None:
    """φ̂ is the mean square."""
    assert overdispersion([1, -1, 1, -1]) == 1
    assert overdispersion([3, 0, 0]) == 3


@given(COUNTS)
def test_a_point_is_outside_its_limits_just_where_its_score_says_so(counts: list[tuple[int, int]]) -> None:
    """Limits and z-scores never contradict each other."""
    numerators, denominators = zip(*counts, strict=True)
    fit = fit_funnel(numerators, denominators)
    limits = funnel_limits(fit.target, denominators, between=fit.between)
    for (numerator, denominator), score, (low, high) in zip(counts, fit.adjusted, limits, strict=True):
        if not isclose(abs(score), 1.959963984540054, rel_tol=1e-6):
            assert (low <= numerator / denominator <= high) is (abs(score) < 1.959963984540054)


@pytest.mark.parametrize("counts", [(1, 0), (2, 1), (-1, 3)])
def test_what_is_no_proportion_is_refused(counts: tuple[int, int]) -> None:
    """A part larger than its whole, or nothing to divide by, is the caller's to leave out."""
    with pytest.raises(ValueError, match="part of a denominator"):
        funnel_z_scores([counts[0]], [counts[1]], 0.5)


def test_nothing_has_an_empty_funnel() -> None:
    """No localities, no scores."""
    assert fit_funnel([], []).adjusted == ()
