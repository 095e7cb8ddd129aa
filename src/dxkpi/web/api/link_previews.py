"""For other sites: the link preview of a shared page, robots.txt, sitemap.xml."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from dxkpi import workflows
from dxkpi.charts import CHARTS
from dxkpi.domain.views.query import ViewQuery
from dxkpi.errors import DxkpiError
from dxkpi.locale import region_tag
from dxkpi.templates import render
from dxkpi.web.auth.sign_in_pages import SIGN_IN, SIGN_OUT
from dxkpi.workflows.pages import PAGES
from dxkpi.workflows.queries import QueryText
from dxkpi.workspace import Workspace

PUBLIC_PAGES = sorted((page for page in PAGES if page.permission is None), key=lambda page: not page.preview)
PREVIEWS = {page.path: page.preview for page in PUBLIC_PAGES if page.preview}
# Pages that begin with what the overview says.
SUMMARISED = ("/", "/locality")
PRIVATE = (SIGN_IN, SIGN_OUT, *(page.path for page in PAGES if page.permission is not None), "/_stcore/")


def shared_head(workspace: Workspace, path: str, query: str) -> str:
    """The OpenGraph tags of a page: title, description and picture. Empty if the address names no choice."""
    parameters = parse_qsl(query)
    named = dict(parameters)
    kind = named.get("kind") if path == "/charts" else named.get("show")
    kind = kind if kind in CHARTS else PREVIEWS.get(path, "")
    if not kind or not named.keys() & {"locality", "period", "indicator", "kind"}:
        return ""
    try:
        parsed = workflows.parse_query(workspace, kind, QueryText.from_address(parameters))
        if parsed.indicator is not None and "indicator" not in named:  # the page itself starts with this indicator
            first = workflows.indicator_to_begin_with(workspace, parsed.place, parsed.at)
            parsed = replace(parsed, indicator=workspace.catalogue.indicator(first))
        description = workflows.describe(workspace, workflows.view(workspace, parsed), parsed.language)
        is_summary = path in SUMMARISED and "show" not in named
        about = _overview_text(workspace, parsed) if is_summary else description.subtitle
    except DxkpiError:  # the page itself explains what is wrong with its address
        return ""
    server = workspace.settings.public_address.rstrip("/")
    properties = {
        "og:type": "article",
        "og:site_name": workspace.home.name,
        "og:title": description.title,
        "og:description": f"{about.removesuffix('.')}. {description.source_line}",
        "og:image": f"{server}/charts/{kind}.png?{urlencode(description.address)}",
        "og:image:alt": description.alt,
        "og:image:width": "1200",
        "og:image:height": "628",
        "og:locale": region_tag(description.language).replace("-", "_"),
    }
    return f"{render('link_preview.html', properties=properties)}\n"


def _overview_text(workspace: Workspace, query: ViewQuery) -> str:
    """What the overview says of a place and period."""
    overview = workflows.overview(workspace, query)
    return workflows.describe_overview(workspace, overview, query.language).finding


def link_preview_routes(workspace: Workspace) -> list[BaseRoute]:
    """`/robots.txt` and `/sitemap.xml`."""

    def server(request: Request) -> str:
        return workspace.settings.public_address.rstrip("/") or str(request.base_url).rstrip("/")

    def robots(request: Request) -> Response:
        disallowed = [f"Disallow: {path}" for path in PRIVATE]
        lines = ["User-agent: *", *disallowed, f"Sitemap: {server(request)}/sitemap.xml"]
        return PlainTextResponse("\n".join(lines) + "\n")

    def sitemap(request: Request) -> Response:
        address = server(request)
        localities = workflows.places(workspace) if workspace.vintage else []
        addresses = [f"{address}{page.path}" for page in PUBLIC_PAGES]
        addresses += [
            f"{address}/locality?{urlencode({'locality': locality.key})}"
            for locality in localities
            if not locality.simulated
        ]
        return Response(f"{render('sitemap.xml', addresses=addresses)}\n", media_type="application/xml")

    return [Route("/robots.txt", robots), Route("/sitemap.xml", sitemap)]
