"""What is counted and what may be said of it: pure functions and frozen data, no store, no chart, no screen.

What stands here is the index of methods: plain functions on plain sequences, each with its source.
"""

from dxkpi.domain.intervals import Interval, normal_quantile, wilson_interval, wilson_intervals
from dxkpi.domain.spread import modified_z

__all__ = ["Interval", "modified_z", "normal_quantile", "wilson_interval", "wilson_intervals"]
