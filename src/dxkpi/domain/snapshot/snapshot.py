"""The values of one vintage: indicators and measures by locality and period.

A value comes from the locality's own counts; else from the share that its source states; else from the sum over the
localities below it, of one level only, so that no sum contains a locality and its parent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from dxkpi.domain.figures.figures import NO_ORIGIN, Figures, Source
from dxkpi.domain.figures.row_index import Below, RowIndex
from dxkpi.domain.model.indicator import Indicator, Unit
from dxkpi.domain.model.locality import LEVELS_BELOW, Level, Locality, Registry
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Period
from dxkpi.domain.model.targets import NO_TARGETS, Targets
from dxkpi.domain.snapshot.ratios import RatioColumns, missing_measures, notes_of, pairs_of
from dxkpi.domain.snapshot.stated_shares import StatedShare, other_denominator_notes, printed_notes, stated_shares
from dxkpi.domain.snapshot.value import COUNT, Value
from dxkpi.locale import N_, Message

# A value with its notes takes about a kilobyte, so the cache is limited to about 50 MB.
MAX_CACHED_VALUES = 50_000


class Snapshot:
    """Computes and caches the values of one vintage from its figures, registry and measures.

    Results depend on nothing else, so one snapshot may be shared by all threads.
    """

    # First day of the boundaries that values are restated on; None: as reported, on the boundaries of each period.
    boundaries: date | None = None
    targets: Targets = NO_TARGETS

    def __init__(
        self, figures: Figures, registry: Registry, measures: Mapping[str, Measure], like: Snapshot | None = None
    ) -> None:
        """`like`: a snapshot of the same figures, whose row index is reused."""
        self.figures = figures
        self.registry = registry
        self.measures = measures
        self.targets = like.targets if like else self.targets
        self._rows: RowIndex = like._rows if like else RowIndex(figures)
        self._below: Below = like._below if like else self._rows.below(registry)
        self._origins = figures.cell_origins
        self._positions = figures.positions
        self._values: dict[tuple[str, str, Period, Level | None], Value] = {}
        self._columns: dict[str, np.ndarray] = {}
        self._pairs: dict[tuple[str, bool], RatioColumns] = {}

    @property
    def vintage(self) -> int:
        """The vintage of the figures."""
        return self.figures.vintage

    def column(self, measure: str) -> np.ndarray:
        """One measure for all rows of the figures; NaN when missing."""
        if measure not in self._columns:
            from_registry = self.measures[measure].from_registry
            self._columns[measure] = self._commune_counts() if from_registry else self.figures.column(measure)
        return self._columns[measure]

    def pairs(self, indicator: Indicator, *, fallback: bool = False) -> RatioColumns:
        """Numerator and denominator of an indicator for every row."""
        key = (indicator.id, fallback)
        if key not in self._pairs:
            self._pairs[key] = pairs_of(indicator, self.column, fallback=fallback)
        return self._pairs[key]

    def periods(self, locality: Locality) -> tuple[Period, ...]:
        """Periods for which a locality or any below it has figures, in time order."""
        own = set(self._rows.of(locality.key))
        for level in LEVELS_BELOW[locality.level]:
            own.update(self._below.get((locality.code, level), ()))
        return tuple(sorted(period for period in own if locality.valid_on(period.last)))

    def has_own(self, locality: Locality, period: Period) -> bool:
        """Whether the locality itself has any figure for the period."""
        return period in self._rows.of(locality.key)

    def rows_of(self, localities: Sequence[Locality], period: Period) -> np.ndarray:
        """The row of each locality's own figures of a period, -1 without any."""
        return np.array([self._rows.of(unit.key).get(period, -1) for unit in localities], dtype=np.int64)

    def reported(self, locality: Locality, level: Level, period: Period) -> tuple[int, int]:
        """How many localities of a level below have any figure for the period, and how many there are."""
        return len(self._rows_at(locality, level, period)), self._expected(locality, level, period)

    def units(self, within: Locality, level: Level, period: Period) -> tuple[Locality, ...]:
        """The localities of a level inside another for which the figures of a period are shown, in Vietnamese order."""
        return self.registry.below(within, period.last, level)

    def levels_of_reports(self, locality: Locality, period: Period) -> tuple[Level, ...]:
        """The levels below with figures, the most complete first; of two equally complete the higher one first."""
        levels = [level for level in LEVELS_BELOW[locality.level] if self.reported(locality, level, period)[0]]
        return tuple(sorted(levels, key=lambda level: -self._share_reported(locality, level, period)))

    def level_of_reports(self, locality: Locality, period: Period) -> Level | None:
        """The first of `levels_of_reports`; None when no locality below has figures."""
        return next(iter(self.levels_of_reports(locality, period)), None)

    def measure(self, measure: str, locality: Locality, period: Period, level: Level | None = None) -> Value:
        """The value of a measure: the locality's own, else, for counts, the sum over the localities of a level below.

        `level` defaults to the most complete one.
        """
        is_count = self.measures[measure].is_count
        unit = COUNT if is_count else Unit.PERCENT.value
        column, rows, expected = self.column(measure), self._own_row(locality, period), 1
        present = rows[~np.isnan(column[rows])]
        if is_count and not len(present):
            level = level or self.level_of_reports(locality, period)
            if level:
                rows = self._rows_at(locality, level, period)
                present = rows[~np.isnan(column[rows])]
                expected = self._expected(locality, level, period)
        notes: tuple[Message, ...] = ()
        if not len(present):
            notes = (Message(N_("Not reported: {measures}"), {"measures": self.measures[measure].names.inline}),)
        blank = self._blank(measure, locality, period, present, (measure,))
        total = float(column[present].sum()) if len(present) else None
        value = replace(blank, value=total, unit=unit, of_measure=True, expected=expected, notes=notes)
        return value if is_count or not len(present) else self._as_stated(value, measure, present)

    def value(self, indicator: Indicator, locality: Locality, period: Period, level: Level | None = None) -> Value:
        """The value of an indicator; `value` is None with a note when it is missing. With a `level`: only that sum."""
        key = (indicator.id, locality.key, period, level)
        cached = self._values.get(key)
        if cached is None:
            if len(self._values) >= MAX_CACHED_VALUES:
                self._values.clear()
            cached = self._values[key] = self._value(indicator, locality, period, level)
        return cached

    def _value(self, indicator: Indicator, locality: Locality, period: Period, level: Level | None) -> Value:
        own = self._own_row(locality, period)
        computed = self._computed(indicator, locality, period, own, expected=1) if level is None else None
        if computed:
            return computed
        stated = self._stated(indicator, locality, period, own) if level is None else None
        if stated:
            return stated
        levels = (level,) if level else self.levels_of_reports(locality, period)
        for candidate in levels:
            below = self._rows_at(locality, candidate, period)
            expected = self._expected(locality, candidate, period)
            summed = self._computed(indicator, locality, period, below, expected=expected)
            if summed:
                return summed
        return self._missing(indicator, locality, period, own, next(iter(levels), None))

    def series(self, indicator: Indicator, locality: Locality, periods: Sequence[Period]) -> tuple[Value, ...]:
        """The values of an indicator over periods, one for each."""
        return tuple(self.value(indicator, locality, period) for period in periods)

    def across(self, indicator: Indicator, within: Locality, level: Level, period: Period) -> tuple[Value, ...]:
        """The values of an indicator for every locality of a level inside another, in Vietnamese order."""
        return tuple(self.value(indicator, unit, period) for unit in self.units(within, level, period))

    def _own_row(self, locality: Locality, period: Period) -> np.ndarray:
        row = self._rows.of(locality.key).get(period)
        return np.array([] if row is None else [row], dtype=np.int64)

    def _rows_at(self, locality: Locality, level: Level, period: Period) -> np.ndarray:
        return self._below.get((locality.code, level), {}).get(period, np.array([], dtype=np.int64))

    def _expected(self, locality: Locality, level: Level, period: Period) -> int:
        return len(self.registry.below(locality, period.last, level))

    def _share_reported(self, locality: Locality, level: Level, period: Period) -> float:
        reporting, expected = self.reported(locality, level, period)
        return reporting / expected if expected else 0.0

    def _commune_counts(self) -> np.ndarray:
        counts = np.full(len(self.figures.index), np.nan)
        for key in self._rows.keys:
            locality = self.registry.by_key(key)
            if locality.level is Level.COMMUNE:
                counts[self._rows.all_of(key)] = 1
                continue
            for period, row in self._rows.of(key).items():
                counts[row] = len(self.registry.below(locality, period.last, Level.COMMUNE))
        return counts

    def _computed(
        self, indicator: Indicator, locality: Locality, period: Period, rows: np.ndarray, *, expected: int
    ) -> Value | None:
        """The ratio of sums over rows, None without any pair.

        The fallback denominator is used only when more rows have it than the regular one.
        """
        pairs, fallback = self.pairs(indicator), False
        numerator, denominator, reporting = pairs.sums(rows)
        if any(term.fallback for term in indicator.denominators):
            second = self.pairs(indicator, fallback=True)
            if second.sums(rows)[2] > reporting:
                pairs, fallback = second, True
                numerator, denominator, reporting = pairs.sums(rows)
        if not reporting:
            return None
        terms = [term for term in indicator.denominators if term.fallback is fallback]
        notes = notes_of(numerator, denominator, terms[0], indicator, fallback)
        shares = self._shares(indicator, rows) if expected == 1 else ()
        return replace(
            self._blank(indicator.id, locality, period, rows[pairs.complete[rows]], indicator.measures),
            value=indicator.scale * numerator / denominator if denominator else None,
            unit=indicator.unit.value,
            expected=expected,
            numerator=numerator,
            denominator=denominator,
            numerator_names=indicator.numerators[0].names,
            denominator_names=terms[0].names,
            fallback=fallback,
            notes=(*notes, *printed_notes(shares), *other_denominator_notes(shares)),
        )

    def _stated(self, indicator: Indicator, locality: Locality, period: Period, rows: np.ndarray) -> Value | None:
        shares = self._shares(indicator, rows)
        share = next((share for share in shares if share.statement.replaces), None)
        if share is None:
            return None
        blank = self._blank(indicator.id, locality, period, rows, (share.measure,))
        stated = self._as_stated(replace(blank, value=share.percent), share.measure, rows)
        notes = (*stated.notes, *other_denominator_notes(shares))
        return replace(stated, unit=indicator.unit.value, notes=notes)

    def _shares(self, indicator: Indicator, rows: np.ndarray) -> tuple[StatedShare, ...]:
        return stated_shares(indicator, self.measures, self.column, rows)

    def _as_stated(self, value: Value, code: str, rows: np.ndarray) -> Value:
        """The value marked as a share that a source states, with its denominator in words."""
        statement = self.measures[code].statement
        if statement is None:
            return value
        of, message = statement.denominator, N_("Stated by the source as a share, without counts (of: {denominator})")
        notes = (Message(message, {"denominator": of}), *self._origin_notes(rows, code))
        return replace(value, stated=True, bound=statement.bound, denominator_names=of, notes=notes)

    def _missing(
        self, indicator: Indicator, locality: Locality, period: Period, rows: np.ndarray, level: Level | None
    ) -> Value:
        expected = self._expected(locality, level, period) if level else 1
        if not len(rows) and level is None:
            reason = Message(N_("{locality} has no figures for this period"), {"locality": locality.name})
        else:
            missing = self._missing_names(indicator, rows)
            reason = Message(N_("Not reported: {measures}"), {"measures": missing})
        blank = self._blank(indicator.id, locality, period, rows[:0], ())
        notes = (reason, *other_denominator_notes(self._shares(indicator, rows)))
        return replace(blank, unit=indicator.unit.value, expected=expected, notes=notes)

    def _missing_names(self, indicator: Indicator, rows: np.ndarray) -> tuple[object, ...]:
        def is_present(code: str) -> bool:
            return bool(len(rows)) and not np.isnan(self.column(code)[rows[0]])

        codes = (
            *missing_measures(indicator.numerators, is_present),
            *missing_measures(indicator.denominators, is_present),
        )
        return tuple(self.measures[code].names.inline for code in dict.fromkeys(codes))

    def _origin_notes(self, rows: np.ndarray, code: str) -> tuple[Message, ...]:
        sources = self._sources(rows, (code,))
        return tuple(
            Message(N_("Note of the source: {note}"), {"note": source.note}) for source in sources if source.note
        )

    def _sources(self, rows: np.ndarray, measures: Sequence[str]) -> tuple[Source, ...]:
        columns = [self._positions[code] for code in measures if code in self._positions]
        if not columns or not len(rows):
            return ()
        origins = np.unique(self._origins[np.ix_(rows, np.array(columns))])
        return tuple(self.figures.sources[origin] for origin in origins if origin != NO_ORIGIN)

    def _blank(
        self, subject: str, locality: Locality, period: Period, rows: np.ndarray, measures: Sequence[str]
    ) -> Value:
        """A value without its number: locality, period, sources, and how many rows it is from."""
        sources = self._sources(rows, measures)
        return Value(
            subject=subject,
            locality=locality.key,
            locality_name=locality.name,
            period=period,
            value=None,
            reporting=len(rows),
            sources=sources,
            provisional=any(source.provisional for source in sources),
            simulated=locality.simulated,
        )
