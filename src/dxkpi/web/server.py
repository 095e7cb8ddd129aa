"""The application and its server: Streamlit with a light front end, and the fixed addresses, on one port."""

from __future__ import annotations

import errno
import signal
import socket
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from dxkpi.errors import PortTaken
from dxkpi.locale import Language
from dxkpi.web.api.health import Readiness, health_routes
from dxkpi.web.auth.openid_connect import ProviderReturnMiddleware
from dxkpi.web.errors import at_address, keep_log, on_page
from dxkpi.web.frontend.components import register_components
from dxkpi.web.frontend.middleware import FrontEnd, FrontEndMiddleware
from dxkpi.web.frontend.streamlit_options import set_options
from dxkpi.web.gc import tidy_memory
from dxkpi.web.headers import SafetyHeaders

GRACE = 3  # seconds that open pages have when the server stops
MAX_MESSAGE = 32 * 1024 * 1024  # bytes a browser may send in one message; uploads go another way
ANYWHERE = {"0.0.0.0": "localhost", "::": "localhost"}


def create_app(
    *,
    script: Path,
    cache: Path,
    readiness: Readiness,
    warm_up: Callable[[], None] | None = None,
    routes: Sequence[BaseRoute] = (),
    shared_head: Callable[[str, str], str] | None = None,
    language: Language = Language.VI,
) -> st.App:
    """The application around one dashboard script. `cache` keeps the compressed front end between starts;
    `shared_head`: what the head of the page at a path and query tells to who links to it; `language`: of errors at
    addresses that name none."""
    set_options()
    keep_log()
    folder = str(script.resolve().parent)
    if folder not in sys.path:
        sys.path.insert(0, folder)
    front_end = FrontEnd(cache=cache, shared_head=shared_head)

    @asynccontextmanager
    async def lifespan(app: st.App) -> AsyncIterator[None]:
        register_components()
        front_end.bundle.start_pressing(front_end.first)
        try:
            async with tidy_memory(warm_up):
                yield
        finally:
            front_end.bundle.stop_pressing()

    return st.App(
        script.resolve(),
        routes=[*health_routes(readiness), *routes],
        middleware=[
            Middleware(SafetyHeaders),
            Middleware(ProviderReturnMiddleware),
            Middleware(FrontEndMiddleware, front_end=front_end),
        ],
        lifespan=lifespan,
        on_script_error=on_page(language),
        exception_handlers={Exception: at_address(language)},
    )


def serve(
    *,
    host: str,
    port: int,
    script: Path,
    cache: Path,
    readiness: Readiness,
    on_ready: Callable[[str], None],
    warm_up: Callable[[], None] | None = None,
    routes: Sequence[BaseRoute] = (),
    proxies: Sequence[str] = (),
    shared_head: Callable[[str, str], str] | None = None,
    language: Language = Language.VI,
) -> None:
    """Serves until told to stop. Port 0 takes a free one; `on_ready` gets the address once it answers.

    `proxies`: addresses and networks of reverse proxies, which say from where and by which scheme a reader came.
    """
    with listen(host, port) as sock:
        app = create_app(
            script=script,
            cache=cache,
            readiness=readiness,
            warm_up=warm_up,
            routes=routes,
            shared_head=shared_head,
            language=language,
        )
        address = f"http://{_named(host)}:{sock.getsockname()[1]}"
        server = Server(_config(app, proxies), on_ready=lambda: on_ready(address))
        with quiet_signals():
            server.run(sockets=[sock])


class Server(uvicorn.Server):
    """Says when it answers."""

    def __init__(self, config: uvicorn.Config, *, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts listening, then tells."""
        await super().startup(sockets)
        if self.started:
            self._on_ready()


@contextmanager
def listen(host: str, port: int) -> Iterator[socket.socket]:
    """A listening socket. Raises `PortTaken`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        sock = socket.create_server((host, port), family=family, backlog=2048, dualstack_ipv6=host == "::")
    except OSError as error:
        if error.errno in {errno.EADDRINUSE, errno.EACCES}:
            raise PortTaken(port) from error
        raise
    with sock:
        yield sock


@contextmanager
def quiet_signals() -> Iterator[None]:
    """Lets the server end in order on Ctrl+C or a stop request, and the program go on after it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    kept = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def _config(app: st.App, proxies: Sequence[str]) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        access_log=False,
        lifespan="on",
        log_level="warning",
        # Anybody may write X-Forwarded-For, and addresses count who guesses passwords.
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
        server_header=False,
        timeout_graceful_shutdown=GRACE,
        use_colors=False,
        ws_max_size=MAX_MESSAGE,
    )


def _named(host: str) -> str:
    name = ANYWHERE.get(host, host)
    return f"[{name}]" if ":" in name else name
