"""Serves what the browser loads before any page: the HTML page and the files of the front end."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qs

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dxkpi.charts.browser import bundle
from dxkpi.web.encoding import IDENTITY, choose_encoding, compress
from dxkpi.web.frontend.components import COMPONENTS, component_files
from dxkpi.web.frontend.index_html import PageFiles, first_files, make_page
from dxkpi.web.frontend.precompressed import PrecompressedFiles
from dxkpi.web.frontend.scripts import our_files
from dxkpi.web.frontend.translations import DEFAULT_LANGUAGE, TITLES
from dxkpi.web.headers import IMMUTABLE, ONE_WEEK, REVALIDATE_PAGE
from dxkpi.web.private_api import front_end_folder, is_front_end_route
from dxkpi.web.responses import cache_headers, is_current, not_modified

STATIC = "/static/"
FONTS = "/app/static/"
PAGE_LEVEL = 5  # of 11: a page with a link preview is compressed at every request


class FrontEnd:
    """Streamlit's front end with our scripts and styles, and the HTML page in each language."""

    def __init__(
        self,
        *,
        cache: Path,
        shared_head: Callable[[str, str], str] | None = None,
        chart_paths: Collection[str] = (),
    ) -> None:
        self.shared_head = shared_head
        folder = front_end_folder()
        self.bundle = PrecompressedFiles(root=folder / "static", cache=cache, version=streamlit.__version__)
        index = (folder / "index.html").read_text(encoding="utf-8")
        self.our_files = our_files(_text_of(folder, "static/css/index.*.css"))
        self.component_files = component_files()
        self.first = first_files(index, _text_of(folder, "static/js/index.*.js"))
        self.chart_paths = chart_paths
        scripts = PageFiles(self.first, list(self.our_files))
        with_charts = replace(scripts, chart_script=bundle().address)
        self.pages = {
            (language, files is with_charts): make_page(index, language=language, files=files).encode()
            for language in TITLES
            for files in (scripts, with_charts)
        }

    def static_file(self, name: str, request_headers: Headers) -> Response:
        """One file of the front end, or 404."""
        encoding = choose_encoding(request_headers.get("accept-encoding", ""))
        if name in self.our_files:
            data = compress(self.our_files[name], encoding)
            return _response(data, encoding, IMMUTABLE, request_headers, _media_type(name))
        file = self.bundle.files.get(name)
        if file is None:
            return PlainTextResponse("Not found", status_code=404)
        if not file.compressible:
            encoding = IDENTITY
        etag = f'"{sha256(f"{streamlit.__version__}/{name}/{encoding}".encode()).hexdigest()[:20]}"'
        if is_current(etag, request_headers):
            return not_modified(etag, IMMUTABLE)
        data = self.bundle.read(file, encoding)
        return _response(data, encoding, IMMUTABLE, request_headers, file.media_type, etag=etag)

    def component_file(self, path: str, request_headers: Headers) -> Response:
        """One file of our components, which browsers ask for again each time: another version has the same name."""
        encoding = choose_encoding(request_headers.get("accept-encoding", ""))
        data = _compressed(self.component_files[path], encoding)
        return _response(data, encoding, REVALIDATE_PAGE, request_headers, _media_type(path))

    def page(self, path: str, query: bytes, request_headers: Headers) -> Response:
        """The HTML page in the language that the query names, with a link preview where the address has one."""
        text = query.decode("latin-1")
        code = parse_qs(text).get("lang", [DEFAULT_LANGUAGE])[-1]
        page = self.pages[code if code in TITLES else DEFAULT_LANGUAGE, path in self.chart_paths]
        encoding = choose_encoding(request_headers.get("accept-encoding", ""))
        head = self.shared_head(path, text) if self.shared_head else ""
        if head:
            data = compress(page.replace(b"</head>", f"{head}</head>".encode(), 1), encoding, level=PAGE_LEVEL)
        else:
            data = _compressed(page, encoding)
        return _response(data, encoding, REVALIDATE_PAGE, request_headers, "text/html; charset=utf-8")


class FrontEndMiddleware:
    """Serves `/static/…`, and replaces Streamlit's own HTML page by ours."""

    def __init__(self, app: ASGIApp, *, front_end: FrontEnd) -> None:
        self.app = app
        self.front_end = front_end

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
        elif scope["path"].startswith(STATIC):
            name = scope["path"].removeprefix(STATIC)
            response = await run_in_threadpool(self.front_end.static_file, name, Headers(scope=scope))
            await response(scope, receive, send)
        elif scope["path"].startswith(COMPONENTS) and scope["path"] in self.front_end.component_files:
            response = await run_in_threadpool(self.front_end.component_file, scope["path"], Headers(scope=scope))
            await response(scope, receive, send)
        else:
            await self._pass_on(scope, receive, send)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_replaced = False

        async def send_replaced(message: Message) -> None:
            nonlocal is_replaced
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                is_html = headers.get("content-type", "").startswith("text/html")
                if is_replaced := is_html and is_front_end_route(scope):
                    address = scope["path"], scope["query_string"], Headers(scope=scope)
                    response = await run_in_threadpool(self.front_end.page, *address)
                    await response(scope, receive, send)
                elif scope["path"].startswith(FONTS) and message["status"] in {200, 304}:
                    headers["Cache-Control"] = ONE_WEEK
            if not is_replaced:
                await send(message)

        await self.app(scope, receive, send_replaced)


def _text_of(folder: Path, pattern: str) -> str:
    """The text of the file that matches, or an empty string: without it only some time is lost."""
    path = next(folder.glob(pattern), None)
    return path.read_text(encoding="utf-8") if path else ""


@cache
def _compressed(content: bytes, encoding: str) -> bytes:
    return compress(content, encoding)


def _media_type(name: str) -> str:
    return "text/css; charset=utf-8" if name.endswith(".css") else "text/javascript; charset=utf-8"


def _response(
    data: bytes, encoding: str, lifetime: str, request_headers: Headers, media_type: str, *, etag: str | None = None
) -> Response:
    etag = etag or f'"{sha256(data).hexdigest()[:20]}"'
    if is_current(etag, request_headers):
        return not_modified(etag, lifetime)
    return Response(data, media_type=media_type, headers=cache_headers(etag, lifetime, encoding))
