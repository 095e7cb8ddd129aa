"""`/data/figures.{csv,xlsx,zip}`: all published figures of a vintage, as a file that is created once and cached."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from dxkpi.errors import DxkpiError
from dxkpi.exports.dataset import DATASET_FORMATS, DatasetOptions
from dxkpi.exports.options import Audience
from dxkpi.locale import Language
from dxkpi.web.api.parameters import choice_of, parameters_of
from dxkpi.web.encoding import IDENTITY, accepts
from dxkpi.web.headers import IMMUTABLE, REVALIDATE
from dxkpi.web.responses import cache_headers, is_current, not_modified, refusal_response
from dxkpi.workflows.dataset import CachedFile, dataset_file
from dxkpi.workflows.queries import QueryText, snapshot_key
from dxkpi.workspace import Workspace

KNOWN_PARAMETERS = ("lang", "reader", "simulated", "vintage")
BOOLEAN_VALUES = ("yes", "no")
GZIP = "gzip"


def dataset_routes(workspace: Workspace) -> list[BaseRoute]:
    """The address of every format in `DATASET_FORMATS`."""

    async def dataset(request: Request) -> Response:
        extension = request.path_params["extension"]
        file_format = DATASET_FORMATS.get(extension)
        is_compressed = file_format is not None and file_format.compressible and accepts(request.headers, GZIP)
        try:
            file, is_fixed = await run_in_threadpool(_file, workspace, request, extension, is_compressed)
        except DxkpiError as refusal:
            return refusal_response(refusal, request, workspace.language)
        etag = f'"{file.tag}{f"-{GZIP}" if is_compressed else ""}"'
        lifetime = IMMUTABLE if is_fixed else REVALIDATE
        if is_current(etag, request.headers):
            return not_modified(etag, lifetime)
        headers = cache_headers(etag, lifetime, GZIP if is_compressed else IDENTITY)
        headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
        return FileResponse(file.path, media_type=DATASET_FORMATS[extension].media_type, headers=headers)

    return [Route("/data/figures.{extension}", dataset)]


def _file(workspace: Workspace, request: Request, extension: str, is_compressed: bool) -> tuple[CachedFile, bool]:
    """The file of an address, and whether the address names the vintage, so that the file never changes."""
    parameters = parameters_of(request, KNOWN_PARAMETERS)
    text, named = QueryText.from_address(parameters), dict(parameters)
    options = DatasetOptions(
        simulated=choice_of(BOOLEAN_VALUES, "simulated", named, "no") == "yes",
        reader=choice_of(Audience, "reader", named, Audience.PEOPLE),
        language=text.language or Language(workspace.language),
    )
    vintage = snapshot_key(workspace, vintage=text.vintage).vintage
    return dataset_file(workspace, extension, vintage, options, is_compressed=is_compressed), text.vintage is not None
