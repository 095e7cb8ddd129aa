"""The series that views are made of: one indicator over time, one indicator across localities, counts of a place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from dxkpi.domain.boundaries.territory import BoundaryBreak, territories_of
from dxkpi.domain.model.locality import LEVELS_BELOW, Level, Locality
from dxkpi.domain.model.period import Cutoff, Period, cumulative_of, quarter_of, quarters_between, year_before
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.views.kind import Dimension
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.spoken import all_spoken, spoken
from dxkpi.domain.views.view import Series, View

EARLY, ON_TIME = "dossiers_resolved_early", "dossiers_resolved_on_time"
WITHIN_DEADLINE, OVERDUE = "dossiers_resolved_within_deadline", "dossiers_resolved_overdue"


def same_form(periods: Iterable[Period], period: Period, cutoff: Cutoff) -> tuple[Period, ...]:
    """The periods that form a series with this one, in time order: every quarter from the first to the last (those
    without a report included), or the same months of each year. A period of another form is alone."""
    if quarter_of(period, cutoff):
        quarters = [other for other in periods if quarter_of(other, cutoff)]
        first, last = min(quarters, default=period), max(quarters, default=period)
        return quarters_between(first, last, cutoff)
    if form := cumulative_of(period, cutoff):
        alike = {other for other in periods if (its := cumulative_of(other, cutoff)) and its[1] == form[1]}
        return tuple(sorted(alike | {period}))
    return (period,)


def level_to_compare(snapshot: Snapshot, place: Locality, period: Period) -> Level | None:
    """The level whose localities a place's figures are compared over: the one that reported most fully, else the
    first below that has localities. None where nothing lies below the place."""
    reported = snapshot.level_of_reports(place, period)
    if reported:
        return reported
    return next((level for level in LEVELS_BELOW[place.level] if snapshot.units(place, level, period)), None)


def asked_level(query: ViewQuery, snapshot: Snapshot) -> Level:
    """The level that a query names, else the one that its figures suggest."""
    return query.level or level_to_compare(snapshot, query.place, query.period) or Level.COMMUNE


def make_view(query: ViewQuery, snapshot: Snapshot, series: tuple[Series, ...]) -> View:
    """A view of these series, with the boundary changes that happen within them."""
    is_over_time = query.kind.dimension is not Dimension.LOCALITIES
    return View(
        kind=query.kind,
        place=query.place,
        period=query.period,
        series=series,
        vintage=snapshot.vintage,
        cutoff=query.cutoff,
        boundaries=snapshot.boundaries,
        breaks=boundary_breaks(snapshot, series) if is_over_time else (),
    )


def trend_view(query: ViewQuery, snapshot: Snapshot) -> View:
    """One indicator over all periods of the series, with the value of a year before and the reference lines."""
    indicator = query.asked_indicator
    values = all_spoken(snapshot.series(indicator, query.place, _periods(query, snapshot)))
    earlier = spoken(snapshot.value(indicator, query.place, year_before(query.period, query.cutoff)))
    lines = [snapshot.targets.line(indicator, query.place, value.period, snapshot.registry) for value in values]
    view = make_view(query, snapshot, (Series(indicator.names, values),))
    return replace(view, indicator=indicator, earlier=earlier, lines=tuple(lines) if indicator.has_direction else ())


def history_view(query: ViewQuery, snapshot: Snapshot) -> View:
    """One indicator over the periods of the series until the one asked for."""
    indicator = query.asked_indicator
    periods = [period for period in _periods(query, snapshot) if period <= query.period]
    values = all_spoken(snapshot.series(indicator, query.place, periods))
    return replace(make_view(query, snapshot, (Series(indicator.names, values),)), indicator=indicator)


def across_view(query: ViewQuery, snapshot: Snapshot) -> View:
    """One indicator over the localities of a level, with the value of the whole place as reference."""
    indicator, level = query.asked_indicator, asked_level(query, snapshot)
    values = all_spoken(snapshot.across(indicator, query.place, level, query.period))
    whole = spoken(snapshot.value(indicator, query.place, query.period))
    view = make_view(query, snapshot, (Series(indicator.names, values),))
    return replace(view, indicator=indicator, level=level, reference=whole)


def counts_view(*measures: str, over_time: bool = True) -> Callable[[ViewQuery, Snapshot], View]:
    """What asks for counts of a place: one series for each measure, over time or for the one period."""

    def ask(query: ViewQuery, snapshot: Snapshot) -> View:
        periods = _periods(query, snapshot) if over_time else (query.period,)
        series = tuple(
            Series(
                snapshot.measures[code].names,
                all_spoken(snapshot.measure(code, query.place, period) for period in periods),
            )
            for code in measures
        )
        return make_view(query, snapshot, series)

    return ask


def timeliness_view(query: ViewQuery, snapshot: Snapshot) -> View:
    """Dossiers resolved early, on time and overdue over time. Where a report gives the first two only as a sum, that
    sum is a series of its own, in periods without the two."""
    view = counts_view(EARLY, ON_TIME, OVERDUE)(query, snapshot)
    early, on_time, overdue = view.series
    (both,) = counts_view(WITHIN_DEADLINE)(query, snapshot).series
    values = tuple(
        replace(total, value=None) if first.value is not None or second.value is not None else total
        for total, first, second in zip(both.values, early.values, on_time.values, strict=True)
    )
    if all(value.value is None for value in values):
        return view
    return replace(view, series=(early, on_time, replace(both, values=values), overdue))


def _periods(query: ViewQuery, snapshot: Snapshot) -> tuple[Period, ...]:
    return same_form(snapshot.periods(query.place), query.period, query.cutoff)


def boundary_breaks(snapshot: Snapshot, series: tuple[Series, ...]) -> tuple[BoundaryBreak, ...]:
    """The boundary changes of every place that has a series, in time order, each day once."""
    territories, only_inside = territories_of(snapshot.registry), dict[date, bool]()
    periods = [value.period for value in series[0].values]
    for key in dict.fromkeys(value.locality for one in series for value in one.values[:1]):
        for found in territories.breaks(snapshot.registry.by_key(key), periods):
            only_inside[found.day] = only_inside.get(found.day, True) and found.inside
    return tuple(BoundaryBreak(day, inside) for day, inside in sorted(only_inside.items()))
