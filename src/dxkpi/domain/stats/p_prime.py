"""σ_z of Laney's p′ chart: how much more shares of large denominators vary than their counts alone would."""

from __future__ import annotations

from collections.abc import Sequence

from dxkpi.domain.stats.xmr import RANGE_TO_SIGMA, mean_moving_range


def sigma_z(z_scores: Sequence[float]) -> float:
    """The mean moving range of standardised shares over 1.128, screened as in `mean_moving_range`.

    1 when the variation is that of the counts. Source: Laney, Improved Control Charts for Attributes (2002, Quality
    Engineering 14(4), 531-537), as given in Minitab's Methods and formulas for Laney P′ Chart, section "Sigma Z".
    Raises ValueError for fewer than two scores and for a score that is not a number.
    """
    return mean_moving_range(z_scores) / RANGE_TO_SIGMA
