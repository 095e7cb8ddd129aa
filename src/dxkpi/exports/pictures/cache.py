"""Cache of finished pictures on disk, bounded in bytes; the least recently used are deleted first.

Safe between processes: files are replaced atomically, and two processes that render the same picture write the same
bytes. Plain files instead of diskcache: see docs/decisions.md.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock

from dxkpi.atomic_write import atomic_write

MAX_BYTES = 256 * 1024 * 1024
LOCKS = tuple(Lock() for _ in range(64))


def cached_picture(folder: Path | None, name: str, render: Callable[[], bytes], *, max_bytes: int = MAX_BYTES) -> bytes:
    """The file `name` of the cache, rendered now if it is missing. None as folder: no cache.

    `name` begins with hexadecimal digits. Threads that ask for the same name wait for one rendering.
    """
    if folder is None:
        return render()
    path = folder / name
    with LOCKS[int(name[:8], 16) % len(LOCKS)]:
        with suppress(OSError):
            content = path.read_bytes()
            os.utime(path)
            return content
        content = render()
        with suppress(OSError):  # without space on the disk, the picture is still returned
            with atomic_write(path) as file:
                file.write(content)
            _delete_least_recently_used(folder, max_bytes)
        return content


def _delete_least_recently_used(folder: Path, max_bytes: int) -> None:
    files = []
    for entry in os.scandir(folder):
        with suppress(FileNotFoundError):  # deleted by another process meanwhile
            status = entry.stat()
            files.append((status.st_mtime_ns, status.st_size, entry.path))
    total = sum(size for _, size, _ in files)
    for _, size, path in sorted(files):
        if total <= max_bytes:
            return
        Path(path).unlink(missing_ok=True)
        total -= size
