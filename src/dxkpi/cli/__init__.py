"""The command line: `app`, and `main` that runs it. Each module is one group of commands; `output/` is what they print.

Nothing heavy is imported before a command needs it: `--help`, completion and wrong usage answer at once.
"""

from __future__ import annotations

from dxkpi.cli.application import app, main

__all__ = ["app", "main"]
