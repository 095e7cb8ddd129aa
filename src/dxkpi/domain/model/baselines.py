"""Where limits begin anew: an operator's decision with its reason, for one indicator and one place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.period import Cutoff, Period, parse_period


@dataclass(frozen=True)
class Baseline:
    """Limits of an indicator begin anew at a place with a period. `locality`: a code, or a code with its first day;
    `begin`: a period as commands write it."""

    indicator: str
    locality: str
    begin: str
    reason: str


def rebased_at(
    baselines: Iterable[Baseline], indicator: Indicator, place: Locality, periods: Sequence[Period], cutoff: Cutoff
) -> dict[int, str]:
    """The places in a row of periods at which limits begin anew, with the reason."""
    found = {}
    for each in baselines:
        if each.indicator != indicator.id or each.locality not in {place.key, place.code}:
            continue
        first = parse_period(each.begin, cutoff).last
        at = next((at for at, period in enumerate(periods) if period.last >= first), None)
        if at is not None:
            found[at] = each.reason
    return found
