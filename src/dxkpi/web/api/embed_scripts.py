"""The scripts of embedded charts and of pictures that the user's browser draws: one file for all of them, compressed
once, cached by browsers for ever."""

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
from dxkpi.web.encoding import choose_encoding
from dxkpi.web.frontend.precompressed import PrecompressedFiles
from dxkpi.web.headers import IMMUTABLE
from dxkpi.web.responses import cache_headers, is_current, not_modified


class EmbedScript:
    """One script, written into a folder of its own at its first request, in every encoding."""

    def __init__(self, address: str, make: Callable[[], bytes], cache: Path) -> None:
        self.name = address.rpartition("/")[2]
        self._make, self._cache = make, cache
        self._lock = threading.Lock()
        self._files: PrecompressedFiles | None = None

    def read(self, encoding: str) -> bytes:
        """Its bytes in one encoding."""
        with self._lock:
            if self._files is None:
                self._files = self._write()
                self._files.start_compressing([self.name])
        return self._files.read(self._files.files[self.name], encoding)

    def _write(self) -> PrecompressedFiles:
        folder = self._cache / "embed" / self.name.partition(".")[0]
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / self.name).exists():
            (folder / self.name).write_bytes(self._make())
        return PrecompressedFiles(root=folder, cache=self._cache, version="embed")


def embed_script_routes(cache: Path) -> list[BaseRoute]:
    """`/embed/chart.<hash>.js` and `/embed/drawing.<hash>.js`. `cache`: folder of the compressed files."""
    scripts = {
        script.name: script
        for script in (
            EmbedScript(as_html.script_address(), as_html.script, cache),
            EmbedScript(browser_fallback.script_address(), browser_fallback.script, cache),
        )
    }

    async def embed_script(request: Request) -> Response:
        script = scripts.get(request.path_params["name"])
        if script is None:
            return PlainTextResponse("Not found", status_code=404)
        encoding = choose_encoding(request.headers.get("accept-encoding", ""))
        etag = f'"{script.name}-{encoding}"'
        if is_current(etag, request.headers):
            return not_modified(etag, IMMUTABLE)
        content = await run_in_threadpool(script.read, encoding)
        return Response(content, media_type="text/javascript", headers=cache_headers(etag, IMMUTABLE, encoding))

    return [Route("/embed/{name}", embed_script)]
