"""The values of one vintage: indicators and measures by locality and period.

A value comes from the locality's own counts; else from the share that its source states; else from the sum over the
localities below it, of one level only, so that no sum contains a locality and its parent. Every value says what it
counts (`Value.coverage`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from threading import Lock

import numpy as np
from cachetools import LRUCache

from dxkpi.domain.figures.figures import Figures, Source
from dxkpi.domain.model.coverage import WHOLE, Coverage, CoverageKind
from dxkpi.domain.model.indicator import Indicator, Unit
from dxkpi.domain.model.locality import Level, Locality, Registry
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Period
from dxkpi.domain.model.targets import NO_TARGETS, Targets
from dxkpi.domain.snapshot.part_cells import PartCells
from dxkpi.domain.snapshot.ratios import RatioColumns, notes_of, pairs_of
from dxkpi.domain.snapshot.reasons import reason_missing
from dxkpi.domain.snapshot.reported_rows import ReportedRows
from dxkpi.domain.snapshot.stated_shares import (
    StatedShare,
    as_stated,
    other_denominator_notes,
    printed_notes,
    stated_shares,
)
from dxkpi.domain.snapshot.value import COUNT, Value
from dxkpi.locale import N_, Message

# A value with its notes takes about a kilobyte, so the cache is limited to about 50 MB.
MAX_CACHED_VALUES = 50_000
# Restated snapshots kept: those of today's boundaries and of two earlier days.
MAX_RESTATEMENTS = 3


class Snapshot(ReportedRows):
    """Computes and caches the values of one vintage from its figures, registry and measures.

    Results depend on nothing else, so one snapshot may be shared by all threads.
    """

    # First day of the boundaries that values are restated on; None: as reported, on the boundaries of each period.
    boundaries: date | None = None

    def __init__(
        self,
        figures: Figures,
        registry: Registry,
        measures: Mapping[str, Measure],
        *,
        targets: Targets = NO_TARGETS,
        like: Snapshot | None = None,
    ) -> None:
        """`like`: a snapshot of the same figures, whose row index is reused."""
        super().__init__(figures, registry, like)
        self.measures = measures
        self.targets = targets
        self._part_cells: PartCells = like._part_cells if like else PartCells(figures)
        self._values: dict[tuple[str, str, Period, Level | None], Value] = {}
        self._columns: dict[str, np.ndarray] = {}
        self._pairs: dict[tuple[str, bool], RatioColumns] = {}
        self.restatements: LRUCache[date, Snapshot] = LRUCache(MAX_RESTATEMENTS)
        self.restating = Lock()

    def column(self, measure: str) -> np.ndarray:
        """One measure for all rows of the figures; NaN when missing."""
        if measure not in self._columns:
            from_registry = self.measures[measure].from_registry
            self._columns[measure] = self.commune_counts() if from_registry else self.figures.column(measure)
        return self._columns[measure]

    def pairs(self, indicator: Indicator, *, fallback: bool = False) -> RatioColumns:
        """Numerator and denominator of an indicator for every row."""
        key = (indicator.id, fallback)
        if key not in self._pairs:
            pairs = pairs_of(indicator, self.column, fallback=fallback)
            self._pairs[key] = self._part_cells.with_equal_coverage(pairs, indicator, self.column, fallback=fallback)
        return self._pairs[key]

    def part_rows(self, measures: Sequence[str]) -> tuple[int, ...]:
        """The rows whose figure of one of these measures counts only a part of their locality."""
        return tuple(self._part_cells.rows_with(measures))

    def measure(self, measure: str, locality: Locality, period: Period, level: Level | None = None) -> Value:
        """The value of a measure: the locality's own, else, for counts, the sum over the localities of a level below.

        `level` defaults to the most complete one.
        """
        own = self.own_row(locality, period)
        value = self._count(measure, locality, period, own, None)
        if value.value is not None or not self.measures[measure].is_count:
            return value
        levels = (level,) if level else self.levels_of_reports(locality, period)
        sums = [self._count(measure, locality, period, self.rows_at(locality, each, period), each) for each in levels]
        return max(sums, key=_completeness, default=value)

    def value(self, indicator: Indicator, locality: Locality, period: Period, level: Level | None = None) -> Value:
        """The value of an indicator; `value` is None with a note when it is missing. With a `level`: only that sum."""
        key = (indicator.id, locality.key, period, level)
        cached = self._values.get(key)
        if cached is None:
            if len(self._values) >= MAX_CACHED_VALUES:
                self._values.clear()
            cached = self._values[key] = self._value(indicator, locality, period, level)
        return cached

    def series(self, indicator: Indicator, locality: Locality, periods: Sequence[Period]) -> tuple[Value, ...]:
        """The values of an indicator over periods, one for each."""
        return tuple(self.value(indicator, locality, period) for period in periods)

    def across(self, indicator: Indicator, within: Locality, level: Level, period: Period) -> tuple[Value, ...]:
        """The values of an indicator for every locality of a level inside another, in Vietnamese order."""
        return tuple(self.value(indicator, unit, period) for unit in self.units(within, level, period))

    def sums_of_common(
        self, indicator: Indicator, within: Locality, level: Level, periods: tuple[Period, Period], *, fallback: bool
    ) -> tuple[Value, Value] | None:
        """The ratios of two periods over the localities of a level that have both counts in both; None without any."""
        pairs, locality = self.pairs(indicator, fallback=fallback), self.figures.index.locality
        rows = [pairs.addable(self.rows_at(within, level, period)) for period in periods]
        common = np.intersect1d(locality[rows[0]], locality[rows[1]])
        if not len(common):
            return None
        members = frozenset(self.figures.index.localities[at] for at in common.tolist())
        sums = []
        for period, of_period in zip(periods, rows, strict=True):
            chosen = of_period[np.isin(locality[of_period], common)]
            expected = self.expected(within, level, period)
            value = self._ratio(indicator, within, period, chosen, pairs, fallback=fallback)
            coverage = Coverage(CoverageKind.PARTIAL, level, len(chosen), expected, members)
            sums.append(replace(value, coverage=coverage, expected=expected))
        return sums[0], sums[1]

    def _value(self, indicator: Indicator, locality: Locality, period: Period, level: Level | None) -> Value:
        own = self.own_row(locality, period)
        computed = self._computed(indicator, locality, period, own, None) if level is None else None
        if computed:
            return computed
        stated = self._stated(indicator, locality, period, own) if level is None else None
        if stated:
            return stated
        levels = (level,) if level else self.levels_of_reports(locality, period)
        sums = [
            self._computed(indicator, locality, period, self.rows_at(locality, each, period), each) for each in levels
        ]
        known = [value for value in sums if value is not None]
        if known:
            return max(known, key=_completeness)
        return self._missing(indicator, locality, period, own, next(iter(levels), None))

    def _count(self, measure: str, locality: Locality, period: Period, rows: np.ndarray, level: Level | None) -> Value:
        """The sum of a measure over rows: the locality's own row, or those of a level below."""
        is_count, column = self.measures[measure].is_count, self.column(measure)
        present = rows[~np.isnan(column[rows])]
        if level is not None:
            present = self._part_cells.without(present, (measure,))
        notes: tuple[Message, ...] = ()
        if not len(present):
            notes = (Message(N_("Not reported: {measures}"), {"measures": self.measures[measure].names.inline}),)
        blank = self._blank(measure, locality, period, present, (measure,))
        total = float(column[present].sum()) if len(present) else None
        unit = COUNT if is_count else Unit.PERCENT.value
        value = replace(blank, value=total, unit=unit, of_measure=True, notes=notes)
        value = self._covered(value, locality, present, level, self._own_coverage(present, (measure,)))
        return value if is_count or not len(present) else self._as_stated(value, measure, present)

    def _computed(
        self, indicator: Indicator, locality: Locality, period: Period, rows: np.ndarray, level: Level | None
    ) -> Value | None:
        """The ratio of sums over rows: the locality's own row, or those of a level below. None without any pair.

        The fallback denominator is used only when more rows have it than the regular one.
        """
        pairs, fallback = self.pairs(indicator), False
        chosen = pairs.addable(rows) if level else rows[pairs.complete[rows]]
        if any(term.fallback for term in indicator.denominators):
            second = self.pairs(indicator, fallback=True)
            others = second.addable(rows) if level else rows[second.complete[rows]]
            if len(others) > len(chosen):
                pairs, fallback, chosen = second, True, others
        if not len(chosen):
            return None
        value = self._ratio(indicator, locality, period, chosen, pairs, fallback=fallback)
        shares = self._shares(indicator, rows) if level is None else ()
        notes = (*value.notes, *printed_notes(shares), *other_denominator_notes(shares))
        coverage = pairs.parts.get(int(chosen[0]), WHOLE)
        return self._covered(replace(value, notes=notes), locality, chosen, level, coverage)

    def _ratio(
        self,
        indicator: Indicator,
        locality: Locality,
        period: Period,
        rows: np.ndarray,
        pairs: RatioColumns,
        *,
        fallback: bool,
    ) -> Value:
        """The ratio of the sums over rows that all have a pair."""
        numerator, denominator, _ = pairs.sums(rows)
        terms = [term for term in indicator.denominators if term.fallback is fallback]
        return replace(
            self._blank(indicator.id, locality, period, rows, indicator.measures),
            value=indicator.scale * numerator / denominator if denominator else None,
            unit=indicator.unit.value,
            numerator=numerator,
            denominator=denominator,
            numerator_names=indicator.numerators[0].names,
            denominator_names=terms[0].names,
            fallback=fallback,
            notes=notes_of(numerator, denominator, terms[0], indicator, fallback),
        )

    def _covered(self, value: Value, locality: Locality, rows: np.ndarray, level: Level | None, own: Coverage) -> Value:
        """A value with what it counts: `own` for the locality's own figure, else the sum over the rows of a level."""
        if level is not None:
            coverage = self.coverage_of_sum(locality, level, value.period, rows)
            return replace(value, coverage=coverage, expected=self.expected(locality, level, value.period))
        if own.is_partial:
            return replace(value, coverage=own, reporting=own.reporting, expected=own.expected)
        if own.kind is CoverageKind.LEVEL and own.level is not None:
            units = self.expected(locality, own.level, value.period)
            is_highest = self.is_highest(locality, own.level, value.period)
            return replace(value, coverage=replace(own, is_highest=is_highest), reporting=units, expected=units)
        return replace(value, coverage=own)

    def _own_coverage(self, rows: np.ndarray, measures: Sequence[str]) -> Coverage:
        return self._part_cells.of(int(rows[0]), measures[0]) if len(rows) else WHOLE

    def _stated(self, indicator: Indicator, locality: Locality, period: Period, rows: np.ndarray) -> Value | None:
        shares = self._shares(indicator, rows)
        share = next((share for share in shares if share.statement.replaces), None)
        if share is None:
            return None
        blank = self._blank(indicator.id, locality, period, rows, (share.measure,))
        stated = self._as_stated(replace(blank, value=share.percent), share.measure, rows)
        notes = (*stated.notes, *other_denominator_notes(shares))
        coverage = self._own_coverage(rows, (share.measure,))
        value = replace(stated, unit=indicator.unit.value, notes=notes)
        return self._covered(value, locality, rows, None, coverage)

    def _shares(self, indicator: Indicator, rows: np.ndarray) -> tuple[StatedShare, ...]:
        return stated_shares(indicator, self.measures, self.column, rows)

    def _as_stated(self, value: Value, code: str, rows: np.ndarray) -> Value:
        return as_stated(value, self.measures[code].statement, self._sources(rows, (code,)))

    def _missing(
        self, indicator: Indicator, locality: Locality, period: Period, rows: np.ndarray, level: Level | None
    ) -> Value:
        expected = self.expected(locality, level, period) if level else 1
        if not len(rows) and level is None:
            reason = Message(N_("{locality} has no figures for this period"), {"locality": locality.name})
        else:
            reason = reason_missing(indicator, self.measures, self.column, rows)
        blank = self._blank(indicator.id, locality, period, rows[:0], ())
        notes = (reason, *other_denominator_notes(self._shares(indicator, rows)))
        return replace(blank, unit=indicator.unit.value, expected=expected, notes=notes)

    def _sources(self, rows: np.ndarray, measures: Sequence[str]) -> tuple[Source, ...]:
        return self.figures.sources_of(rows, measures)

    def _blank(
        self, subject: str, locality: Locality, period: Period, rows: np.ndarray, measures: Sequence[str]
    ) -> Value:
        """A value without its number: locality, period, sources, and how many rows it is from."""
        sources = self._sources(rows, measures)
        is_as_printed = len(rows) == 1 and len(measures) == 1 and len(sources) == 1
        return Value(
            subject=subject,
            locality=locality.key,
            locality_name=locality.name,
            period=period,
            value=None,
            reporting=len(rows),
            printed=sources[0].printed if is_as_printed else "",
            sources=sources,
            provisional=any(source.provisional for source in sources),
            simulated=locality.simulated,
        )


def _completeness(value: Value) -> float:
    """The share of the localities that a sum counts."""
    return value.reporting / value.expected if value.value is not None and value.expected else 0.0
