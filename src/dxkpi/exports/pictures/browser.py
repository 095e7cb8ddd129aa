"""The browser behind Kaleido: start, memory use, end. It makes no network requests."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path
from subprocess import TimeoutExpired

from kaleido import Kaleido

from dxkpi.exports.pictures.private_api import DrawingPage, QuietChromium, ReusedPages, process_of

SECONDS_TO_CLOSE, SECONDS_TO_DIE = 10.0, 5.0
PROC = Path("/proc")
GROUP = 2  # field of /proc/<pid>/stat after the name
RESIDENT, SHARED = 1, 2  # fields of /proc/<pid>/statm, in pages


def new_browser(tabs: int, seconds: float) -> Kaleido:
    """A browser that is not yet started. `seconds`: time limit of one picture. Raises `ChromeNotFoundError`."""
    return ReusedPages(n=tabs, timeout=seconds, page_generator=DrawingPage(), browser_cls=QuietChromium)


async def end(browser: Kaleido, *, by_force: bool) -> None:
    """Close a browser and delete its temporary files. One that does not respond is killed with its children."""
    if by_force:
        kill(browser)
    closing = asyncio.ensure_future(browser.close())
    _, pending = await asyncio.wait({closing}, timeout=SECONDS_TO_CLOSE)
    if pending:
        kill(browser)
        closing.cancel()


def kill(browser: Kaleido) -> None:
    """Kill all processes of a browser."""
    process = process_of(browser)
    if process is None or process.poll() is not None:
        return
    with suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)  # it leads its own group
        else:
            process.kill()
    with suppress(TimeoutExpired):  # until the process is reaped, Kaleido would keep sending to it
        process.wait(SECONDS_TO_DIE)


def memory(browser: Kaleido) -> int:
    """Bytes that the processes of a browser hold without shared memory. 0 where /proc does not tell."""
    process = process_of(browser)
    group = str(process.pid) if process else ""
    pages = sum(_private_pages(folder) for folder in PROC.glob("[0-9]*") if _process_group(folder) == group)
    return pages * os.sysconf("SC_PAGE_SIZE") if pages else 0


def _process_group(folder: Path) -> str | None:
    fields = _read(folder / "stat").rpartition(") ")[2].split()
    return fields[GROUP] if fields else None


def _private_pages(folder: Path) -> int:
    fields = _read(folder / "statm").split()
    return int(fields[RESIDENT]) - int(fields[SHARED]) if fields else 0


def _read(path: Path) -> str:
    """The text of a file of /proc, empty once its process has ended."""
    try:
        return path.read_text()
    except OSError:
        return ""
