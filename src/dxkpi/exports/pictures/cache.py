"""Finished pictures on disk, by what they show: bounded in bytes, the one not used for longest goes first.

Safe between processes: a file is written beside and renamed, and whoever loses a race writes the same bytes again.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock

BYTES = 256 * 1024 * 1024
LOCKS = tuple(Lock() for _ in range(64))


def kept(folder: Path | None, name: str, make: Callable[[], bytes], *, limit: int = BYTES) -> bytes:
    """What was made before under a name, which must begin with hexadecimal digits, else made now; without a folder
    always made now. A name is made once at a time."""
    if folder is None:
        return make()
    path = folder / name
    with LOCKS[int(name[:8], 16) % len(LOCKS)]:
        with suppress(OSError):
            found = path.read_bytes()
            os.utime(path)
            return found
        made = make()
        with suppress(OSError):  # a full disk costs time, not the picture
            _write(path, made)
            _tidy(folder, limit)
        return made


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(beside, path)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise


def _tidy(folder: Path, limit: int) -> None:
    """Remove what was not used for longest until the rest is within the limit."""
    files = []
    for entry in os.scandir(folder):
        with suppress(FileNotFoundError):
            about = entry.stat()
            files.append((about.st_mtime_ns, about.st_size, entry.path))
    held = sum(size for _, size, _ in files)
    for _, size, path in sorted(files):
        if held <= limit:
            return
        Path(path).unlink(missing_ok=True)
        held -= size
