"""Flows of one locality and measure over time: which spans of days follow from the periods that are shown.

A period is an edge between the day before it and its last day. Two days that are connected by edges that are shown have
a known difference: 103 in nine months and 100 in six leave 3 for the third quarter.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations

from dxkpi.domain.model.period import Period

ONE_DAY = timedelta(days=1)


def ends_of(period: Period) -> tuple[date, date]:
    """The days between which the flow of a period lies: the day before it, and its last."""
    return period.first - ONE_DAY, period.last


def path(start: date, end: date, edges: Iterable[Period]) -> list[Period]:
    """Periods by whose sums and differences the flow between two days follows; empty when it does not."""
    by_day: dict[date, list[tuple[date, Period]]] = {}
    for period in edges:
        first, last = ends_of(period)
        by_day.setdefault(first, []).append((last, period))
        by_day.setdefault(last, []).append((first, period))
    came_from: dict[date, tuple[date, Period] | None] = {start: None}
    waiting = deque([start])
    while waiting:
        day = waiting.popleft()
        for other, period in by_day.get(day, ()):
            if other not in came_from:
                came_from[other] = (day, period)
                waiting.append(other)
    steps: list[Period] = []
    step = came_from.get(end)
    while step is not None:
        steps.append(step[1])
        step = came_from[step[0]]
    return steps


def small_spans(flows: Mapping[Period, float], is_small: Callable[[float], bool]) -> Iterator[tuple[date, date]]:
    """The spans whose flow follows from these periods and is small, the periods themselves included."""
    heights: dict[date, tuple[int, float]] = {}
    remaining: Sequence[Period] = sorted(flows)
    group = 0
    while remaining:
        start = ends_of(remaining[0])[0]
        heights[start] = (group, 0.0)
        changed = True
        while changed:
            changed = False
            for period in remaining:
                first, last = ends_of(period)
                if (first in heights and heights[first][0] == group) and last not in heights:
                    heights[last] = (group, heights[first][1] + flows[period])
                    changed = True
                elif (last in heights and heights[last][0] == group) and first not in heights:
                    heights[first] = (group, heights[last][1] - flows[period])
                    changed = True
        remaining = [period for period in remaining if ends_of(period)[0] not in heights]
        group += 1
    for (start, from_), (end, to) in combinations(sorted(heights.items()), 2):
        if from_[0] == to[0] and is_small(to[1] - from_[1]):
            yield start, end
