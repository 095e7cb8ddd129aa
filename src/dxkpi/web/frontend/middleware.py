"""Answers what the browser loads before any page: the HTML page and the files of the front end."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qs

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

from dxkpi.web.frontend.encoding import choose_encoding, compress
from dxkpi.web.frontend.index_html import first_files, make_page, without_source_sans
from dxkpi.web.frontend.precompressed import PrecompressedFiles
from dxkpi.web.frontend.theme import page_colours
from dxkpi.web.frontend.translations import ENGLISH, LOCALES, TAKING, TITLES, WORDS

STATIC = "/static/"
FONTS = "/app/static/"
FOREVER = "public, max-age=31536000, immutable"  # names carry a hash of the content
A_WEEK = "public, max-age=604800"
ASK_AGAIN = "no-cache"
DEFAULT_LANGUAGE = "vi"
PAGE_LEVEL = 5  # of 11: a page of its own is compressed at every visit


class FrontEnd:
    """What stands in Streamlit's static folder, and our page in each language."""

    def __init__(self, *, cache: Path, shared_head: Callable[[str, str], str] | None = None) -> None:
        self.shared_head = shared_head
        self.folder = Path(file_util.get_static_dir())
        self.bundle = PrecompressedFiles(root=self.folder / "static", cache=cache, version=streamlit.__version__)
        index = (self.folder / "index.html").read_text(encoding="utf-8")
        main_styles = next(self.folder.glob("static/css/index.*.css"), None)
        self.own = own_files(main_styles.read_text(encoding="utf-8") if main_styles else "")
        entry = next(self.folder.glob("static/js/index.*.js"), None)
        self.first = first_files(index, entry.read_text(encoding="utf-8") if entry else "")
        self.pages = {
            language: make_page(index, language=language, files=self.first, own=list(self.own)).encode()
            for language in TITLES
        }

    def static(self, name: str, headers: Headers) -> Response:
        """One file of the front end, or 404."""
        encoding = choose_encoding(headers.get("accept-encoding", ""))
        if name in self.own:
            return _answer(compress(self.own[name], encoding), encoding, FOREVER, headers, _media_type(name))
        asset = self.bundle.assets.get(name)
        if asset is None:
            return PlainTextResponse("Not found", status_code=404)
        if not asset.compressible:
            encoding = "identity"
        tag = f'"{sha256(f"{streamlit.__version__}/{name}/{encoding}".encode()).hexdigest()[:20]}"'
        if tag in headers.get("if-none-match", ""):
            return _not_modified(tag, FOREVER)
        data = self.bundle.read(asset, encoding)
        return _answer(data, encoding, FOREVER, headers, asset.media_type, tag=tag)

    def page(self, path: str, query: bytes, headers: Headers) -> Response:
        """The HTML page in the language that the address asks for, with what is told of an address that is shared."""
        asked = parse_qs(query.decode("latin-1")).get("lang", [DEFAULT_LANGUAGE])[-1]
        language = asked if asked in self.pages else DEFAULT_LANGUAGE
        encoding = choose_encoding(headers.get("accept-encoding", ""))
        told = self.shared_head(path, query.decode("latin-1")) if self.shared_head else ""
        if told:
            page = self.pages[language].replace(b"</head>", f"{told}</head>".encode(), 1)
            data = compress(page, encoding, level=PAGE_LEVEL)
        else:
            data = _compressed_page(self.pages[language], encoding)
        return _answer(data, encoding, ASK_AGAIN, headers, "text/html; charset=utf-8")


class FrontEndMiddleware:
    """Answers `/static/…` itself and puts our page where Streamlit would send its own."""

    def __init__(self, app: ASGIApp, *, front_end: FrontEnd) -> None:
        self.app = app
        self.front_end = front_end

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
        elif scope["path"].startswith(STATIC):
            name = scope["path"].removeprefix(STATIC)
            answer = await run_in_threadpool(self.front_end.static, name, Headers(scope=scope))
            await answer(scope, receive, send)
        else:
            await self._pass_on(scope, receive, send)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        replaced = False

        async def send_ours(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if replaced := self._is_streamlits_page(scope, headers):
                    asked = scope["path"], scope["query_string"], Headers(scope=scope)
                    answer = await run_in_threadpool(self.front_end.page, *asked)
                    await answer(scope, receive, send)
                elif scope["path"].startswith(FONTS) and message["status"] in {200, 304}:
                    headers["Cache-Control"] = A_WEEK
            if not replaced:
                await send(message)

        await self.app(scope, receive, send_ours)

    def _is_streamlits_page(self, scope: Scope, headers: MutableHeaders) -> bool:
        """Whether the answer under way is Streamlit's own page, asked for or as the fallback."""
        handler = scope.get("endpoint")
        ours = isinstance(handler, StaticFiles) and str(handler.directory) == str(self.front_end.folder)
        return ours and headers.get("content-type", "").startswith("text/html")


def own_files(main_styles: str) -> dict[str, bytes]:
    """Streamlit's main styles without their font, our styles, our scripts: named by what is in them."""
    folder = files("dxkpi.web.frontend") / "static"
    settings = {"language": DEFAULT_LANGUAGE, "locales": LOCALES, "words": WORDS, "english": ENGLISH}

    def script(name: str, place: str, told: object) -> str:
        spelled = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        return (folder / name).read_text(encoding="utf-8").replace(place, spelled, 1)

    texts = {
        "index.css": without_source_sans(main_styles),
        "page.css": (folder / "page.css").read_text(encoding="utf-8").replace("/* colours */", page_colours(), 1),
        "page.js": script("page.js", "{/* settings */}", settings),
        "take.js": script("take.js", "{/* words */}", TAKING),
    }
    contents = {name: text.encode() for name, text in texts.items()}
    return {hashed_name(name, data): data for name, data in contents.items()}


def hashed_name(name: str, data: bytes) -> str:
    """The name a browser may keep for ever: another content has another name."""
    stem, _, ending = name.partition(".")
    return f"dxkpi/{stem}.{sha256(data).hexdigest()[:12]}.{ending}"


@cache
def _compressed_page(page: bytes, encoding: str) -> bytes:
    return compress(page, encoding)


def _media_type(name: str) -> str:
    return "text/css; charset=utf-8" if name.endswith(".css") else "text/javascript; charset=utf-8"


def _answer(
    data: bytes, encoding: str, lifetime: str, asked: Headers, media_type: str, *, tag: str | None = None
) -> Response:
    tag = tag or f'"{sha256(data).hexdigest()[:20]}"'
    if tag in asked.get("if-none-match", ""):
        return _not_modified(tag, lifetime)
    headers = {"Cache-Control": lifetime, "ETag": tag, "Vary": "Accept-Encoding"}
    if encoding != "identity":
        headers["Content-Encoding"] = encoding
    return Response(data, media_type=media_type, headers=headers)


def _not_modified(tag: str, lifetime: str) -> Response:
    return Response(status_code=304, headers={"ETag": tag, "Cache-Control": lifetime, "Vary": "Accept-Encoding"})
