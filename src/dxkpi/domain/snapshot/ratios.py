"""Numerators and denominators of an indicator for every row of the figures: the arithmetic behind every rate.

A row has a pair only when it has both numbers, so that a sum never divides numerators of some localities by
denominators of others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce

import numpy as np

from dxkpi.domain.model.coverage import Coverage
from dxkpi.domain.model.indicator import Indicator, Term
from dxkpi.locale import N_, Message

# Measure code → the values of all rows, NaN when missing.
Column = Callable[[str], np.ndarray]


@dataclass(frozen=True, eq=False)
class RatioColumns:
    """Numerator and denominator of every row; both NaN when the row lacks either.

    `parts`: what the pair of a row counts, for rows where that is not the whole locality.
    """

    numerator: np.ndarray
    denominator: np.ndarray
    parts: Mapping[int, Coverage] = field(default_factory=dict)

    @cached_property
    def complete(self) -> np.ndarray:
        """Boolean mask of the rows that have a pair."""
        return ~np.isnan(self.numerator)

    def sums(self, rows: np.ndarray) -> tuple[float, float, int]:
        """Sum of numerators, sum of denominators, and number of rows that have a pair."""
        chosen = rows[self.complete[rows]]
        return float(self.numerator[chosen].sum()), float(self.denominator[chosen].sum()), len(chosen)

    def addable(self, rows: np.ndarray) -> np.ndarray:
        """Those of the rows that have a pair of their whole locality."""
        chosen = rows[self.complete[rows]]
        return chosen[~np.isin(chosen, list(self.parts))] if self.parts else chosen


def pairs_of(indicator: Indicator, column: Column, *, fallback: bool) -> RatioColumns:
    """The pairs of an indicator; with `fallback`, those with its fallback denominator."""
    if not indicator.is_counted:
        nothing = np.full_like(column(indicator.stated_by[0]), np.nan)
        return RatioColumns(nothing, nothing)
    numerator = first_known(indicator.numerators, column)
    denominator = first_known([term for term in indicator.denominators if term.fallback is fallback], column)
    missing = np.isnan(numerator) | np.isnan(denominator)
    return RatioColumns(np.where(missing, np.nan, numerator), np.where(missing, np.nan, denominator))


def first_known(terms: Sequence[Term], column: Column) -> np.ndarray:
    """For each row, the sum of the first term whose measures are all present; NaN when no term is complete."""
    result: np.ndarray | None = None
    for term in terms:
        total = reduce(np.add, map(column, term.measures))
        total = reduce(np.subtract, map(column, term.less), total)
        result = total if result is None else np.where(np.isnan(result), total, result)
    return result if result is not None else np.array([])


def notes_of(
    numerator: float, denominator: float, term: Term, indicator: Indicator, fallback: bool
) -> tuple[Message, ...]:
    """The notes of a ratio: denominator 0, a fallback denominator, or a part larger than its whole."""
    notes = []
    if not denominator:
        notes.append(Message(N_("Nothing to divide by: no {denominator}"), {"denominator": term.names}))
    if fallback:
        notes.append(Message(N_("The denominator is: {denominator}"), {"denominator": term.names}))
    if indicator.scale == 100 and numerator > denominator > 0:
        notes.append(Message(N_("Above 100 %: the part is larger than the whole as reported")))
    return tuple(notes)
