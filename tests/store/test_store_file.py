"""The file of a SQLite store: private, synced before a receipt, not made where one is expected, its loss noticed."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from dxkpi.errors import StoreMissing, StoreOlder, StoreReplaced
from dxkpi.settings import Settings
from dxkpi.store import Store
from dxkpi.workspace import open_workspace

from .helpers import behind

FULL = 2
SYNCS = {"fsync", "fdatasync"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The path of a store that exists."""
    path = tmp_path / "dxkpi.sqlite"
    Store.open(f"sqlite:///{path}").close()
    return path


def test_only_the_account_of_the_program_reads_the_file(tmp_path: Path) -> None:
    """Also the files beside it, and one that an older program made readable for all."""
    path = tmp_path / "new" / "dxkpi.sqlite"
    for _ in range(2):
        with Store.open(f"sqlite:///{path}") as store:
            store.put_registry((), ())
            modes = {beside.name: stat.S_IMODE(beside.stat().st_mode) for beside in path.parent.iterdir()}
        assert set(modes.values()) == {0o600}
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        path.chmod(0o644)


def test_a_store_is_not_made_where_one_is_expected(tmp_path: Path) -> None:
    """Neither on request, nor in a home folder whose store was deleted; both end with exit code 6."""
    missing = tmp_path / "dxkpi.sqlite"
    with pytest.raises(StoreMissing) as refusal:
        Store.open(f"sqlite:///{missing}", create=False)
    assert (refusal.value.exit_code, missing.exists()) == (6, False)
    settings = Settings(_env_file=None, home=tmp_path / "home", sample=False)
    Store.open(settings.address).close()
    open_workspace(settings).close()
    for path in settings.home.glob("dxkpi.sqlite*"):
        path.unlink()
    with pytest.raises(StoreMissing):
        open_workspace(settings)
    assert not (settings.home / "dxkpi.sqlite").exists()


def test_nothing_is_written_to_a_file_that_was_deleted_or_replaced(file: Path) -> None:
    """Reading goes on; writing names the file and its fate."""
    with Store.open(f"sqlite:///{file}") as store:
        shutil.copy(file, copy := file.with_suffix(".copy"))
        for change in (file.unlink, lambda: copy.rename(file)):
            change()
            assert store.vintage() == 0
            with pytest.raises(StoreReplaced, match=r"dxkpi\.sqlite"):
                store.put_registry((), ())
            with pytest.raises(StoreReplaced):
                store.require_same_file()


def test_only_an_upgrade_migrates(file: Path) -> None:
    """A store of an older migration is refused with exit code 6 and the command that migrates, and is left as it is."""
    with Store.open(f"sqlite:///{file}") as store, behind(store) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0005'"))
    with pytest.raises(StoreOlder, match="database upgrade") as refusal:
        Store.open(f"sqlite:///{file}")
    assert refusal.value.exit_code == 6
    with Store.open(f"sqlite:///{file}", at_any_revision=True) as store:
        assert store.status()[0] == "0005"
        assert store.copy(file.with_name("copy"))
    with Store.open(f"sqlite:///{file.with_name('copy')}", at_any_revision=True) as copy:
        assert (copy.status()[0], copy.check()) == ("0005", [])


SUBMIT = """
import sys
from tests.store.helpers import LOCALITIES, seen, send
from dxkpi.store import Store

with Store.open(sys.argv[1]) as store:
    store.put_registry(LOCALITIES, ())
    print("BEGIN", flush=True)
    send(store, seen(10))
    print("RECEIPT", flush=True)
"""


@pytest.mark.slow
def test_a_sync_lies_between_the_last_write_and_the_receipt(file: Path, tmp_path: Path) -> None:
    """Of the system calls between the two lines that the program prints, the last one on the store's log is a sync."""
    with Store.open(f"sqlite:///{file}") as store, store._database.reading() as connection:
        assert connection.execute(text("PRAGMA synchronous")).scalar() == FULL
    if shutil.which("strace") is None:
        return  # the setting is all that can be seen
    trace = tmp_path / "trace"
    calls = "trace=write,pwrite64,fsync,fdatasync"
    subprocess.run(
        ["strace", "-f", "-y", "-e", calls, "-o", trace, sys.executable, "-c", SUBMIT, f"sqlite:///{file}"],
        check=True,
        cwd=Path(__file__).parents[2],
        capture_output=True,
    )
    lines = trace.read_text().splitlines()
    begin = next(number for number, line in enumerate(lines) if '"BEGIN' in line)
    receipt = next(number for number, line in enumerate(lines) if '"RECEIPT' in line)
    on_log = [line.split("(")[0].split()[-1] for line in lines[begin:receipt] if f"{file}-wal>" in line]
    assert "pwrite64" in on_log
    assert on_log[-1] in SYNCS
