"""The product's server; for every line on stdin it prints how many SQL statements its pages have run.

The watcher that looks for new vintages once a second sleeps here, so only the statements of pages are counted.
"""

from __future__ import annotations

import sys
import threading

from dxkpi.web import serve_dashboard
from dxkpi.workspace import current, watcher

FOREVER = 1e9  # seconds


def main(port: int) -> None:
    """Serve on a port until the process is ended."""
    watcher.WATCH_SECONDS = FOREVER
    workspace = current()

    def print_counts() -> None:
        for _ in sys.stdin:
            print(workspace.store.statements, flush=True)

    threading.Thread(target=print_counts, daemon=True).start()
    serve_dashboard(workspace, host="127.0.0.1", port=port, on_ready=lambda _: None)


if __name__ == "__main__":
    main(int(sys.argv[1]))
