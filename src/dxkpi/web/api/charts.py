"""The fixed addresses beside the pages: a chart's data, and values; readable without a session."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from hashlib import sha256
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from dxkpi import workflows
from dxkpi.domain.boundaries.notation import notation
from dxkpi.domain.views.view import View
from dxkpi.errors import DxkpiError, NotFound, UnknownChart, WrongUsage
from dxkpi.exports import FORMATS
from dxkpi.exports.numbers import document, row_of
from dxkpi.exports.options import SCALES, STANDARD, Audience, ExportOptions, PictureSize, RowChoice
from dxkpi.exports.pictures.refusals import PicturesUnavailable
from dxkpi.locale import N_, Language, Message
from dxkpi.web.api.dataset import collection_routes
from dxkpi.web.api.embed_scripts import embedding_routes
from dxkpi.web.frontend.encoding import IDENTITY, choose_encoding, compress
from dxkpi.web.headers import IMMUTABLE, REVALIDATE
from dxkpi.workflows.queries import PARAMETERS, QueryText, no_value
from dxkpi.workspace import Workspace

OF_A_FILE = ("size", "scale", "plain", "reader", "rows")
KNOWN = PARAMETERS | frozenset(OF_A_FILE)
# So many pictures are made ready at once; who asks later waits in order, and holds no thread that others need.
PICTURES_AT_ONCE = 4

# What becomes smaller: at 5 of 11 Brotli packs a chart's page of 40 kB to a quarter within a few milliseconds.
TEXTS = ("text/", "application/json", "image/svg")
WORTH_PACKING, BROTLI_LEVEL = 1000, 5

SCALE = tuple(map(str, SCALES))
YES_OR_NO = ("true", "false")

Parameters = Sequence[tuple[str, str]]
Answer = tuple[bytes, str]  # content and media type
Choice = TypeVar("Choice", bound=str)


def fixed_routes(workspace: Workspace) -> list[BaseRoute]:
    """`/charts/{kind}.{ext}`, `/drawing/{kind}.{ext}` (for the readers of a server without a browser) and
    `/data/values.json`."""

    pictures = asyncio.Semaphore(PICTURES_AT_ONCE)

    async def chart(request: Request) -> Response:
        name = request.path_params["name"]
        wanted = FORMATS.get(name.rpartition(".")[2])
        async with pictures if wanted and wanted.drawn else nullcontext():
            return await _answered(request, workspace, lambda asked: _chart(workspace, name, asked))

    async def values(request: Request) -> Response:
        return await _answered(request, workspace, lambda asked: _values(workspace, asked))

    async def drawing(request: Request) -> Response:
        name = request.path_params["name"]
        return await _answered(request, workspace, lambda asked: _drawing(workspace, name, asked))

    return [
        Route("/charts/{name}", chart),
        Route("/drawing/{name}", drawing),
        Route("/data/values.json", values),
        Route("/overview", _first_page),
        *collection_routes(workspace),
        *embedding_routes(workspace.settings.cache),
    ]


def _first_page(request: Request) -> Response:
    """Tổng quan stands at the root; who types its name gets there with every choice."""
    query = request.url.query
    return RedirectResponse(f"/?{query}" if query else "/")


def _chart(workspace: Workspace, name: str, asked: Parameters) -> Answer:
    kind, _, extension = name.rpartition(".")
    if extension not in FORMATS:
        raise UnknownChart(name, tuple(f"{kind or 'trend'}.{known}" for known in FORMATS))
    view = _view(workspace, kind, asked)
    return workflows.export(workspace, view, extension, _options(dict(asked))), FORMATS[extension].media_type


def _drawing(workspace: Workspace, name: str, asked: Parameters) -> Answer:
    kind, _, extension = name.rpartition(".")
    view = _view(workspace, kind, asked)
    return workflows.hand_over(workspace, view, extension, _options(dict(asked))), FORMATS["html"].media_type


def _view(workspace: Workspace, kind: str, asked: Parameters) -> View:
    return workflows.view(workspace, workflows.parse_query(workspace, kind, QueryText.from_address(asked)))


def _values(workspace: Workspace, asked: Parameters) -> Answer:
    text = QueryText.from_address(asked)
    query = workflows.parse_values_query(workspace, text)
    language = text.language or workspace.language
    rows = [row_of(value, workspace.cutoff, language) for value in workflows.values(workspace, query)]
    about = {"vintage": query.at.vintage, "boundaries": notation(query.at.boundaries)}
    return document({**about, "rows": rows}), "application/json"


async def _answered(request: Request, workspace: Workspace, make: Callable[[Parameters], Answer]) -> Response:
    """The answer, or one sentence: 404 for what is not there, 400 for what makes no sense, 503 for what cannot be."""
    parameters = [(name, value) for name, value in request.query_params.multi_items() if value]
    asked = dict(parameters)
    try:
        _refuse_unknown(asked)
        content, media_type = await run_in_threadpool(make, parameters)
    except DxkpiError as refusal:
        spoken = Language.EN if asked.get("lang") == Language.EN else workspace.language
        status = 404 if isinstance(refusal, NotFound) else 503 if isinstance(refusal, PicturesUnavailable) else 400
        return PlainTextResponse(refusal.text(spoken), status_code=status)
    packs = media_type.startswith(TEXTS) and len(content) >= WORTH_PACKING
    encoding = choose_encoding(request.headers.get("accept-encoding", "")) if packs else IDENTITY
    tag = f'"{sha256(content).hexdigest()[:32]}{"" if encoding == IDENTITY else f"-{encoding}"}"'
    headers = {"ETag": tag, "Cache-Control": IMMUTABLE if "vintage" in asked else REVALIDATE, "Vary": "Accept-Encoding"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if encoding != IDENTITY:
        headers["Content-Encoding"] = encoding
        content = await run_in_threadpool(compress, content, encoding, level=BROTLI_LEVEL)
    return Response(content, media_type=media_type, headers=headers)


def _refuse_unknown(asked: Mapping[str, str]) -> None:
    for name in asked:
        if name not in KNOWN:
            values = {"name": name, "known": ", ".join(sorted(KNOWN))}
            raise WrongUsage(what=Message(N_("There is no parameter “{name}”. Known: {known}."), values))


def _options(asked: Mapping[str, str]) -> ExportOptions:
    """The choices for a file; those it has no use for change nothing."""
    return ExportOptions(
        size=_one_of(PictureSize, "size", asked, STANDARD.size),
        scale=int(_one_of(SCALE, "scale", asked, "1")),
        plain=_one_of(YES_OR_NO, "plain", asked, "false") == "true",
        reader=_one_of(Audience, "reader", asked, STANDARD.reader),
        rows=_one_of(RowChoice, "rows", asked, STANDARD.rows),
    )


def _one_of(known: Iterable[Choice], name: str, asked: Mapping[str, str], standard: Choice) -> Choice:
    found = next((each for each in known if each == asked.get(name, standard)), None)
    if found is None:
        raise no_value(name, asked[name])
    return found
