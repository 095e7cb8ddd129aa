"""A locality's own counts against the sum over the localities below it that reported the same period.

What they dealt with is part of what the whole unit dealt with, so their sum is at most its own number. It may be less:
the offices of the unit itself add to it. Two numbers are equal once every locality has reported: counts of what exists
in communes alone (`exact_unit_sums` of the rules), and a number that was published as the sum over that level.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dxkpi.domain.model.coverage import WHOLE, CoverageKind
from dxkpi.domain.model.locality import LEVELS_BELOW, Level
from dxkpi.domain.snapshot.consistency.inconsistency import (
    ConsistencyCheck,
    ConsistencyRules,
    FigureTable,
    Inconsistency,
    coverage_at,
    term_at,
)


def unit_contradictions(table: FigureTable, checked: ConsistencyRules) -> Iterator[Inconsistency]:
    """Own counts that contradict the sum over one level below."""
    counts = [code for code in table.figures.measures if table.measures[code].is_count]
    index = table.figures.index
    for place, key in enumerate(index.localities):
        unit = table.registry.by_key(key)
        if unit.level is Level.COMMUNE:
            continue
        for row in np.flatnonzero(index.locality == place).tolist():
            period = index.periods[index.period[row]]
            for level in LEVELS_BELOW[unit.level]:
                units = table.registry.below(unit, period.last, level)
                rows = table.rows_of(units, period)
                rows = rows[rows >= 0]
                for code in counts if len(rows) else ():
                    yield from _of_count(
                        table, code, row, rows, _Sum(level, len(units), code in checked.rules.exact_unit_sums)
                    )


@dataclass(frozen=True)
class _Sum:
    """What the own number is compared with: the sum over `expected` localities of a level, equal where `is_exact`."""

    level: Level
    expected: int
    is_exact: bool


def _of_count(table: FigureTable, code: str, row: int, rows: np.ndarray, of: _Sum) -> Iterator[Inconsistency]:
    column = table.column(code)
    reporting = rows[~np.isnan(column[rows])].tolist()
    if not reporting or np.isnan(column[row]):
        return
    own = coverage_at(table, row, code)
    counts_level = own.kind is CoverageKind.LEVEL and own.level is of.level
    if own.kind is not CoverageKind.WHOLE and not counts_level:
        return
    is_complete = len(reporting) == of.expected and all(coverage_at(table, part, code) == WHOLE for part in reporting)
    is_exact = is_complete and (of.is_exact or counts_level)
    excess = float(column[reporting].sum() - column[row])
    if excess > 0 or (is_exact and excess < 0):
        parts = tuple(term_at(table, part, code) for part in reporting)
        own_term = (term_at(table, row, code),)
        yield Inconsistency(ConsistencyCheck.UNIT_SUM, parts, own_term, abs(excess), is_part=not is_exact)
