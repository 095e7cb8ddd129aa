"""The dashboard of one workspace, served with its fixed addresses."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from starlette.routing import BaseRoute

from dxkpi import workflows
from dxkpi.errors import DxkpiError, NotFound
from dxkpi.settings import resource
from dxkpi.web.api.charts import fixed_routes
from dxkpi.web.api.link_previews import shared_head, sharing_routes
from dxkpi.web.auth.openid_connect import provider_routes, set_up_provider
from dxkpi.web.auth.sign_in import SignInRoutes, signing_routes
from dxkpi.web.server import serve
from dxkpi.workspace import Workspace


def serve_dashboard(workspace: Workspace, *, host: str, port: int, on_ready: Callable[[str], None]) -> None:
    """Serve until told to stop. Raises `PortTaken`."""

    def readiness() -> str | None:
        try:
            workspace.store.vintage()
            current, newest = workspace.store.status()
        except DxkpiError as refusal:
            return refusal.text(workspace.language)
        return None if current == newest else f"{current} != {newest}"

    def warm_up() -> None:
        workspace.snapshot()
        with suppress(NotFound):  # a province without figures has no overview to make
            shown = workflows.overview(workspace)
            for view in (shown.trend, shown.ranking):
                if view is not None:
                    workflows.draw(workspace, view)

    if workspace.settings.has_provider:
        set_up_provider(workspace.settings)
    serve(
        host=host,
        port=port,
        script=resource("dashboard") / "app.py",
        cache=workspace.settings.cache,
        readiness=readiness,
        on_ready=on_ready,
        warm_up=warm_up,
        routes=dashboard_routes(workspace, with_provider=workspace.settings.has_provider),
        proxies=workspace.settings.proxies,
        shared_head=partial(shared_head, workspace),
        language=workspace.language,
    )


def dashboard_routes(workspace: Workspace, *, with_provider: bool) -> list[BaseRoute]:
    """The fixed addresses beside the pages; `with_provider`: those of sign-in through an identity provider as well."""
    signing = SignInRoutes(workspace)
    routes = [*fixed_routes(workspace), *sharing_routes(workspace), *signing_routes(signing)]
    return [*routes, *provider_routes(signing)] if with_provider else routes
