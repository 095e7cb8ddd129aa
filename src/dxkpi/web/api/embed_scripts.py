"""The scripts that draw charts: compressed once, cached by browsers for ever.

Those of earlier versions of the program stay in the cache folder and are served under their old names, until pages that
were open during an upgrade have been loaded again.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from dxkpi.atomic_write import atomic_write
from dxkpi.charts.browser import SCRIPT_FOLDER, Script, bundle
from dxkpi.exports.as_html import embed_script
from dxkpi.exports.pictures.browser_fallback import drawing_script
from dxkpi.web.encoding import choose_encoding
from dxkpi.web.frontend.precompressed import PrecompressedFiles
from dxkpi.web.headers import IMMUTABLE
from dxkpi.web.responses import cache_headers, is_current, not_modified

KEPT_VERSIONS = 4  # of each script, this one among them


class ScriptFiles:
    """The scripts as files of a folder, written at the first request, in every encoding. Thread-safe."""

    def __init__(self, scripts: Sequence[Script], cache: Path) -> None:
        self._scripts, self._cache = scripts, cache
        self._lock = threading.Lock()
        self._files: PrecompressedFiles | None = None

    def read(self, name: str, encoding: str) -> bytes | None:
        """The bytes of a script in one encoding; None for a name that no kept version has."""
        with self._lock:
            if self._files is None:
                self._files = self._write()
                self._files.start_compressing([script.file_name for script in self._scripts])
        file = self._files.files.get(name)
        return None if file is None else self._files.read(file, encoding)

    def _write(self) -> PrecompressedFiles:
        folder = self._cache / "scripts"
        folder.mkdir(parents=True, exist_ok=True)
        for script in self._scripts:
            path = folder / script.file_name
            if path.exists():
                path.touch()
            else:
                with atomic_write(path) as file:
                    file.write(script.content())
            _delete_oldest(folder, script)
        return PrecompressedFiles(root=folder, cache=self._cache, version="scripts")


def _delete_oldest(folder: Path, script: Script) -> None:
    newest_first = sorted(folder.glob(f"{script.name}.*.js"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in newest_first[KEPT_VERSIONS:]:
        with suppress(OSError):  # another server may delete it too
            path.unlink()


def embed_script_routes(cache: Path) -> list[BaseRoute]:
    """`/embed/chart.<hash>.js`, `/embed/embed.<hash>.js`, `/embed/drawing.<hash>.js`. `cache`: folder of the files."""
    scripts = ScriptFiles((bundle(), embed_script(), drawing_script()), cache)

    async def embed_script_file(request: Request) -> Response:
        name = request.path_params["name"]
        encoding = choose_encoding(request.headers.get("accept-encoding", ""))
        etag = f'"{name}-{encoding}"'
        content = await run_in_threadpool(scripts.read, name, encoding)
        if content is None:
            return PlainTextResponse("Not found", status_code=404)
        if is_current(etag, request.headers):
            return not_modified(etag, IMMUTABLE)
        return Response(content, media_type="text/javascript", headers=cache_headers(etag, IMMUTABLE, encoding))

    return [Route(SCRIPT_FOLDER + "{name}", embed_script_file)]
