"""Better, similar or worse: the verdict on a value and its confidence interval against a reference."""

from __future__ import annotations

from enum import StrEnum
from math import isnan

from dxkpi.domain.stats.intervals import Interval


class Verdict(StrEnum):
    """How a value compares with its reference."""

    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"


def compare(interval: Interval | None, reference: float | None, higher_is_better: bool | None) -> Verdict | None:
    """Better or worse only when the whole interval lies on one side of the reference, else similar.

    None when neither direction is better (`higher_is_better` is None) and when the interval or the reference is
    missing. Source: Eayres (2008), APHO Technical Briefing 3, Commonly used public health statistics and their
    confidence intervals, section "Use and presentation", p. 5.
    """
    if interval is None or reference is None or higher_is_better is None or isnan(sum((*interval, reference))):
        return None
    if interval.low <= reference <= interval.high:
        return Verdict.SIMILAR
    return Verdict.BETTER if (interval.low > reference) is higher_is_better else Verdict.WORSE
