"""Health checks for monitoring: liveness (`/healthz`) and readiness (`/readyz`)."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from dxkpi.web.headers import NO_STORE

Readiness = Callable[[], str | None]
"""Returns None when the store is reachable and its schema is current, else one sentence saying why not."""


def health_routes(readiness: Readiness) -> list[BaseRoute]:
    """`/healthz` is 200 while the process lives; `/readyz` is 200 or 503 with the reason."""

    async def alive(request: Request) -> Response:
        return PlainTextResponse("ok", headers=NO_STORE)

    async def ready(request: Request) -> Response:
        reason = await run_in_threadpool(readiness)
        if reason is None:
            return JSONResponse({"ready": True}, headers=NO_STORE)
        return JSONResponse({"ready": False, "reason": reason}, status_code=503, headers=NO_STORE)

    return [Route("/healthz", alive), Route("/readyz", ready)]
