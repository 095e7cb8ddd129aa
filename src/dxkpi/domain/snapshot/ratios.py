"""Numerators and denominators over the whole frame, one pair a row: the arithmetic behind every rate.

A row's pair is there only where the row has both; so a sum never sets one locality's numerator against another's
denominator.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np

from dxkpi.domain.model.indicator import Indicator, Term
from dxkpi.locale import N_, Message

Column = Callable[[str], np.ndarray]


@dataclass(frozen=True, eq=False)
class RatioColumns:
    """Numerator and denominator of every row, missing (NaN) where the row lacks either."""

    numerator: np.ndarray
    denominator: np.ndarray

    @cached_property
    def known(self) -> np.ndarray:
        """Which rows have a pair."""
        return ~np.isnan(self.numerator)

    def sums(self, rows: np.ndarray) -> tuple[float, float, int]:
        """Sum of numerators, sum of denominators, and how many of the rows have a pair."""
        chosen = rows[self.known[rows]]
        return float(self.numerator[chosen].sum()), float(self.denominator[chosen].sum()), len(chosen)


def pairs_of(indicator: Indicator, column: Column, *, fallback: bool) -> RatioColumns:
    """The pairs of an indicator; with `fallback`, those that rest on its fallback denominator instead."""
    numerator = first_known(indicator.numerators, column)
    denominator = first_known([term for term in indicator.denominators if term.fallback is fallback], column)
    missing = np.isnan(numerator) | np.isnan(denominator)
    return RatioColumns(np.where(missing, np.nan, numerator), np.where(missing, np.nan, denominator))


def first_known(terms: Sequence[Term], column: Column) -> np.ndarray:
    """Row by row, the sum of the first term whose measures are all there; NaN where none is. Length: the rows."""
    result: np.ndarray | None = None
    for term in terms:
        total = reduce(np.add, map(column, term.measures))
        result = total if result is None else np.where(np.isnan(result), total, result)
    return result if result is not None else np.array([])


def missing_measures(terms: Sequence[Term], known: Callable[[str], bool]) -> tuple[str, ...]:
    """The fewest measures that would complete one of the terms; empty where one is complete."""
    gaps = [tuple(code for code in term.measures if not known(code)) for term in terms if not term.fallback]
    return min(gaps, key=len, default=())


def notes_of(
    numerator: float, denominator: float, term: Term, indicator: Indicator, fallback: bool
) -> tuple[Message, ...]:
    """What must be said beside a quotient: nothing to divide by, another denominator, more than the whole."""
    notes = []
    if not denominator:
        notes.append(Message(N_("Nothing to divide by: no {denominator}"), {"denominator": term.names}))
    if fallback:
        notes.append(Message(N_("The denominator is: {denominator}"), {"denominator": term.names}))
    if indicator.scale == 100 and numerator > denominator > 0:
        notes.append(Message(N_("Above 100 %: the part is larger than the whole as reported")))
    return tuple(notes)
