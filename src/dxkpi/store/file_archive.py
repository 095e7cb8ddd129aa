"""The files that were handed in, byte for byte, in a folder, each named by the SHA-256 of its content.

A file is written beside its place and then moved there, so that it is whole or not there at all; its content is
looked at again whenever it is read. Nobody but the account of the program may read the folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256 as digest_of
from pathlib import Path
from tempfile import NamedTemporaryFile

from dxkpi.errors import ArchivedFileDamaged, StoreUnreachable

_SHA256 = re.compile(r"[0-9a-f]{64}")
PRIVATE_FOLDER = 0o700


class FileArchive:
    """One folder of originals; threads and programs may share it. Raises `StoreUnreachable` where it cannot."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, content: bytes) -> str:
        """Keep a file: its SHA-256. The same content is kept once; a damaged copy is mended."""
        sha256 = digest_of(content).hexdigest()
        path = self._path(sha256)
        with self._in_words():
            if not (path.is_file() and path.read_bytes() == content):
                _make_folder(path.parent)
                _write(path, content)
        return sha256

    def get(self, sha256: str) -> bytes | None:
        """A file's content; nothing where none is kept under this name. Raises `ArchivedFileDamaged`."""
        if not self.has(sha256):
            return None
        with self._in_words():
            content = self._path(sha256).read_bytes()
        if digest_of(content).hexdigest() != sha256:
            raise ArchivedFileDamaged(sha256=sha256, path=self._path(sha256))
        return content

    def has(self, sha256: str) -> bool:
        """Is a file kept under this name? What is no SHA-256 names no file."""
        with self._in_words():
            return _SHA256.fullmatch(sha256) is not None and self._path(sha256).is_file()

    def _path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256[2:4] / sha256

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except OSError as fault:
            raise StoreUnreachable(address=str(self.folder), reason=fault.strerror or str(fault)) from fault


def _make_folder(folder: Path) -> None:
    """A folder and those above it, of which each new one is private."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        _sync(folder.parent)


def _write(path: Path, content: bytes) -> None:
    # Such a temporary file is private to the account.
    with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """Make sure that new names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
