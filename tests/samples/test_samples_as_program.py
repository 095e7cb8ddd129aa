"""A sample through the installed program, as typed in a shell."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.samples.catalogue import SAMPLES

pytestmark = pytest.mark.slow


def test_the_program_says_what_a_sample_says(sampled_home: Path, tmp_path: Path) -> None:
    """Four cells of a form are reported, and the exit code is 3."""
    name = "bieu-06a-o-sai.xlsx"
    (sample,) = (candidate for candidate in SAMPLES if candidate.name == name)
    shutil.copytree(sampled_home, tmp_path / "home")
    (tmp_path / name).write_bytes(sample.content)
    words = ["import", name, "--locality", sample.sent.locality, "--period", sample.sent.period, "--dry-run", "--json"]
    env = {**os.environ, "DXKPI_HOME": str(tmp_path / "home"), "DXKPI_LANG": "vi"}
    ran = subprocess.run([Path(sys.executable).with_name("dxkpi"), *words], cwd=tmp_path, env=env, capture_output=True)
    said = json.loads(ran.stdout)
    reported = [(problem["code"], problem["severity"], problem["cell"]) for problem in said["problems"]]
    assert reported == [(problem.code, problem.severity, problem.cell) for problem in sample.expected.problems]
    assert said["counts"]["new"] == sample.expected.read
    assert (ran.returncode, ran.stderr) == (3, b"")
