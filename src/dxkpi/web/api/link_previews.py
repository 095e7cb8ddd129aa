"""What other sites are told of our addresses: title and picture of a shared page, robots.txt, sitemap.xml."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from dxkpi import workflows
from dxkpi.charts import CHARTS
from dxkpi.errors import DxkpiError
from dxkpi.locale import Language
from dxkpi.workflows.queries import QueryText
from dxkpi.workspace import Workspace

# The pages that anybody may read, and the kind of chart that speaks for each.
PUBLIC = {
    "/": "trend",
    "/compare": "ranking",
    "/locality": "flow",
    "/trend": "control",
    "/charts": "trend",
    "/quality": "",
    "/method": "",
}
PRIVATE = ("/sign-in", "/sign-out", "/submit", "/review", "/manage", "/_stcore/")


def shared_head(workspace: Workspace, path: str, query: str) -> str:
    """Title, description and picture of the page at an address, in OpenGraph; nothing where it asks nothing."""
    parameters = parse_qsl(query)
    asked = dict(parameters)
    kind = asked.get("kind") if path == "/charts" else asked.get("show")
    kind = kind if kind in CHARTS else PUBLIC.get(path, "")
    if not kind or not asked.keys() & {"locality", "period", "indicator", "kind"}:
        return ""
    try:
        parsed = workflows.parse_query(workspace, kind, QueryText.from_address(parameters))
        if parsed.indicator is not None and "indicator" not in asked:  # the page itself starts with this indicator
            first = workflows.indicator_to_begin_with(workspace, parsed.place, parsed.at)
            parsed = replace(parsed, indicator=workspace.catalogue.indicator(first))
        view = workflows.view(workspace, parsed)
    except DxkpiError:  # the page itself explains what is wrong with its address
        return ""
    server = workspace.settings.public_address.rstrip("/")
    told = {
        "og:type": "article",
        "og:site_name": workspace.home.name,
        "og:title": view.title,
        "og:description": f"{view.subtitle}. {view.source_line}",
        "og:image": f"{server}/charts/{kind}.png?{urlencode(view.address)}",
        "og:image:alt": view.alt,
        "og:image:width": "1200",
        "og:image:height": "628",
        "og:locale": "vi_VN" if view.language is Language.VI else "en_GB",
    }
    tags = [f'<meta property="{name}" content="{escape(text)}">' for name, text in told.items()]
    tags.append(f'<meta name="description" content="{escape(told["og:description"])}">')
    tags.append('<meta name="twitter:card" content="summary_large_image">')
    return "\n".join(tags) + "\n"


def sharing_routes(workspace: Workspace) -> list[BaseRoute]:
    """`/robots.txt` and `/sitemap.xml`."""

    def server(request: Request) -> str:
        return workspace.settings.public_address.rstrip("/") or str(request.base_url).rstrip("/")

    def robots(request: Request) -> Response:
        lines = ["User-agent: *", *(f"Disallow: {each}" for each in PRIVATE), f"Sitemap: {server(request)}/sitemap.xml"]
        return PlainTextResponse("\n".join(lines) + "\n")

    def sitemap(request: Request) -> Response:
        here = server(request)
        places = [each for each in workflows.places(workspace) if not each.simulated] if workspace.vintage else []
        addresses = [f"{here}{path}" for path in PUBLIC]
        addresses += [f"{here}/locality?{urlencode({'locality': each.key})}" for each in places]
        body = "".join(f"<url><loc>{escape(each)}</loc></url>\n" for each in addresses)
        text = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{SCHEMA}">\n{body}</urlset>\n'
        return Response(text, media_type="application/xml")

    return [Route("/robots.txt", robots), Route("/sitemap.xml", sitemap)]


SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
