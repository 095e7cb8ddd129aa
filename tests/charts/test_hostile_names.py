"""Text from outside stays text in charts, whose library reads tags."""

from __future__ import annotations

from dataclasses import replace

import plotly.io
import pytest

from dxkpi import charts
from dxkpi.domain.locality import Registry
from dxkpi.locale import Language
from dxkpi.workflows import view
from dxkpi.workspace import Workspace

HOSTILE = '<a href="http://x">Xã</a>'


@pytest.fixture(scope="module")
def renamed(workspace: Workspace) -> Workspace:
    """The same figures, with every locality of the sample province named as an attacker would."""
    units = [replace(unit, name=HOSTILE) if unit.simulated else unit for unit in workspace.registry]
    passed = [each for unit in workspace.registry for each in workspace.registry.predecessors(unit.key)]
    return Workspace(workspace.settings, workspace.store, workspace.catalogue, Registry(units, passed))


@pytest.mark.parametrize("kind", [kind for kind in charts.CHARTS if kind in charts.NEED_INDICATOR])
def test_a_name_with_tags_is_drawn_as_it_is_written(renamed: Workspace, kind: str) -> None:
    """No text of a chart holds the name's tag unescaped."""
    indicator = "on_time_rate"
    shown = view(renamed, kind, indicator=indicator, locality="90", period="2026-Q2", language=Language.VI)
    drawn = plotly.io.to_json(charts.draw(shown, dark=False), engine="json").replace('\\"', '"')
    drawn = drawn.replace("\\u003c", "<").replace("\\u003e", ">")
    assert "<a href" not in drawn
