"""The product's server, told to say on every line it is sent how many SQL statements its pages have run.

The watcher that looks for new vintages once a second is asleep here, so what is counted comes from pages alone.
"""

from __future__ import annotations

import sys
import threading

from dxkpi.web import serve_dashboard
from dxkpi.workspace import current
from dxkpi.workspace import workspace as workspace_module

FOREVER = 1e9


def main(port: int) -> None:
    """Serve until told to stop."""
    workspace_module.WATCH_SECONDS = FOREVER
    workspace = current()

    def tell() -> None:
        for _ in sys.stdin:
            print(workspace.store.statements, flush=True)

    threading.Thread(target=tell, daemon=True).start()
    serve_dashboard(workspace, host="127.0.0.1", port=port, on_ready=lambda _: None)


if __name__ == "__main__":
    main(int(sys.argv[1]))
