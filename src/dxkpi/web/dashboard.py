"""Serve the dashboard of one workspace together with the fixed addresses."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from starlette.routing import BaseRoute

from dxkpi import workflows
from dxkpi.errors import DxkpiError, NotFound
from dxkpi.settings import resource
from dxkpi.web.api.charts import fixed_routes
from dxkpi.web.api.link_previews import link_preview_routes, shared_head
from dxkpi.web.auth.openid_connect import provider_routes
from dxkpi.web.auth.sign_in import SignInRoutes, sign_in_routes
from dxkpi.web.server import create_app, serve
from dxkpi.workflows.pages import PAGES
from dxkpi.workflows.views import chart_data
from dxkpi.workspace import Workspace


def serve_dashboard(workspace: Workspace, *, host: str, port: int, on_ready: Callable[[str], None]) -> None:
    """Serve until stopped by a signal. Raises `PortTaken`."""

    def readiness() -> str | None:
        try:
            workspace.store.vintage()
            workspace.store.require_same_file()
            current, newest = workspace.store.status()
        except DxkpiError as refusal:
            return refusal.text(workspace.language)
        return None if current == newest else f"{current} != {newest}"

    def warm_up() -> None:
        workspace.snapshot()
        with suppress(NotFound):  # a province without figures has no overview
            query = workflows.parse_query(workspace, "trend", workflows.QueryText())
            overview = workflows.overview(workspace, query)
            for view in (overview.trend, overview.ranking):
                if view is not None:
                    chart_data(workspace, workflows.describe(workspace, view, query.language))

    make_app = partial(
        create_app,
        script=resource("dashboard") / "app.py",
        cache=workspace.settings.cache,
        readiness=readiness,
        warm_up=warm_up,
        routes=dashboard_routes(workspace, with_provider=workspace.settings.has_provider),
        shared_head=partial(shared_head, workspace),
        chart_paths={page.path for page in PAGES if page.draws_charts},
        language=workspace.language,
    )
    serve(make_app, host=host, port=port, on_ready=on_ready, proxies=workspace.settings.proxies)


def dashboard_routes(workspace: Workspace, *, with_provider: bool) -> list[BaseRoute]:
    """The fixed addresses. `with_provider`: also those of sign-in through an identity provider."""
    sign_in = SignInRoutes(workspace)
    routes = [*fixed_routes(workspace), *link_preview_routes(workspace), *sign_in_routes(sign_in)]
    return [*routes, *provider_routes(sign_in)] if with_provider else routes
