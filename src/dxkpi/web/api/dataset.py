"""`/data/figures.{csv,xlsx,zip}`: all published figures of a vintage, from files that are made once."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from dxkpi.errors import DxkpiError, NotFound, WrongUsage
from dxkpi.exports.dataset import WHOLES, DatasetOptions
from dxkpi.exports.options import Audience
from dxkpi.locale import N_, Language, Message
from dxkpi.web.frontend.encoding import accepts
from dxkpi.web.headers import IMMUTABLE, REVALIDATE
from dxkpi.workflows.dataset import CachedFile, whole_file
from dxkpi.workflows.queries import snapshot_key
from dxkpi.workspace import Workspace

CHOICES = {"reader": tuple(Audience), "simulated": ("yes", "no"), "lang": tuple(Language)}


def collection_routes(workspace: Workspace) -> list[BaseRoute]:
    """The address of every format in `WHOLES`."""

    async def answer(request: Request) -> Response:
        asked = {name: value for name, value in request.query_params.items() if value}
        extension = request.path_params["extension"]
        packed = extension in WHOLES and WHOLES[extension].compressible and accepts(request.headers, "gzip")
        try:
            found = await run_in_threadpool(_file, workspace, extension, asked, packed)
        except DxkpiError as refusal:
            spoken = Language.EN if asked.get("lang") == Language.EN else workspace.language
            return PlainTextResponse(refusal.text(spoken), status_code=404 if isinstance(refusal, NotFound) else 400)
        tag = f'"{found.tag}{"-gzip" * packed}"'
        headers = {
            "ETag": tag,
            "Cache-Control": IMMUTABLE if "vintage" in asked else REVALIDATE,
            "Vary": "Accept-Encoding",
            "Content-Disposition": f'attachment; filename="{found.name}"',
        }
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if packed:
            headers["Content-Encoding"] = "gzip"
        return FileResponse(found.path, media_type=WHOLES[extension].media_type, headers=headers)

    return [Route("/data/figures.{extension}", answer)]


def _file(workspace: Workspace, extension: str, asked: Mapping[str, str], packed: bool) -> CachedFile:
    for name, value in asked.items():
        _refuse(name, value)
    choice = DatasetOptions(
        simulated=asked.get("simulated") == "yes",
        reader=Audience(asked.get("reader", Audience.PEOPLE)),
        language=Language(asked.get("lang", workspace.language)),
    )
    vintage = snapshot_key(workspace, vintage=int(asked["vintage"]) if "vintage" in asked else None).vintage
    return whole_file(workspace, extension, vintage, choice, packed=packed)


def _refuse(name: str, value: str) -> None:
    if name not in {"vintage", *CHOICES}:
        values = {"name": name, "known": ", ".join(sorted({"vintage", *CHOICES}))}
        raise WrongUsage(what=Message(N_("There is no parameter “{name}”. Known: {known}."), values))
    if value not in CHOICES[name] if name in CHOICES else not value.isdecimal():
        raise WrongUsage(what=Message(N_("“{value}” is no value for {name}."), {"name": name, "value": value}))
