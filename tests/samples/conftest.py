"""Stores to read samples against."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import shared_home
from tests.samples import stores

from dxkpi.workspace import Workspace


@pytest.fixture(scope="session")
def sampled_home(filled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with everything stored before the samples; to copy, never to open."""
    return shared_home(tmp_path_factory, "sampled", lambda home: stores.fill(filled_home, home))


@pytest.fixture(scope="session")
def before(sampled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace without any sample saved; it is read only."""
    home = tmp_path_factory.mktemp("before") / "home"
    shutil.copytree(sampled_home, home)
    workspace = stores.opened(home)
    yield workspace
    workspace.close()
