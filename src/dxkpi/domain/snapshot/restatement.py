"""Answers on the boundaries of one day: what a locality's territory of that day had in any period.

Where a unit of exactly this territory was there on the period's last day, its figures hold as they were reported: its
own counts, its stated share, the sum over what lies below it. Otherwise the counts of the units that then made up the
territory are added, rates follow from the sums, and stated shares are never added. Where one of these units lacks a
number the sum is missing and says which; where the territory cannot be put together from whole units, why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from dxkpi.domain.boundaries.territory import TerritoryGap, territories_of
from dxkpi.domain.figures.figures import Source
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Level, Locality
from dxkpi.domain.model.period import Period
from dxkpi.domain.snapshot.disclosure import GuardedSnapshot
from dxkpi.domain.snapshot.ratios import RatioColumns, notes_of
from dxkpi.domain.snapshot.restated_rows import Group, RestatedRows, RowsAndSums
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import REPORTED_BY, SUMMED, Value
from dxkpi.locale import N_, Message

LACKING = N_("Not reported by: {units}")


class RestatedSnapshot(Snapshot):
    """The answers of one vintage on the boundaries that begin on a day (`boundaries`)."""

    def __init__(self, reported: Snapshot, boundaries: date) -> None:
        super().__init__(reported.figures, reported.registry, reported.measures, like=reported)
        self.boundaries = self._day = boundaries
        self._reported = reported
        self._territories = territories_of(reported.registry)
        self._eras = self._periods_by_era()
        self._added = RestatedRows(self.figures, {day: self._groups(day) for day in self._eras}, self._eras)
        self._rows = RowsAndSums(reported._rows, self._added)

    def column(self, measure: str) -> np.ndarray:
        """One measure over all rows, those of sums behind the reported ones."""
        if measure not in self._columns:
            column, counted = self._reported.column(measure), self.measures[measure].is_count
            self._columns[measure] = self._added.laid(column, adds_up=counted)
        return self._columns[measure]

    def pairs(self, indicator: Indicator, *, fallback: bool = False) -> RatioColumns:
        """Numerator and denominator of every row; of a sum only where all its parts have both."""
        key = (indicator.id, fallback)
        if key not in self._pairs:
            pairs = self._reported.pairs(indicator, fallback=fallback)
            numerator, denominator = (
                self._added.laid(each, adds_up=True) for each in (pairs.numerator, pairs.denominator)
            )
            self._pairs[key] = RatioColumns(numerator, denominator)
        return self._pairs[key]

    def units(self, within: Locality, level: Level, period: Period) -> tuple[Locality, ...]:
        """The localities of a level inside another on these boundaries, whatever the period."""
        return self._territories.units(within, level, self._day)

    def periods(self, locality: Locality) -> tuple[Period, ...]:
        """Periods for which its territory, or a unit that cannot be added to it, has figures, in time order."""
        found: set[Period] = set()
        for day, periods in self._eras.items():
            parts = self._territories.parts(locality, day)
            for unit in parts.nearest if isinstance(parts, TerritoryGap) else parts:
                found.update(set(self._reported.periods(unit)).intersection(periods))
        return tuple(sorted(found))

    def has_own(self, locality: Locality, period: Period) -> bool:
        """Whether every unit that then made it up has reported anything itself."""
        parts = self._parts(locality, period)
        return not isinstance(parts, TerritoryGap) and all(self._reported.has_own(unit, period) for unit in parts)

    def reported(self, locality: Locality, level: Level, period: Period) -> tuple[int, int]:
        """How many of the localities of a level that were inside it then have reported anything, of how many."""
        parts = self._parts(locality, period)
        if isinstance(parts, TerritoryGap):
            return 0, 0
        told = [
            (int(self._reported.has_own(unit, period)), 1)
            if unit.level is level
            else self._reported.reported(unit, level, period)
            for unit in parts
        ]
        return sum(reporting for reporting, _ in told), sum(expected for _, expected in told)

    def levels_of_reports(self, locality: Locality, period: Period) -> tuple[Level, ...]:
        """The levels whose localities reported then and are there on these boundaries, the most fully first."""
        levels = super().levels_of_reports(locality, period)
        return tuple(level for level in levels if self.units(locality, level, period))

    def measure(self, measure: str, locality: Locality, period: Period, level: Level | None = None) -> Value:
        """One count, or one stated share, on these boundaries."""

        def reported(unit: Locality) -> Value:
            return self._reported.measure(measure, unit, period, level)

        def summed(row: np.ndarray) -> Value | None:
            column = self.column(measure)
            if not self.measures[measure].is_count or np.isnan(column[row[0]]):
                return None
            made = self._made(measure, locality, period, row, (measure,))
            return replace(made, value=float(column[row[0]]), of_measure=True)

        return self._restated(locality, period, reported, summed)

    def _value(self, indicator: Indicator, locality: Locality, period: Period, level: Level | None) -> Value:
        def reported(unit: Locality) -> Value:
            return self._reported.value(indicator, unit, period, level)

        def summed(row: np.ndarray) -> Value | None:
            return self._computed(indicator, locality, period, row, expected=1)

        return self._restated(locality, period, reported, summed, indicator)

    def _restated(
        self,
        locality: Locality,
        period: Period,
        reported: Callable[[Locality], Value],
        summed: Callable[[np.ndarray], Value | None],
        indicator: Indicator | None = None,
    ) -> Value:
        """The figure of whatever held the territory: one unit's as `reported`, or the sum of several."""
        parts = self._parts(locality, period)
        if isinstance(parts, TerritoryGap):
            like = replace(reported(locality), value=None, numerator=None, denominator=None, stated=False, sources=())
            return replace(like, reporting=0, expected=1, provisional=False, notes=(parts.reason,))
        if len(parts) == 1:
            return _told_of(locality, parts[0], reported(parts[0]))
        row = self._own_row(locality, period)
        found = summed(row) if len(row) else None
        if found is not None:
            note = Message(SUMMED, {"count": len(parts)})
            found = replace(found, reporting=len(parts), expected=len(parts), notes=(*found.notes, note))
        hides = isinstance(self._reported, GuardedSnapshot) and self._reported.small.hide_below
        values = [reported(unit) for unit in parts] if hides or found is None else []
        found = found or _sum_of(locality, values, indicator)
        return (
            self._reported.of_parts(found, values, indicator) if isinstance(self._reported, GuardedSnapshot) else found
        )

    def _sources(self, rows: np.ndarray, measures: Sequence[str]) -> tuple[Source, ...]:
        return super()._sources(self._added.origins(rows), measures)

    def _parts(self, locality: Locality, period: Period) -> tuple[Locality, ...] | TerritoryGap:
        return self._territories.parts(locality, period.last)

    def _periods_by_era(self) -> dict[date, list[Period]]:
        """The periods of the figures by the span of days they end in, each span by the first last day in it."""
        eras: dict[int, list[Period]] = defaultdict(list)
        for period in self.figures.index.levels[1]:
            eras[self.registry.era(period.last)].append(period)
        return {periods[0].last: periods for periods in eras.values()}

    def _groups(self, day: date) -> list[Group]:
        """The localities of these boundaries, and others that have figures, with what made them up on a day."""
        there = {each.key: each for each in self.registry if each.valid_on(self._day)}
        there |= {key: self.registry.by_key(key) for key in self.figures.localities}
        groups = ((each, self._territories.parts(each, day)) for each in there.values() if not each.valid_on(day))
        return [(each, parts) for each, parts in groups if not isinstance(parts, TerritoryGap)]


def _told_of(locality: Locality, unit: Locality, value: Value) -> Value:
    """The figure of a unit with the same territory, told of the locality."""
    if unit.key == locality.key:
        return value
    notes = (*value.notes, Message(REPORTED_BY, {"unit": unit.name})) if value.value is not None else value.notes
    return replace(value, locality=locality.key, locality_name=locality.name, notes=notes)


def _sum_of(locality: Locality, values: Sequence[Value], indicator: Indicator | None) -> Value:
    """The sum of values that were themselves put together; missing where one of them is, or only states a share."""
    made = replace(
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
        provisional=any(value.provisional for value in values),
    )
    if lacking := _lacking(values, indicator):
        hidden = any(value.suppressed for value in values)
        return replace(made, provisional=False, suppressed=hidden, notes=lacking)
    made = replace(made, sources=tuple(dict.fromkeys(source for value in values for source in value.sources)))
    note = Message(SUMMED, {"count": len(values)})
    if indicator is None:
        return replace(made, value=sum(value.value or 0 for value in values), notes=(note,))
    above, below = (sum(each) for each in zip(*((v.numerator or 0, v.denominator or 0) for v in values), strict=True))
    term = next(term for term in indicator.denominators if term.fallback is made.fallback)
    rate = indicator.scale * above / below if below else None
    notes = (*notes_of(above, below, term, indicator, made.fallback), note)
    return replace(made, value=rate, numerator=above, denominator=below, notes=notes)


def _lacking(values: Sequence[Value], indicator: Indicator | None) -> tuple[Message, ...]:
    """Why values do not add up: who gave none, and who only a share; empty where they do."""
    stated = tuple(value.locality_name for value in values if value.stated)
    absent = tuple(
        value.locality_name
        for value in values
        if not value.stated and (value.value if indicator is None else value.numerator) is None
    )
    told = (Message(LACKING, {"units": absent}),) if absent else ()
    if stated:
        told = (*told, Message(N_("Shares that a source states are not added up: {units}"), {"units": stated}))
    if not told and len({value.fallback for value in values}) > 1:
        told = (Message(N_("Not added up: the denominators of the localities of then differ")),)
    return told
