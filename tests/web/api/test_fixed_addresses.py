"""Addresses that people type."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.testclient import TestClient

from dxkpi.web.api.charts import fixed_routes
from dxkpi.workspace import Workspace


def test_the_first_page_has_its_name_too(workspace: Workspace) -> None:
    """/overview leads to the root, with every choice."""
    client = TestClient(Starlette(routes=fixed_routes(workspace)))
    for query, target in (("", "/"), ("?locality=90&lang=en", "/?locality=90&lang=en")):
        answer = client.get(f"/overview{query}", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (307, target)
