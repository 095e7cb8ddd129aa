"""Rule violations in published figures: identities, parts above their wholes, and counts carried over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from dxkpi.domain.figures.figures import NO_ORIGIN, Source
from dxkpi.domain.model.period import Cutoff, Period, quarter_of
from dxkpi.domain.model.rules import CarriedForward, Identity, PartOfWhole, Rules
from dxkpi.domain.snapshot.snapshot import Snapshot

# (measure code, count)
Count = tuple[str, float]


@dataclass(frozen=True)
class RuleViolation:
    """A rule (code) that the figures of a locality (key) and period break: `left` should equal `right`.

    `is_part`: `left` should be at most `right`. `difference`: above 0. `earlier`: the quarter of `left`, when it is not
    `period`. `source`: the source of the latest of the figures.
    """

    rule: str
    locality: str
    period: Period
    left: tuple[Count, ...]
    right: tuple[Count, ...]
    difference: float
    source: Source | None
    is_part: bool = False
    earlier: Period | None = None


def rule_violations(snapshot: Snapshot, rules: Rules, cutoff: Cutoff) -> tuple[RuleViolation, ...]:
    """Every violation in the figures of a vintage, the newest period first."""
    violations = [*_within(snapshot, rules), *_between(snapshot, rules, cutoff)]
    return tuple(
        sorted(
            violations, key=lambda violation: (-violation.period.last.toordinal(), violation.locality, violation.rule)
        )
    )


def _within(snapshot: Snapshot, rules: Rules) -> Iterator[RuleViolation]:
    every: tuple[Identity | PartOfWhole, ...] = (*rules.identities, *rules.parts)
    for rule in every:
        names = (*rule.measures, *rule.unless)
        columns = {code: snapshot.column(code) for code in names if code in snapshot.measures}
        gaps = np.nan_to_num(np.broadcast_to(rule.differences(columns), len(snapshot.figures.index)))
        is_part = isinstance(rule, PartOfWhole)
        left = (rule.part,) if isinstance(rule, PartOfWhole) else rule.whole
        right = rule.whole if isinstance(rule, PartOfWhole) else rule.parts
        for row in np.flatnonzero(gaps).tolist():
            yield _violation(snapshot, rule.code, columns, (row, row), (left, right), float(gaps[row]), is_part=is_part)


def _between(snapshot: Snapshot, rules: Rules, cutoff: Cutoff) -> Iterator[RuleViolation]:
    before, after = _neighbours(snapshot, cutoff)
    for rule in rules.successions:
        columns = {code: snapshot.column(code) for code in rule.measures}
        gaps = np.nan_to_num(
            rule.differences({rule.earlier: columns[rule.earlier][before]}, {rule.later: columns[rule.later][after]})
        )
        for at in np.flatnonzero(gaps).tolist():
            yield _carried(snapshot, rule, columns, (int(before[at]), int(after[at])), float(gaps[at]))


def _carried(
    snapshot: Snapshot, rule: CarriedForward, columns: Mapping[str, np.ndarray], rows: tuple[int, int], gap: float
) -> RuleViolation:
    _, earlier = _place(snapshot, rows[0])
    return _violation(snapshot, rule.code, columns, rows, ((rule.earlier,), (rule.later,)), gap, earlier=earlier)


def _violation(
    snapshot: Snapshot,
    rule: str,
    columns: Mapping[str, np.ndarray],
    rows: tuple[int, int],
    sides: tuple[tuple[str, ...], tuple[str, ...]],
    gap: float,
    *,
    is_part: bool = False,
    earlier: Period | None = None,
) -> RuleViolation:
    locality, period = _place(snapshot, rows[1])
    left, right = (
        tuple((code, float(columns[code][row])) for code in side) for side, row in zip(sides, rows, strict=True)
    )
    sources = [_source(snapshot, row, code) for side, row in zip(sides, rows, strict=True) for code in side]
    recorded = [source for source in sources if source is not None]
    newest = max(recorded, key=lambda source: source.submission, default=None)
    return RuleViolation(rule, locality, period, left, right, abs(gap), newest, is_part, earlier)


def _place(snapshot: Snapshot, row: int) -> tuple[str, Period]:
    return snapshot.figures.index[row]


def _source(snapshot: Snapshot, row: int, code: str) -> Source | None:
    figures = snapshot.figures
    origin = figures.cell_origins[row, figures.positions[code]] if code in figures.positions else NO_ORIGIN
    return None if origin == NO_ORIGIN else figures.sources[origin]


def _neighbours(snapshot: Snapshot, cutoff: Cutoff) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of rows of one locality: a quarter, and the quarter after it."""
    index = snapshot.figures.index
    forms = [quarter_of(period, cutoff) for period in index.periods]
    numbers = np.array([4 * form[0] + form[1] if form else 0 for form in forms], dtype=int)
    locality, period = index.locality, index.period
    rows = np.flatnonzero(numbers[period] > 0) if len(numbers) else np.array([], dtype=int)
    same = locality[rows[1:]] == locality[rows[:-1]]
    next_one = numbers[period[rows[1:]]] == numbers[period[rows[:-1]]] + 1
    return rows[:-1][same & next_one], rows[1:][same & next_one]
