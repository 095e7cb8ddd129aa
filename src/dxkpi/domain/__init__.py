"""What is counted and what may be said of it: pure functions and frozen data, no store, no chart, no screen.

What stands here is the index of methods: plain functions on plain sequences, each with its source.
"""

from dxkpi.domain.comparison import Verdict, compare
from dxkpi.domain.funnel import (
    Funnel,
    between_variance,
    binomial_limits,
    fit_funnel,
    funnel_limits,
    funnel_z_scores,
    overdispersion,
    winsorised,
)
from dxkpi.domain.intervals import Interval, normal_quantile, wilson_interval, wilson_intervals
from dxkpi.domain.ranking import competition_ranks, confidence_of_each, fifth, rank_ranges
from dxkpi.domain.spread import modified_z

__all__ = [
    "Funnel",
    "Interval",
    "Verdict",
    "between_variance",
    "binomial_limits",
    "compare",
    "competition_ranks",
    "confidence_of_each",
    "fifth",
    "fit_funnel",
    "funnel_limits",
    "funnel_z_scores",
    "modified_z",
    "normal_quantile",
    "overdispersion",
    "rank_ranges",
    "wilson_interval",
    "wilson_intervals",
    "winsorised",
]
