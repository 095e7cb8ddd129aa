"""Draws figures with one browser that is kept between pictures.

The browser runs in a thread with its own event loop. It starts at the first picture, draws `TABS` pictures at a time
in the order of the requests, is replaced when it hangs or has grown, and is closed when it was idle for a while.
"""

from __future__ import annotations

import asyncio
import atexit
import threading
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from dxkpi.exports.pictures.refusals import NoBrowser, PictureFailed

if TYPE_CHECKING:
    from kaleido import Kaleido

T = TypeVar("T")
TABS = 2
SECONDS_PER_PICTURE = 45.0
SECONDS_TO_OPEN = 90.0  # until the browser can draw, on a busy machine
IDLE_SECONDS = 300.0
MAX_PICTURES = 5000
MAX_MEMORY = 900 * 1024 * 1024  # bytes
MEMORY_CHECK_EVERY = 20  # pictures
ATTEMPTS = 2  # a picture that was lost because another one hung gets a second browser


@dataclass(frozen=True)
class BrowserLimits:
    """What a browser may use before it is replaced. Times in seconds, memory in bytes."""

    seconds: float = SECONDS_PER_PICTURE
    seconds_to_open: float = SECONDS_TO_OPEN
    idle: float = IDLE_SECONDS
    pictures: int = MAX_PICTURES
    memory: int = MAX_MEMORY


@dataclass(eq=False)
class RunningBrowser:
    """A browser process. `users`: pictures in progress. `pictures`: pictures started. `lost`: it hung or crashed."""

    kaleido: Kaleido
    users: int = 0
    pictures: int = 0
    lost: bool = False
    ended: bool = False


class Renderer:
    """Figures → pictures. Thread-safe."""

    def __init__(self, limits: BrowserLimits | None = None) -> None:
        self.limits = limits or BrowserLimits()
        self.opened = 0  # browsers started so far
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._browser: RunningBrowser | None = None
        self._idle_timer: asyncio.TimerHandle | None = None

    def render(self, figure: dict[str, Any], **options: Any) -> bytes:
        """A figure in Kaleido's `format`, with `width`, `height` and `scale`. Raises `NoBrowser`, `PictureFailed`."""
        return asyncio.run_coroutine_threadsafe(self._render(figure, options), self._running_loop()).result()

    @property
    def process(self) -> int | None:
        """Process id of the running browser, which is also its process group. None without one."""
        from dxkpi.exports.pictures.private_api import process_of

        process = process_of(self._browser.kaleido) if self._browser else None
        return process.pid if process else None

    @property
    def memory(self) -> int:
        """Bytes that the browser holds without shared memory. 0 without a browser."""
        from dxkpi.exports.pictures.browser import memory

        return memory(self._browser.kaleido) if self._browser else 0

    def close(self) -> None:
        """End the browser and the thread. The next picture would start them again."""
        with self._lock:
            loop, self._loop = self._loop, None
        if loop is not None:
            asyncio.run_coroutine_threadsafe(self._retire(), loop).result()
            loop.call_soon_threadsafe(loop.stop)

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._slots = asyncio.Semaphore(TABS)
                self._opening = asyncio.Lock()
                threading.Thread(target=self._loop.run_forever, name="pictures", daemon=True).start()
            return self._loop

    async def _render(self, figure: dict[str, Any], options: dict[str, Any]) -> bytes:
        async with self._slots:
            for _ in range(ATTEMPTS):
                browser = await self._running_browser()
                picture = await self._try_to_render(browser, figure, options)
                if picture is not None:
                    return picture
            raise PictureFailed()

    async def _try_to_render(
        self, browser: RunningBrowser, figure: dict[str, Any], options: dict[str, Any]
    ) -> bytes | None:
        """The picture, or None when the browser hung or crashed; it is not used again then."""
        from choreographer.errors import BrowserClosedError, BrowserFailedError, ChannelClosedError

        browser.users += 1
        browser.pictures += 1
        task = asyncio.ensure_future(browser.kaleido.calc_fig(figure, options))
        try:
            return await _wait_for(task, self.limits.seconds)
        except (BrowserClosedError, BrowserFailedError, ChannelClosedError, TimeoutError):
            browser.lost = True
            return None
        finally:
            browser.users -= 1
            if self._browser is browser and (browser.lost or self._is_worn(browser)):
                self._browser = None
            if self._browser is not browser and (browser.lost or not browser.users):
                await self._end(browser, by_force=browser.lost)
            self._restart_idle_timer()

    async def _running_browser(self) -> RunningBrowser:
        from choreographer.errors import BrowserFailedError, ChromeNotFoundError

        from dxkpi.exports.pictures.browser import new_browser

        async with self._opening:
            if self._browser is None:
                try:
                    kaleido = new_browser(TABS, self.limits.seconds)
                except ChromeNotFoundError as missing:
                    raise NoBrowser() from missing
                self.opened += 1
                browser = RunningBrowser(kaleido)
                try:
                    await _wait_for(asyncio.ensure_future(kaleido.open()), self.limits.seconds_to_open)
                except (BrowserFailedError, TimeoutError) as failure:
                    await self._end(browser, by_force=True)
                    raise PictureFailed() from failure
                self._browser = browser
            return self._browser

    def _is_worn(self, browser: RunningBrowser) -> bool:
        from dxkpi.exports.pictures.browser import memory

        if browser.pictures >= self.limits.pictures:
            return True
        return browser.pictures % MEMORY_CHECK_EVERY == 0 and memory(browser.kaleido) > self.limits.memory

    def _restart_idle_timer(self) -> None:
        """Close the browser after `limits.idle` seconds without a picture."""
        loop = asyncio.get_running_loop()
        if self._idle_timer:
            self._idle_timer.cancel()
        self._idle_timer = loop.call_later(
            self.limits.idle, lambda: _keep_reference(asyncio.ensure_future(self._retire_if_idle()))
        )

    async def _retire_if_idle(self) -> None:
        if self._browser is not None and not self._browser.users:
            await self._retire()

    async def _retire(self) -> None:
        """Stop using the current browser and end it."""
        browser, self._browser = self._browser, None
        if browser is not None:
            await self._end(browser)

    async def _end(self, browser: RunningBrowser, *, by_force: bool = False) -> None:
        from dxkpi.exports.pictures.browser import end

        if browser.ended:
            return
        browser.ended = True
        await end(browser.kaleido, by_force=by_force)


async def _wait_for(task: asyncio.Future[T], seconds: float) -> T:
    """The result of a task. Raises TimeoutError. Unlike asyncio.wait_for, it does not wait for the task's cancellation:
    a task that hangs may hang there as well."""
    done, _ = await asyncio.wait({task}, timeout=seconds)
    if not done or task.cancelled():
        _keep_reference(task)
        task.cancel()
        raise TimeoutError
    return task.result()


_references: set[asyncio.Future[Any]] = set()


def _keep_reference(task: asyncio.Future[Any]) -> None:
    """Keep a strong reference so the task is not garbage-collected; its result is discarded."""

    def discard(done: asyncio.Future[Any]) -> None:
        _references.discard(done)
        if not done.cancelled():
            done.exception()  # retrieved, so that asyncio does not log it

    _references.add(task)
    task.add_done_callback(discard)


@cache
def renderer() -> Renderer:
    """The renderer of this process, closed when the process ends."""
    process_renderer = Renderer()
    atexit.register(process_renderer.close)
    return process_renderer
