"""A browser that is kept, in a thread with a loop of its own: begun by the first picture, two pictures at a time in the
order they were asked for, replaced when it hangs or grows, closed when nobody asks any more."""

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
SECONDS = 45.0  # that one picture may take
SECONDS_TO_OPEN = 90.0  # that a browser may take until it draws, on a busy machine
IDLE = 300.0  # seconds without a picture after which the browser gives its memory back
PICTURES = 5000  # after so many a fresh browser
MEMORY = 900 * 1024 * 1024  # bytes of its own, after which a fresh browser
LOOKED_AT_EVERY = 20
TRIES = 2  # a picture that was lost because another one hung gets a second browser


@dataclass(frozen=True)
class BrowserLimits:
    """What a browser may use before it is replaced."""

    seconds: float = SECONDS
    seconds_to_open: float = SECONDS_TO_OPEN
    idle: float = IDLE
    pictures: int = PICTURES
    memory: int = MEMORY


@dataclass(eq=False)
class RunningBrowser:
    """A browser that runs, how many pictures it is at, how many it has begun, whether it was lost and is ended."""

    kaleido: Kaleido
    users: int = 0
    pictures: int = 0
    lost: bool = False
    ended: bool = False


class Renderer:
    """Figures → pictures. Safe to share between threads."""

    def __init__(self, limits: BrowserLimits | None = None) -> None:
        self.limits = limits or BrowserLimits()
        self.opened = 0  # browsers that were begun so far
        self._starting = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._browser: RunningBrowser | None = None
        self._resting: asyncio.TimerHandle | None = None

    def render(self, figure: dict[str, Any], **options: Any) -> bytes:
        """A figure as Kaleido's `format` with `width`, `height`, `scale`. Raises `NoBrowser`, `PictureFailed`."""
        return asyncio.run_coroutine_threadsafe(self._rendered(figure, options), self._running()).result()

    @property
    def process(self) -> int | None:
        """The process that leads the browser's, if one runs."""
        return self._browser.kaleido.subprocess.pid if self._browser else None

    @property
    def memory(self) -> int:
        """Bytes that the browser holds for itself; 0 without one."""
        from dxkpi.exports.pictures.browser import memory

        return memory(self._browser.kaleido) if self._browser else 0

    def close(self) -> None:
        """End the browser and the thread; the next picture would begin them again."""
        with self._starting:
            loop, self._loop = self._loop, None
        if loop is not None:
            asyncio.run_coroutine_threadsafe(self._retired(), loop).result()
            loop.call_soon_threadsafe(loop.stop)

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._starting:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._places = asyncio.Semaphore(TABS)
                self._opening = asyncio.Lock()
                threading.Thread(target=self._loop.run_forever, name="pictures", daemon=True).start()
            return self._loop

    async def _rendered(self, figure: dict[str, Any], options: dict[str, Any]) -> bytes:
        async with self._places:
            for _ in range(TRIES):
                opened = await self._one_opened()
                made = await self._tried(opened, figure, options)
                if made is not None:
                    return made
            raise PictureFailed()

    async def _tried(self, opened: RunningBrowser, figure: dict[str, Any], options: dict[str, Any]) -> bytes | None:
        """The picture, or nothing where the browser was lost, which then is not used again."""
        from choreographer.errors import BrowserClosedError, BrowserFailedError, ChannelClosedError

        opened.users += 1
        opened.pictures += 1
        task = asyncio.ensure_future(opened.kaleido.calc_fig(figure, options))
        try:
            return await _in_time(task, self.limits.seconds)
        except (BrowserClosedError, BrowserFailedError, ChannelClosedError, TimeoutError):
            opened.lost = True
            return None
        finally:
            opened.users -= 1
            if self._browser is opened and (opened.lost or self._is_worn(opened)):
                self._browser = None
            if self._browser is not opened and (opened.lost or not opened.users):
                await self._ended(opened, by_force=opened.lost)
            self._rest_later()

    async def _one_opened(self) -> RunningBrowser:
        from choreographer.errors import BrowserFailedError, ChromeNotFoundError

        from dxkpi.exports.pictures.browser import new_browser

        async with self._opening:
            if self._browser is None:
                try:
                    kaleido = new_browser(TABS, self.limits.seconds)
                except ChromeNotFoundError as missing:
                    raise NoBrowser() from missing
                self.opened += 1
                opened = RunningBrowser(kaleido)
                try:
                    await _in_time(asyncio.ensure_future(kaleido.open()), self.limits.seconds_to_open)
                except (BrowserFailedError, TimeoutError) as failure:
                    await self._ended(opened, by_force=True)
                    raise PictureFailed() from failure
                self._browser = opened
            return self._browser

    def _is_worn(self, opened: RunningBrowser) -> bool:
        from dxkpi.exports.pictures.browser import memory

        if opened.pictures >= self.limits.pictures:
            return True
        return opened.pictures % LOOKED_AT_EVERY == 0 and memory(opened.kaleido) > self.limits.memory

    def _rest_later(self) -> None:
        """Close the browser once nobody has asked for a while."""
        loop = asyncio.get_running_loop()
        if self._resting:
            self._resting.cancel()
        self._resting = loop.call_later(self.limits.idle, lambda: _keep(asyncio.ensure_future(self._rested())))

    async def _rested(self) -> None:
        if self._browser is not None and not self._browser.users:
            await self._retired()

    async def _retired(self) -> None:
        """Use the browser there is no more and end it."""
        opened, self._browser = self._browser, None
        if opened is not None:
            await self._ended(opened)

    async def _ended(self, opened: RunningBrowser, *, by_force: bool = False) -> None:
        from dxkpi.exports.pictures.browser import end

        if opened.ended:
            return
        opened.ended = True
        await end(opened.kaleido, by_force=by_force)


async def _in_time(task: asyncio.Future[T], seconds: float) -> T:
    """What a task gives. A task that hangs is left alone: to wait until it has ended would hang as well."""
    done, _ = await asyncio.wait({task}, timeout=seconds)
    if not done or task.cancelled():
        _keep(task)
        task.cancel()
        raise TimeoutError
    return task.result()


_kept: set[asyncio.Future[Any]] = set()


def _keep(task: asyncio.Future[Any]) -> None:
    """Hold a task until it is done, which a loop alone does not; how it ended is nobody's concern any more."""

    def let_go(done: asyncio.Future[Any]) -> None:
        _kept.discard(done)
        if not done.cancelled():
            done.exception()

    _kept.add(task)
    task.add_done_callback(let_go)


@cache
def renderer() -> Renderer:
    """The renderer of this process, closed when the process ends."""
    kept = Renderer()
    atexit.register(kept.close)
    return kept
