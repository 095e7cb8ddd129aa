"""The commands whose results are recorded. Imports little, because a new process loads it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from tests.golden import wording
from typer.testing import CliRunner

WITH_FAULTS = """locality,period,measure,value
90001,2026-Q2,dossiers_received,-5
90001,2026-Q2,dossiers_resolved,many
90001,2026-Q2,dossiers_sold,7
90001,2026-Q7,dossiers_pending,7
nowhere,2026-Q2,dossiers_received,7
90001,2026-Q2,documents,12.5
"""
IMPORT = "import --dry-run --json {file}"
COMMANDS = (
    "values --json --indicator on_time_rate --indicator online_rate --locality 46",
    "values --csv --indicator on_time_rate --measure dossiers_resolved --locality 90 --boundaries current",
    "chart ranking --locality 90 --period 2026-Q2 --output out.json",
    "chart funnel --locality 90 --period 2026-Q2 --output out.csv",
    "template --locality 90 --period 2026-Q2 --output out.xlsx",
)


def run_all(commands: Iterable[str], folder: Path, names: wording.Names) -> dict[str, str]:
    """Run commands in a folder, in Vietnamese; the exit code of each, and the data of what it printed or wrote."""
    os.chdir(folder)
    os.environ |= {"DXKPI_HOME": str(folder / "home"), "DXKPI_LANG": "vi"}
    return {command: run(command.split(), names) for command in commands}


def run(words: list[str], names: wording.Names) -> str:
    """Run one command."""
    from dxkpi.cli import app

    ran = CliRunner().invoke(app, words)
    content = Path(words[-1]).read_bytes() if "--output" in words else ran.stdout_bytes
    if words[-1].endswith("out.xlsx"):
        data = wording.form_data(wording.read_sheets(content)[0], names)
    elif "--json" in words or words[-1].endswith(".json"):
        data = wording.json_data(content)
    else:
        rows = wording.read_csv(content)
        data = wording.coded_table(rows) if "--csv" in words else wording.table_data(rows, names)
    return f"exit code {ran.exit_code}\n{data}"
