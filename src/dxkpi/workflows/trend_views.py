"""Asking what became of an indicator: its trend with limits, this year over last year, and who made the change."""

from __future__ import annotations

from dxkpi.domain.model.locality import Level, Locality
from dxkpi.domain.model.period import Period
from dxkpi.domain.views.contributions_text import ContributionsInterpretation
from dxkpi.domain.views.view import View
from dxkpi.locale import Language
from dxkpi.workflows.choices import Boundaries, levels_to_compare
from dxkpi.workflows.views import view
from dxkpi.workspace import Workspace


def trend_of(
    workspace: Workspace,
    indicator: str,
    place: Locality,
    period: Period,
    language: Language,
    vintage: int | None = None,
    boundaries: Boundaries = None,
) -> View:
    """The control chart until a period; its title is the sentence, its `reading.trend` what may be claimed."""
    return _asked(workspace, "control", indicator, place, period, language, vintage, boundaries)


def seasons_of(
    workspace: Workspace,
    indicator: str,
    place: Locality,
    period: Period,
    language: Language,
    vintage: int | None = None,
    boundaries: Boundaries = None,
) -> View:
    """The quarters of a period's year until it over those of the year before."""
    return _asked(workspace, "seasons", indicator, place, period, language, vintage, boundaries)


def contributions_of(
    workspace: Workspace,
    indicator: str,
    place: Locality,
    period: Period,
    language: Language,
    vintage: int | None = None,
    boundaries: Boundaries = None,
    *,
    level: Level | None = None,
) -> View | None:
    """What each locality below a place did to its change on a year before; nothing where there is none below it.

    Where boundaries changed in between, localities as reported do not match: then on those of the period.
    """
    if not levels_to_compare(workspace, place, period, vintage, boundaries):
        return None
    found = _asked(workspace, "contributions", indicator, place, period, language, vintage, boundaries, level)
    reading = found.reading
    if found.boundaries is None and isinstance(reading, ContributionsInterpretation) and reading.broken:
        return _asked(workspace, "contributions", indicator, place, period, language, vintage, period.last, level)
    return found


def _asked(
    workspace: Workspace,
    kind: str,
    indicator: str,
    place: Locality,
    period: Period,
    language: Language,
    vintage: int | None,
    boundaries: Boundaries,
    level: Level | None = None,
) -> View:
    return view(
        workspace,
        kind,
        indicator=indicator,
        locality=place.key,
        level=level,
        period=period,
        language=language,
        vintage=vintage,
        boundaries=boundaries,
    )
