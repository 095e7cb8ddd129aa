"""The samples of the upload layouts: one each, correct, and reproducible byte for byte."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from dxkpi.domain.model.period import Cutoff, notation
from dxkpi.intake import LAYOUTS, Upload, read_upload
from dxkpi.workflows.upload_context import upload_context
from dxkpi.workspace import Workspace

DATA = Path(__file__).parents[2] / "data"
SAMPLES = sorted((DATA / "samples").iterdir())


def read(workspace: Workspace, name: str) -> Upload:
    return read_upload(name, (DATA / "samples" / name).read_bytes(), upload_context(workspace))


def contents(path: Path) -> dict[str, bytes]:
    """The parts of a workbook, unpacked."""
    with zipfile.ZipFile(path) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def test_every_layout_has_one_sample() -> None:
    """As many samples as layouts, each called after its own."""
    assert sorted(path.stem for path in SAMPLES) == sorted(LAYOUTS)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_sample_is_read_in_its_layout_without_a_complaint(workspace: Workspace, sample: Path) -> None:
    """A sample is an example to follow: it has figures, and nothing about it blocks or asks for a reason."""
    upload = read(workspace, sample.name)
    assert (upload.layout, upload.accepted, upload.asks_reason) == (sample.stem, True, False)
    assert len(upload.figures)


def test_the_sample_of_the_form(workspace: Workspace) -> None:
    """Phường Lam Giang in the third quarter of 2026: the totals of its four fields of work."""
    upload = read(workspace, "form_ii06a.xlsx")
    assert upload.problems == ()
    assert {(row.locality, notation(row.period, Cutoff.DECREE09)) for row in upload.observations} == {
        ("90001@2025-07-01", "2026-Q3")
    }
    assert {row.measure: row.value for row in upload.observations} == {
        "dossiers_to_process": 1740,
        "dossiers_received_online": 1520,
        "dossiers_received_in_person": 139,
        "dossiers_carried_over": 81,
        "dossiers_resolved": 1659,
        "dossiers_resolved_early": 963,
        "dossiers_resolved_on_time": 678,
        "dossiers_resolved_overdue": 18,
        "dossiers_pending": 81,
        "dossiers_pending_within_deadline": 78,
        "dossiers_pending_overdue": 3,
    }


def test_the_sample_of_quarters(workspace: Workspace) -> None:
    """Twenty units and four quarters, three of them late in the last: 77 figures, those of the sample province."""
    upload = read(workspace, "wide_periods.xlsx")
    assert (upload.problems, len(upload.figures)) == ((), 77)
    held = workspace.snapshot().figures.values["dossiers_resolved"]
    assert all(held[row.locality, row.period] == row.value for row in upload.observations)


def test_the_workbooks_are_rebuilt_identically(tmp_path: Path) -> None:
    """The script writes exactly the files of the repository."""
    subprocess.run([sys.executable, DATA.parent / "tools" / "build_samples.py", tmp_path], check=True)
    files = sorted(tmp_path.iterdir())
    assert [path.name for path in files] == [path.name for path in SAMPLES if path.suffix == ".xlsx"]
    assert all(contents(path) == contents(DATA / "samples" / path.name) for path in files)
