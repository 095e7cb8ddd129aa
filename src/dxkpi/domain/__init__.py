"""What is counted and what may be said of it: pure functions and frozen data, no store, no chart, no screen.

What stands here is the index of methods: plain functions on plain sequences, each with its source.
"""

from dxkpi.domain.change import Claim, change_of_counts, claim_of, two_proportions
from dxkpi.domain.comparison import Verdict, compare
from dxkpi.domain.contributions import Contributions, rounded_to_sum, split_change
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
from dxkpi.domain.laney import PPrime, p_prime, sigma_z
from dxkpi.domain.ranking import competition_ranks, confidence_of_each, fifth, rank_ranges
from dxkpi.domain.seasonal import Expected, expected_shares, expected_values
from dxkpi.domain.spread import modified_z
from dxkpi.domain.targets import Outlook, Rest, required, rest_of_year, shortfall
from dxkpi.domain.trend import Stage, Trend, trend_of_counts, trend_of_values
from dxkpi.domain.xmr import Limits, Signal, mean_moving_range, moving_ranges, signals, special_causes, xmr_limits

__all__ = [
    "Claim",
    "Contributions",
    "Expected",
    "Funnel",
    "Interval",
    "Limits",
    "Outlook",
    "PPrime",
    "Rest",
    "Signal",
    "Stage",
    "Trend",
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
