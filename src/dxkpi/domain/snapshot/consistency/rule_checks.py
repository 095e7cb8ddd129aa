"""Rules of data/rules.toml that figures break: identities, parts above their wholes, counts carried over."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dxkpi.domain.model.period import quarter_of
from dxkpi.domain.model.rules import Identity, PartOfWhole
from dxkpi.domain.snapshot.consistency.inconsistency import (
    ConsistencyCheck,
    ConsistencyRules,
    FigureTable,
    Inconsistency,
    term_at,
)

# A single part is compared with its whole by a rule of its own.
LEAST_PARTS = 2


def broken_rules(table: FigureTable, checked: ConsistencyRules) -> Iterator[Inconsistency]:
    """Identities and parts of wholes that the figures of one locality and period break."""
    rules: tuple[Identity | PartOfWhole, ...] = (*checked.rules.identities, *checked.rules.parts)
    for rule in rules:
        names = [code for code in (*rule.measures, *rule.unless) if code in table.measures]
        columns = {code: table.column(code) for code in names}
        gaps = np.nan_to_num(np.broadcast_to(rule.differences(columns), len(table.figures.index)))
        left = (rule.part,) if isinstance(rule, PartOfWhole) else rule.whole
        right = rule.whole if isinstance(rule, PartOfWhole) else rule.parts
        check = _check_of(table, rule.measures, is_part=isinstance(rule, PartOfWhole))
        for row in np.flatnonzero(gaps).tolist():
            yield Inconsistency(
                check,
                tuple(term_at(table, row, code) for code in left),
                tuple(term_at(table, row, code) for code in right),
                abs(float(gaps[row])),
                is_part=isinstance(rule, PartOfWhole),
                rule=rule.code,
                severity=rule.severity,
            )


def excessive_parts(table: FigureTable, checked: ConsistencyRules) -> Iterator[Inconsistency]:
    """Parts of an identity that exceed their whole together although another part is missing."""
    for rule in checked.rules.identities:
        whole = np.asarray(sum(table.column(code) for code in rule.whole))
        parts = np.stack([table.column(code) for code in rule.parts])
        present = ~np.isnan(parts)
        is_incomplete = (present.sum(axis=0) >= LEAST_PARTS) & ~present.all(axis=0)
        excess = np.nansum(parts, axis=0) - whole
        for row in np.flatnonzero(is_incomplete & (excess > 0)).tolist():
            yield Inconsistency(
                ConsistencyCheck.PART_OF_WHOLE,
                tuple(
                    term_at(table, row, code) for code, there in zip(rule.parts, present[:, row], strict=True) if there
                ),
                tuple(term_at(table, row, code) for code in rule.whole),
                float(excess[row]),
                is_part=True,
                severity=rule.severity,
            )


def broken_successions(table: FigureTable, checked: ConsistencyRules) -> Iterator[Inconsistency]:
    """Counts of a quarter that are not those with which the next one begins."""
    before, after = _neighbours(table, checked)
    for rule in checked.rules.successions:
        earlier, later = table.column(rule.earlier)[before], table.column(rule.later)[after]
        gaps = np.nan_to_num(rule.differences({rule.earlier: earlier}, {rule.later: later}))
        for at in np.flatnonzero(gaps).tolist():
            yield Inconsistency(
                ConsistencyCheck.CARRIED_OVER,
                (term_at(table, int(before[at]), rule.earlier),),
                (term_at(table, int(after[at]), rule.later),),
                abs(float(gaps[at])),
                rule=rule.code,
                severity=rule.severity,
            )


def _check_of(table: FigureTable, measures: tuple[str, ...], *, is_part: bool) -> ConsistencyCheck:
    if any(table.measures[code].from_registry for code in measures if code in table.measures):
        return ConsistencyCheck.REGISTRY
    return ConsistencyCheck.PART_OF_WHOLE if is_part else ConsistencyCheck.IDENTITY


def _neighbours(table: FigureTable, checked: ConsistencyRules) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of rows of one locality: a quarter, and the quarter after it."""
    index = table.figures.index
    forms = [quarter_of(period, checked.cutoff) for period in index.periods]
    numbers = np.array([4 * form[0] + form[1] if form else 0 for form in forms], dtype=int)
    locality, period = index.locality, index.period
    rows = np.flatnonzero(numbers[period] > 0) if len(numbers) else np.array([], dtype=int)
    same = locality[rows[1:]] == locality[rows[:-1]]
    next_one = numbers[period[rows[1:]]] == numbers[period[rows[:-1]]] + 1
    return rows[:-1][same & next_one], rows[1:][same & next_one]
