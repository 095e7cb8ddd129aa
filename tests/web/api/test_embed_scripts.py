"""The embed of a chart: one page and one script, for frames on other sites, readable without the script too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from tests.exports.test_exports import HOSTILE, described
from tests.queries import describe_view

from dxkpi import workflows
from dxkpi.charts import CHARTS
from dxkpi.exports import FORMATS, drawing_page, export_view
from dxkpi.locale import Language
from dxkpi.web.api.charts import fixed_routes
from dxkpi.web.headers import SecurityHeadersMiddleware
from dxkpi.workspace import Workspace

ASKED = {"indicator": "on_time_rate", "locality": "90", "period": "2026-Q2"}


@pytest.fixture(scope="module")
def client(workspace: Workspace) -> Iterator[TestClient]:
    app = Starlette(routes=fixed_routes(workspace), middleware=[Middleware(SecurityHeadersMiddleware)])
    with TestClient(app) as opened:
        yield opened


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", CHARTS)
def test_an_embed_says_all_that_the_chart_does(
    client: TestClient, workspace: Workspace, kind: str, language: Language
) -> None:
    """Title, subtitle, alt text, every cell of the table, source and notes; and the figure for both grounds."""
    answer = client.get(f"/charts/{kind}.html", params=ASKED | {"lang": language.value})
    description = describe_view(workspace, kind, **ASKED, language=language)  # type: ignore[arg-type]
    assert answer.content == workflows.export(workspace, description, "html")
    text = unescape(answer.text)
    cells = [cell for row in description.table.cells for cell in row]
    for needed in (
        description.title,
        description.subtitle,
        description.alt,
        description.source_line,
        *description.notes,
        *cells,
    ):
        assert needed in text
    figure = json.loads(re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', answer.text, re.DOTALL)[0])
    assert figure.keys() == {"light", "dark"}
    assert f'lang="{language.value}"' in text


def test_an_embed_sets_no_cookie_and_may_be_framed(client: TestClient) -> None:
    """Any site may show it; nothing is kept with the reader."""
    answer = client.get("/charts/trend.html", params=ASKED)
    assert "set-cookie" not in answer.headers
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers


def test_the_script_is_one_file_that_is_kept_for_ever(client: TestClient) -> None:
    """The page names one script; it comes compressed and never changes under its name."""
    page = client.get("/charts/trend.html", params=ASKED).text
    (address,) = re.findall(r'<script defer src="([^"]+)"', page)
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Plotly" in answer.text
    again = client.get(address, headers={"Accept-Encoding": "gzip", "If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert client.get("/embed/chart.0123.js").status_code == 404


def test_a_hostile_name_stays_text_in_an_embed() -> None:
    """Text in the page is escaped, and none can end the script that holds the figure."""
    page = export_view(described(), "html").decode()
    assert HOSTILE not in page.split('<script type="application/json"')[0]
    assert HOSTILE in unescape(page)
    assert page.count("</script>") == 2


def test_a_page_that_draws_is_for_our_own_pages_alone(client: TestClient) -> None:
    """No other site may frame it; its script is kept for ever; a format that a browser cannot write is not there."""
    answer = client.get("/drawing/trend.png", params=ASKED)
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    (address,) = re.findall(r'<script defer src="([^"]+)"', answer.text)
    assert "immutable" in client.get(address).headers["Cache-Control"]
    assert client.get("/drawing/trend.pdf", params=ASKED).status_code == 404


@pytest.mark.parametrize("extension", ["svg", "png"])
def test_a_hostile_name_cannot_end_the_script_of_a_page_that_draws(extension: str) -> None:
    """It is in the figure, as data."""
    page = drawing_page(described(), extension).decode()
    assert HOSTILE not in page
    assert page.count("</script>") == 2


@pytest.mark.parametrize("extension", [name for name, export_format in FORMATS.items() if not export_format.drawn])
def test_files_are_compressed_tagged_and_asked_for_by_head(client: TestClient, extension: str) -> None:
    """Compressed where that helps; known again: 304; HEAD tells the same headers without a body."""
    address, packed = f"/charts/ranking.{extension}", {"Accept-Encoding": "br"}
    answer = client.get(address, params=ASKED, headers=packed)
    plain = client.get(address, params=ASKED, headers={"Accept-Encoding": "identity"})
    assert answer.content == plain.content
    assert ("Content-Encoding" in answer.headers) == (extension != "xlsx")
    assert "Content-Encoding" not in plain.headers
    again = client.get(address, params=ASKED, headers=packed | {"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = client.head(address, params=ASKED, headers=packed)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == answer.headers["ETag"]
