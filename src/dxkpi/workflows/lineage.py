"""Predecessors and successors of a locality, with their figures and the sum of these."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dxkpi.domain.boundaries.territory import TerritoryGap, territories_of
from dxkpi.domain.model.indicator import ON_TIME_RATE
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.period import Period
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views.query import SnapshotKey, ViewQuery
from dxkpi.domain.views.series import same_form
from dxkpi.locale import N_, Message, Names
from dxkpi.workflows.choices import snapshot_of
from dxkpi.workspace import Workspace

MEASURES = ("dossiers_received", "dossiers_resolved", "dossiers_resolved_overdue")


@dataclass(frozen=True)
class LineageUnit:
    """One unit: whether all of it was merged or divided, and its figures."""

    unit: Locality
    whole: bool
    values: tuple[Value, ...]


@dataclass(frozen=True)
class LineageSide:
    """The units on one side of a change, the figures of each in a period, and their total for the place.

    `lost`: why there is no total, where the place cannot be composed of these units.
    """

    day: date
    period: Period | None
    lines: tuple[LineageUnit, ...]
    total: tuple[Value, ...]
    lost: Message | None


@dataclass(frozen=True, eq=False)
class Lineage:
    """A place before and after the changes at its beginning and its end; None for a side without a change."""

    place: Locality
    headings: tuple[Names, ...]
    before: LineageSide | None
    after: LineageSide | None


def lineage(workspace: Workspace, query: ViewQuery) -> Lineage:
    """Predecessors and successors of the query's place, as reported, in its period or the nearest on their side."""
    snapshot, place, period = snapshot_of(workspace, SnapshotKey(query.at.vintage)), query.place, query.period

    def make() -> Lineage:
        catalogue = workspace.catalogue
        names = (*(catalogue.measure(code).names for code in MEASURES), catalogue.indicator(ON_TIME_RATE).names)
        before, after = _before(workspace, snapshot, place, period), _after(workspace, snapshot, place, period)
        return Lineage(place, names, before, after)

    return workspace.cached(("lineage", snapshot.vintage, place.key, period), make)


def composition_note(workspace: Workspace, query: ViewQuery) -> Message | None:
    """Which units the figures of a query's place are summed over on other boundaries, or why there are none. None
    where the figures are its own, or as reported."""
    place = query.place
    if query.at.boundaries is None:
        return None
    parts = territories_of(workspace.registry_at(query.at.vintage)).parts(place, query.period.last)
    if isinstance(parts, TerritoryGap):
        return parts.reason
    if parts == (place,):
        return None
    message = N_("Figures of this period are those of {units}, which made up {place} then")
    return Message(message, {"units": tuple(unit.name for unit in parts), "place": place.name})


def _before(workspace: Workspace, snapshot: Snapshot, place: Locality, period: Period) -> LineageSide | None:
    links = snapshot.registry.predecessors(place.key)
    if not links:
        return None
    units = {snapshot.registry.by_key(link.from_key): link.whole for link in links}
    periods = [like for like in _alike(workspace, snapshot, units, period) if like.last < place.valid_from]
    when = period if period.last < place.valid_from else max(periods, default=None)
    return _side(workspace, snapshot, place, place.valid_from, units, when)


def _after(workspace: Workspace, snapshot: Snapshot, place: Locality, period: Period) -> LineageSide | None:
    if place.valid_to is None:
        return None
    day = place.valid_to + timedelta(days=1)
    units = {snapshot.registry.by_key(link.to_key): link.whole for link in snapshot.registry.successors(place.key)}
    if not units:
        parts = territories_of(snapshot.registry).parts(place, day)
        units = {} if isinstance(parts, TerritoryGap) else dict.fromkeys(parts, True)
    if not units:
        return None
    periods = [like for like in _alike(workspace, snapshot, units, period) if like.last >= day]
    when = period if period.last >= day else min(periods, default=None)
    return _side(workspace, snapshot, place, day, units, when)


def _alike(workspace: Workspace, snapshot: Snapshot, units: Iterable[Locality], period: Period) -> Sequence[Period]:
    reported = [candidate for unit in units for candidate in snapshot.periods(unit)]
    return [candidate for candidate in same_form(reported, period, workspace.cutoff) if candidate in reported]


def _side(
    workspace: Workspace,
    snapshot: Snapshot,
    place: Locality,
    day: date,
    units: dict[Locality, bool],
    period: Period | None,
) -> LineageSide:
    if period is None:
        lines = tuple(LineageUnit(unit, whole, ()) for unit, whole in units.items())
        return LineageSide(day, None, lines, (), None)
    indicator = workspace.catalogue.indicator(ON_TIME_RATE)

    def figures_of(source: Snapshot, unit: Locality) -> tuple[Value, ...]:
        return *(source.measure(code, unit, period) for code in MEASURES), source.value(indicator, unit, period)

    parts = territories_of(snapshot.registry).parts(place, period.last)
    lost = parts.reason if isinstance(parts, TerritoryGap) else None
    restated = workspace.snapshot(snapshot.vintage, place.valid_from)
    lines = tuple(
        LineageUnit(unit, units[unit], figures_of(snapshot, unit)) for unit in snapshot.registry.in_order(units)
    )
    return LineageSide(day, period, lines, figures_of(restated, place), lost)
