"""A folder of static files, compressed once per installation and cached on disk.

Streamlit serves its front end uncompressed: 9.3 MB for a page with a Plotly chart, 2.1 MB in Brotli. A file is
compressed at its first request, or earlier by a background thread of low priority.
"""

from __future__ import annotations

import mimetypes
import os
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from dxkpi.atomic_write import atomic_write
from dxkpi.web.encoding import IDENTITY, QUICK, SMALL, compress

COMPRESSIBLE = {".js", ".css", ".svg", ".json", ".html", ".ttf"}
NICENESS = 15  # of 19: the background thread yields to all others


@dataclass(frozen=True)
class StaticFile:
    """One file. `name`: its path below the folder. `size`: in bytes."""

    name: str
    path: Path
    size: int

    @property
    def media_type(self) -> str:
        """The Content-Type header."""
        if self.path.suffix == ".js":
            return "text/javascript"
        return mimetypes.guess_type(self.path.name)[0] or "application/octet-stream"

    @property
    def compressible(self) -> bool:
        """Whether compressing makes it smaller; pictures and woff2 are compressed already."""
        return self.path.suffix in COMPRESSIBLE


class PrecompressedFiles:
    """The files below one folder, in every encoding. Thread-safe."""

    def __init__(self, *, root: Path, cache: Path, version: str) -> None:
        self.root = root
        paths = (path for path in root.rglob("*") if path.is_file())
        files = (StaticFile(path.relative_to(root).as_posix(), path, path.stat().st_size) for path in paths)
        self.files: Mapping[str, StaticFile] = {file.name: file for file in files}
        self.cache = cache / f"front-end-{version}"
        self._ready: dict[tuple[str, str], bytes] = {}
        self._locks: defaultdict[tuple[str, str], threading.Lock] = defaultdict(threading.Lock)
        self._stop = threading.Event()

    def read(self, file: StaticFile, encoding: str) -> bytes:
        """The bytes in one encoding, compressed now if they are not cached."""
        if encoding == IDENTITY:
            return file.path.read_bytes()
        key = (file.name, encoding)
        if key not in self._ready:
            with self._locks[key]:
                if key not in self._ready:
                    self._ready[key] = self._read_cached(file, encoding) or self._compress(file, encoding, QUICK)
        return self._ready[key]

    def start_compressing(self, first: Iterable[str]) -> None:
        """Compress all files in a background thread, the files named in `first` before the others."""
        threading.Thread(target=self.compress_all, args=(list(first),), name="precompress", daemon=True).start()

    def stop_compressing(self) -> None:
        """Stop the background thread after its current file."""
        self._stop.set()

    def compress_all(self, first: list[str]) -> None:
        """Compress all files quickly, then those in `first` again at the smallest size. One server at a time."""
        if hasattr(os, "setpriority"):  # not on Windows
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
        with _try_lock(self.cache / f"{self.root.name}.lock") as is_locked:
            if is_locked:
                self._compress_all(first)

    def _compress_all(self, first: list[str]) -> None:
        first_files = [self.files[name] for name in first if name in self.files]
        for file in [*first_files, *self.files.values()]:
            if self._stop.is_set():
                return
            # Without the lock that `read` takes: this thread has a low priority, and a request would wait for it.
            if file.compressible and (file.name, "br") not in self._ready:
                content = self._read_cached(file, "br") or self._compress(file, "br", QUICK)
                self._ready.setdefault((file.name, "br"), content)
        for file in first_files:
            if self._stop.is_set():
                return
            if file.compressible and not self._cached_path(file, "br", SMALL).exists():
                self._ready[file.name, "br"] = self._compress(file, "br", SMALL)

    def _cached_path(self, file: StaticFile, encoding: str, level: int) -> Path:
        return self.cache / f"{file.name.replace('/', '_')}.{file.size}.{level}.{encoding}"

    def _read_cached(self, file: StaticFile, encoding: str) -> bytes | None:
        for level in (SMALL, QUICK):
            with suppress(OSError):
                return self._cached_path(file, encoding, level).read_bytes()
        return None

    def _compress(self, file: StaticFile, encoding: str, level: int) -> bytes:
        data = compress(file.path.read_bytes(), encoding, level=level)
        # An unwritable cache only costs time at the next start.
        with suppress(OSError):
            path = self._cached_path(file, encoding, level)
            with atomic_write(path) as cached:
                cached.write(data)
        return data


@contextmanager
def _try_lock(path: Path) -> Iterator[bool]:
    """Whether this process got the lock. The operating system releases it when the process ends, however it ends."""
    try:
        import fcntl
    except ImportError:  # no file locks on Windows: each server compresses
        yield True
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock_file = path.open("a")
    except OSError:  # no other server can write into this cache either
        yield True
        return
    with lock_file:
        try:
            fcntl.flock(lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
