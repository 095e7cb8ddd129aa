"""The long runs, a few rounds of each: they run, and find nothing."""

from __future__ import annotations

import random
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from bench.soak.damaged_files import damaged
from bench.soak.run import PARTS, run_part

FEW_ROUNDS = {"interrupted-writes": 1, "damaged-files": 40, "memory": 10}


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_a_few_rounds_find_no_fault(part: str, filled_home: Path, tmp_path: Path) -> None:
    """A killed writer leaves a whole store, damaged files are read or refused, and views are answered."""
    home = Path(shutil.copytree(filled_home, tmp_path / "home"))
    assert run_part(part, home, FEW_ROUNDS[part]) == []


def test_a_damaged_file_differs_and_a_seed_repeats_it() -> None:
    """The same random numbers damage a file alike; a ZIP file may stay one."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("sheet.xml", "<row>" * 1000)
    content = out.getvalue()
    first = [damaged(content, random.Random(seed)) for seed in range(20)]
    assert first == [damaged(content, random.Random(seed)) for seed in range(20)]
    assert sum(copy != content for copy in first) >= 15
    assert any(zipfile.is_zipfile(BytesIO(copy)) for copy in first)
