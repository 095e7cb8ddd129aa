"""The files that were submitted, byte for byte, in one folder, each under the SHA-256 of its content.

A file is written atomically and survives a power cut. Its content is verified at every read. Only the account of the
program may read the folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256 as digest_of
from pathlib import Path

from dxkpi.atomic_write import atomic_write, sync_folder
from dxkpi.errors import ArchivedFileDamaged, StoreUnreachable

_SHA256 = re.compile(r"[0-9a-f]{64}")
PRIVATE_FOLDER = 0o700


class FileArchive:
    """One folder of submitted files; threads and processes may share it. An OSError becomes `StoreUnreachable`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, content: bytes) -> str:
        """Store a file and return its SHA-256. The same content is stored once; a damaged copy is replaced."""
        sha256 = digest_of(content).hexdigest()
        path = self._path(sha256)
        with self._os_errors_explained():
            if not (path.is_file() and path.read_bytes() == content):
                _make_private_folder(path.parent)
                with atomic_write(path, is_durable=True) as file:
                    file.write(content)
        return sha256

    def get(self, sha256: str) -> bytes | None:
        """The content of a file; None when there is no such file. Raises `ArchivedFileDamaged`."""
        if not self.has(sha256):
            return None
        with self._os_errors_explained():
            content = self._path(sha256).read_bytes()
        if digest_of(content).hexdigest() != sha256:
            raise ArchivedFileDamaged(sha256=sha256, path=self._path(sha256))
        return content

    def has(self, sha256: str) -> bool:
        """Whether there is a file with this digest; False for a text that is no SHA-256."""
        with self._os_errors_explained():
            return _SHA256.fullmatch(sha256) is not None and self._path(sha256).is_file()

    def _path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256[2:4] / sha256

    @contextmanager
    def _os_errors_explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as fault:
            raise StoreUnreachable(address=str(self.folder), reason=fault.strerror or str(fault)) from fault


def _make_private_folder(folder: Path) -> None:
    """Make a folder and its parents; each new one is private."""
    if not folder.is_dir():
        _make_private_folder(folder.parent)
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        sync_folder(folder.parent)
