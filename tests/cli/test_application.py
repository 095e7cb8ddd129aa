"""The list of commands, what it loads, and what a shell may complete."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import pytest
from typer import Context
from typer.main import get_command
from typer.testing import CliRunner

from dxkpi.charts import CHARTS
from dxkpi.cli import app, completion
from dxkpi.cli.application import COMMANDS, LazyCommands
from dxkpi.settings import Settings

# Pydantic is not among them: Typer itself parses options with it.
HEAVY = {"alembic", "babel", "kaleido", "numpy", "openpyxl", "pandas", "plotly", "rich", "scipy"}
HEAVY |= {"sqlalchemy", "starlette", "streamlit", "xlsxwriter"}


def modules_after(*args: str) -> set[str]:
    """The top-level modules that `dxkpi ARGS` has imported when it ends, in a process of its own."""
    code = (
        "import sys\nfrom dxkpi.cli import main\n"
        f"sys.argv = ['dxkpi', *{args!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('modules:', *{name.partition('.')[0] for name in sys.modules})"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    return set(printed.rpartition("modules:")[2].split())


@pytest.mark.parametrize("args", [("--help",), ("values", "--help"), ("import", "--colour"), ("serve", "--help")])
def test_help_and_wrong_usage_import_nothing_heavy(args: tuple[str, ...]) -> None:
    """No pandas, no database, no drawing: help is printed at once."""
    assert modules_after(*args) & HEAVY == set()


def test_the_line_of_a_command_is_its_own_first_sentence() -> None:
    """`dxkpi --help` says of a command what `dxkpi COMMAND --help` begins with."""
    group = get_command(app)
    assert isinstance(group, LazyCommands)
    context = Context(group)
    for name, entry in COMMANDS.items():
        command = group.get_command(context, name)
        assert command is not None
        assert (command.help or "").startswith(entry.summary)


def test_the_version_is_that_of_the_package() -> None:
    """`dxkpi --version` prints it, and nothing else happens."""
    done = CliRunner().invoke(app, ["--version"])
    assert (done.exit_code, done.stdout) == (0, f"dxkpi {version('dxkpi')}\n")


def test_the_package_runs_as_a_module() -> None:
    """`python -m dxkpi --version` is `dxkpi --version`."""
    done = subprocess.run([sys.executable, "-m", "dxkpi", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"dxkpi {version('dxkpi')}\n"


def test_a_misspelt_command_is_answered_with_the_likeliest() -> None:
    """`dxkpi vales`: wrong usage, and `values` is suggested."""
    done = CliRunner().invoke(app, ["vales"])
    assert (done.exit_code, "'values'" in done.output) == (2, True)


def test_a_shell_completes_ids_codes_periods_and_kinds(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What begins as typed, from the data that ships with the product."""
    monkeypatch.setattr(import_module("dxkpi.settings"), "settings", lambda: Settings(_env_file=None, home=tmp_path))
    assert completion.complete_indicators("on_time") == ["on_time_rate"]
    assert "dossiers_received_online" in completion.complete_measures("dossiers_rec")
    assert completion.complete_localities("46") == [("46", "Thành phố Huế")]
    assert completion.complete_localities("19996") == [("19996", "Phường Hương Trà")]
    assert all(period.endswith("-Q2") for period in completion.complete_periods("20") if "-Q2" in period)
    assert completion.complete_charts("") == list(CHARTS)
