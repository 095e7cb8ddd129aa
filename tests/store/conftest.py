"""Real stores: a SQLite file, or a database of the PostgreSQL server, one a test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from dxkpi.store import Store

from .helpers import LOCALITIES, SUCCESSIONS

KINDS = ("sqlite", "postgresql")
NewAddress = Callable[[], str]


@pytest.fixture(scope="session")
def filled_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite store with the registry in it, to copy."""
    path = tmp_path_factory.mktemp("filled") / "dxkpi.db"
    with Store.open(f"sqlite:///{path}") as store:
        store.put_registry(LOCALITIES, SUCCESSIONS)
    return path


@pytest.fixture(scope="session")
def filled_postgresql(postgresql: Callable[[str], str]) -> str:
    """The name of a PostgreSQL store with the registry in it, to copy."""
    address = postgresql("template1")
    with Store.open(address) as store:
        store.put_registry(LOCALITIES, SUCCESSIONS)
    return address.partition("?")[0].rpartition("/")[2]


@pytest.fixture(params=KINDS)
def empty_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with nothing in it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/new/folder/dxkpi.db"
    return request.getfixturevalue("postgresql")("template1")


@pytest.fixture(params=KINDS)
def new_address(request: pytest.FixtureRequest, tmp_path: Path) -> NewAddress:
    """Gives the address of one more store that has the registry and no figures."""
    if request.param == "postgresql":
        copy_of, template = (request.getfixturevalue(name) for name in ("postgresql", "filled_postgresql"))
        return lambda: copy_of(template)
    source = request.getfixturevalue("filled_sqlite")
    numbers = count(1)
    return lambda: f"sqlite:///{shutil.copy(source, tmp_path / f'{next(numbers)}.db')}"


@pytest.fixture
def store(new_address: NewAddress) -> Iterator[Store]:
    """A store that has the registry and no figures."""
    with Store.open(new_address()) as opened:
        yield opened
