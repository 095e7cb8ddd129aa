"""Asking for values, views, charts, files and the overview."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

from plotly.graph_objects import Figure

from dxkpi import charts, exports
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Level, Locality
from dxkpi.domain.model.locality_lookup import match_locality
from dxkpi.domain.model.period import Period, parse_period, parse_periods
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views.overview import Overview
from dxkpi.domain.views.overview import overview as make_overview
from dxkpi.domain.views.queries import VIEWS, ViewQuery, view_of
from dxkpi.domain.views.side_by_side import AT_LEAST, AT_MOST
from dxkpi.domain.views.view import View
from dxkpi.errors import UnknownChart, UnknownLocality, UnknownPeriod, WrongUsage
from dxkpi.exports.options import STANDARD, ExportOptions
from dxkpi.locale import N_, Language, Message
from dxkpi.workflows.choices import Boundaries, answers_asked, periods
from dxkpi.workflows.comparison_choices import on_areas
from dxkpi.workspace import Workspace

HEADLINE = "on_time_rate"


def find_locality(
    workspace: Workspace,
    text: str,
    period: Period | None = None,
    boundaries: date | None = None,
    vintage: int | None = None,
) -> Locality:
    """The locality that a code, a key or a name means on the boundaries of a day or, where nothing does (and without
    such a day), in a period; on boundaries, else at any time; among those known at a vintage (the newest without).
    Raises `UnknownLocality`, `AmbiguousLocality`."""
    registry = workspace.registry_at(vintage)
    if boundaries is not None:
        with suppress(UnknownLocality):
            return match_locality(text, registry, day=boundaries)
        return match_locality(text, registry)
    return match_locality(text, registry, day=period.last if period else None)


def values(
    workspace: Workspace,
    *,
    indicators: Sequence[str] = (),
    measures: Sequence[str] = (),
    locality: str | None = None,
    level: Level | None = None,
    period: str | None = None,
    vintage: int | None = None,
    boundaries: Boundaries = None,
) -> tuple[Value, ...]:
    """Values of indicators and measures, one for each of them, each locality and each period asked for.

    Without a period: every period the locality has figures for. With a level: every locality of that level in the
    province. Raises the refusals of what it is asked for.
    """
    answers = answers_asked(workspace, vintage, boundaries)
    asked = [workspace.catalogue.indicator(each) for each in indicators]
    counted = [workspace.catalogue.measure(each).code for each in measures]
    periods = parse_periods(period, workspace.cutoff) if period else None
    last = periods[-1] if periods else None
    place = find_locality(workspace, locality or workspace.settings.province, last, answers.boundaries, vintage)
    by_code = answers.boundaries is None and not (locality and "@" in locality)
    found: list[Value] = []
    for when in periods if periods is not None else answers.periods(place):
        at = (by_code and answers.registry.at(place.code, when.last)) or place
        units = answers.units(at, level, when) if level and level is not at.level else (at,)
        for unit in units:
            found += [answers.value(each, unit, when) for each in asked]
            found += [answers.measure(each, unit, when) for each in counted]
    return tuple(found)


def view(
    workspace: Workspace,
    kind: str,
    *,
    indicator: str | None = None,
    locality: str | None = None,
    level: Level | None = None,
    period: str | Period | None = None,
    language: Language | None = None,
    vintage: int | None = None,
    boundaries: Boundaries = None,
    beside: Sequence[str] = (),
) -> View:
    """One question and its answer. What is not said is the home province, its newest period and the first indicator.

    `beside`: the two to six localities that stand side by side. Raises the refusals of what it is asked for.
    """
    if kind not in VIEWS:
        raise UnknownChart(kind, tuple(VIEWS))
    answers = answers_asked(workspace, vintage, boundaries)
    place, when = where_and_when(workspace, locality, period, vintage, answers.boundaries)
    needs_indicator = kind in charts.NEED_INDICATOR
    asked = workspace.catalogue.indicator(indicator or HEADLINE) if needs_indicator else None
    question = ViewQuery(
        kind,
        place,
        when,
        language or workspace.language,
        workspace.cutoff,
        asked,
        level,
        workspace.settings.meaningful_points,
        workspace.catalogue.baselines,
        beside_each_other(workspace, beside, when, answers.boundaries, vintage) if kind == "beside" else (),
    )
    made = workspace.cached((answers.vintage, answers.boundaries, question), lambda: view_of(question, answers))
    return on_areas(workspace, made) if kind == "map" else made


def beside_each_other(
    workspace: Workspace,
    asked: Sequence[str],
    when: Period,
    boundaries: date | None = None,
    vintage: int | None = None,
) -> tuple[Locality, ...]:
    """The localities asked for, each once; none: the view chooses. Raises `WrongUsage` unless there are two to six."""
    found = tuple(dict.fromkeys(find_locality(workspace, each, when, boundaries, vintage) for each in asked if each))
    if found and not AT_LEAST <= len(found) <= AT_MOST:
        message = N_("Side by side stand {least} to {most} localities, not {count}.")
        raise WrongUsage(what=Message(message, {"least": AT_LEAST, "most": AT_MOST, "count": len(found)}))
    return found


def draw(workspace: Workspace, shown: View, *, dark: bool = False) -> Figure:
    """The chart of a view, made once for each view and ground."""
    return workspace.cached(("drawing", dark, shown), lambda: charts.draw(shown, dark=dark))


def export(workspace: Workspace, shown: View, extension: str, options: ExportOptions = STANDARD) -> bytes:
    """A view as a file of one of the formats in `exports.FORMATS`: the same bytes for command, page and address."""
    shelf = workspace.settings.cache / "pictures"
    return exports.export_view(
        shown, extension, replace(options, server=workspace.settings.public_address, shelf=shelf)
    )


def hand_over(workspace: Workspace, shown: View, extension: str, options: ExportOptions = STANDARD) -> bytes:
    """The page on which a reader's browser draws what `export` gives, where the server has no browser."""
    return exports.hand_over(shown, extension, replace(options, server=workspace.settings.public_address))


def overview(
    workspace: Workspace,
    *,
    locality: str | None = None,
    period: str | Period | None = None,
    language: Language | None = None,
    vintage: int | None = None,
    every_indicator: bool = False,
    boundaries: Boundaries = None,
) -> Overview:
    """What an official reads before a meeting; with `every_indicator` a card for each, not for the main ones only."""
    answers = answers_asked(workspace, vintage, boundaries)
    place, when = where_and_when(workspace, locality, period, vintage, answers.boundaries)
    spoken = language or workspace.language

    def make() -> Overview:
        return make_overview(
            answers,
            workspace.catalogue.indicators if every_indicator else main_indicators(workspace),
            place,
            when,
            language=spoken,
            cutoff=workspace.cutoff,
            every=workspace.catalogue.indicators,
            meaningful=workspace.settings.meaningful_points,
        )

    key = ("overview", answers.vintage, answers.boundaries, place.key, when, spoken, every_indicator)
    return workspace.cached(key, make)


def main_indicators(workspace: Workspace) -> tuple[Indicator, ...]:
    """The indicators that have a card of their own."""
    return tuple(each for each in workspace.catalogue.indicators if each.main)


def where_and_when(
    workspace: Workspace,
    locality: str | None,
    period: str | Period | None,
    vintage: int | None = None,
    boundaries: date | None = None,
) -> tuple[Locality, Period]:
    """The place and period a reader means; what is not said is the home province and its newest period."""
    when = parse_period(period, workspace.cutoff) if isinstance(period, str) and period else period or None
    place = find_locality(workspace, locality or workspace.settings.province, when, boundaries, vintage)
    if when is None:
        known = periods(workspace, place, vintage, boundaries)
        if not known:
            raise UnknownPeriod(f"{place.name}: –")
        when = known[0]
    return place, when
