"""The snapshots of a process: those of a few vintages, most recently used."""

from __future__ import annotations

import threading
from collections.abc import Callable

from cachetools import LRUCache

from dxkpi.domain.snapshot.snapshot import Snapshot

MAX_VINTAGES = 3  # the newest, the one it replaces, and an older one that a link names


class SnapshotCache:
    """Snapshots by vintage. Threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        # Held while a snapshot is loaded: one at a time, while readers of cached ones go on. Loading a newer vintage
        # reads the one before it, hence re-entrant.
        self._loading = threading.RLock()
        self._by_vintage: LRUCache[int, Snapshot] = LRUCache(MAX_VINTAGES)

    def get(self, vintage: int, load: Callable[[], Snapshot]) -> Snapshot:
        """The snapshot of a vintage, loaded if it is not cached."""
        snapshot = self._find(vintage)
        if snapshot is not None:
            return snapshot
        with self._loading:
            snapshot = self._find(vintage)  # another thread may have loaded it meanwhile
            if snapshot is None:
                snapshot = load()
                with self._lock:
                    self._by_vintage[vintage] = snapshot
            return snapshot

    def _find(self, vintage: int) -> Snapshot | None:
        with self._lock:
            return self._by_vintage.get(vintage)
