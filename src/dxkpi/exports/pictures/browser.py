"""The browser behind Kaleido: the page it draws on, how it is begun, what it holds, how it is ended. Never online."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import TimeoutExpired
from typing import Any

from choreographer.browsers.chromium import Chromium
from kaleido import Kaleido, PageGenerator

from dxkpi.exports.pictures.page import own_head

HEAD_ENDS = "    </head>"
SWEPT_AFTER = 20  # pictures of one tab, whose garbage Chromium would leave lying until there are hundreds of megabytes
SECONDS_TO_CLOSE, SECONDS_TO_DIE = 10.0, 5.0
PROCESSES = Path("/proc")
GROUP, RESIDENT, SHARED = 2, 1, 2  # places in stat (after the name) and in statm
QUIET = (
    "--disable-background-networking",
    "--disable-extensions",
    "--disable-lcd-text",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
)


class DrawingPage:
    """Kaleido's page with the installed Plotly, the product's fonts and the script between the two."""

    def generate_index(self) -> str:
        """The page, in ASCII."""
        page: str = PageGenerator(mathjax=False).generate_index()
        return page.replace(HEAD_ENDS, own_head() + HEAD_ENDS)


class QuietChromium(Chromium):
    """A Chromium that asks nobody anything and sets letters the same on every screen."""

    def get_cli(self) -> Sequence[str]:
        """The command that begins it."""
        return [*super().get_cli(), *QUIET]


class ReusedPages(Kaleido):
    """Kaleido without its loading of the page anew after each picture, which takes longer than the picture and leaves
    memory behind. The page's own script sees to it that what was drawn before leaves no trace in the next one."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._drawn: dict[str, int] = {}

    async def _return_kaleido_tab(self, tab: Any) -> None:
        name = tab.tab.target_id
        self._drawn[name] = self._drawn.get(name, 0) + 1
        if self._drawn[name] % SWEPT_AFTER == 0:
            await tab.tab.send_command("HeapProfiler.collectGarbage")
        await self.tabs_ready.put(tab)


def new_browser(tabs: int, seconds: float) -> Kaleido:
    """A browser, not yet begun. Raises `ChromeNotFoundError`."""
    return ReusedPages(n=tabs, timeout=seconds, page_generator=DrawingPage(), browser_cls=QuietChromium)


async def end(browser: Kaleido, *, by_force: bool) -> None:
    """Close it and clear what it left; one that does not answer is killed with all it began."""
    if by_force:
        kill(browser)
    closing = asyncio.ensure_future(browser.close())
    _, waiting = await asyncio.wait({closing}, timeout=SECONDS_TO_CLOSE)
    if waiting:
        kill(browser)
        closing.cancel()


def kill(browser: Kaleido) -> None:
    """End every process of a browser at once."""
    process = getattr(browser, "subprocess", None)
    if process is None or process.poll() is not None:
        return
    with suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)  # it leads its own group
        else:
            process.kill()
    with suppress(TimeoutExpired):  # Kaleido would go on speaking to a process that is not yet seen to have ended
        process.wait(SECONDS_TO_DIE)


def memory(browser: Kaleido) -> int:
    """Bytes that the processes of a browser hold for themselves; 0 where the system does not tell."""
    group = str(browser.subprocess.pid)
    held = 0
    for process in PROCESSES.glob("[0-9]*"):
        with suppress(OSError, IndexError):  # a process may end while one looks
            if (process / "stat").read_text().rpartition(") ")[2].split()[GROUP] == group:
                pages = (process / "statm").read_text().split()
                held += int(pages[RESIDENT]) - int(pages[SHARED])
    return held * os.sysconf("SC_PAGE_SIZE") if held else 0
