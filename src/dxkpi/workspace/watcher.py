"""A thread that looks for new vintages."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

from dxkpi.errors import StoreUnreachable

WATCH_SECONDS = 1.0


class VintageWatcher:
    """Calls `refresh` every `WATCH_SECONDS` in a daemon thread, from `start` until `stop`."""

    def __init__(self, refresh: Callable[[], object]) -> None:
        self._refresh = refresh
        self._stopped = threading.Event()

    def start(self) -> None:
        """Start the thread."""
        threading.Thread(target=self._run, name="vintage-watcher", daemon=True).start()

    def stop(self) -> None:
        """End the thread after the refresh that is running."""
        self._stopped.set()

    def _run(self) -> None:
        while not self._stopped.wait(WATCH_SECONDS):
            # Pages go on with what is cached; /readyz reports the store.
            with suppress(StoreUnreachable):
                self._refresh()
