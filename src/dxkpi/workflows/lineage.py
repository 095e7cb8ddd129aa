"""Predecessors and successors of a locality, with their figures and the sum of these."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dxkpi.domain.boundaries.territory import TerritoryGap, territories_of
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
INDICATOR = "on_time_rate"


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
    answers, place, period = snapshot_of(workspace, SnapshotKey(query.at.vintage)), query.place, query.period

    def make() -> Lineage:
        catalogue = workspace.catalogue
        names = (*(catalogue.measure(each).names for each in MEASURES), catalogue.indicator(INDICATOR).names)
        before, after = _before(workspace, answers, place, period), _after(workspace, answers, place, period)
        return Lineage(place, names, before, after)

    return workspace.cached(("lineage", answers.vintage, place.key, period), make)


def made_of(workspace: Workspace, query: ViewQuery) -> Message | None:
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
    return Message(message, {"units": tuple(each.name for each in parts), "place": place.name})


def _before(workspace: Workspace, answers: Snapshot, place: Locality, period: Period) -> LineageSide | None:
    links = answers.registry.predecessors(place.key)
    if not links:
        return None
    found = {answers.registry.by_key(each.from_key): each.whole for each in links}
    known = [each for each in _alike(workspace, answers, found, period) if each.last < place.valid_from]
    when = period if period.last < place.valid_from else max(known, default=None)
    return _side(workspace, answers, place, place.valid_from, found, when)


def _after(workspace: Workspace, answers: Snapshot, place: Locality, period: Period) -> LineageSide | None:
    if place.valid_to is None:
        return None
    day = place.valid_to + timedelta(days=1)
    found = {answers.registry.by_key(each.to_key): each.whole for each in answers.registry.successors(place.key)}
    if not found:
        parts = territories_of(answers.registry).parts(place, day)
        found = {} if isinstance(parts, TerritoryGap) else dict.fromkeys(parts, True)
    if not found:
        return None
    known = [each for each in _alike(workspace, answers, found, period) if each.last >= day]
    when = period if period.last >= day else min(known, default=None)
    return _side(workspace, answers, place, day, found, when)


def _alike(workspace: Workspace, answers: Snapshot, units: Iterable[Locality], period: Period) -> Sequence[Period]:
    known = [each for unit in units for each in answers.periods(unit)]
    return [each for each in same_form(known, period, workspace.cutoff) if each in known]


def _side(
    workspace: Workspace,
    answers: Snapshot,
    place: Locality,
    day: date,
    units: dict[Locality, bool],
    period: Period | None,
) -> LineageSide:
    if period is None:
        lines = tuple(LineageUnit(unit, whole, ()) for unit, whole in units.items())
        return LineageSide(day, None, lines, (), None)
    indicator = workspace.catalogue.indicator(INDICATOR)

    def told(by: Snapshot, unit: Locality) -> tuple[Value, ...]:
        return *(by.measure(each, unit, period) for each in MEASURES), by.value(indicator, unit, period)

    parts = territories_of(answers.registry).parts(place, period.last)
    lost = parts.reason if isinstance(parts, TerritoryGap) else None
    restated = workspace.snapshot(answers.vintage, place.valid_from)
    lines = tuple(LineageUnit(unit, units[unit], told(answers, unit)) for unit in answers.registry.in_order(units))
    return LineageSide(day, period, lines, told(restated, place), lost)
