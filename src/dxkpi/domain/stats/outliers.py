"""Modified z-scores of many values at once, each against its own history.

`history` is an array with one column a value and one row an earlier period, in time order; NaN is missing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

# 0.6745 is the 0.75 quantile of the normal distribution: MAD / 0.6745 estimates its standard deviation. Where more
# than half of the values are equal the MAD is 0, and 1.253314 = √(π/2) times the mean absolute deviation does so.
# Iglewicz and Hoaglin, How to Detect and Handle Outliers (ASQC, 1993).
MAD_TO_SIGMA = 0.6745
SIGMA_TO_MEAN_AD = 1.253314


@dataclass(frozen=True, eq=False)
class HistoryScores:
    """How far values lie from their history; each array has one entry a value, NaN where it has no history.

    `median`: of the history. `z`: the absolute modified z-score; when all earlier values are equal, 0 for the same
    value and infinite for another. `mad_is_zero`: whether half of the history or more is equal.
    """

    median: np.ndarray
    z: np.ndarray
    mad_is_zero: np.ndarray


def modified_z_scores(values: np.ndarray, history: np.ndarray) -> HistoryScores:
    """0.6745 |value - median| / MAD of the history, which does not contain the value.

    Where the MAD is 0: |value - median| / (1.253314 × mean absolute deviation). Source: Iglewicz and Hoaglin (1993), as
    given in NIST/SEMATECH e-Handbook, section 1.3.5.17.
    """
    median = medians(history)
    deviations = history - median
    np.abs(deviations, out=deviations)
    distance, mad = np.abs(values - median), medians(deviations)
    mad_is_zero = mad == 0
    sigma = mad / MAD_TO_SIGMA
    sigma[mad_is_zero] = SIGMA_TO_MEAN_AD * _means(deviations[:, mad_is_zero])
    with np.errstate(divide="ignore", invalid="ignore"):
        return HistoryScores(median, np.where(distance == 0, 0.0, distance / sigma), mad_is_zero)


def medians(history: np.ndarray) -> np.ndarray:
    """The median of each column; NaN where the column has no values."""
    ordered = np.sort(history, axis=0)  # missing values go last
    if len(ordered) and not np.isnan(ordered[-1]).any():
        return np.asarray((ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2)
    count = (~np.isnan(history)).sum(axis=0)
    columns = np.arange(history.shape[1])
    return (ordered[np.maximum(count - 1, 0) // 2, columns] + ordered[count // 2, columns]) / 2


def latest(history: np.ndarray) -> np.ndarray:
    """The last value of each column; NaN where the column has no values."""
    row = len(history) - 1 - (~np.isnan(history))[::-1].argmax(axis=0)
    return history[row, np.arange(history.shape[1])]


def _means(history: np.ndarray) -> np.ndarray:
    present = ~np.isnan(history)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(present, history, 0.0).sum(axis=0) / present.sum(axis=0)
