"""Pages on a home with all figures, the sample province and people."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.dashboard.screen import Opening, dashboard_on
from tests.people import make_accounts


@pytest.fixture(scope="session")
def peopled_home(filled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with all figures and people; to copy, never to open."""
    home = Path(shutil.copytree(filled_home, tmp_path_factory.mktemp("peopled") / "home"))
    make_accounts(home)
    return home


@pytest.fixture(scope="module")
def open_page(peopled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opening]:
    """Opens pages; what a test of the module writes, the next ones see."""
    home = Path(shutil.copytree(peopled_home, tmp_path_factory.mktemp("dashboard") / "home"))
    with dashboard_on(home) as opening:
        yield opening
