"""What is counted and what may be said of it: pure functions and frozen data, no store, no chart, no screen.

What stands here is the index of methods: plain functions on plain sequences, each with its source.
"""

from dxkpi.domain.model.targets import Outlook, RestOfYear, required, rest_of_year, shortfall
from dxkpi.domain.stats.change import Claim, change_of_counts, claim_of, two_proportions
from dxkpi.domain.stats.comparison import Verdict, compare
from dxkpi.domain.stats.decomposition import Decomposition, rounded_to_sum, split_change
from dxkpi.domain.stats.funnel import (
    Funnel,
    between_variance,
    binomial_limits,
    fit_funnel,
    funnel_limits,
    funnel_z_scores,
    overdispersion,
    winsorised,
)
from dxkpi.domain.stats.intervals import Interval, normal_quantile, wilson_interval, wilson_intervals
from dxkpi.domain.stats.outliers import modified_z
from dxkpi.domain.stats.p_prime import PPrime, p_prime, sigma_z
from dxkpi.domain.stats.ranks import competition_ranks, confidence_of_each, fifth, rank_ranges
from dxkpi.domain.stats.seasonal_baseline import ExpectedPoint, expected_shares, expected_values
from dxkpi.domain.stats.trend import Trend, TrendStage, trend_of_counts, trend_of_values
from dxkpi.domain.stats.xmr import (
    ControlLimits,
    Signal,
    mean_moving_range,
    moving_ranges,
    signals,
    special_causes,
    xmr_limits,
)

__all__ = [
    "Claim",
    "ControlLimits",
    "Decomposition",
    "ExpectedPoint",
    "Funnel",
    "Interval",
    "Outlook",
    "PPrime",
    "RestOfYear",
    "Signal",
    "Trend",
    "TrendStage",
    "Verdict",
    "between_variance",
    "binomial_limits",
    "change_of_counts",
    "claim_of",
    "compare",
    "competition_ranks",
    "confidence_of_each",
    "expected_shares",
    "expected_values",
    "fifth",
    "fit_funnel",
    "funnel_limits",
    "funnel_z_scores",
    "mean_moving_range",
    "modified_z",
    "moving_ranges",
    "normal_quantile",
    "overdispersion",
    "p_prime",
    "rank_ranges",
    "required",
    "rest_of_year",
    "rounded_to_sum",
    "shortfall",
    "sigma_z",
    "signals",
    "special_causes",
    "split_change",
    "trend_of_counts",
    "trend_of_values",
    "two_proportions",
    "wilson_interval",
    "wilson_intervals",
    "winsorised",
    "xmr_limits",
]
