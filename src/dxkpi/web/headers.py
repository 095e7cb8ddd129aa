"""What every answer tells the browser about safety."""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

EMBEDDABLE = re.compile(r"/charts/[a-z_]+\.html")
"""Addresses that other sites may show in a frame: the embed of a chart and nothing else."""

CONTENT_POLICY = (
    ("default-src", "'self'"),
    ("script-src", "'self' 'wasm-unsafe-eval'"),
    ("style-src", "'self' 'unsafe-inline'"),
    ("img-src", "'self' data: blob:"),
    ("font-src", "'self' data:"),
    ("worker-src", "'self' blob:"),
    ("object-src", "'none'"),
    ("base-uri", "'self'"),
    ("form-action", "'self'"),
)
"""Nothing from another host. The front end writes styles while it runs, hence 'unsafe-inline' there only."""

HOST = re.compile(r"[A-Za-z0-9.\-:\[\]]{1,255}")


class SafetyHeaders:
    """Adds the safety headers to every answer that has not set them itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        extra = safety_headers(scope["path"], host=Headers(scope=scope).get("host", ""))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in extra.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def safety_headers(path: str, *, host: str) -> dict[str, str]:
    """The headers for one address; only `EMBEDDABLE` ones may be framed by another site."""
    # Safari before 15.4 does not count a web socket to the same host as 'self'.
    sockets = f" ws://{host} wss://{host}" if HOST.fullmatch(host) else ""
    policy = [*CONTENT_POLICY, ("connect-src", f"'self'{sockets}")]
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
    if EMBEDDABLE.fullmatch(path):
        policy.append(("frame-ancestors", "*"))
    else:
        policy.append(("frame-ancestors", "'self'"))
        headers["X-Frame-Options"] = "SAMEORIGIN"
    headers["Content-Security-Policy"] = "; ".join(f"{name} {value}" for name, value in policy)
    return headers
