"""The sample province on other boundaries, by sums taken straight from its files; and views, commands, addresses."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from tests.queries import ask_values, describe_view

from dxkpi import workflows
from dxkpi.domain.model.locality import Level
from dxkpi.domain.model.period import Cutoff, parse_period
from dxkpi.domain.snapshot.restatement import RestatedSnapshot
from dxkpi.errors import WrongUsage
from dxkpi.locale import Language
from dxkpi.web.api.charts import fixed_routes
from dxkpi.workspace import Workspace

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
DAY = date(2025, 7, 1)
LAST_OLD_QUARTER, FIRST_NEW_QUARTER = "2025-Q2", "2025-Q3"
DIVIDED = {"90030", "90033"}

Cells = dict[tuple[str, str, str], int]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the sample province's files."""
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def cells() -> Cells:
    """Every count of the sample province, corrections over first figures: locality, period, measure."""
    return {
        (row["locality"], row["period"], row["measure"]): int(row["value"])
        for name in ("figures.csv", "corrections.csv")
        for row in rows(name)
    }


@pytest.fixture(scope="module")
def merged() -> dict[str, list[str]]:
    """The old communes of each new one, by its code, as the file of successions has them."""
    names: dict[str, list[str]] = defaultdict(list)
    for row in rows("successions.csv"):
        names[row["to_code"]].append(f"{row['from_code']}@{row['from_valid_from']}")
    return names


def test_each_merged_commune_is_the_sum_of_its_file(
    workspace: Workspace, cells: Cells, merged: dict[str, list[str]]
) -> None:
    """Every measure of every quarter before the merger: the sum over the old communes, missing where one has none."""
    answers = workspace.snapshot(None, DAY)
    quarters = sorted({period for _, period, _ in cells if period <= LAST_OLD_QUARTER})
    measures = {measure for _, _, measure in cells}
    assert len(merged) == 20
    assert len(quarters) == 18
    compared = 0
    for code in merged.keys() - DIVIDED:
        unit = workspace.registry.by_key(f"{code}@2025-07-01")
        for period in quarters:
            when = parse_period(period, Cutoff.DECREE09)
            for measure in measures:
                parts = [cells.get((old, period, measure)) for old in merged[code]]
                expected = None if None in parts else sum(parts)  # type: ignore[arg-type]
                assert answers.measure(measure, unit, when).value == expected
                compared += expected is not None
    assert compared > 4000


@pytest.mark.parametrize("code", sorted(DIVIDED))
def test_the_communes_that_share_a_divided_one_refuse(workspace: Workspace, code: str) -> None:
    """Xã Hạc Sơn went to both: neither has a past, and the note says so."""
    values = ask_values(
        workspace, indicators=["on_time_rate"], locality=code, period=LAST_OLD_QUARTER, boundaries="current"
    )
    assert [value.value for value in values] == [None]
    note = values[0].notes[0].text(Language.VI)
    assert note.startswith("Không so sánh được trước 01/07/2025: Xã Hạc Sơn đã bị chia tách")


def test_the_provinces_figures_are_identical_on_all_boundaries(workspace: Workspace) -> None:
    """Every indicator in every quarter: as reported, on today's boundaries and on those of 2021."""
    reported = workspace.snapshot()
    home = workspace.registry.versions("90")[-1]
    for boundaries in (DAY, date(2020, 12, 15)):
        restated = workspace.snapshot(None, boundaries)
        assert isinstance(restated, RestatedSnapshot)
        assert restated.periods(home) == reported.periods(home)
        for indicator in workspace.catalogue.indicators:
            assert restated.series(indicator, home, reported.periods(home)) == reported.series(
                indicator, home, reported.periods(home)
            )


def test_an_old_town_is_the_sum_of_the_communes_that_took_its_place(workspace: Workspace, cells: Cells) -> None:
    """Thành phố Lam Giang (981) has, after its end, what the communes made of its own received."""
    values = ask_values(
        workspace, measures=["dossiers_received"], locality="981", period="2026-Q1", boundaries="2025-01-01"
    )
    inside = {row["code"] for row in rows("localities.csv") if row["parent"] == "981"}
    successors = {row["to_code"] for row in rows("successions.csv") if row["from_code"] in inside}
    parts = [cells[f"{code}@2025-07-01", "2026-Q1", "dossiers_received"] for code in successors]
    assert [value.value for value in values] == [sum(parts)]


def test_a_ranking_before_the_merger_lists_todays_communes(workspace: Workspace) -> None:
    """Twenty localities, the two that are not comparable last and without a value."""
    description = describe_view(
        workspace, "ranking", indicator="on_time_rate", locality="90", period="2024-Q4", boundaries="current"
    )
    assert len(description.view.values) == 20
    assert {value.locality.split("@")[0] for value in description.view.values[-2:]} == DIVIDED
    assert [value.value is None for value in description.view.values] == [False] * 18 + [True] * 2
    assert description.view.level is Level.COMMUNE
    assert "theo địa giới từ 01/07/2025" in description.subtitle
    assert description.address["boundaries"] == "2025-07-01"


@pytest.mark.parametrize("boundaries", ["reported", "current"])
def test_a_chart_that_crosses_a_break_has_its_line(workspace: Workspace, boundaries: str) -> None:
    """Between the last old and the first new quarter is one vertical line; its text is in notes and alt text."""
    description = describe_view(
        workspace, "trend", indicator="on_time_rate", locality="90", period="2026-Q1", boundaries=boundaries
    )
    periods = [value.period for value in description.view.values]
    between = periods.index(parse_period(LAST_OLD_QUARTER, Cutoff.DECREE09)) + 0.5
    drawn = workflows.draw(workspace, description).to_dict()["layout"]
    assert [shape["x0"] for shape in drawn["shapes"] if shape["x0"] == shape["x1"]] == [between]
    assert [note["x"] for note in drawn["annotations"] if "01/07/2025" in note["text"]] == [between]
    assert any("01/07/2025" in note for note in description.notes)
    assert "01/07/2025" in description.alt


def test_localities_side_by_side_have_the_breaks_of_each(workspace: Workspace) -> None:
    """Two wards of today on their boundaries: one line where both began, for all that the province only has inside."""
    places = [workspace.registry.by_key(f"{code}@2025-07-01").key for code in ("90001", "90004")]
    description = describe_view(
        workspace, "beside", locality="90", beside=places, period="2026-Q1", boundaries="current"
    )
    assert [(boundary_break.day, boundary_break.inside) for boundary_break in description.view.breaks] == [(DAY, False)]
    shapes = workflows.draw(workspace, description).to_dict()["layout"]["shapes"]
    assert [shape["x0"] for shape in shapes if shape["x0"] == shape["x1"]] == [
        len(description.view.series[0].values) - 5.5
    ]


def test_a_chart_on_one_side_of_a_break_has_none(workspace: Workspace) -> None:
    """As reported, a commune of today begins with the merger: no line."""
    description = describe_view(workspace, "timeliness", locality="90001@2025-07-01", period="2026-Q1")
    assert description.view.breaks == ()


def test_a_code_means_the_unit_of_the_boundaries(workspace: Workspace) -> None:
    """90001 in 2024 was another ward: as reported the old one is named, on today's boundaries the new one."""
    query = {"measures": ["dossiers_received"], "locality": "90001", "period": "2024-Q4"}
    names = [
        ask_values(workspace, **query, boundaries=boundaries)[0].locality_name for boundaries in ("reported", "current")
    ]
    assert names == ["Phường Lam Bình", "Phường Lam Giang"]


def test_boundaries_that_make_no_sense_are_refused(workspace: Workspace) -> None:
    """Neither a word nor a day."""
    with pytest.raises(WrongUsage):
        describe_view(workspace, "trend", boundaries="yesterday")


ASKED = {"indicator": "on_time_rate", "locality": "90001", "period": "2024-Q4", "lang": "vi"}


def test_addresses_answer_on_boundaries(workspace: Workspace) -> None:
    """/data/values.json says on which day's boundaries it answers; days of one span are one; nonsense is refused."""
    client = TestClient(Starlette(routes=fixed_routes(workspace)))
    document = client.get("/data/values.json", params=ASKED | {"boundaries": "current"}).json()
    assert document["boundaries"] == "2025-07-01"
    assert [(row["numerator"], row["reporting"]) for row in document["rows"]] == [(1452, 3)]
    assert client.get("/data/values.json", params=ASKED | {"boundaries": "2025-12-31"}).json() == document
    assert client.get("/data/values.json", params=ASKED | {"boundaries": "never"}).status_code == 400
    kept = client.get("/data/values.json", params=ASKED | {"boundaries": "current", "vintage": "3"})
    assert kept.json()["rows"] == document["rows"]
    assert "immutable" in kept.headers["Cache-Control"]


@pytest.mark.slow
def test_a_command_answers_on_boundaries(filled_home: Path, tmp_path: Path) -> None:
    """`values --boundaries current --json` gives what the address gives."""
    home = shutil.copytree(filled_home, tmp_path / "home")
    options = [part for name, value in ASKED.items() for part in (f"--{name}", value)]
    done = subprocess.run(
        [Path(sys.executable).with_name("dxkpi"), "values", *options, "--boundaries", "current", "--json"],
        env={**os.environ, "DXKPI_HOME": str(home)},
        capture_output=True,
        check=True,
    )
    document = json.loads(done.stdout)
    assert document["boundaries"] == "2025-07-01"
    assert [(row["locality"], row["numerator"]) for row in document["rows"]] == [("90001@2025-07-01", 1452)]
