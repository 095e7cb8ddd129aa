"""Figures far from those before them: digit slips, values far outside the usual spread, large changes.

A figure gets the first of these that fits:

- digit slip: about ten times, or a tenth of, the level of the last eight quarters or the latest of them, and a usual
  quarter once divided or multiplied by ten;
- with at least eight earlier quarters: a modified z-score beyond 3.5 beside the last sixteen, the value itself left
  out, where the step from the latest quarter is beyond 3.5 beside the earlier steps, too. The second condition lets
  figures pass that grow or fall steadily: without it 1.4 % of the simulated province's honest figures were told;
- with fewer: more than three times, or less than a third of, the latest quarter.

Periods other than quarters are held against the same period of the year before, for slips and changes alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from math import isnan
from statistics import median

import numpy as np

from dxkpi.domain.model.period import Period, year_before
from dxkpi.domain.stats.outliers import latest, medians, modified_z_scores
from dxkpi.intake.checks.overlay import Finding, Overlay
from dxkpi.intake.problems import ProblemCode, Severity
from dxkpi.locale import N_, Message

# Four years: each season four times, so that the spread has the seasons in it.
QUARTERS_LOOKED_AT = 16
# A level is that of two years; growth has made older ones too low.
QUARTERS_OF_LEVEL = 8
# Below, a MAD is chance: of eight normal values one in a hundred is already half as large as it should be.
LEAST_QUARTERS = 8
# Small numbers scatter: no smaller difference is told, and none asks for a reason below the second.
LEAST_DIFFERENCE, LEAST_TO_EXPLAIN = 10, 30
# Iglewicz and Hoaglin 1993: |modified z| above 3.5 is a potential outlier. 8 asks for a reason: of the simulated
# province's honest figures 1 in 10,000 is beyond.
Z_TO_NOTE, Z_TO_EXPLAIN = 3.5, 8.0
# Where half of the earlier quarters or more are equal, their spread says little: the value must have changed by half.
LEAST_SHARE_FROM_STILL = 0.5
# A level wavers by a third or so, hence ten times within √2 either way. Of slips planted in the simulated province 97
# in 100 are told so (9 and 11 as bounds, and the level alone, would tell 44), of its honest figures none.
SLIP_LOW, SLIP_HIGH = 7, 14
TEN = 10
# What a usual quarter is beside the smallest and the largest of those of the level.
HALF_THE_SMALLEST, TWICE_THE_LARGEST = 0.5, 2.0
# Against one quarter alone.
CHANGE, LEAST_CHANGE = 3, 30

MORE = N_(
    "{measure}: {value} in {period} is about ten times the usual {level} ({before}). {value} instead of {suspected}? "
    "Check, or write the reason."
)
LESS = N_(
    "{measure}: {value} in {period} is about a tenth of the usual {level} ({before}). {value} instead of {suspected}? "
    "Check, or write the reason."
)
FAR = N_(
    "{measure}: {value} in {period} is far from the usual {level} (median of {count} quarters, {before}; from {low} to "
    "{high}). {advice}"
)
CHANGED = N_("{measure}: {value} in {period} after {level} in {before}; a change this large is rare. {advice}")
ADVICE = {Severity.NOTE: N_("Please check it."), Severity.REASON: N_("Check, or write the reason.")}


class OutlierKind(IntEnum):
    """What is unusual in a figure."""

    NOTHING = 0
    TEN_TIMES = 1
    A_TENTH = 2
    FAR = 3
    VERY_FAR = 4
    CHANGED = 5


def unusual_values(standing: Overlay, period: Period, explained: np.ndarray) -> Iterator[Finding]:
    """A hit for every count that the upload brings anew and that is unusual, but for those `explained` otherwise."""
    places = np.flatnonzero(standing.fresh(period) & standing.counts & ~explained)
    if not len(places):
        return
    if standing.quarter(period):
        before = standing.quarters_before(period, QUARTERS_LOOKED_AT)
    else:
        before = (year_before(period, standing.context.cutoff),)
    values, tables = standing.table(period).take(places), standing.tables(before)
    earlier = np.stack([table.take(places) for table in tables])
    kinds = judge(values, earlier)
    positions = standing.positions(period).take(places)
    for hit in np.flatnonzero(kinds).tolist():
        kind, value = OutlierKind(kinds[hit]), float(values[hit])
        severity = Severity.NOTE if kind in (OutlierKind.FAR, OutlierKind.CHANGED) else Severity.REASON
        told = {
            "measure": standing.name(places[hit] % len(standing.measures)),
            "value": value,
            "period": standing.words(period),
            "advice": Message(ADVICE[severity]),
        }
        message = _sentence(kind, told, value, _usual(kind, value, before, earlier[:, hit]), standing)
        yield Finding(int(positions[hit]), ProblemCode.UNUSUAL_VALUE, severity, message)


def judge(values: np.ndarray, earlier: np.ndarray) -> np.ndarray:
    """The `OutlierKind` of each value beside the earlier values in its column, in time order; NaN for missing."""
    kinds = np.full(len(values), OutlierKind.NOTHING, dtype=np.int8)
    known = (~np.isnan(earlier)).sum(axis=0)
    _mark_slips(kinds, values, earlier[-QUARTERS_OF_LEVEL:])
    many = np.flatnonzero((kinds == OutlierKind.NOTHING) & (known >= LEAST_QUARTERS))
    kinds[many] = _far(values[many], earlier.take(many, axis=1))
    few = np.flatnonzero((kinds == OutlierKind.NOTHING) & (known > 0) & (known < LEAST_QUARTERS))
    last = latest(earlier[:, few])
    larger, smaller = np.maximum(values[few], last), np.minimum(values[few], last)
    kinds[few[(larger > CHANGE * smaller) & (larger - smaller >= LEAST_CHANGE)]] = OutlierKind.CHANGED
    return kinds


def _mark_slips(kinds: np.ndarray, values: np.ndarray, recent: np.ndarray) -> None:
    low, high = HALF_THE_SMALLEST * np.fmin.reduce(recent), TWICE_THE_LARGEST * np.fmax.reduce(recent)
    outside = np.flatnonzero((values < low) | (values > high))
    value, recent, low, high = values[outside], recent[:, outside], low[outside], high[outside]
    meant_less, meant_more = (TEN * low <= value) & (value <= TEN * high), (low <= TEN * value) & (TEN * value <= high)
    for level in (medians(recent), latest(recent)):
        matters = np.abs(value - level) >= LEAST_TO_EXPLAIN
        kinds[outside[matters & meant_less & _is_ten_times(value, level)]] = OutlierKind.TEN_TIMES
        kinds[outside[matters & meant_more & _is_ten_times(level, value)]] = OutlierKind.A_TENTH


def _is_ten_times(value: np.ndarray, level: np.ndarray) -> np.ndarray:
    return (SLIP_LOW * level <= value) & (value <= SLIP_HIGH * level)


def _far(values: np.ndarray, earlier: np.ndarray) -> np.ndarray:
    """`FAR` and `VERY_FAR`. Where all earlier values are equal there is no spread to be very far by."""
    kinds = np.full(len(values), OutlierKind.NOTHING, dtype=np.int8)
    usual = modified_z_scores(values, earlier)
    distance = np.abs(values - usual.median)
    changed = ~usual.mad_is_zero | (distance >= LEAST_SHARE_FROM_STILL * usual.median)
    far = np.flatnonzero((usual.z > Z_TO_NOTE) & (distance >= LEAST_DIFFERENCE) & changed)
    steps = modified_z_scores(values[far] - latest(earlier[:, far]), np.diff(earlier[:, far], axis=0))
    far = far[~(steps.z <= Z_TO_NOTE)]  # where no two quarters adjoin there are no steps
    z = usual.z[far]
    very = (z > Z_TO_EXPLAIN) & np.isfinite(z) & (distance[far] >= LEAST_TO_EXPLAIN)
    kinds[far] = np.where(very, OutlierKind.VERY_FAR, OutlierKind.FAR)
    return kinds


def _sentence(
    kind: OutlierKind, told: dict[str, object], value: float, usual: Sequence[tuple[Period, float]], standing: Overlay
) -> Message:
    """`told`: what every sentence says. `usual`: the earlier periods and counts that the value is held against."""
    periods, counts = zip(*usual, strict=True)
    first, last = standing.words(periods[0]), standing.words(periods[-1])
    told |= {"before": last if len(usual) == 1 else Message("{first} – {last}", {"first": first, "last": last})}
    told |= {"level": float(median(counts)), "low": min(counts), "high": max(counts), "count": len(counts)}
    match kind:
        case OutlierKind.TEN_TIMES:
            return Message(MORE, told | {"suspected": value // TEN})
        case OutlierKind.A_TENTH:
            return Message(LESS, told | {"suspected": value * TEN})
        case OutlierKind.CHANGED:
            return Message(CHANGED, told)
        case _:
            return Message(FAR, told)


def _usual(
    kind: OutlierKind, value: float, periods: Sequence[Period], earlier: np.ndarray
) -> list[tuple[Period, float]]:
    """What a value of that kind is held against: the quarters of the level, the latest quarter, or all."""
    known = [(period, count) for period, count in zip(periods, earlier.tolist(), strict=True) if not isnan(count)]
    match kind:
        case OutlierKind.TEN_TIMES | OutlierKind.A_TENTH:
            recent = [(period, count) for period, count in known if period in periods[-QUARTERS_OF_LEVEL:]]
            level = median(count for _, count in recent)
            fits = _is_ten_times(np.asarray(max(value, level)), np.asarray(min(value, level)))
            return recent if fits else recent[-1:]
        case OutlierKind.CHANGED:
            return known[-1:]
        case _:
            return known
