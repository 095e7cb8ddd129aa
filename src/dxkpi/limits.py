"""Size limits that several packages share, each defined once; in bytes."""

from __future__ import annotations

MEGABYTE = 1024 * 1024
MAX_BROWSER_UPLOAD = 20 * MEGABYTE
"""Largest file that the dashboard takes. The largest workbook of a province has 100,000 rows and 6 MB."""
MAX_FILE = 32 * MEGABYTE
"""Largest file that is read, from the dashboard or from the command line."""
MAX_MESSAGE = 32 * MEGABYTE
"""Largest WebSocket message from a browser. Uploads take another way; a form with 1,000 typed cells has 0.1 MB."""
