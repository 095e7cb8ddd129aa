"""The choices of a page: places, periods, levels; and every figure that a locality ever reported."""

from __future__ import annotations

from dxkpi.domain.figures.figures import Source
from dxkpi.domain.model.locality import LEVELS_BELOW, Level, Locality
from dxkpi.domain.model.period import Period, cumulative_of, label, notation, quarter_of
from dxkpi.domain.snapshot.disclosure import is_withheld
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.views.query import SnapshotKey, ViewQuery
from dxkpi.domain.views.series import level_to_compare
from dxkpi.locale import Language, day, number
from dxkpi.workspace import Workspace

RevisionLine = tuple[str, ...]


def snapshot_of(workspace: Workspace, at: SnapshotKey | None = None) -> Snapshot:
    """The figures that a key names; without one the newest, as reported. Raises `UnknownVintage`."""
    return workspace.snapshot(at.vintage or None, at.boundaries) if at else workspace.snapshot()


def periods(workspace: Workspace, place: Locality, at: SnapshotKey | None = None) -> tuple[Period, ...]:
    """Periods a place has figures for, newest first; of those that end together, the quarter or the longest first."""
    snapshot = snapshot_of(workspace, at)

    def newest_first(period: Period) -> tuple[int, bool, int]:
        is_named = bool(quarter_of(period, workspace.cutoff) or cumulative_of(period, workspace.cutoff))
        return -period.last.toordinal(), not is_named, period.first.toordinal()

    key = ("periods", snapshot.vintage, snapshot.boundaries, place.key)
    return workspace.cached(key, lambda: tuple(sorted(snapshot.periods(place), key=newest_first)))


def indicator_to_begin_with(workspace: Workspace, place: Locality, at: SnapshotKey | None = None) -> str:
    """The first indicator with a value for a place in its newest period, as reported; else the first of all."""
    vintage = at and SnapshotKey(at.vintage)
    snapshot, indicators = snapshot_of(workspace, vintage), workspace.catalogue.indicators

    def make() -> str:
        for newest in periods(workspace, place, vintage)[:1]:
            for indicator in indicators:
                if snapshot.value(indicator, place, newest).value is not None:
                    return indicator.id
        return indicators[0].id

    return workspace.cached(("indicator", snapshot.vintage, place.key), make)


def places(workspace: Workspace, at: SnapshotKey | None = None) -> tuple[Locality, ...]:
    """Localities that have figures of their own or below them: the home province and all below it first, then the
    sample province, then the others; each province before its parts."""
    snapshot = snapshot_of(workspace, at and SnapshotKey(at.vintage))
    registry, home = snapshot.registry, workspace.settings.province

    def make() -> tuple[Locality, ...]:
        with_figures: dict[str, Locality] = {}
        for key in snapshot.figures.localities:
            unit = registry.by_key(key)
            for place in (unit, *registry.ancestors(unit, unit.valid_to or unit.valid_from)):
                with_figures[place.key] = place
        levels = list(Level)

        def rank(unit: Locality) -> tuple[object, ...]:
            province = registry.province_code(unit)
            has_ended = unit.valid_to is not None
            return province != home, not unit.simulated, province, levels.index(unit.level), has_ended, unit.code

        return tuple(sorted(with_figures.values(), key=rank))

    return workspace.cached(("places", snapshot.vintage), make)


def overview_places(workspace: Workspace, at: SnapshotKey | None = None) -> tuple[Locality, ...]:
    """The home province, with figures or without, then the other provinces that have figures."""
    provinces = tuple(place for place in places(workspace, at) if place.level is Level.PROVINCE)
    home = workspace.home_at(at.vintage if at else None)
    return provinces if home in provinces else (home, *provinces)


def sample_place(workspace: Workspace) -> Locality | None:
    """The sample province; None where the operator leaves it out."""
    return next((place for place in places(workspace) if place.simulated), None)


def levels_to_compare(workspace: Workspace, query: ViewQuery) -> tuple[Level, ...]:
    """The levels below a query's place that have localities, the most fully reported first."""
    snapshot, place, period = snapshot_of(workspace, query.at), query.place, query.period
    below = [level for level in LEVELS_BELOW[place.level] if snapshot.units(place, level, period)]
    first = level_to_compare(snapshot, place, period)
    return tuple(sorted(below, key=lambda level: level is not first))


def units_to_compare(workspace: Workspace, query: ViewQuery) -> tuple[Locality, ...]:
    """The localities of a query's level inside its place in its period, in Vietnamese order; none without a level."""
    if query.level is None:
        return ()
    return snapshot_of(workspace, query.at).units(query.place, query.level, query.period)


def revisions(workspace: Workspace, place: Locality, language: Language) -> tuple[RevisionLine, ...]:
    """Every figure a locality ever reported, newest first, as lines to show; cached for each vintage."""
    key = ("revisions", workspace.vintage, place.key, language)
    return workspace.cached(key, lambda: _lines(workspace, place, language))


def period_notation(workspace: Workspace, period: Period) -> str:
    """A period as written in an address."""
    return notation(period, workspace.cutoff)


def _lines(workspace: Workspace, place: Locality, language: Language) -> tuple[RevisionLine, ...]:
    """The current figures, and those that they replaced."""
    records = workspace.records
    figures = [
        (records.submissions[source.submission].vintage or 0, period, measure, value, source)
        for period, measure, value, source in workspace.snapshot().figures.of(place.key)
    ]
    figures += [
        (each.vintage, each.period, each.measure, float(each.value), each.source)
        for each in records.revisions.get(place.key, ())
        if each.replaced_in is not None
    ]
    snapshot = workspace.snapshot()
    figures = [line for line in figures if not is_withheld(snapshot, place.key, line[1], line[2], line[3])]
    newest_first = sorted(figures, key=lambda line: (-line[0], line[1], line[2]))
    return tuple(_line(workspace, *line, language) for line in newest_first)


def _line(
    workspace: Workspace, vintage: int, period: Period, measure: str, value: float, source: Source, language: Language
) -> RevisionLine:
    """Received, period, measure, value, vintage, by, reason."""
    submission = workspace.records.submissions[source.submission]
    return (
        day(source.received),
        label(period, workspace.cutoff, language),
        workspace.catalogue.measure(measure).names.text(language),
        number(value, language),
        str(vintage),
        submission.by,
        submission.reason or source.note,
    )
