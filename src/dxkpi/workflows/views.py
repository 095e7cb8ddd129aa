"""Answering queries: values, views, charts, files and the overview."""

from __future__ import annotations

from dataclasses import replace

from plotly.graph_objects import Figure

from dxkpi import charts, exports
from dxkpi.catalogue.areas import read_areas
from dxkpi.domain.boundaries.notation import boundaries_of
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views.contributions_text import ContributionsInterpretation
from dxkpi.domain.views.map import MapInterpretation, with_areas
from dxkpi.domain.views.overview import Overview, OverviewKinds
from dxkpi.domain.views.overview import overview as make_overview
from dxkpi.domain.views.query import SnapshotKey, ViewQuery
from dxkpi.domain.views.view import View
from dxkpi.exports.options import STANDARD, ExportOptions
from dxkpi.workflows.choices import levels_to_compare, snapshot_of
from dxkpi.workflows.queries import ValuesQuery
from dxkpi.workspace import Workspace


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


def view(workspace: Workspace, query: ViewQuery) -> View:
    """The view that answers a query; the same object as long as it is cached."""
    answer = workspace.cached(("view", query), lambda: charts.ask(query, snapshot_of(workspace, query.at)))
    return _with_areas(workspace, answer) if isinstance(answer.reading, MapInterpretation) else answer


def view_on_matching_boundaries(workspace: Workspace, query: ViewQuery) -> View:
    """The view of a query. Contributions whose two periods have different localities are read on the boundaries of
    the later period instead, where the query names none."""
    answer = view(workspace, query)
    reading = answer.reading
    if query.at.boundaries is not None or not isinstance(reading, ContributionsInterpretation) or not reading.broken:
        return answer
    registry = workspace.registry_at(query.at.vintage)
    boundaries = boundaries_of(query.period.last, registry, query.period.last)
    return view(workspace, replace(query, at=SnapshotKey(query.at.vintage, boundaries)))


def contributions(workspace: Workspace, query: ViewQuery) -> View | None:
    """How much each locality contributed to the change since a year before. None where nothing lies below the place."""
    if not levels_to_compare(workspace, query):
        return None
    return view_on_matching_boundaries(workspace, query.of_kind(charts.CONTRIBUTIONS))


def draw(workspace: Workspace, view: View, *, dark: bool = False) -> Figure:
    """The chart of a view, for a light or a dark background; cached."""
    return workspace.cached(("drawing", dark, view), lambda: charts.draw(view, dark=dark))


def export(workspace: Workspace, view: View, extension: str, options: ExportOptions = STANDARD) -> bytes:
    """A view as a file: the same bytes for command, page and address. Raises `UnknownChart` for an unknown format."""
    shelf = workspace.settings.cache / "pictures"
    return exports.export_view(view, extension, replace(options, server=workspace.settings.public_address, shelf=shelf))


def hand_over(workspace: Workspace, view: View, extension: str, options: ExportOptions = STANDARD) -> bytes:
    """The page on which a reader's browser draws what `export` returns, for a server without a browser."""
    return exports.hand_over(view, extension, replace(options, server=workspace.settings.public_address))


def overview(workspace: Workspace, query: ViewQuery, *, every_indicator: bool = False) -> Overview:
    """What an official reads before a meeting about the query's place and period.

    `every_indicator`: a card for each indicator; else for the main ones only.
    """
    kinds = OverviewKinds(trend=charts.TREND, ranking=charts.RANKING)
    indicators = workspace.catalogue.indicators

    def make() -> Overview:
        carded = indicators if every_indicator else main_indicators(workspace)
        return make_overview(query, snapshot_of(workspace, query.at), kinds, carded=carded, every=indicators)

    return workspace.cached(("overview", query, every_indicator), make)


def main_indicators(workspace: Workspace) -> tuple[Indicator, ...]:
    """The indicators that have a card on the overview."""
    return tuple(indicator for indicator in workspace.catalogue.indicators if indicator.main)


def _with_areas(workspace: Workspace, answer: View) -> View:
    """A map with the outlines of its localities. The operator's file is read again when it has changed."""
    path = workspace.settings.areas_file
    changed = path.stat().st_mtime_ns if path.is_file() else 0
    if not changed:
        return answer
    areas, fault = workspace.cached(("areas", path, changed), lambda: read_areas(path))
    return workspace.cached(("on areas", changed, answer), lambda: with_areas(answer, areas, fault))
