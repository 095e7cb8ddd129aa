"""The workbook to fill in, from the command line: for whom, with which rows, and back again."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.commands import run_command

from dxkpi.domain.model.locality import Level
from dxkpi.errors import LocalityNotThen
from dxkpi.intake import read_upload
from dxkpi.locale import Language
from dxkpi.workflows import import_file, make_template
from dxkpi.workflows.upload.preview import UploadRequest
from dxkpi.workflows.upload_context import upload_context
from dxkpi.workspace import Workspace

DATA = Path(__file__).parents[2] / "data"
FIRST = 10
COMMUNES_OF_HUONG_TRA = {
    "Phường Tứ Hạ", "Xã Hương Toàn", "Phường Hương Vân", "Phường Hương Văn", "Phường Hương Xuân", "Phường Hương Chữ",
    "Xã Hương Bình", "Xã Bình Tiến", "Xã Bình Thành",
}  # fmt: skip


def rows_of(content: bytes) -> list[str]:
    page = load_workbook(io.BytesIO(content)).worksheets[0]
    return [str(page.cell(row, 2).value) for row in range(FIRST, page.max_row + 1)]


def test_a_town_that_reported_itself_comes_before_its_units(workspace: Workspace) -> None:
    """Hương Trà reported for itself in 2022: it is the first row, its nine communes and wards of then follow."""
    name, content = make_template(workspace, "480", "2022-Q4", language=Language.VI)
    assert name == "so-lieu-480-2022-Q4.xlsx"
    first, *others = rows_of(content)
    assert (first, set(others)) == ("Thị xã Hương Trà", COMMUNES_OF_HUONG_TRA)


def test_a_commune_fills_in_its_own_row(workspace: Workspace) -> None:
    """A commune has no units below it: it reports for itself, for the unit that its code means then."""
    assert rows_of(make_template(workspace, "19996", "2022-Q4", language=Language.VI)[1]) == ["Phường Tứ Hạ"]
    assert rows_of(make_template(workspace, "19996", "2026-Q1", language=Language.VI)[1]) == ["Phường Hương Trà"]


def test_the_level_that_reported_before_reports_again(workspace: Workspace) -> None:
    """The sample province's communes report, so they are its rows, each with the previous quarter."""
    place = next(unit for unit in workspace.registry if unit.simulated and unit.parent is None)
    _, content = make_template(workspace, place.code, "2026-Q4", language=Language.VI)
    below = workspace.registry.below(place, workspace.snapshot().periods(place)[-1].last, Level.COMMUNE)
    assert rows_of(content) == [unit.name for unit in below]
    page = load_workbook(io.BytesIO(content)).worksheets[0]
    before = {cell.column for cell in page[9] if cell.value == "previous"}
    previous = [page.cell(FIRST, column).value for column in before]
    assert any(isinstance(value, int | float) for value in previous)


def test_what_was_filled_in_goes_in(own_workspace: Workspace) -> None:
    """Downloaded, filled and sent for its locality and period, the figures of the row are saved."""
    name, content = make_template(own_workspace, "19996", "2022-Q4", language=Language.VI)
    book = load_workbook(io.BytesIO(content))
    page = book.worksheets[0]
    places = {cell.value: cell.column for cell in page[9]}
    page.cell(FIRST, places["dossiers_received"], 120)
    page.cell(FIRST, places["dossiers_resolved"], 100)
    out = io.BytesIO()
    book.save(out)
    report = import_file(own_workspace, UploadRequest(name, out.getvalue(), locality="19996", period="2022-Q4"))
    assert (report.accepted, report.layout, report.counts.new) == (True, "template", 2)


def test_a_locality_that_was_not_there_has_no_template(workspace: Workspace) -> None:
    """The town ended on 30/06/2025; for 2026 there is nothing to fill in for it."""
    for name in ("480@2021-07-01", "480", "Thị xã Hương Trà"):
        with pytest.raises(LocalityNotThen) as refusal:
            make_template(workspace, name, "2026-Q1", language=Language.VI)
        assert str(refusal.value).startswith("Thị xã Hương Trà ended on 30/06/2025 and became ")
        assert len(refusal.value.suggestions) == 3


def test_odd_days_make_a_plain_file_name(workspace: Workspace) -> None:
    """A span of days is written without dots."""
    name, _ = make_template(workspace, "480", "2022-01-01..2022-08-31", language=Language.VI)
    assert name == "so-lieu-480-2022-01-01_2022-08-31.xlsx"


def test_the_sample_is_read_as_what_was_published(workspace: Workspace) -> None:
    """The sample upload holds Hương Trà's figures of nine months of 2022, with nothing to complain of."""
    upload = read_upload("template.xlsx", (DATA / "samples" / "template.xlsx").read_bytes(), upload_context(workspace))
    assert (upload.layout, upload.problems) == ("template", ())
    assert {row.measure: row.value for row in upload.observations} == {
        "dossiers_received": 5810, "dossiers_resolved": 5203, "community_teams": 72, "community_team_members": 388,
        "communes_with_teams": 9,
    }  # fmt: skip


@pytest.mark.slow
def test_the_samples_can_be_made_again(tmp_path: Path) -> None:
    """The script writes exactly the files of the repository, part by part."""
    subprocess.run([sys.executable, DATA.parent / "tools" / "build_samples.py", tmp_path], check=True)
    for path in tmp_path.iterdir():
        written, kept = (zipfile.ZipFile(folder / path.name) for folder in (tmp_path, DATA / "samples"))
        assert [(part, written.read(part)) for part in written.namelist()] == [
            (part, kept.read(part)) for part in kept.namelist()
        ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--locality", "480", "--period", "2022-Q3", "-o", "a.xlsx"), 0),
        (("--locality", "Hương Tra", "--period", "2022-Q3", "-o", "b.xlsx"), 5),
        (("--locality", "480", "--period", "quý 3", "-o", "b.xlsx"), 5),
        (("--locality", "480", "--period", "2026-Q1", "-o", "b.xlsx"), 5),
        (("--locality", "480", "--period", "2022-Q3", "-o", "b.csv"), 2),
        (("--locality", "480", "--period", "2022-Q3", "-o", "nowhere/b.xlsx"), 2),
        (("--locality", "480", "--period", "2022-Q3"), 2),
    ],
)
def test_the_command_writes_the_workbook_or_says_why_not(
    filled_home: Path, tmp_path: Path, options: tuple[str, ...], code: int
) -> None:
    """One file, or one sentence and the promised exit code, and no file."""
    shutil.copytree(filled_home, tmp_path / "home")
    ran = run_command("template", *options, home=tmp_path / "home", folder=tmp_path, DXKPI_LANG="vi")
    written = [path.name for path in tmp_path.iterdir() if path.is_file()]
    assert (ran.code, written) == (code, [] if code else ["a.xlsx"])
    assert "Traceback" not in ran.err
