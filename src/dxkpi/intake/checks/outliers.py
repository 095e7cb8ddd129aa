"""Figures far from those before them: digit slips, values far outside the usual spread, large changes.

A figure gets the first of these that fits:

- digit slip: about ten times, or a tenth of, the level of the last eight quarters or the latest of them, and a usual
  quarter once divided or multiplied by ten;
- with at least eight earlier quarters: a modified z-score above 3.5 against the last sixteen, the value itself left
  out, if the step from the latest quarter is above 3.5 against the earlier steps, too. The second condition accepts
  steady growth or decline: without it 1.4 % of the simulated province's correct figures were reported;
- with fewer: more than three times, or less than a third of, the latest quarter.

Periods other than quarters are compared with the same period of the year before, for slips and changes only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from math import isnan
from statistics import median

import numpy as np

from dxkpi.domain.model.period import Period, year_before
from dxkpi.domain.stats.outliers import latest, medians, modified_z_scores
from dxkpi.intake.checks.resulting_figures import FigureProblem, ResultingFigures
from dxkpi.intake.problems import ProblemCode, Severity
from dxkpi.locale import N_, Message

# Four years: each season four times, so that the spread includes the seasons.
QUARTERS_LOOKED_AT = 16
# A level is that of two years; growth has made older ones too low.
QUARTERS_OF_LEVEL = 8
# Below, a MAD is chance: of eight normal values one in a hundred is already half as large as it should be.
LEAST_QUARTERS = 8
# Small numbers scatter: smaller differences are ignored, and those below the second need no reason.
LEAST_DIFFERENCE, LEAST_TO_EXPLAIN = 10, 30
# Iglewicz and Hoaglin 1993: |modified z| above 3.5 is a potential outlier. 8 asks for a reason: of the simulated
# province's correct figures 1 in 10,000 is above.
Z_TO_NOTE, Z_TO_EXPLAIN = 3.5, 8.0
# If half or more of the earlier quarters are equal, their spread says little: the value must change by half.
LEAST_SHARE_FROM_STILL = 0.5
# A level varies by about a third, hence ten times within √2 either way. Of slips planted in the simulated province 97
# in 100 are found (with 9 and 11 as bounds, and the level alone, 44), and none of its correct figures is reported.
SLIP_LOW, SLIP_HIGH = 7, 14
TEN = 10
# The range of a usual quarter, relative to the smallest and the largest of those of the level.
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
    """In which way a figure is unusual."""

    NOTHING = 0
    TEN_TIMES = 1
    A_TENTH = 2
    FAR = 3
    VERY_FAR = 4
    CHANGED = 5


def outlier_problems(resulting: ResultingFigures, period: Period, explained: np.ndarray) -> Iterator[FigureProblem]:
    """A problem for every count that the upload adds or changes and that is unusual, except those in `explained`."""
    places = np.flatnonzero(resulting.is_new(period) & resulting.counts & ~explained)
    if not len(places):
        return
    if resulting.quarter(period):
        before = resulting.quarters_before(period, QUARTERS_LOOKED_AT)
    else:
        before = (year_before(period, resulting.context.cutoff),)
    values, tables = resulting.table(period).take(places), resulting.tables(before)
    earlier = np.stack([table.take(places) for table in tables])
    kinds = outlier_kinds(values, earlier)
    positions = resulting.positions(period).take(places)
    for hit in np.flatnonzero(kinds).tolist():
        kind, value = OutlierKind(kinds[hit]), float(values[hit])
        severity = Severity.NOTE if kind in (OutlierKind.FAR, OutlierKind.CHANGED) else Severity.REASON
        common = {
            "measure": resulting.name(places[hit] % len(resulting.measures)),
            "value": value,
            "period": resulting.words(period),
            "advice": Message(ADVICE[severity]),
        }
        message = _sentence(kind, common, value, _usual(kind, value, before, earlier[:, hit]), resulting)
        yield FigureProblem(int(positions[hit]), ProblemCode.UNUSUAL_VALUE, severity, message)


def outlier_kinds(values: np.ndarray, earlier: np.ndarray) -> np.ndarray:
    """The `OutlierKind` of each value compared with the earlier values in its column (time order, NaN for missing)."""
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
    """`FAR` and `VERY_FAR`. If all earlier values are equal there is no spread, and nothing is `VERY_FAR`."""
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
    kind: OutlierKind,
    values: dict[str, object],
    value: float,
    usual: Sequence[tuple[Period, float]],
    resulting: ResultingFigures,
) -> Message:
    """`values`: what every sentence contains. `usual`: the earlier periods and counts that the value is compared
    with."""
    periods, counts = zip(*usual, strict=True)
    first, last = resulting.words(periods[0]), resulting.words(periods[-1])
    values = values | {
        "before": last if len(usual) == 1 else Message("{first} – {last}", {"first": first, "last": last})
    }
    values = values | {"level": float(median(counts)), "low": min(counts), "high": max(counts), "count": len(counts)}
    match kind:
        case OutlierKind.TEN_TIMES:
            return Message(MORE, values | {"suspected": value // TEN})
        case OutlierKind.A_TENTH:
            return Message(LESS, values | {"suspected": value * TEN})
        case OutlierKind.CHANGED:
            return Message(CHANGED, values)
        case _:
            return Message(FAR, values)


def _usual(
    kind: OutlierKind, value: float, periods: Sequence[Period], earlier: np.ndarray
) -> list[tuple[Period, float]]:
    """What a value of that kind is compared with: the quarters of the level, the latest quarter, or all."""
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
