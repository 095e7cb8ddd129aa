"""The scripts of embedded charts and of pictures that readers' browsers draw: for all of them one file each, compressed
once, kept by browsers for ever."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from dxkpi.exports import as_html
from dxkpi.exports.pictures import browser_fallback
from dxkpi.web.frontend.encoding import choose_encoding
from dxkpi.web.frontend.precompressed import PrecompressedFiles
from dxkpi.web.headers import IMMUTABLE


class EmbedScript:
    """One script, put into a folder of its own when first asked for, in every encoding."""

    def __init__(self, address: str, make: Callable[[], bytes], cache: Path) -> None:
        self.name = address.rpartition("/")[2]
        self._make, self._cache = make, cache
        self._making = threading.Lock()
        self._bundle: PrecompressedFiles | None = None

    def read(self, encoding: str) -> bytes:
        """Its bytes in one encoding."""
        with self._making:
            if self._bundle is None:
                self._bundle = self._laid_out()
                self._bundle.start_compressing([self.name])
        return self._bundle.read(self._bundle.files[self.name], encoding)

    def _laid_out(self) -> PrecompressedFiles:
        folder = self._cache / "embed" / self.name.partition(".")[0]
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / self.name).exists():
            (folder / self.name).write_bytes(self._make())
        return PrecompressedFiles(root=folder, cache=self._cache, version="embed")


def embedding_routes(cache: Path) -> list[BaseRoute]:
    """`/embed/chart.<content>.js`, `/embed/drawing.<content>.js`. `cache` keeps the compressed forms between starts."""
    known = [
        EmbedScript(as_html.script_address(), as_html.script, cache),
        EmbedScript(browser_fallback.script_address(), browser_fallback.script, cache),
    ]
    scripts = {each.name: each for each in known}

    async def answer(request: Request) -> Response:
        script = scripts.get(request.path_params["name"])
        if script is None:
            return PlainTextResponse("Not found", status_code=404)
        encoding = choose_encoding(request.headers.get("accept-encoding", ""))
        tag = f'"{script.name}-{encoding}"'
        # Pages of other sites show the chart in a frame of ours; a saved page asks for it from where it lies.
        headers = {"ETag": tag, "Cache-Control": IMMUTABLE, "Vary": "Accept-Encoding"}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if encoding != "identity":
            headers["Content-Encoding"] = encoding
        return Response(await run_in_threadpool(script.read, encoding), media_type="text/javascript", headers=headers)

    return [Route("/embed/{name}", answer)]
