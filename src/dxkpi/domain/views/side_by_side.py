"""Two to six localities side by side over time."""

from __future__ import annotations

from dataclasses import replace

from dxkpi.domain.model.locality import Locality
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.series import asked_level, make_view, same_form
from dxkpi.domain.views.spoken import all_spoken
from dxkpi.domain.views.view import Series, View
from dxkpi.locale import Names

AT_LEAST, AT_MOST = 2, 6
SHOWN_UNASKED = 3


def side_by_side_view(query: ViewQuery, snapshot: Snapshot) -> View:
    """One indicator of several localities over the periods that any of them has figures for."""
    indicator, places = query.asked_indicator, query.compared or _largest(query, snapshot)
    known = {period for place in places for period in snapshot.periods(place)}
    periods = same_form(known, query.period, query.cutoff)
    series = tuple(
        Series(Names(place.name, place.name), all_spoken(snapshot.series(indicator, place, periods)))
        for place in places
    )
    return replace(make_view(query, snapshot, series), indicator=indicator)


def _largest(query: ViewQuery, snapshot: Snapshot) -> tuple[Locality, ...]:
    """The localities with the largest denominators; the place itself where it has none."""
    indicator = query.asked_indicator
    units = snapshot.units(query.place, asked_level(query, snapshot), query.period)
    sizes = {unit: snapshot.value(indicator, unit, query.period).denominator or 0 for unit in units}
    return tuple(sorted(units, key=lambda unit: -sizes[unit])[:SHOWN_UNASKED]) or (query.place,)
