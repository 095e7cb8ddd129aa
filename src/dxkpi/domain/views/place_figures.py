"""The figures of one place and period that a paragraph or an overview speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.period import Cutoff, Period
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views.claims import PointClaim, claim_of_figure
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.year_on_year import YearOnYear, compare_with_year_before
from dxkpi.locale import Names

ON_TIME = "on_time_rate"


@dataclass(frozen=True, eq=False)
class PlaceFigures:
    """Counts by measure and rates by indicator, those that are missing too.

    `measures`: the names of the counts; `meaningful`: the practical threshold in points; `on_time_change`: the share
    resolved in time compared with a year before, `on_time_claim`: with all earlier figures; `has_figures`: whether any
    figure of the period exists, of the place or of a locality in it.
    """

    place: Locality
    period: Period
    cutoff: Cutoff
    meaningful: float
    counts: Mapping[str, Value]
    rates: Mapping[str, Value]
    indicators: Mapping[str, Indicator]
    measures: Mapping[str, Names]
    on_time_change: YearOnYear | None
    on_time_claim: PointClaim | None
    has_figures: bool

    def count(self, measure: str) -> Value | None:
        """A count of the place; None where it is missing, or counts too few of its localities to speak for it."""
        value = self.counts.get(measure)
        return value if value is not None and value.speaks_for_place else None

    def rate(self, indicator: str) -> Value | None:
        """A rate of the place; None as for `count`."""
        value = self.rates.get(indicator)
        return value if value is not None and value.speaks_for_place else None

    @property
    def thin(self) -> tuple[Value, ...]:
        """The counts of so few localities that they are not told."""
        return tuple(value for value in self.counts.values() if value.is_thin)

    @property
    def spoken(self) -> tuple[Value, ...]:
        """Every count and rate that speaks for the place."""
        return tuple(value for value in (*self.counts.values(), *self.rates.values()) if value.speaks_for_place)


def place_figures(query: ViewQuery, snapshot: Snapshot, indicators: Sequence[Indicator]) -> PlaceFigures:
    """The figures of a query's place and period. `indicators`: those that may be mentioned."""
    place, period = query.place, query.period
    on_time = next((indicator for indicator in indicators if indicator.id == ON_TIME), None)
    counted = [measure for measure in snapshot.measures.values() if measure.is_count and not measure.from_registry]
    return PlaceFigures(
        place=place,
        period=period,
        cutoff=query.cutoff,
        meaningful=query.settings.meaningful,
        counts={measure.code: snapshot.measure(measure.code, place, period) for measure in counted},
        rates={indicator.id: snapshot.value(indicator, place, period) for indicator in indicators},
        indicators={indicator.id: indicator for indicator in indicators},
        measures={measure.code: measure.names for measure in counted},
        on_time_change=compare_with_year_before(query, snapshot, on_time) if on_time else None,
        on_time_claim=claim_of_figure(query, snapshot, on_time) if on_time else None,
        has_figures=period in snapshot.periods(place),
    )
