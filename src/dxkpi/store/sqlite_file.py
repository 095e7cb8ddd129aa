"""The file of a SQLite store: made private, and noticed when it is deleted or replaced."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import URL

from dxkpi.errors import StoreMissing, StoreReplaced, StoreUnreachable
from dxkpi.locale import N_, Message

PRIVATE_FILE = 0o600  # SQLite gives its -wal and -shm files the same rights
PRIVATE_FOLDER = 0o700


class StoreFile:
    """The file at an address, from the moment it is opened."""

    def __init__(self, url: URL, address: str, *, create: bool) -> None:
        """Raises `StoreMissing` unless it exists or `create` is set, and `StoreUnreachable`."""
        if not url.database or url.database == ":memory:":
            reason = Message(N_("a store in memory would be lost; name a file"))
            raise StoreUnreachable(address=address, reason=reason)
        self.address = address
        self.path = Path(url.database)
        if not create and not self.path.exists():
            raise StoreMissing(address=address)
        try:
            self._open()
        except OSError as fault:
            raise StoreUnreachable(address=address, reason=fault.strerror or str(fault)) from fault

    def require_same(self) -> None:
        """Raises `StoreReplaced` when another file, or none, is at the path."""
        try:
            is_same = _identity(self.path) == self._opened
        except FileNotFoundError:
            is_same = False
        if not is_same:
            raise StoreReplaced(address=self.address)

    def _open(self) -> None:
        self.path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        if not self.path.is_dir():
            os.close(os.open(self.path, os.O_RDONLY | os.O_CREAT, PRIVATE_FILE))
        if self.path.is_file() and self.path.stat().st_mode & 0o077 and self.path.stat().st_uid == os.getuid():
            self.path.chmod(PRIVATE_FILE)
        self._opened = _identity(self.path)


def _identity(path: Path) -> tuple[int, int]:
    """Device and number of a file. Raises OSError."""
    about = path.stat()
    return about.st_dev, about.st_ino
