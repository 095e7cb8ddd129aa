"""Answering queries: values, views, charts, files and the overview."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dxkpi import charts, exports
from dxkpi.catalogue.areas import read_areas
from dxkpi.domain.boundaries.notation import boundaries_of
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.views.contributions import ContributionsFindings
from dxkpi.domain.views.map import MapFindings, with_areas
from dxkpi.domain.views.overview import Overview, OverviewKinds
from dxkpi.domain.views.overview import overview as make_overview
from dxkpi.domain.views.query import SnapshotKey, ViewQuery
from dxkpi.domain.views.text.description import Description
from dxkpi.domain.views.text.overview import OverviewDescription
from dxkpi.domain.views.view import View
from dxkpi.exports.options import STANDARD, ExportOptions
from dxkpi.locale import Language
from dxkpi.workflows.choices import levels_to_compare, snapshot_of
from dxkpi.workspace import Workspace

if TYPE_CHECKING:
    from dxkpi.charts.browser import ChartData
    from dxkpi.charts.drawing import Drawing


def view(workspace: Workspace, query: ViewQuery) -> View:
    """The view that answers a query, in no language; the same object as long as it is cached."""
    key = ("view", replace(query, language=Language.VI))
    answer = workspace.cached(key, lambda: charts.ask(query, snapshot_of(workspace, query.at)))
    return _with_areas(workspace, answer) if isinstance(answer.findings, MapFindings) else answer


def describe(workspace: Workspace, view: View, language: Language) -> Description:
    """A view in a language; the same object as long as it is cached."""
    return workspace.cached(("description", view, language), lambda: charts.describe(view, language))


def view_on_matching_boundaries(workspace: Workspace, query: ViewQuery) -> View:
    """The view of a query. Contributions whose two periods have different localities are read on the boundaries of
    the later period instead, where the query names none."""
    answer = view(workspace, query)
    findings = answer.findings
    if query.at.boundaries is not None or not isinstance(findings, ContributionsFindings) or not findings.broken:
        return answer
    registry = workspace.registry_at(query.at.vintage)
    boundaries = boundaries_of(query.period.last, registry, query.period.last)
    return view(workspace, replace(query, at=SnapshotKey(query.at.vintage, boundaries)))


def contributions(workspace: Workspace, query: ViewQuery) -> View | None:
    """How much each locality contributed to the change since a year before. None where nothing lies below the place."""
    if not levels_to_compare(workspace, query):
        return None
    return view_on_matching_boundaries(workspace, query.of_kind(charts.CHARTS["contributions"]))


def draw(workspace: Workspace, description: Description, *, dark: bool = False) -> Drawing:
    """The chart of a view, for a light or a dark background; cached."""
    return workspace.cached(("drawing", dark, description), lambda: charts.draw(description, dark=dark))


def chart_data(workspace: Workspace, description: Description, *, dark: bool = False) -> ChartData:
    """What a browser draws the chart of a view from; cached."""
    return workspace.cached(("chart data", dark, description), lambda: _make_chart_data(description, dark))


def export(workspace: Workspace, description: Description, extension: str, options: ExportOptions = STANDARD) -> bytes:
    """A view as a file: the same bytes for command, page and address. Raises `UnknownFormat` for an unknown format."""
    cache_dir = workspace.settings.cache / "pictures"
    options = replace(options, server=workspace.settings.public_address, cache_dir=cache_dir)
    return exports.export_view(description, extension, options)


def drawing_page(
    workspace: Workspace, description: Description, extension: str, options: ExportOptions = STANDARD
) -> bytes:
    """The page on which a reader's browser draws what `export` returns, for a server without a browser."""
    return exports.drawing_page(description, extension, replace(options, server=workspace.settings.public_address))


def overview(workspace: Workspace, query: ViewQuery, *, every_indicator: bool = False) -> Overview:
    """What an official reads before a meeting about the query's place and period.

    `every_indicator`: a card for each indicator; else for the main ones only.
    """
    kinds = OverviewKinds(trend=charts.CHARTS["trend"], ranking=charts.CHARTS["ranking"])
    indicators = workspace.catalogue.indicators

    def make() -> Overview:
        carded = indicators if every_indicator else main_indicators(workspace)
        return make_overview(query, snapshot_of(workspace, query.at), kinds, carded=carded, every=indicators)

    return workspace.cached(("overview", replace(query, language=Language.VI), every_indicator), make)


def describe_overview(workspace: Workspace, overview: Overview, language: Language) -> OverviewDescription:
    """An overview in a language; the same object as long as it is cached."""
    key = ("overview description", overview, language)
    return workspace.cached(key, lambda: OverviewDescription(overview, language))


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


def _make_chart_data(description: Description, dark: bool) -> ChartData:
    from dxkpi.charts.browser import chart_data as make_chart_data  # imported late: commands draw nothing in a browser

    return make_chart_data(description, dark=dark)
