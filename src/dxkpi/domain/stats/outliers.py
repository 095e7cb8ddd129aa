"""How usual values are beside others: medians, spread, modified z.

`modified_z` takes one value and a plain sample. The other functions take many values at once: `earlier` has one column
a value and its rows in time order; NaN is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dxkpi.domain.stats.validation import require_numbers

# 0.6745 is the 0.75 quantile of the normal distribution: MAD / 0.6745 estimates its standard deviation. Where more
# than half of the values are equal the MAD is 0, and 1.253314 = √(π/2) times the mean absolute deviation does so.
# Iglewicz and Hoaglin, How to Detect and Handle Outliers (ASQC, 1993).
MAD_TO_SIGMA = 0.6745
SIGMA_TO_MEAN_AD = 1.253314


@dataclass(frozen=True, eq=False)
class Beside:
    """Values beside their earlier values.

    `middle`: the median of the earlier values. `z`: the size of the modified z-score; where all earlier values are
    equal infinite, or 0 where the value is the same. `still`: whether the MAD is 0. NaN where there are none.
    """

    middle: np.ndarray
    z: np.ndarray
    still: np.ndarray


def medians(earlier: np.ndarray) -> np.ndarray:
    """The median of each column; NaN where it has no values."""
    ordered = np.sort(earlier, axis=0)  # missing values go last
    if len(ordered) and not np.isnan(ordered[-1]).any():
        return np.asarray((ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2)
    count = (~np.isnan(earlier)).sum(axis=0)
    across = np.arange(earlier.shape[1])
    return (ordered[np.maximum(count - 1, 0) // 2, across] + ordered[count // 2, across]) / 2


def modified_z(value: float, sample: Sequence[float]) -> float | None:
    """0.6745 (value - median) / MAD of a sample, which holds the value itself or not, as it is given.

    Where half of the sample or more is equal (MAD 0): (value - median) / (1.253314 mean absolute deviation), and
    infinite where all of it is. No sample: nothing. Iglewicz and Hoaglin (1993), as given in NIST/SEMATECH e-Handbook,
    section 1.3.5.17. Raises `ValueError` for what is no number.
    """
    require_numbers((value,), sample)
    if not len(sample):
        return None
    found = beside(np.array([value], dtype=float), np.array(sample, dtype=float)[:, np.newaxis])
    return float(np.copysign(found.z[0], value - found.middle[0]))


def beside(values: np.ndarray, earlier: np.ndarray) -> Beside:
    """Each value beside its earlier values, itself left out."""
    middle = medians(earlier)
    deviations = earlier - middle
    np.abs(deviations, out=deviations)
    distance, mad = np.abs(values - middle), medians(deviations)
    still = mad == 0
    sigma = mad / MAD_TO_SIGMA
    sigma[still] = SIGMA_TO_MEAN_AD * means(deviations[:, still])
    with np.errstate(divide="ignore", invalid="ignore"):
        return Beside(middle, np.where(distance == 0, 0.0, distance / sigma), still)


def means(earlier: np.ndarray) -> np.ndarray:
    """The mean of each column; NaN where it has no values."""
    known = ~np.isnan(earlier)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(known, earlier, 0.0).sum(axis=0) / known.sum(axis=0)


def latest(earlier: np.ndarray) -> np.ndarray:
    """The last value of each column; NaN where it has none."""
    row = len(earlier) - 1 - (~np.isnan(earlier))[::-1].argmax(axis=0)
    return earlier[row, np.arange(earlier.shape[1])]
