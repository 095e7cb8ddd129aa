"""The index of methods: each with its source, and an answer or a refusal where there is little to go by."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from inspect import isfunction
from math import inf, nan
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxkpi import domain
from dxkpi.domain.model.indicator import Direction

FUNCTIONS = sorted(name for name in domain.__all__ if isfunction(getattr(domain, name)))
# Where in the source it stands: a section or chapter by number or title, a table, a page, a numbered principle.
PLACE = re.compile(
    r"\b(section|chapter|table|figure|example|equation|principle|definition)s? [\d\"]|\bp\. \d|\broutine [A-Z]"
)
NUMBERS = st.lists(st.sampled_from([0, 1, 2, 3, 2.5, -1, 10**9, nan, inf, -inf, None]), max_size=4)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_method_cites_its_source(name: str) -> None:
    """Whom, which year, and where in it."""
    told = " ".join(getattr(domain, name).__doc__.split())
    assert re.search(r"[A-Z]\w+.*\b(18|19|20)\d\d[ab]?\b", told)
    assert PLACE.search(told)


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
        lambda: domain.confidence_of_each(3, confidence=nan),
        lambda: domain.two_proportions(3, 2, 1, 2),
        lambda: domain.change_of_counts((1, 2), (1, 3), spread=nan),
        lambda: domain.claim_of(nan, beyond_chance=True, meaningful=1),
        lambda: domain.p_prime([1, 2, 3], [4, 5]),
        lambda: domain.p_prime([5, 2], [3, 3]),
        lambda: domain.fit_funnel([1, 2], [3]),
        lambda: domain.funnel_z_scores([1], [2], 1.5),
        lambda: domain.funnel_limits(0.5, [3], between=-1),
        lambda: domain.between_variance(nan, [2, 3]),
        lambda: domain.winsorised([1, nan]),
        lambda: domain.winsorised([1, 2], share=0.6),
        lambda: domain.xmr_limits([1, None]),  # type: ignore[list-item]
        lambda: domain.mean_moving_range([1, nan]),
        lambda: domain.signals([nan]),
        lambda: domain.competition_ranks([1, nan]),
        lambda: domain.rank_ranges([domain.Interval(1, 0)]),
        lambda: domain.modified_z(nan, [1, 2]),
        lambda: domain.split_change({"a": (1, nan)}, {"a": (1, 2)}),
        lambda: domain.split_change({"a": (1, -2)}, {"a": (1, 2)}),
        lambda: domain.required(-1, Fraction(1, 2), Direction.HIGHER),
        lambda: domain.expected_shares([1, 2], [3, 4], [0, 0], [0, 5]),
        lambda: domain.expected_shares([1, 9], [3, 4], [0, 0], [0, 1]),
        lambda: domain.expected_shares([1], [3, 4], [0, 0], [0, 1]),
        lambda: domain.expected_values([1, 2], [0], [0, 1]),
        lambda: domain.trend_of_values([1.0] * 6, seasons=[1] * 5),
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


# Each method of sequences, asked with two of them; of a number it takes the first.
ASKED: dict[str, Callable[[list[Any], list[Any]], object]] = {
    "wilson_intervals": lambda x, n: domain.wilson_intervals(x, n),
    "two_proportions": lambda x, n: domain.two_proportions(*_two(x), *_two(n)),
    "p_prime": lambda x, n: domain.p_prime(x, n),
    "fit_funnel": lambda x, n: domain.fit_funnel(x, n),
    "funnel_limits": lambda x, n: domain.funnel_limits(_two(x)[0], n),
    "binomial_limits": lambda x, n: domain.binomial_limits(_two(x)[0], n),
    "between_variance": lambda x, n: domain.between_variance(_two(x)[0], n),
    "winsorised": lambda x, _: domain.winsorised(x),
    "overdispersion": lambda x, _: domain.overdispersion(x),
    "xmr_limits": lambda x, _: domain.xmr_limits(x),
    "signals": lambda x, _: domain.signals(x),
    "competition_ranks": lambda x, _: domain.competition_ranks(x),
    "modified_z": lambda x, n: domain.modified_z(_two(x)[0], n),
    "split_change": lambda x, n: domain.split_change({"a": _two(x), "b": (1, 2)}, {"a": _two(n)}),
    "expected_shares": lambda x, n: domain.expected_shares(x, n, [0] * len(n), range(len(n))),
    "expected_values": lambda x, n: domain.expected_values(x, [0] * len(x), range(len(n))),
    "trend_of_counts": lambda x, n: domain.trend_of_counts(x * 4, n * 4),
    "trend_of_values": lambda x, _: domain.trend_of_values(x * 4),
}


@pytest.mark.parametrize("name", ASKED)
@settings(max_examples=40)
@given(x=NUMBERS, n=NUMBERS)
def test_whatever_is_given_there_is_an_answer_or_a_refusal(name: str, x: list[Any], n: list[Any]) -> None:
    """Zeros, NaN, infinity, nothing, unequal lengths: a refusal in a sentence, or an answer without NaN."""
    try:
        told = repr(ASKED[name](x, n))
    except ValueError as refusal:
        told = str(refusal)
    assert "nan" not in told


def _two(values: list[Any]) -> tuple[Any, Any]:
    return (*values, 1, 1)[0], (*values, 1, 1)[1]


def test_all_equal_vary_by_nothing() -> None:
    """Three equal shares: no spread, no variance between, no signal, one first place for all."""
    chart = domain.p_prime([1, 1, 1], [2, 2, 2])
    assert (chart.sigma_z, chart.signals) == (0.0, (frozenset(),) * 3)
    assert domain.fit_funnel([1, 1, 1], [2, 2, 2]).between == 0
    assert domain.competition_ranks([0.5, 0.5, 0.5]) == (1, 1, 1)
