"""Values restated on the boundaries of one day: the figures of a locality's territory of that day, in any period.

When one unit had exactly this territory at the end of the period, its values are taken as reported: own counts, stated
share, or the sum over the units below. Otherwise the counts of the units that made up the territory are added, and
rates are computed from the sums; stated shares are never added. When a unit lacks a number, the sum is missing and the
note names the unit; when the territory is not made of whole units, the note says why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from dxkpi.domain.boundaries.territory import TerritoryGap, territories_of
from dxkpi.domain.figures.figures import Source
from dxkpi.domain.model.coverage import Coverage, CoverageKind
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Level, Locality
from dxkpi.domain.model.period import Period
from dxkpi.domain.snapshot.checked_snapshot import CheckedSnapshot
from dxkpi.domain.snapshot.disclosure import GuardedSnapshot
from dxkpi.domain.snapshot.ratios import RatioColumns, notes_of
from dxkpi.domain.snapshot.restated_rows import Group, RestatedRows, RowsAndSums
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import REPORTED_BY, SUMMED, Value
from dxkpi.locale import N_, Message

NOT_REPORTED_BY = N_("Not reported by: {units}")


def restate(reported: Snapshot, boundaries: date) -> Snapshot:
    """The same figures on the boundaries that begin on a day; made once while it is used. Threads may ask at once."""
    with reported.restating:
        snapshot = reported.restatements.get(boundaries)
        if snapshot is None:
            snapshot = reported.restatements[boundaries] = RestatedSnapshot(reported, boundaries)
        return snapshot


class RestatedSnapshot(Snapshot):
    """A snapshot restated on the boundaries that begin on a day (`boundaries`)."""

    def __init__(self, reported: Snapshot, boundaries: date) -> None:
        super().__init__(
            reported.figures, reported.registry, reported.measures, targets=reported.targets, like=reported
        )
        self.boundaries = self._day = boundaries
        self._reported = reported
        self._territories = territories_of(reported.registry)
        self._eras = self._periods_by_era()
        self._added = RestatedRows(self.figures, {day: self._groups(day) for day in self._eras}, self._eras)
        self._rows = RowsAndSums(reported._rows, self._added)

    def column(self, measure: str) -> np.ndarray:
        """One measure for all rows: those of the figures, then the added sums."""
        if measure not in self._columns:
            column, is_count = self._reported.column(measure), self.measures[measure].is_count
            parts = self._reported.part_rows((measure,))
            self._columns[measure] = self._added.extended(column, adds_up=is_count, parts=parts)
        return self._columns[measure]

    def pairs(self, indicator: Indicator, *, fallback: bool = False) -> RatioColumns:
        """Numerator and denominator of every row; a sum has them only when all its parts have both."""
        key = (indicator.id, fallback)
        if key not in self._pairs:
            pairs = self._reported.pairs(indicator, fallback=fallback)
            numerator, denominator = (
                self._added.extended(column, adds_up=True, parts=list(pairs.parts))
                for column in (pairs.numerator, pairs.denominator)
            )
            self._pairs[key] = RatioColumns(numerator, denominator, pairs.parts)
        return self._pairs[key]

    def units(self, within: Locality, level: Level, period: Period) -> tuple[Locality, ...]:
        """The localities of a level inside another on these boundaries, for any period."""
        return self._territories.units(within, level, self._day)

    def periods(self, locality: Locality) -> tuple[Period, ...]:
        """Periods for which the territory, or a unit at which it ends, has figures, in time order."""
        available: set[Period] = set()
        for day, periods in self._eras.items():
            parts = self._territories.parts(locality, day)
            for unit in parts.nearest if isinstance(parts, TerritoryGap) else parts:
                available.update(set(self._reported.periods(unit)).intersection(periods))
        return tuple(sorted(available))

    def has_own(self, locality: Locality, period: Period) -> bool:
        """Whether every unit that made up the territory has a figure of its own for the period."""
        parts = self._parts(locality, period)
        return not isinstance(parts, TerritoryGap) and all(self._reported.has_own(unit, period) for unit in parts)

    def reported(self, locality: Locality, level: Level, period: Period) -> tuple[int, int]:
        """How many localities of a level inside the territory then have any figure, and how many there were."""
        parts = self._parts(locality, period)
        if isinstance(parts, TerritoryGap):
            return 0, 0
        counts = [
            (int(self._reported.has_own(unit, period)), 1)
            if unit.level is level
            else self._reported.reported(unit, level, period)
            for unit in parts
        ]
        return sum(reporting for reporting, _ in counts), sum(expected for _, expected in counts)

    def levels_of_reports(self, locality: Locality, period: Period) -> tuple[Level, ...]:
        """As `Snapshot.levels_of_reports`, only levels that exist on these boundaries."""
        levels = super().levels_of_reports(locality, period)
        return tuple(level for level in levels if self.units(locality, level, period))

    def measure(self, measure: str, locality: Locality, period: Period, level: Level | None = None) -> Value:
        """The value of a measure on these boundaries."""

        def reported(unit: Locality) -> Value:
            return self._reported.measure(measure, unit, period, level)

        def summed(row: np.ndarray) -> Value | None:
            column = self.column(measure)
            if not self.measures[measure].is_count or np.isnan(column[row[0]]):
                return None
            blank = self._blank(measure, locality, period, row, (measure,))
            return replace(blank, value=float(column[row[0]]), of_measure=True)

        return self._restated(locality, period, reported, summed)

    def _value(self, indicator: Indicator, locality: Locality, period: Period, level: Level | None) -> Value:
        def reported(unit: Locality) -> Value:
            return self._reported.value(indicator, unit, period, level)

        def summed(row: np.ndarray) -> Value | None:
            return self._computed(indicator, locality, period, row, None)

        return self._restated(locality, period, reported, summed, indicator)

    def _restated(
        self,
        locality: Locality,
        period: Period,
        reported: Callable[[Locality], Value],
        summed: Callable[[np.ndarray], Value | None],
        indicator: Indicator | None = None,
    ) -> Value:
        """The value of the territory: `reported` by the one unit that had it, or `summed` over several."""
        parts = self._parts(locality, period)
        if isinstance(parts, TerritoryGap):
            missing = replace(
                reported(locality), value=None, numerator=None, denominator=None, stated=False, sources=()
            )
            return replace(missing, reporting=0, expected=1, provisional=False, notes=(parts.reason,))
        if len(parts) == 1:
            return _as_value_of(locality, parts[0], reported(parts[0]))
        row = self.own_row(locality, period)
        total = summed(row) if len(row) else None
        if total is not None:
            note = Message(SUMMED, {"count": len(parts)})
            total = replace(total, reporting=len(parts), expected=len(parts), notes=(*total.notes, note))
        if total is not None and isinstance(self._reported, CheckedSnapshot):
            codes = (total.subject,) if indicator is None else indicator.measures
            total = self._reported.marked(total, parts, codes, indicator)
        guarded = self._reported if isinstance(self._reported, GuardedSnapshot) else None
        hides = guarded is not None and guarded.small.hide_below
        values = [reported(unit) for unit in parts] if hides or total is None else []
        total = total or _sum_of(locality, values, indicator)
        return guarded.of_parts(total, values, indicator) if guarded is not None else total

    def _sources(self, rows: np.ndarray, measures: Sequence[str]) -> tuple[Source, ...]:
        return super()._sources(self._added.origins(rows), measures)

    def _parts(self, locality: Locality, period: Period) -> tuple[Locality, ...] | TerritoryGap:
        return self._territories.parts(locality, period.last)

    def _periods_by_era(self) -> dict[date, list[Period]]:
        """The periods by the span without boundary changes that they end in, keyed by one last day of each span."""
        eras: dict[int, list[Period]] = defaultdict(list)
        for period in self.figures.index.periods:
            eras[self.registry.era(period.last)].append(period)
        return {periods[0].last: periods for periods in eras.values()}

    def _groups(self, day: date) -> list[Group]:
        """The localities of these boundaries, and others with figures, each with the units that made it up on a day."""
        units = {unit.key: unit for unit in self.registry if unit.valid_on(self._day)}
        units |= {key: self.registry.by_key(key) for key in self.figures.localities}
        groups = ((unit, self._territories.parts(unit, day)) for unit in units.values() if not unit.valid_on(day))
        return [(unit, parts) for unit, parts in groups if not isinstance(parts, TerritoryGap)]


def _as_value_of(locality: Locality, unit: Locality, value: Value) -> Value:
    """The value of a unit with the same territory as the value of the locality."""
    if unit.key == locality.key:
        return value
    notes = (*value.notes, Message(REPORTED_BY, {"unit": unit.name})) if value.value is not None else value.notes
    return replace(value, locality=locality.key, locality_name=locality.name, notes=notes)


def _sum_of(locality: Locality, values: Sequence[Value], indicator: Indicator | None) -> Value:
    """The sum of values; missing when one of them is missing or a stated share."""
    total = replace(
        values[0],
        locality=locality.key,
        locality_name=locality.name,
        value=None,
        numerator=None,
        denominator=None,
        stated=False,
        small=False,
        sources=(),
        reporting=sum(value.reporting for value in values),
        expected=sum(value.expected for value in values),
        coverage=_joint_coverage([value.coverage for value in values]),
        printed="",
        provisional=any(value.provisional for value in values),
    )
    if reasons := _reasons_against_sum(values, indicator):
        hidden = any(value.suppressed for value in values)
        return replace(total, provisional=False, suppressed=hidden, notes=reasons)
    total = replace(total, sources=tuple(dict.fromkeys(source for value in values for source in value.sources)))
    note = Message(SUMMED, {"count": len(values)})
    if indicator is None:
        return replace(total, value=sum(value.value or 0 for value in values), notes=(note,))
    numerator = sum(value.numerator or 0 for value in values)
    denominator = sum(value.denominator or 0 for value in values)
    term = next(term for term in indicator.denominators if term.fallback is total.fallback)
    rate = indicator.scale * numerator / denominator if denominator else None
    notes = (*notes_of(numerator, denominator, term, indicator, total.fallback), note)
    return replace(total, value=rate, numerator=numerator, denominator=denominator, notes=notes)


def _joint_coverage(coverages: Sequence[Coverage]) -> Coverage:
    """What the sum of values counts: some units where one of them does, else all units of the level they share."""
    if any(coverage.is_partial for coverage in coverages):
        members = [coverage.members for coverage in coverages]
        known = frozenset().union(*(keys for keys in members if keys is not None)) if all(members) else None
        reporting, expected = (
            sum(getattr(coverage, name) or 1 for coverage in coverages) for name in ("reporting", "expected")
        )
        return Coverage(CoverageKind.PARTIAL, None, reporting, expected, known)
    if len(set(coverages)) == 1:
        return coverages[0]
    return Coverage(CoverageKind.LEVEL, is_highest=all(coverage.is_highest for coverage in coverages))


def _reasons_against_sum(values: Sequence[Value], indicator: Indicator | None) -> tuple[Message, ...]:
    """Why values cannot be added: localities without a number, or with only a stated share; empty when they can."""
    stated = tuple(value.locality_name for value in values if value.stated)
    absent = tuple(
        value.locality_name
        for value in values
        if not value.stated and (value.value if indicator is None else value.numerator) is None
    )
    reasons = (Message(NOT_REPORTED_BY, {"units": absent}),) if absent else ()
    if stated:
        reasons = (*reasons, Message(N_("Shares that a source states are not added up: {units}"), {"units": stated}))
    if not reasons and len({value.fallback for value in values}) > 1:
        reasons = (Message(N_("Not added up: the localities of that time have different denominators")),)
    return reasons
