"""A temporary copy of the product, in which a recipe of docs/adding.md adds something and runs the program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("src", "dashboard", "data")
START = "from dxkpi.cli import main; main()"


@dataclass(frozen=True)
class ProjectCopy:
    """A copy of src, dashboard and data. `home`: the home folder of its programs."""

    root: Path
    home: Path

    def write(self, path: str, text: str) -> None:
        """Add a file; `path` is relative to the root of the copy."""
        (self.root / path).write_text(text, encoding="utf-8")

    def add_line(self, path: str, line: str, *, after: str) -> None:
        """Add a line after the one line of a file that ends with `after`."""
        lines = (self.root / path).read_text(encoding="utf-8").splitlines()
        (number,) = (number for number, text in enumerate(lines) if text.endswith(after))
        self.write(path, "\n".join([*lines[: number + 1], line, *lines[number + 1 :], ""]))

    def python(self, code: str, arguments: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
        """Run Python code against the copy; `import dxkpi` and the dashboard's modules come from it."""
        env = os.environ | {
            "PYTHONPATH": os.pathsep.join(str(self.root / folder) for folder in ("src", "dashboard")),
            "DXKPI_HOME": str(self.home),
            "DXKPI_LANG": "en",
        }
        command = [sys.executable, "-c", code, *arguments]
        return subprocess.run(command, cwd=self.root, env=env, capture_output=True, text=True)

    def dxkpi(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the copy's own program."""
        return self.python(START, arguments)


@pytest.fixture(scope="module")
def project_copy(tmp_path_factory: pytest.TempPathFactory, filled_home: Path) -> ProjectCopy:
    """A copy of the product with a filled store; the tests of one recipe share it.

    The compiled modules are copied too: they stay valid, as the copy keeps sizes and times.
    """
    folder = tmp_path_factory.mktemp("recipe")
    root = folder / "project"
    for name in FOLDERS:
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "pyproject.toml", root)
    shutil.copytree(filled_home, folder / "home")
    return ProjectCopy(root, folder / "home")
