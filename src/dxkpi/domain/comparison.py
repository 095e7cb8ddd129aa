"""Better, worse or similar: what may be said of a value beside another."""

from __future__ import annotations

from enum import StrEnum
from math import isnan

from dxkpi.domain.indicator import Direction
from dxkpi.domain.intervals import Interval


class Verdict(StrEnum):
    """How a value stands to the one it is compared with."""

    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"


def compare(interval: Interval | None, reference: float | None, direction: Direction) -> Verdict | None:
    """Better or worse only where the whole interval lies on one side of the reference, else similar.

    No judgement where neither way is better, without an interval, or without a reference. As public health profiles do
    it: Eayres (2008), APHO Technical Briefing 3, Commonly used public health statistics and their confidence intervals,
    section "Use and presentation", p. 5.
    """
    if interval is None or reference is None or direction is Direction.NONE or isnan(sum((*interval, reference))):
        return None
    if interval.low <= reference <= interval.high:
        return Verdict.SIMILAR
    return Verdict.BETTER if (interval.low > reference) is (direction is Direction.HIGHER) else Verdict.WORSE
