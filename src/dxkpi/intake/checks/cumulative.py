"""Quarters that look like the sum since the start of the year, the most common mistake in a quarterly report.

A flow of the second, third or fourth quarter can be tested if all earlier quarters of its year are known and add up
to more than 0. It looks cumulative

- if the cumulative figure of the year up to that day is known and equal to it, which is impossible for a quarter that
  follows quarters above 0;
- otherwise, if it is far above a usual quarter, is at least the sum of the earlier quarters, and exceeds that sum by a
  usual quarter. One flow may do so by chance (a quarter that really doubled), so at least two must, and half of the
  testable flows of the row.

When later quarters are tested, a quarter that looks cumulative counts as its excess over the earlier quarters, so that
a whole year that was filled in cumulatively is found at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dxkpi.domain.model.period import Period, cumulative
from dxkpi.intake.checks.resulting_figures import FigureProblem, ResultingFigures
from dxkpi.intake.problems import ProblemCode, Severity
from dxkpi.locale import N_, Message

# The quarters that define what is usual: two years, so each season twice.
QUARTERS_LOOKED_AT = 8
# The range of a usual quarter, relative to the smallest and the largest of them.
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
class CumulativeQuarter:
    """A quarter compared with the sum of the earlier quarters of its year; tables are shaped as in `ResultingFigures`.

    `rows`: the localities whose row looks cumulative. `equal`, `beyond`: the flows that look so, compared with a known
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


def cumulative_quarters(resulting: ResultingFigures) -> dict[Period, CumulativeQuarter]:
    """The upload's quarters in which some row looks cumulative."""
    found: dict[Period, CumulativeQuarter] = {}
    alone: dict[Period, np.ndarray] = {}
    for period in resulting.periods:
        sums = _looked_at(resulting, period, alone)
        if sums is not None and sums.rows.any():
            found[period] = sums
            table = resulting.table(period)
            alone[period] = np.where(sums.rows[:, None] & resulting.flows, table - sums.sums, table)
    return found


def cumulative_problems(resulting: ResultingFigures, found: CumulativeQuarter) -> Iterator[FigureProblem]:
    """One problem per row, at its first flow that looks cumulative and is not published with this value."""
    table, positions, is_new = (
        resulting.table(found.period),
        resulting.positions(found.period),
        resulting.is_new(found.period),
    )
    alike = found.equal | found.beyond
    for line in np.flatnonzero(found.rows & (alike & is_new).any(axis=1)):
        here = np.flatnonzero(alike[line] & is_new[line])
        column = here[positions[line, here].argmin()]
        values = {
            "period": resulting.words(found.period),
            "measures": tuple(resulting.name(each).inline for each in np.flatnonzero(alike[line]).tolist()),
            "measure": resulting.name(column),
            "value": float(table[line, column]),
            "whole": resulting.words(found.whole),
            "sum": float(found.sums[line, column]),
            "low": float(found.low[line, column]),
            "high": float(found.high[line, column]),
        }
        message = Message(EQUAL if found.equal[line, column] else BEYOND, values)
        yield FigureProblem(int(positions[line, column]), ProblemCode.LOOKS_CUMULATIVE, Severity.REASON, message)


def _looked_at(
    resulting: ResultingFigures, period: Period, alone: dict[Period, np.ndarray]
) -> CumulativeQuarter | None:
    form = resulting.quarter(period)
    if form is None or form[1] == 1:
        return None
    year, number = form
    before = resulting.quarters_before(period, QUARTERS_LOOKED_AT)
    tables = [alone.get(each, table) for each, table in zip(before, resulting.tables(before), strict=True)]
    low, high = np.fmin.reduce(tables), np.fmax.reduce(tables)
    sums = np.sum(tables[1 - number :], axis=0)
    whole = cumulative(year, number, resulting.context.cutoff)
    value, known = resulting.table(period), resulting.table(whole)
    tested = (resulting.positions(period) >= 0) & resulting.flows & (sums > 0)
    rest = value - sums
    usual = (rest >= HALF_THE_SMALLEST * low) & (rest <= TWICE_THE_LARGEST * high)
    beyond = tested & np.isnan(known) & (rest >= 0) & usual & (value > FAR_ABOVE * high)
    equal = tested & (value == known)
    many = (beyond.sum(axis=1) >= LEAST_FLOWS) & (2 * beyond.sum(axis=1) >= tested.sum(axis=1))
    return CumulativeQuarter(period, whole, equal.any(axis=1) | many, equal, beyond, sums, low, high)
