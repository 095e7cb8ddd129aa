"""Response headers: the security headers of every response, and the cache lifetimes."""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

EMBEDDABLE = re.compile(r"/charts/[a-z_]+\.html")
"""Addresses that other sites may show in a frame: only the embed page of a chart."""

CONTENT_POLICY = (
    ("default-src", "'self'"),
    ("script-src", "'self' 'wasm-unsafe-eval'"),
    ("script-src-attr", "'none'"),
    ("style-src", "'self' 'unsafe-inline'"),
    ("img-src", "'self' data: blob:"),
    ("font-src", "'self' data:"),
    ("worker-src", "'self' blob:"),
    ("object-src", "'none'"),
    ("base-uri", "'none'"),
    ("form-action", "'self'"),
)
"""Nothing is loaded from another host, and no attribute is a script. Decision 63 says what each exception is for."""

# Cache-Control lifetimes.
IMMUTABLE = "public, max-age=31536000, immutable"  # the address contains a content hash or a vintage
ONE_WEEK = "public, max-age=604800"
REVALIDATE = "public, no-cache"  # kept, but revalidated by ETag each time
REVALIDATE_PAGE = "no-cache"
NO_STORE = {"Cache-Control": "no-store"}

HOST = re.compile(r"[A-Za-z0-9.\-:\[\]]{1,255}")


class SecurityHeadersMiddleware:
    """Adds the security headers to every HTTP response that has not set them itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        extra = security_headers(scope["path"], host=Headers(scope=scope).get("host", ""))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in extra.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def security_headers(path: str, *, host: str) -> dict[str, str]:
    """The security headers of one address. Only `EMBEDDABLE` addresses may be framed by other sites."""
    # Safari before 15.4 does not count a websocket to the same host as 'self'.
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
