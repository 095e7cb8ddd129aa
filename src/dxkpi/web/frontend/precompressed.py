"""Streamlit's front end, compressed once for each installation and kept on disk.

Streamlit serves its bundle as it is: 9.3 MB for a page with a Plotly chart, 2.1 MB in Brotli. A file is
compressed when first asked for, or before that by `press`, which runs beside the server at low priority.
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

from dxkpi.web.frontend.encoding import IDENTITY, QUICK, SMALL, compress

COMPRESSIBLE = {".js", ".css", ".svg", ".json", ".html", ".ttf"}
NICENESS = 15  # of 19: the compressor yields to everybody


@dataclass(frozen=True)
class FrontEndFile:
    """One file of the front end, its name starting below `/static/`."""

    name: str
    path: Path
    size: int

    @property
    def media_type(self) -> str:
        """What the browser should take it for."""
        if self.path.suffix == ".js":
            return "text/javascript"
        return mimetypes.guess_type(self.path.name)[0] or "application/octet-stream"

    @property
    def compressible(self) -> bool:
        """Whether compressing it would make it smaller; pictures and woff2 are compressed already."""
        return self.path.suffix in COMPRESSIBLE


class PrecompressedFiles:
    """The files below one folder, in every encoding. Safe to use from several threads."""

    def __init__(self, *, root: Path, cache: Path, version: str) -> None:
        self.root = root
        paths = (path for path in root.rglob("*") if path.is_file())
        assets = (FrontEndFile(path.relative_to(root).as_posix(), path, path.stat().st_size) for path in paths)
        self.assets: Mapping[str, FrontEndFile] = {asset.name: asset for asset in assets}
        self.cache = cache / f"front-end-{version}"
        self._ready: dict[tuple[str, str], bytes] = {}
        self._locks: defaultdict[tuple[str, str], threading.Lock] = defaultdict(threading.Lock)
        self._stop = threading.Event()

    def read(self, asset: FrontEndFile, encoding: str) -> bytes:
        """The bytes in one encoding, compressed now if nobody did before."""
        if encoding == IDENTITY:
            return asset.path.read_bytes()
        key = (asset.name, encoding)
        if key not in self._ready:
            with self._locks[key]:
                if key not in self._ready:
                    self._ready[key] = self._from_disk(asset, encoding) or self._make(asset, encoding, QUICK)
        return self._ready[key]

    def start_pressing(self, first: Iterable[str]) -> None:
        """Compresses everything in the background, the files named `first` before the others."""
        threading.Thread(target=self.press, args=(list(first),), name="front-end-press", daemon=True).start()

    def stop_pressing(self) -> None:
        """Lets the background thread end after the file it is at."""
        self._stop.set()

    def press(self, first: list[str]) -> None:
        """Quickly everything, then once more, slowly and smaller, what the first page needs; one server at a time."""
        with suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
        with _alone_with(self.cache / f"{self.root.name}.pressing") as alone:
            if alone:
                self._press(first)

    def _press(self, first: list[str]) -> None:
        leading = [self.assets[name] for name in first if name in self.assets]
        for asset in [*leading, *self.assets.values()]:
            if self._stop.is_set():
                return
            # Without the lock of those who ask for it: this thread yields to everybody, and they would with it.
            if asset.compressible and (asset.name, "br") not in self._ready:
                content = self._from_disk(asset, "br") or self._make(asset, "br", QUICK)
                self._ready.setdefault((asset.name, "br"), content)
        for asset in leading:
            if self._stop.is_set():
                return
            if asset.compressible and not self._place(asset, "br", SMALL).exists():
                self._ready[asset.name, "br"] = self._make(asset, "br", SMALL)

    def _place(self, asset: FrontEndFile, encoding: str, level: int) -> Path:
        return self.cache / f"{asset.name.replace('/', '_')}.{asset.size}.{level}.{encoding}"

    def _from_disk(self, asset: FrontEndFile, encoding: str) -> bytes | None:
        for level in (SMALL, QUICK):
            with suppress(OSError):
                return self._place(asset, encoding, level).read_bytes()
        return None

    def _make(self, asset: FrontEndFile, encoding: str, level: int) -> bytes:
        data = compress(asset.path.read_bytes(), encoding, level=level)
        # A cache that cannot be written costs time at the next start, nothing else.
        with suppress(OSError):
            place = self._place(asset, encoding, level)
            place.parent.mkdir(parents=True, exist_ok=True)
            draft = place.with_name(f"{place.name}.{os.getpid()}.{threading.get_ident()}")
            draft.write_bytes(data)
            draft.replace(place)
        return data


@contextmanager
def _alone_with(claim: Path) -> Iterator[bool]:
    """Whether no other server holds this file; the system lets go of it when its holder ends, however that ends."""
    try:
        import fcntl
    except ImportError:  # where it cannot be asked, each server presses
        yield True
        return
    try:
        claim.parent.mkdir(parents=True, exist_ok=True)
        held = claim.open("a")
    except OSError:  # into a cache that cannot be written nobody else presses
        yield True
        return
    with held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
