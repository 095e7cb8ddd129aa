"""Asking for values: the numbers behind charts, without any chart."""

from __future__ import annotations

from dataclasses import dataclass

from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Level, Locality
from dxkpi.domain.model.period import Period, parse_periods
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views.query import SnapshotKey
from dxkpi.workflows.choices import snapshot_of
from dxkpi.workflows.queries import QueryText, find_locality, snapshot_key
from dxkpi.workspace import Workspace


@dataclass(frozen=True)
class ValuesQuery:
    """A question for values.

    `periods`: None: every period the place has figures for. `level`: of which every locality in the place is listed;
    None: the place alone. `follows_code`: the place is the unit that had its code in each period.
    """

    indicators: tuple[Indicator, ...]
    measures: tuple[str, ...]
    place: Locality
    periods: tuple[Period, ...] | None
    level: Level | None
    at: SnapshotKey
    follows_code: bool


def parse_values_query(workspace: Workspace, text: QueryText) -> ValuesQuery:
    """The query for values. Raises what `parse_query` raises, and `UnknownMeasure`."""
    at = snapshot_key(workspace, vintage=text.vintage, boundaries=text.boundaries)
    indicators = tuple(workspace.catalogue.indicator(name) for name in text.indicators)
    measures = tuple(workspace.catalogue.measure(name).code for name in text.measures)
    periods = parse_periods(text.period, workspace.cutoff) if text.period else None
    last = periods[-1] if periods else None
    place = find_locality(workspace, text.locality or workspace.settings.province, period=last, at=at)
    follows_code = at.boundaries is None and "@" not in text.locality
    return ValuesQuery(indicators, measures, place, periods, text.level, at, follows_code)


def values(workspace: Workspace, query: ValuesQuery) -> tuple[Value, ...]:
    """Values in the order of periods, localities, then indicators and measures."""
    snapshot, place = snapshot_of(workspace, query.at), query.place
    found: list[Value] = []
    for period in query.periods if query.periods is not None else snapshot.periods(place):
        unit = (query.follows_code and snapshot.registry.at(place.code, period.last)) or place
        lists_level = query.level is not None and query.level is not unit.level
        for locality in snapshot.units(unit, query.level, period) if query.level and lists_level else (unit,):
            found += [snapshot.value(indicator, locality, period) for indicator in query.indicators]
            found += [snapshot.measure(measure, locality, period) for measure in query.measures]
    return tuple(found)
