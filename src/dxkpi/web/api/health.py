"""Two addresses for machines: alive (`/healthz`), and ready to answer (`/readyz`)."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

Readiness = Callable[[], str | None]
"""None when the store can be reached and fits this program, otherwise one sentence saying why not."""

FRESH = {"Cache-Control": "no-store"}


def health_routes(readiness: Readiness) -> list[BaseRoute]:
    """`/healthz` is 200 while the process lives; `/readyz` is 200 or 503 with the reason."""

    async def alive(request: Request) -> Response:
        return PlainTextResponse("ok", headers=FRESH)

    async def ready(request: Request) -> Response:
        reason = await run_in_threadpool(readiness)
        if reason is None:
            return JSONResponse({"ready": True}, headers=FRESH)
        return JSONResponse({"ready": False, "reason": reason}, status_code=503, headers=FRESH)

    return [Route("/healthz", alive), Route("/readyz", ready)]
