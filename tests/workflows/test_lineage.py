"""What a locality was made of and became, with figures from the sample's own file."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.queries import view_query

from dxkpi.domain.model.period import Cutoff, Period, parse_period
from dxkpi.locale import Language
from dxkpi.workflows.lineage import MEASURES, composition_note, lineage
from dxkpi.workspace import Workspace

FIGURES = Path(__file__).parents[2] / "data" / "sample" / "figures.csv"


def quarter(text: str) -> Period:
    """A quarter by its notation."""
    return parse_period(text, Cutoff.DECREE09)


def reported(unit: str, period: str) -> list[int]:
    """What a unit's rows of the file say of the measures of a lineage."""
    with FIGURES.open(encoding="utf-8", newline="") as file:
        expected = {
            row["measure"]: int(row["value"])
            for row in csv.DictReader(file)
            if (row["locality"], row["period"]) == (unit, period)
        }
    return [expected[measure] for measure in MEASURES]


def test_predecessors_have_their_last_quarter_and_add_up(workspace: Workspace) -> None:
    """Asked in 2026, the three wards of before show their Quý II/2025; the last line is their sum."""
    side = lineage(workspace, view_query(workspace, "flow", locality="90001@2025-07-01", period="2026-Q1")).before
    assert side is not None
    assert side.period == quarter("2025-Q2")
    columns = {line.unit.key: [value.value for value in line.values[:3]] for line in side.lines}
    assert columns == {
        f"{code}@2020-12-15": reported(f"{code}@2020-12-15", "2025-Q2") for code in (90001, 90002, 90003)
    }
    assert [value.value for value in side.total[:3]] == [sum(column) for column in zip(*columns.values(), strict=True)]
    assert all(line.whole for line in side.lines)


def test_a_successor_that_took_in_others_makes_no_sum(workspace: Workspace) -> None:
    """An old ward's successor is shown with its first quarter, and the ward's own territory is lost, and why."""
    side = lineage(workspace, view_query(workspace, "flow", locality="90002@2020-12-15", period="2024-Q4")).after
    assert side is not None
    assert side.period == quarter("2025-Q3")
    assert [line.unit.key for line in side.lines] == ["90001@2025-07-01"]
    assert [value.value for value in side.total] == [None] * 4
    assert side.lost is not None


def test_a_town_without_successors_became_the_communes_of_its_own(workspace: Workspace) -> None:
    """Hương Trà is since 1/7/2025 three communes, none of which has figures yet."""
    after = lineage(workspace, view_query(workspace, "flow", locality="480@2021-07-01", period="2022-Q3")).after
    assert after is not None
    assert {line.unit.code for line in after.lines} == {"19996", "20017", "20035"}
    assert after.period is None


def test_a_place_that_never_changed_has_no_lineage(workspace: Workspace) -> None:
    """The sample province was always there."""
    sides = lineage(workspace, view_query(workspace, "flow", locality="90", period="2024-Q4"))
    assert (sides.before, sides.after) == (None, None)


def test_restated_figures_say_whose_they_are(workspace: Workspace) -> None:
    """Before the merger: the units that made it up; after it, and as reported, nothing needs saying."""
    query = {"locality": "90001@2025-07-01", "boundaries": "current"}
    note = composition_note(workspace, view_query(workspace, "flow", period="2024-Q4", **query))
    assert note is not None
    assert "Phường Lam Bình, Phường Lam Phong, Phường Lam Trà" in note.text(Language.VI)
    assert composition_note(workspace, view_query(workspace, "flow", period="2026-Q1", **query)) is None
    reported = view_query(workspace, "flow", period="2024-Q4", locality="90001@2025-07-01")
    assert composition_note(workspace, reported) is None
