"""Every part of the benchmarks runs, once, at its smallest size. What it measures is not looked at."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from bench.facts import prepare
from bench.plan import BenchPlan, smallest
from bench.run import PARTS
from tests.conftest import share_front_end

pytestmark = [pytest.mark.slow]
IN_BROWSER = {"pages", "pictures", "embeds"}


@pytest.fixture(scope="module")
def plan(filled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> BenchPlan:
    """The smallest plan, its stores filled."""
    folder = tmp_path_factory.mktemp("bench")
    home = Path(shutil.copytree(filled_home, folder / "home"))
    plan = smallest(folder, home)
    for size in plan.sizes:
        prepare(size)
        share_front_end(size.home / "cache")
    share_front_end(home / "cache")
    return plan


@pytest.mark.parametrize(
    "part", [pytest.param(name, marks=[pytest.mark.browser] if name in IN_BROWSER else []) for name in PARTS]
)
def test_a_part_runs_and_reports_a_table(part: str, plan: BenchPlan, capsys: pytest.CaptureFixture[str]) -> None:
    """A table in Markdown, and no page that was never drawn."""
    with ThreadPoolExecutor(1) as thread:  # in the main one, a browser of other tests may have its event loop
        table = thread.submit(PARTS[part], plan).result()
    assert "|--" in table
    assert "LOST" not in capsys.readouterr().out
