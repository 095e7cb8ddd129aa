"""The three ways to every file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.exports.table import Ways

from dxkpi.domain.model.locality import Registry
from dxkpi.workspace import Workspace

# What a spreadsheet would run, and what Plotly and a browser would take for a link.
FORMULA, TAG = '=HYPERLINK("http://x")', '<a href="http://x">Xã</a>'


@pytest.fixture(scope="session")
def ways(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Ways:
    """The three ways to every file of the sample province."""
    return Ways(workspace, tmp_path_factory.mktemp("command"))


@pytest.fixture(scope="session")
def renamed(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Ways:
    """The same figures, with every locality of the sample province named as an attacker would, one way or the other."""
    units = [
        replace(unit, name=(FORMULA, TAG)[at % 2]) if unit.simulated else unit
        for at, unit in enumerate(workspace.registry)
    ]
    passed = [succession for unit in workspace.registry for succession in workspace.registry.predecessors(unit.key)]
    other = Workspace(workspace.settings, workspace.store, workspace.catalogue, Registry(units, passed))
    return Ways(other, tmp_path_factory.mktemp("renamed"))
