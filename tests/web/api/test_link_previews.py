"""Link previews: title, description and picture of a shared page, robots.txt, sitemap.xml."""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from tests.queries import describe_view

from dxkpi.locale import Language
from dxkpi.web.api.link_previews import PRIVATE, link_preview_routes, shared_head
from dxkpi.workspace import Workspace

ASKED = "locality=90&period=2026-Q2&indicator=overdue_rate&lang=en"


def meta_tags(head: str) -> dict[str, str]:
    pairs = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', head)
    return {name: unescape(text) for name, text in pairs}


@pytest.mark.parametrize(("path", "kind"), [("/compare", "ranking"), ("/charts", "trend"), ("/trend", "control")])
def test_a_shared_page_has_its_finding_and_picture(workspace: Workspace, path: str, kind: str) -> None:
    """Title and alt text are those of the page's chart; the picture is its fixed address with the vintage."""
    head = meta_tags(shared_head(workspace, path, ASKED))
    description = describe_view(
        workspace, kind, indicator="overdue_rate", locality="90", period="2026-Q2", language=Language.EN
    )
    assert head["og:title"] == description.title
    assert head["og:image:alt"] == description.alt
    assert head["og:image"].startswith(f"/charts/{kind}.png?")
    assert f"vintage={workspace.vintage}" in head["og:image"]
    assert description.source_line in head["og:description"]


def test_a_page_that_names_no_indicator_begins_with_one_that_is_known(workspace: Workspace) -> None:
    """Of Huế in July 2025 only the share submitted online is described, 91,17 %: not that others are missing."""
    for path, kind in (("/trend", "control"), ("/charts", "trend")):
        head = meta_tags(shared_head(workspace, path, "locality=46"))
        assert "91,17\u00a0%" in head["og:image:alt"]
        assert f"/charts/{kind}.png" in head["og:image"]
        assert "indicator=online_rate" in head["og:image"]


@pytest.mark.parametrize("path", ["/", "/locality"])
def test_a_shared_overview_says_what_the_page_says(workspace: Workspace, path: str) -> None:
    """Hương Trà, nine months of 2022: received and resolved, as in the paragraph of the page."""
    head = meta_tags(shared_head(workspace, path, "locality=480&period=2022-9M"))
    assert "thị xã Hương Trà tiếp nhận 5.810 hồ sơ và đã giải quyết 5.203 hồ sơ." in head["og:description"]


def test_the_kind_of_the_address_is_the_picture(workspace: Workspace) -> None:
    """On the page of charts the kind chosen speaks."""
    assert (
        "/charts/timeliness.png" in meta_tags(shared_head(workspace, "/charts", f"kind=timeliness&{ASKED}"))["og:image"]
    )


@pytest.mark.parametrize("query", ["", "lang=en", "locality=nowhere", "period=x&locality=90", "vintage=x&locality=90"])
def test_an_address_without_a_valid_query_has_no_preview(workspace: Workspace, query: str) -> None:
    """No title is made up."""
    assert shared_head(workspace, "/", query) == ""


def test_robots_are_kept_from_what_is_not_public(workspace: Workspace) -> None:
    """Sign-in and the pages of staff; the sitemap is named."""
    text = TestClient(Starlette(routes=link_preview_routes(workspace))).get("/robots.txt").text
    assert all(f"Disallow: {path}\n" in text for path in PRIVATE)
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_the_sitemap_lists_public_pages_and_real_places(workspace: Workspace) -> None:
    """Well-formed, no simulated place, no page that needs an account."""
    text = TestClient(Starlette(routes=link_preview_routes(workspace))).get("/sitemap.xml").text
    listed = [element.text or "" for element in ElementTree.fromstring(text).iter() if element.tag.endswith("loc")]
    assert "http://testserver/compare" in listed
    assert any("locality=480" in url for url in listed)
    assert not any("locality=90" in url or "/manage" in url for url in listed)
