"""What a comparison of localities needs beside the figures: the outlines that an operator supplied."""

from __future__ import annotations

from dxkpi.catalogue.areas import read_areas
from dxkpi.domain.mapped import with_areas
from dxkpi.domain.view import View
from dxkpi.workspace import Workspace


def on_areas(workspace: Workspace, shown: View) -> View:
    """A map with the outlines of its localities; the file is read anew when it has changed."""
    path = workspace.settings.areas_file
    changed = path.stat().st_mtime_ns if path.is_file() else 0
    if not changed:
        return shown
    areas, fault = workspace.kept(("areas", path, changed), lambda: read_areas(path))
    return workspace.kept(("on areas", changed, shown), lambda: with_areas(shown, areas, fault))
