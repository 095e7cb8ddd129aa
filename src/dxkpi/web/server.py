"""The ASGI application and its server: Streamlit with a compressed front end, and our own routes, on one port."""

from __future__ import annotations

import errno
import signal
import socket
import sys
import threading
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from dxkpi.errors import CannotListen, PortTaken
from dxkpi.limits import MAX_MESSAGE
from dxkpi.locale import N_, Language, Message
from dxkpi.web.api.health import Readiness, health_routes
from dxkpi.web.errors import configure_log, route_error_handler, script_error_handler
from dxkpi.web.frontend.middleware import FrontEnd, FrontEndMiddleware
from dxkpi.web.frontend.streamlit_options import configure_streamlit
from dxkpi.web.gc import managed_gc
from dxkpi.web.headers import SecurityHeadersMiddleware

SHUTDOWN_SECONDS = 3  # that open pages have when the server stops
# Why the system refuses an address; a host name that it does not know has an error number of its own kind.
REASONS = {
    errno.EACCES: N_("the account may not use this port"),
    errno.EADDRNOTAVAIL: N_("it is not an address of this machine"),
}
WILDCARD_HOSTS = {"0.0.0.0": "localhost", "::": "localhost"}


def create_app(
    *,
    script: Path,
    cache: Path,
    readiness: Readiness,
    warm_up: Callable[[], None] | None = None,
    routes: Sequence[BaseRoute] = (),
    shared_head: Callable[[str, str], str] | None = None,
    chart_paths: Collection[str] = (),
    language: Language = Language.VI,
) -> st.App:
    """The application around one dashboard script.

    `cache`: folder of the compressed front end, kept between starts. `shared_head`: the link preview (HTML for the
    head) of the page at a path and a query string. `chart_paths`: of pages that draw charts. `language`: of errors
    where the address names no language.
    """
    configure_streamlit()
    configure_log()
    folder = str(script.resolve().parent)
    if folder not in sys.path:
        sys.path.insert(0, folder)
    front_end = FrontEnd(cache=cache, shared_head=shared_head, chart_paths=chart_paths)

    @asynccontextmanager
    async def lifespan(app: st.App) -> AsyncIterator[None]:
        front_end.bundle.start_compressing(front_end.first)
        try:
            async with managed_gc(warm_up):
                yield
        finally:
            front_end.bundle.stop_compressing()

    return st.App(
        script.resolve(),
        routes=[*health_routes(readiness), *routes],
        middleware=[
            Middleware(SecurityHeadersMiddleware),
            Middleware(FrontEndMiddleware, front_end=front_end),
        ],
        lifespan=lifespan,
        on_script_error=script_error_handler(language),
        exception_handlers={Exception: route_error_handler(language)},
    )


def serve(
    make_app: Callable[[], st.App],
    *,
    host: str,
    port: int,
    on_ready: Callable[[str], None],
    proxies: Sequence[str] = (),
) -> None:
    """Serve until stopped by a signal. Port 0 chooses a free port; `on_ready` gets the address once it is listening.

    `make_app` is called once the port is known to be free. `proxies`: addresses and networks of reverse proxies whose
    X-Forwarded-For and X-Forwarded-Proto are trusted. Raises `PortTaken`, `CannotListen`.
    """
    with listen(host, port) as sock:
        address = f"http://{_display_host(host)}:{sock.getsockname()[1]}"
        server = Server(_config(make_app(), proxies), on_ready=lambda: on_ready(address))
        with quiet_signals():
            server.run(sockets=[sock])


class Server(uvicorn.Server):
    """A server that calls `on_ready` once it is listening."""

    def __init__(self, config: uvicorn.Config, *, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start listening, then call `on_ready`."""
        await super().startup(sockets)
        if self.started:
            self._on_ready()


@contextmanager
def listen(host: str, port: int) -> Iterator[socket.socket]:
    """A listening socket, closed at the end of the context. Raises `PortTaken`, `CannotListen`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        sock = socket.create_server((host, port), family=family, backlog=2048, dualstack_ipv6=host == "::")
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(port) from error
        reason = Message(REASONS.get(error.errno or 0, N_("there is no such address")))
        raise CannotListen(host=host, port=str(port), reason=reason) from error
    with sock:
        # Inherited by connections. Without it the end of a response waits 40 ms for an acknowledgement.
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield sock


@contextmanager
def quiet_signals() -> Iterator[None]:
    """Ignore SIGINT and SIGTERM outside the server, which shuts down on them; the program continues afterwards."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    previous = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def _config(app: st.App, proxies: Sequence[str]) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        access_log=False,
        lifespan="on",
        log_level="warning",
        # Any client can send X-Forwarded-For, and rate limits of sign-in count by address.
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
        server_header=False,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        use_colors=False,
        ws_max_size=MAX_MESSAGE,
    )


def _display_host(host: str) -> str:
    name = WILDCARD_HOSTS.get(host, host)
    return f"[{name}]" if ":" in name else name
