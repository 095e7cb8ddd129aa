"""Restarts of control limits: an operator's decision, with its reason, for one indicator and one locality."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.period import Cutoff, Period, parse_period


@dataclass(frozen=True)
class Baseline:
    """The limits of an indicator restart for a locality with a period.

    `locality`: a code or a key; `begin`: a period in notation, "2024-Q3"; `reason`: shown under the chart.
    """

    indicator: str
    locality: str
    begin: str
    reason: str


def rebased_at(
    baselines: Iterable[Baseline], indicator: Indicator, place: Locality, periods: Sequence[Period], cutoff: Cutoff
) -> dict[int, str]:
    """Positions in a sequence of periods at which limits restart, each with its reason."""
    reasons = {}
    for baseline in baselines:
        if baseline.indicator != indicator.id or baseline.locality not in {place.key, place.code}:
            continue
        begin = parse_period(baseline.begin, cutoff).last
        position = next((at for at, period in enumerate(periods) if period.last >= begin), None)
        if position is not None:
            reasons[position] = baseline.reason
    return reasons
