"""Two periods of a place compared like for like: over the localities that reported in both."""

from __future__ import annotations

from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Level, Locality
from dxkpi.domain.model.period import Period
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import MIN_SHARE_OF_LOCALITIES, Value


def like_for_like(
    snapshot: Snapshot, indicator: Indicator, locality: Locality, earlier: Period, later: Period
) -> tuple[Value, Value] | None:
    """The values of two periods, earlier first, that count the same.

    These are the place's own values where they already do, else the sums over the localities that reported in both
    periods. None where a value is missing or only stated, and where less than half of the localities of either period
    reported in both.
    """
    values = [snapshot.value(indicator, locality, period) for period in (earlier, later)]
    if any(value.denominator is None or not value.speaks_for_place for value in values):
        return None
    first, last = values
    if last.change_from(first) is not None:
        return first, last
    level = _common_level(first, last)
    if level is None or first.fallback is not last.fallback:
        return None
    pair = snapshot.sums_of_common(indicator, locality, level, (earlier, later), fallback=last.fallback)
    if pair is None or any(value.reporting < MIN_SHARE_OF_LOCALITIES * value.expected for value in pair):
        return None
    return pair


def _common_level(*values: Value) -> Level | None:
    """The level that all are sums over; None where one is no sum over localities."""
    levels = {value.coverage.level for value in values}
    return levels.pop() if len(levels) == 1 else None
