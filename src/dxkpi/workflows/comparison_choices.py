"""What a comparison of localities needs beside the figures: whom there is to compare, and their outlines."""

from __future__ import annotations

from dxkpi.catalogue.areas import read_areas
from dxkpi.domain.model.locality import Level, Locality
from dxkpi.domain.model.period import Period
from dxkpi.domain.views.map import with_areas
from dxkpi.domain.views.view import View
from dxkpi.workflows.choices import Boundaries, answers_asked
from dxkpi.workspace import Workspace


def on_areas(workspace: Workspace, shown: View) -> View:
    """A map with the outlines of its localities; the file is read anew when it has changed."""
    path = workspace.settings.areas_file
    changed = path.stat().st_mtime_ns if path.is_file() else 0
    if not changed:
        return shown
    areas, fault = workspace.cached(("areas", path, changed), lambda: read_areas(path))
    return workspace.cached(("on areas", changed, shown), lambda: with_areas(shown, areas, fault))


def units_to_compare(
    workspace: Workspace,
    place: Locality,
    level: Level,
    period: Period,
    vintage: int | None = None,
    boundaries: Boundaries = None,
) -> tuple[Locality, ...]:
    """The localities of a level inside a place that a period's figures are shown for, in Vietnamese order."""
    return answers_asked(workspace, vintage, boundaries).units(place, level, period)
