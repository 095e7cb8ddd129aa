"""Responses shared by the fixed addresses: cached by ETag, compressed where accepted, refusals as one sentence."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dxkpi.errors import DxkpiError, NotFound
from dxkpi.exports.pictures.refusals import PicturesUnavailable
from dxkpi.locale import Language
from dxkpi.web.encoding import IDENTITY


def cache_headers(etag: str, lifetime: str, encoding: str = IDENTITY) -> dict[str, str]:
    """The headers of a cacheable response. `etag`: in quotes, different for each encoding."""
    headers = {"ETag": etag, "Cache-Control": lifetime, "Vary": "Accept-Encoding"}
    return headers if encoding == IDENTITY else headers | {"Content-Encoding": encoding}


def is_current(etag: str, request_headers: Headers) -> bool:
    """Whether the client has this version already."""
    return etag in request_headers.get("if-none-match", "")


def not_modified(etag: str, lifetime: str) -> Response:
    """304 without a body."""
    return Response(status_code=304, headers=cache_headers(etag, lifetime))


def refusal_response(refusal: DxkpiError, request: Request, default: Language) -> Response:
    """One sentence: 404 for what does not exist, 503 when pictures are unavailable, else 400."""
    lang = request.query_params.get("lang", "")
    language = Language(lang) if lang in list(Language) else default
    status = 404 if isinstance(refusal, NotFound) else 503 if isinstance(refusal, PicturesUnavailable) else 400
    return PlainTextResponse(refusal.text(language), status_code=status)
