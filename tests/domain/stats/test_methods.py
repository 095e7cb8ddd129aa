"""The index of methods: each with its source, and an answer or a refusal where there is little to go by."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from importlib import import_module
from inspect import isfunction
from math import inf, nan
from pkgutil import iter_modules
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxkpi.domain import stats
from dxkpi.domain.model import targets
from dxkpi.domain.model.indicator import Direction
from dxkpi.domain.stats import decomposition, funnel, intervals, ranks, special_causes, trend
from dxkpi.domain.stats.outliers import modified_z_scores

# Helpers of the statistical functions, which have no source.
HELPERS = {"is_share", "medians", "latest"}
MODULES = [import_module(f"{stats.__name__}.{module.name}") for module in iter_modules(stats.__path__)]
FUNCTIONS = {
    name: function
    for module in MODULES
    for name, function in vars(module).items()
    if isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_")
    if name not in HELPERS and not name.startswith("require_")
} | {function.__name__: function for function in (targets.required, targets.rest_of_year, targets.shortfall)}
# Location in the source: a section or chapter by number or title, a table, a page, a numbered principle.
PLACE = re.compile(
    r"\b(section|chapter|table|figure|example|equation|principle|definition)s? [\d\"]|\bp\. \d|\broutine [A-Z]"
)
NUMBERS = st.lists(st.sampled_from([0, 1, 2, 3, 2.5, -1, 10**9, nan, inf, -inf, None]), max_size=4)


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS.keys())
def test_every_method_cites_its_source(function: Callable[..., object]) -> None:
    """Whom, which year, and where in it."""
    text = " ".join((function.__doc__ or "").split())
    assert re.search(r"[A-Z]\w+.*\b(18|19|20)\d\d[ab]?\b", text)
    assert PLACE.search(text)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: funnel.funnel_limits(0.5, [0, 10]),
        lambda: funnel.funnel_limits(1.5, [10]),
        lambda: funnel.binomial_limits(0.5, [0]),
        lambda: funnel.between_variance(2.0, [0, 0]),
        lambda: funnel.overdispersion([]),
        lambda: funnel.fit_funnel([1, 0], [2, 0]),
        lambda: ranks.fifth(0, 5),
        lambda: ranks.fifth(1, 0),
        lambda: intervals.normal_quantile(1.0),
        lambda: ranks.confidence_of_each(3, confidence=nan),
        lambda: funnel.fit_funnel([1, 2], [3]),
        lambda: funnel.funnel_z_scores([1], [2], 1.5),
        lambda: funnel.funnel_limits(0.5, [3], between=-1),
        lambda: funnel.between_variance(nan, [2, 3]),
        lambda: ranks.competition_ranks([1, nan]),
        lambda: ranks.rank_ranges([intervals.Interval(1, 0)]),
        lambda: decomposition.split_change({"a": (1, nan)}, {"a": (1, 2)}),
        lambda: decomposition.split_change({"a": (1, -2)}, {"a": (1, 2)}),
        lambda: targets.required(-1, Fraction(1, 2), Direction.HIGHER),
        lambda: special_causes.special_causes([nan]),
        lambda: intervals.t_quantile(0.99, 0),
        lambda: trend.trend_of_counts([1, 9], [3, 4]),
        lambda: trend.trend_of_counts([1], [3, 4]),
        lambda: trend.trend_of_values([1.0] * 6, seasons=[1] * 5),
    ],
)
def test_what_has_no_answer_is_refused_in_a_sentence(ask: Callable[[], object]) -> None:
    """Never a division by zero, and never a number that is none."""
    with pytest.raises(ValueError, match=" "):
        ask()


def test_nothing_has_nothing() -> None:
    """Empty sequences have empty answers where an answer is a sequence."""
    assert funnel.funnel_limits(0.5, []) == funnel.fit_funnel([], []).adjusted == ()
    assert ranks.competition_ranks([]) == ranks.rank_ranges([]) == special_causes.special_causes([]) == ()
    assert decomposition.split_change({}, {}) is intervals.wilson_interval(0, 0) is None


# Each method of sequences, asked with two of them; of a number it takes the first.
CALLS: dict[str, Callable[[list[Any], list[Any]], object]] = {
    "fit_funnel": lambda x, n: funnel.fit_funnel(x, n),
    "funnel_limits": lambda x, n: funnel.funnel_limits(_two(x)[0], n),
    "binomial_limits": lambda x, n: funnel.binomial_limits(_two(x)[0], n),
    "between_variance": lambda x, n: funnel.between_variance(_two(x)[0], n),
    "overdispersion": lambda x, _: funnel.overdispersion(x),
    "special_causes": lambda x, _: special_causes.special_causes(x),
    "competition_ranks": lambda x, _: ranks.competition_ranks(x),
    "split_change": lambda x, n: decomposition.split_change({"a": _two(x), "b": (1, 2)}, {"a": _two(n)}),
    "trend_of_counts": lambda x, n: trend.trend_of_counts(x * 4, n * 4),
    "trend_of_values": lambda x, _: trend.trend_of_values(x * 4),
}


@pytest.mark.parametrize("name", CALLS)
@settings(max_examples=40)
@given(x=NUMBERS, n=NUMBERS)
def test_whatever_is_given_there_is_an_answer_or_a_refusal(name: str, x: list[Any], n: list[Any]) -> None:
    """Zeros, NaN, infinity, nothing, unequal lengths: a refusal in a sentence, or an answer without NaN."""
    try:
        answer = repr(CALLS[name](x, n))
    except ValueError as refusal:
        answer = str(refusal)
    assert "nan" not in answer


def _two(values: list[Any]) -> tuple[Any, Any]:
    return (*values, 1, 1)[0], (*values, 1, 1)[1]


def test_all_equal_vary_by_nothing() -> None:
    """Three equal shares: all on the middle, no variance between, no score, one first place for all."""
    points = trend.trend_of_counts([1] * 6, [2] * 6).points
    assert [point.expected.middle for point in points if point.expected] == [50] * 2
    assert funnel.fit_funnel([1, 1, 1], [2, 2, 2]).between == 0
    assert modified_z_scores(np.array([0.5]), np.full((3, 1), 0.5)).z.tolist() == [0]
    assert ranks.competition_ranks([0.5, 0.5, 0.5]) == (1, 1, 1)
