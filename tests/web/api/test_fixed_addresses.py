"""Addresses that people type."""

from __future__ import annotations

import pytest
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


@pytest.mark.parametrize("vintage", ["9" * 5000, "٣", "-1", "1.0", "x"])
def test_a_vintage_that_is_no_number_is_refused_in_one_sentence(workspace: Workspace, vintage: str) -> None:
    """Digits of other scripts and more than Python converts are wrong parameters; the refusal does not repeat them."""
    client = TestClient(Starlette(routes=fixed_routes(workspace)))
    answer = client.get("/charts/trend.json", params={"locality": "90", "vintage": vintage})
    assert answer.status_code == 400
    assert len(answer.text) < 300


@pytest.mark.parametrize("name", ["fbclid", "gclid", "zarsrc", "utm_source"])
def test_what_other_sites_add_to_an_address_changes_nothing(workspace: Workspace, name: str) -> None:
    """A misspelt parameter is still refused."""
    client = TestClient(Starlette(routes=fixed_routes(workspace)))
    plain = {"locality": "90", "period": "2026-Q2"}
    for path in ("/charts/trend.json", "/data/values.json"):
        answers = [client.get(path, params=plain | more) for more in ({}, {name: "1"}, {f"{name}s_": "1"})]
        assert [answer.status_code for answer in answers] == [200, 200, 400]
        assert answers[0].content == answers[1].content
