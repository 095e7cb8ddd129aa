"""Quarters that look like the sum since the start of the year: the commonest way to fill a quarter in wrongly.

A flow of the second, third or fourth quarter can be tested where all earlier quarters of its year are known and come
to more than 0. It looks cumulative

- where the cumulative figure of the year up to that day is known: if it equals that figure, which a quarter after
  quarters above 0 cannot do;
- elsewhere: if it is far above a usual quarter, is at least the sum of the earlier quarters, and what it has beyond
  that sum is a usual quarter. One flow may do so by chance (a quarter that really doubled), so at least two must, and
  half of those of the row that can be tested.

A quarter that looks cumulative is taken as what it has beyond the earlier quarters when later quarters are looked at,
so that a whole year filled in so is told at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dxkpi.domain.model.period import Period, cumulative
from dxkpi.intake.checks.overlay import Finding, Overlay
from dxkpi.intake.problems import ProblemCode, Severity
from dxkpi.locale import N_, Message

# The quarters that say what is usual: two years, each season twice.
QUARTERS_LOOKED_AT = 8
# What one quarter may be beside the smallest and the largest of them.
HALF_THE_SMALLEST, TWICE_THE_LARGEST = 0.5, 2.0
# Two like quarters are twice one of them; but the largest of two years is a good season's. Of rows of sums planted in
# the simulated province's second quarters 1.5 finds 99.7 in 100 (1.8 finds 38), and no honest row either way.
FAR_ABOVE = 1.5
LEAST_FLOWS = 2

BEYOND = N_(
    "{period} looks like the sum since the start of the year ({measures}). {measure}: {value}; the earlier quarters of "
    "the year come to {sum}, and a quarter is usually from {low} to {high}. Enter the figures of the quarter alone, or "
    "write the reason."
)
EQUAL = N_(
    "{period} looks like the sum since the start of the year ({measures}). {measure}: {value}, exactly as in {whole}, "
    "though the earlier quarters of the year come to {sum}. Enter the figures of the quarter alone, or write the "
    "reason."
)


@dataclass(frozen=True, eq=False)
class YearToDate:
    """A quarter beside the sum of the earlier quarters of its year; tables are those of `Overlay`.

    `rows`: the localities whose row looks cumulative. `equal`, `beyond`: the flows that look so, by the known
    cumulative figure or without one. `low`, `high`: the smallest and the largest of the quarters before.
    """

    period: Period
    whole: Period
    rows: np.ndarray
    equal: np.ndarray
    beyond: np.ndarray
    sums: np.ndarray
    low: np.ndarray
    high: np.ndarray


def cumulative_quarters(standing: Overlay) -> dict[Period, YearToDate]:
    """The upload's quarters in which some row looks cumulative."""
    found: dict[Period, YearToDate] = {}
    alone: dict[Period, np.ndarray] = {}
    for period in standing.periods:
        sums = _looked_at(standing, period, alone)
        if sums is not None and sums.rows.any():
            found[period] = sums
            table = standing.table(period)
            alone[period] = np.where(sums.rows[:, None] & standing.flows, table - sums.sums, table)
    return found


def sums_so_far(standing: Overlay, found: YearToDate) -> Iterator[Finding]:
    """One hit a row, at its first flow that looks cumulative and does not stand so already."""
    table, positions, fresh = (
        standing.table(found.period),
        standing.positions(found.period),
        standing.fresh(found.period),
    )
    alike = found.equal | found.beyond
    for line in np.flatnonzero(found.rows & (alike & fresh).any(axis=1)):
        here = np.flatnonzero(alike[line] & fresh[line])
        column = here[positions[line, here].argmin()]
        values = {
            "period": standing.words(found.period),
            "measures": tuple(standing.name(each).inline for each in np.flatnonzero(alike[line]).tolist()),
            "measure": standing.name(column),
            "value": float(table[line, column]),
            "whole": standing.words(found.whole),
            "sum": float(found.sums[line, column]),
            "low": float(found.low[line, column]),
            "high": float(found.high[line, column]),
        }
        message = Message(EQUAL if found.equal[line, column] else BEYOND, values)
        yield Finding(int(positions[line, column]), ProblemCode.LOOKS_CUMULATIVE, Severity.REASON, message)


def _looked_at(standing: Overlay, period: Period, alone: dict[Period, np.ndarray]) -> YearToDate | None:
    form = standing.quarter(period)
    if form is None or form[1] == 1:
        return None
    year, number = form
    before = standing.quarters_before(period, QUARTERS_LOOKED_AT)
    tables = [alone.get(each, table) for each, table in zip(before, standing.tables(before), strict=True)]
    low, high = np.fmin.reduce(tables), np.fmax.reduce(tables)
    sums = np.sum(tables[1 - number :], axis=0)
    whole = cumulative(year, number, standing.context.cutoff)
    value, known = standing.table(period), standing.table(whole)
    tested = (standing.positions(period) >= 0) & standing.flows & (sums > 0)
    rest = value - sums
    usual = (rest >= HALF_THE_SMALLEST * low) & (rest <= TWICE_THE_LARGEST * high)
    beyond = tested & np.isnan(known) & (rest >= 0) & usual & (value > FAR_ABOVE * high)
    equal = tested & (value == known)
    many = (beyond.sum(axis=1) >= LEAST_FLOWS) & (2 * beyond.sum(axis=1) >= tested.sum(axis=1))
    return YearToDate(period, whole, equal.any(axis=1) | many, equal, beyond, sums, low, high)
