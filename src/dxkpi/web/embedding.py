"""The script of embedded charts: one file for all of them, compressed once, kept by browsers for ever."""

from __future__ import annotations

import threading
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from dxkpi.exports.as_html import script, script_address
from dxkpi.web.bundle import Bundle
from dxkpi.web.encoding import choose_encoding

FOR_EVER = "public, max-age=31536000, immutable"


def embedding_routes(cache: Path) -> list[BaseRoute]:
    """`/embed/chart.<content>.js`. `cache` keeps the compressed forms between starts."""
    name = script_address().rpartition("/")[2]
    making = threading.Lock()
    bundles: list[Bundle] = []

    def bundle() -> Bundle:
        """The folder with the one file, made when first asked for."""
        with making:
            if not bundles:
                folder = cache / "embed"
                folder.mkdir(parents=True, exist_ok=True)
                if not (folder / name).exists():
                    (folder / name).write_bytes(script())
                bundles.append(Bundle(root=folder, cache=cache, version="embed"))
                bundles[0].start_pressing([name])
            return bundles[0]

    def content(encoding: str) -> bytes:
        made = bundle()
        return made.read(made.assets[name], encoding)

    async def answer(request: Request) -> Response:
        if request.path_params["name"] != name:
            return PlainTextResponse("Not found", status_code=404)
        encoding = choose_encoding(request.headers.get("accept-encoding", ""))
        tag = f'"{name}-{encoding}"'
        # Pages of other sites show the chart in a frame of ours; a saved page asks for it from where it lies.
        headers = {"ETag": tag, "Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if encoding != "identity":
            headers["Content-Encoding"] = encoding
        return Response(await run_in_threadpool(content, encoding), media_type="text/javascript", headers=headers)

    return [Route("/embed/{name}", answer)]
