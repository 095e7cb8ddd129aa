"""Targets by command, as the operator of a server sets them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.commands import run_command

pytestmark = pytest.mark.slow

PLAN = "Plan 12/KH-UBND"


def test_a_target_is_set_listed_and_taken_away(filled_home: Path, tmp_path: Path) -> None:
    """Each change names its vintage; what cannot be is refused with the exit code that commands promise."""
    home = shutil.copytree(filled_home, tmp_path / "home")

    def run(*args: str) -> tuple[int, str]:
        done = run_command("target", *args, home=home, folder=home)
        return done.code, done.text + done.err

    aim = ("add", "--indicator", "on_time_rate", "--locality", "90", "--period", "2026", "--source", PLAN)
    assert run(*aim, "--level", "commune", "--value", "95,5") == (0, "The target is set as of vintage 4.\n")
    assert run(*aim, "--value", "101") == (2, "A target in percent is at most 100.\n")
    (target,) = json.loads(run("list", "--json")[1])["targets"]
    expected = {"number": 1, "indicator": "on_time_rate", "locality": "90@2020-12-15", "level": "commune",
            "period": "2026", "value": 95.5, "source": PLAN, "set_by": "operator", "vintage": 4}  # fmt: skip
    assert {name: target[name] for name in expected} == expected
    assert run("remove", "1") == (0, "Target 1 is removed as of vintage 5.\n")
    assert run("remove", "1")[0] == 5
