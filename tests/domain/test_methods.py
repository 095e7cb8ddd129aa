"""The index of methods: each with its source, and an answer or a refusal where there is little to go by."""

from __future__ import annotations

import re
from collections.abc import Callable
from inspect import isfunction

import pytest

from dxkpi import domain

FUNCTIONS = sorted(name for name in domain.__all__ if isfunction(getattr(domain, name)))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_method_cites_its_source(name: str) -> None:
    """Whom and which year."""
    assert re.search(r"[A-Z]\w+.*\b(18|19|20)\d\d[ab]?\b", getattr(domain, name).__doc__, re.DOTALL)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: domain.p_prime([], []),
        lambda: domain.p_prime([1], [2]),
        lambda: domain.p_prime([1, 0, 1], [2, 0, 3]),
        lambda: domain.xmr_limits([]),
        lambda: domain.xmr_limits([3]),
        lambda: domain.funnel_limits(0.5, [0, 10]),
        lambda: domain.funnel_limits(1.5, [10]),
        lambda: domain.binomial_limits(0.5, [0]),
        lambda: domain.between_variance(2.0, [0, 0]),
        lambda: domain.overdispersion([]),
        lambda: domain.fit_funnel([1, 0], [2, 0]),
        lambda: domain.two_proportions(0, 0, 1, 2),
        lambda: domain.change_of_counts((1, 2), (0, 0), spread=1.0),
        lambda: domain.fifth(0, 5),
        lambda: domain.fifth(1, 0),
        lambda: domain.normal_quantile(1.0),
    ],
)
def test_what_has_no_answer_is_refused_in_a_sentence(ask: Callable[[], object]) -> None:
    """Never a division by zero, and never a number that is none."""
    with pytest.raises(ValueError, match=" "):
        ask()


def test_nothing_has_nothing() -> None:
    """Empty sequences have empty answers where an answer is a sequence."""
    assert domain.wilson_intervals([], []) == domain.winsorised([]) == domain.funnel_limits(0.5, []) == ()
    assert (
        domain.competition_ranks([]) == domain.rank_ranges([]) == domain.moving_ranges([]) == domain.signals([]) == ()
    )
    assert domain.split_change({}, {}) is domain.modified_z(1, []) is domain.wilson_interval(0, 0) is None


def test_all_equal_vary_by_nothing() -> None:
    """Three equal shares: no spread, no variance between, no signal, one first place for all."""
    chart = domain.p_prime([1, 1, 1], [2, 2, 2])
    assert (chart.sigma_z, chart.signals) == (0.0, (frozenset(),) * 3)
    assert domain.fit_funnel([1, 1, 1], [2, 2, 2]).between == 0
    assert domain.competition_ranks([0.5, 0.5, 0.5]) == (1, 1, 1)
