"""`/charts/…`, `/drawing/…` and `/data/values.json`: readable without a session."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from hashlib import sha256

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from dxkpi import workflows
from dxkpi.domain.boundaries.notation import notation
from dxkpi.domain.views.text.description import Description
from dxkpi.errors import DxkpiError, UnknownFormat
from dxkpi.exports import FORMATS, media_types
from dxkpi.exports.numbers import document, row_of
from dxkpi.exports.options import SCALES, STANDARD, Audience, ExportOptions, PictureSize, RowChoice
from dxkpi.web.api.dataset import dataset_routes
from dxkpi.web.api.embed_scripts import embed_script_routes
from dxkpi.web.api.parameters import Parameters, choice_of, parameters_of
from dxkpi.web.encoding import IDENTITY, choose_encoding, compress
from dxkpi.web.headers import IMMUTABLE, REVALIDATE
from dxkpi.web.responses import cache_headers, is_current, not_modified, refusal_response
from dxkpi.workflows.queries import PARAMETERS, QueryText
from dxkpi.workspace import Workspace

FILE_PARAMETERS = ("size", "scale", "plain", "reader", "rows")
KNOWN_PARAMETERS = PARAMETERS | frozenset(FILE_PARAMETERS)
# Maximum concurrent picture requests. Further requests queue without holding a worker thread.
MAX_PICTURE_REQUESTS = 4

# At Brotli level 5 of 11 the page of a chart shrinks from 40 kB to a quarter within a few milliseconds.
COMPRESSIBLE = ("text/", media_types.JSON, media_types.SVG)
MIN_COMPRESSED_SIZE, BROTLI_LEVEL = 1000, 5

SCALE_VALUES = tuple(map(str, SCALES))
BOOLEAN_VALUES = ("true", "false")

Content = tuple[bytes, str]  # bytes and media type


def fixed_routes(workspace: Workspace) -> list[BaseRoute]:
    """`/charts/{kind}.{ext}`, `/drawing/{kind}.{ext}` (pages that draw a picture in the browser, for servers without
    one), `/data/…` and `/embed/…`."""

    picture_slots = asyncio.Semaphore(MAX_PICTURE_REQUESTS)

    async def chart(request: Request) -> Response:
        name = request.path_params["name"]
        file_format = FORMATS.get(name.rpartition(".")[2])
        async with picture_slots if file_format and file_format.drawn else nullcontext():
            return await _response(request, workspace, lambda parameters: _chart(workspace, name, parameters))

    async def values(request: Request) -> Response:
        return await _response(request, workspace, lambda parameters: _values(workspace, parameters))

    async def drawing(request: Request) -> Response:
        name = request.path_params["name"]
        return await _response(request, workspace, lambda parameters: _drawing(workspace, name, parameters))

    return [
        Route("/charts/{name}", chart),
        Route("/drawing/{name}", drawing),
        Route("/data/values.json", values),
        Route("/overview", _redirect_to_first_page),
        *dataset_routes(workspace),
        *embed_script_routes(workspace.settings.cache),
    ]


def _redirect_to_first_page(request: Request) -> Response:
    """The overview is the first page; its name as an address keeps all parameters."""
    query = request.url.query
    return RedirectResponse(f"/?{query}" if query else "/")


def _chart(workspace: Workspace, name: str, parameters: Parameters) -> Content:
    kind, _, extension = name.rpartition(".")
    if extension not in FORMATS:
        raise UnknownFormat(name, tuple(f"{kind or 'trend'}.{known}" for known in FORMATS))
    description = _describe(workspace, kind, parameters)
    return workflows.export(workspace, description, extension, _options(dict(parameters))), FORMATS[
        extension
    ].media_type


def _drawing(workspace: Workspace, name: str, parameters: Parameters) -> Content:
    kind, _, extension = name.rpartition(".")
    description = _describe(workspace, kind, parameters)
    return workflows.drawing_page(workspace, description, extension, _options(dict(parameters))), media_types.HTML


def _describe(workspace: Workspace, kind: str, parameters: Parameters) -> Description:
    query = workflows.parse_query(workspace, kind, QueryText.from_address(parameters))
    return workflows.describe(workspace, workflows.view(workspace, query), query.language)


def _values(workspace: Workspace, parameters: Parameters) -> Content:
    text = QueryText.from_address(parameters)
    query = workflows.parse_values_query(workspace, text)
    language = text.language or workspace.language
    rows = [row_of(value, workspace.cutoff, language) for value in workflows.values(workspace, query)]
    about = {"vintage": query.at.vintage, "boundaries": notation(query.at.boundaries)}
    return document({**about, "rows": rows}), media_types.JSON


async def _response(request: Request, workspace: Workspace, make_content: Callable[[Parameters], Content]) -> Response:
    """The content, compressed and cacheable, or a refusal."""
    try:
        parameters = parameters_of(request, KNOWN_PARAMETERS)
        content, media_type = await run_in_threadpool(make_content, parameters)
    except DxkpiError as refusal:
        return refusal_response(refusal, request, workspace.language)
    is_compressed = media_type.startswith(COMPRESSIBLE) and len(content) >= MIN_COMPRESSED_SIZE
    encoding = choose_encoding(request.headers.get("accept-encoding", "")) if is_compressed else IDENTITY
    etag = f'"{sha256(content).hexdigest()[:32]}{"" if encoding == IDENTITY else f"-{encoding}"}"'
    lifetime = IMMUTABLE if "vintage" in dict(parameters) else REVALIDATE
    if is_current(etag, request.headers):
        return not_modified(etag, lifetime)
    if encoding != IDENTITY:
        content = await run_in_threadpool(compress, content, encoding, level=BROTLI_LEVEL)
    return Response(content, media_type=media_type, headers=cache_headers(etag, lifetime, encoding))


def _options(parameters: Mapping[str, str]) -> ExportOptions:
    """The options of a file. Those that its format does not use have no effect."""
    return ExportOptions(
        size=choice_of(PictureSize, "size", parameters, STANDARD.size),
        scale=int(choice_of(SCALE_VALUES, "scale", parameters, "1")),
        plain=choice_of(BOOLEAN_VALUES, "plain", parameters, "false") == "true",
        reader=choice_of(Audience, "reader", parameters, STANDARD.reader),
        rows=choice_of(RowChoice, "rows", parameters, STANDARD.rows),
    )
