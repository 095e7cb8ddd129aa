"""Pages ask the workspace; the store is read once for each vintage."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dxkpi import workflows
from dxkpi.charts import CHARTS
from dxkpi.domain.views.query import ViewQuery
from dxkpi.errors import StoreUnreachable, UnknownVintage
from dxkpi.locale import Language
from dxkpi.settings import Settings
from dxkpi.workflows.lineage import lineage
from dxkpi.workspace import Workspace, open_workspace


def ask_everything(workspace: Workspace) -> None:
    """What all pages ask of the workspace, for every place and newest period."""
    for place in workflows.places(workspace):
        for period in workflows.periods(workspace, place)[:1]:
            settings = workflows.view_settings(workspace)
            at = workflows.snapshot_key(workspace)
            query = ViewQuery(CHARTS["trend"], place, period, at, Language.VI, settings)
            overview = workflows.overview(workspace, query)
            workflows.draw(workspace, workflows.describe(workspace, overview.trend, Language.VI))
            workflows.view(workspace, query.of_kind(CHARTS["flow"]))
            workflows.levels_to_compare(workspace, query)
            lineage(workspace, query)
        workflows.revisions(workspace, place, Language.VI)


def test_no_page_reads_the_store_while_the_vintage_is_the_same(own_workspace: Workspace) -> None:
    """Once the figures of a vintage are loaded, no place, period, chart or revision runs a statement."""
    own_workspace.snapshot()
    assert own_workspace.records.vintage == own_workspace.vintage
    before = own_workspace.store.statements
    ask_everything(own_workspace)
    assert own_workspace.store.statements == before


def test_every_revision_of_a_corrected_figure_is_listed(workspace: Workspace) -> None:
    """Xã Mai Trà corrected 2024-Q3: both values of its overdue dossiers are in the list, with the reason."""
    place = workflows.find_locality(workspace, "90037@2020-12-15")
    lines = workflows.revisions(workspace, place, Language.EN)
    overdue = [line for line in lines if line[1] == "Q3 2024" and line[2] == "Dossiers resolved overdue"]
    assert len({line[3] for line in overdue}) == 2
    assert len({line[4] for line in overdue}) == 2


def test_figures_of_a_place_without_corrections_are_its_revisions(workspace: Workspace) -> None:
    """Hương Trà gave thirteen figures for nine months of 2022, and each is listed once."""
    place = workflows.find_locality(workspace, "480@2021-07-01")
    assert len(workflows.revisions(workspace, place, Language.VI)) == 13


def test_without_the_sample_nothing_simulated_is_there(filled_home: Path, tmp_path: Path) -> None:
    """`DXKPI_SAMPLE=off` leaves the sample province out of a new store, and out of sight in one that has it."""
    shutil.copytree(filled_home, tmp_path / "filled")
    for home in (tmp_path / "new", tmp_path / "filled"):
        opened = open_workspace(Settings(_env_file=None, home=home, sample=False))
        assert workflows.places(opened)
        assert not any(place.simulated for place in workflows.places(opened))
        assert workflows.sample_place(opened) is None
        opened.close()


def test_a_vintage_that_never_was_is_refused(workspace: Workspace) -> None:
    """Vintages count from 1 to the newest; 0 and the one after the newest are no vintages."""
    for vintage in (0, workspace.vintage + 1):
        with pytest.raises(UnknownVintage):
            workspace.snapshot(vintage)


def test_a_place_that_cannot_be_written_is_a_refusal(tmp_path: Path) -> None:
    """A home folder that cannot be made ends in a sentence that names it, not in a crash."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreUnreachable, match="file"):
        open_workspace(Settings(_env_file=None, home=tmp_path / "file" / "home"))
