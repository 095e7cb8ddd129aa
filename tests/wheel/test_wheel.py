"""The wheel alone: built, installed where nothing else is, and started from an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from packaging.requirements import Requirement
from playwright.sync_api import Browser, expect
from tests.conftest import Serving, share_front_end

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
ASK_PACKAGES = "import sysconfig; print(sysconfig.get_path('purelib'))"
ASK_WHERE = "from dxkpi.settings import resource; print(resource('dashboard'), resource('data'), sep='\\n')"


@dataclass(frozen=True)
class Installed:
    """An installed wheel, running: its environment, the folder it was started in, its address."""

    environment: Path
    folder: Path
    address: str

    def get(self, path: str) -> httpx.Response:
        """One answer."""
        return httpx.get(f"{self.address}{path}", timeout=60)


def run(*command: str | Path, cwd: Path) -> str:
    """What a program prints; its error output where it fails. It runs without this environment and checkout."""
    hidden = {"PYTHONPATH", "VIRTUAL_ENV"}
    env = {name: value for name, value in os.environ.items() if name not in hidden} | {"UV_SYSTEM_CERTS": "1"}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source archive and not from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    run(BIN / "python", "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    assert len(list(folder.glob("*.tar.gz"))) == 1
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(
    wheel: Path,
    tmp_path_factory: pytest.TempPathFactory,
    serve: Serving,
) -> Iterator[Installed]:
    """The wheel in a new environment that has this one's packages, but neither this checkout nor its tests."""
    environment, empty = tmp_path_factory.mktemp("environment") / "venv", tmp_path_factory.mktemp("empty")
    run(BIN / "python", "-m", "venv", "--without-pip", environment, cwd=empty)
    python = environment / "bin" / "python"
    packages = Path(run(python, "-c", ASK_PACKAGES, cwd=empty).strip())
    # A path in a .pth file is searched, but the .pth files in that folder, such as this checkout's own, are not read.
    (packages / "shared.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    run(BIN / "uv", "pip", "install", "--quiet", "--offline", "--no-deps", "--python", python, wheel, cwd=empty)
    share_front_end(empty / "home" / "cache")
    with serve(empty, program=environment / "bin" / "dxkpi") as address:
        yield Installed(environment, empty, address)


@pytest.mark.slow
def test_the_dashboard_and_the_data_come_with_the_wheel(installed: Installed) -> None:
    """Script, font, catalogue and figures lie inside the installed package."""
    said = run(installed.environment / "bin" / "python", "-c", ASK_WHERE, cwd=installed.folder)
    dashboard, data = map(Path, said.split())
    assert dashboard.is_relative_to(installed.environment)
    assert data.is_relative_to(installed.environment)
    assert (dashboard / "app.py").is_file()
    assert list((dashboard / "static" / "fonts").glob("*.woff2"))
    assert (data / "figures" / "published.csv").is_file()
    assert sorted(path.name for path in (data / "indicators").iterdir()) == sorted(
        path.name for path in (ROOT / "data" / "indicators").iterdir()
    )


@pytest.mark.slow
def test_the_wheel_names_its_dependencies(installed: Installed) -> None:
    """What the project declares is in the wheel's metadata, so that an installer brings it along."""
    script = "from importlib.metadata import requires; print(*requires('dxkpi'), sep='\\n')"
    named = run(installed.environment / "bin" / "python", "-c", script, cwd=installed.folder).splitlines()
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert {Requirement(requirement) for requirement in named} == {Requirement(requirement) for requirement in declared}


@pytest.mark.slow
def test_the_wheel_carries_nothing_made_by_running(wheel: Path) -> None:
    """No compiled modules and no scripts that build the data are in the wheel."""
    names = run(BIN / "python", "-m", "zipfile", "-l", wheel, cwd=wheel.parent)
    assert "dxkpi/share/data/measures.toml" in names
    assert "dxkpi/pyproject.toml" in names  # Streamlit finds the form's script by it
    assert "dxkpi/web/frontend/static/form/form.js" in names
    assert "__pycache__" not in names
    assert "build_registry.py" not in names


@pytest.mark.slow
def test_the_installed_wheel_answers(installed: Installed) -> None:
    """It is alive, ready, gives its first page, and the rate of Hương Trà, nine months of 2022: 5203 of 5810."""
    assert installed.get("/healthz").status_code == 200
    assert installed.get("/readyz").status_code == 200
    assert installed.get("/").status_code == 200
    response = installed.get("/data/values.json?indicator=resolution_rate&locality=480&period=2022-9M")
    [row] = response.json()["rows"]
    assert (row["numerator"], row["denominator"]) == (5203, 5810)
    assert row["value"] == pytest.approx(100 * 5203 / 5810)


@pytest.mark.browser
def test_the_installed_wheel_shows_the_dashboard(installed: Installed, chromium: Browser) -> None:
    """In a browser its first page draws a chart and reports no error."""
    page = chromium.new_page()
    page.goto(installed.address)
    expect(page.locator(".dx-plot[data-drawn]").first).to_be_visible(timeout=60_000)
    assert page.locator("[data-testid=stException]").all_inner_texts() == []
    page.close()
