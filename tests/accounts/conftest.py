"""A store without figures, as a SQLite file and as a database of the PostgreSQL server."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import argon2
import pytest

from dxkpi.accounts import passwords
from dxkpi.store import Store


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite store, to copy."""
    path = tmp_path_factory.mktemp("accounts") / "dxkpi.db"
    Store.open(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def empty_database(postgresql: Callable[[str], str]) -> str:
    """The name of a PostgreSQL store, to copy."""
    address = postgresql("template1")
    Store.open(address).close()
    return address.partition("?")[0].rpartition("/")[2]


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Argon2id with parameters that take no time; what the product takes is tested with the passwords."""
    monkeypatch.setattr(passwords, "_HASHER", argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._placeholder_hash.cache_clear()
    yield
    passwords._placeholder_hash.cache_clear()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store of its own for every test."""
    if request.param == "sqlite":
        address = f"sqlite:///{shutil.copy(request.getfixturevalue('empty_file'), tmp_path / 'dxkpi.db')}"
    else:
        address = request.getfixturevalue("postgresql")(request.getfixturevalue("empty_database"))
    with Store.open(address, at_any_revision=True) as opened:
        yield opened
