"""The submitted files, byte for byte."""

from __future__ import annotations

import hashlib
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dxkpi.errors import ArchivedFileDamaged, StoreUnreachable
from dxkpi.store import FileArchive

CONTENT = b"PK\x03\x04 a workbook"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def files(folder: Path) -> list[Path]:
    """Every file below a folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def originals(tmp_path: Path) -> FileArchive:
    """A folder that is not there yet."""
    return FileArchive(tmp_path / "home" / "originals")


def test_a_file_comes_back_by_the_sha256_of_its_content(originals: FileArchive) -> None:
    """Also an empty one."""
    assert originals.put(CONTENT) == SHA256
    assert originals.get(SHA256) == CONTENT
    assert originals.get(originals.put(b"")) == b""


def test_what_was_never_kept_is_not_there(originals: FileArchive) -> None:
    """Neither before the first file nor after it."""
    assert (originals.has(SHA256), originals.get(SHA256)) == (False, None)
    originals.put(b"other")
    assert (originals.has(SHA256), originals.get(SHA256)) == (False, None)


def test_the_same_content_is_one_file_and_nothing_else_is_left(originals: FileArchive) -> None:
    """Four at the same moment."""
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(originals.put, [CONTENT] * 4)) == {SHA256}
    assert files(originals.folder) == [originals.folder / SHA256[:2] / SHA256[2:4] / SHA256]


def test_nobody_else_may_read_them(originals: FileArchive) -> None:
    """Files 0600, folders 0700."""
    originals.put(CONTENT)
    modes = {path.is_file(): stat.S_IMODE(path.stat().st_mode) for path in originals.folder.rglob("*")}
    assert modes == {True: 0o600, False: 0o700}
    assert stat.S_IMODE(originals.folder.stat().st_mode) == 0o700


def test_a_damaged_file_is_named_and_restored_by_the_next_upload(originals: FileArchive) -> None:
    """Exit code 7; never the wrong bytes."""
    originals.put(CONTENT)
    (path,) = files(originals.folder)
    path.write_bytes(CONTENT[:-1])
    with pytest.raises(ArchivedFileDamaged, match=SHA256) as refusal:
        originals.get(SHA256)
    assert refusal.value.exit_code == 7
    originals.put(CONTENT)
    assert originals.get(SHA256) == CONTENT


@pytest.mark.parametrize("name", ["", "../../etc/passwd", SHA256.upper(), SHA256 + "\n", SHA256[:-1], "/" + SHA256[1:]])
def test_only_a_sha256_names_a_file(originals: FileArchive, name: str) -> None:
    """Files outside the archive cannot be read."""
    originals.put(CONTENT)
    assert (originals.has(name), originals.get(name)) == (False, None)


def test_a_folder_that_cannot_be_used_is_a_refusal_and_not_a_bug(tmp_path: Path) -> None:
    """Exit code 6, the reason in the sentence; a half-written file is not left."""
    (tmp_path / "originals").write_text("a file in the way")
    with pytest.raises(StoreUnreachable, match="originals") as refusal:
        FileArchive(tmp_path / "originals").put(CONTENT)
    assert refusal.value.exit_code == 6
