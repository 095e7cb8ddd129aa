"""The embed of a chart: one page and one script, for frames on other sites, readable without the script too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from os import utime
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from tests.exports.test_exports import HOSTILE, described
from tests.queries import describe_view

from dxkpi import workflows
from dxkpi.charts import CHARTS
from dxkpi.charts.browser import Script
from dxkpi.exports import FORMATS, drawing_page, export_view
from dxkpi.locale import Language
from dxkpi.web.api.charts import fixed_routes
from dxkpi.web.api.embed_scripts import ScriptFiles
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


def test_the_script_of_all_charts_is_kept_for_ever(client: TestClient) -> None:
    """The page names the script of all charts and its own; they come compressed and never change under their names."""
    page = client.get("/charts/trend.html", params=ASKED).text
    address, own = re.findall(r'<script defer src="([^"]+)"', page)
    assert "immutable" in client.get(own).headers["Cache-Control"]
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
    assert page.count("</script>") == 3


def test_a_page_that_draws_is_for_our_own_pages_alone(client: TestClient) -> None:
    """No other site may frame it; its script is kept for ever; a format that a browser cannot write is not there."""
    answer = client.get("/drawing/trend.png", params=ASKED)
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    for address in re.findall(r'<script defer src="([^"]+)"', answer.text):
        assert "immutable" in client.get(address).headers["Cache-Control"]
    assert client.get("/drawing/trend.pdf", params=ASKED).status_code == 404


@pytest.mark.parametrize("extension", ["svg", "png"])
def test_a_hostile_name_cannot_end_the_script_of_a_page_that_draws(extension: str) -> None:
    """It is in the figure, as data."""
    page = drawing_page(described(), extension).decode()
    assert HOSTILE not in page
    assert page.count("</script>") == 3


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


def test_a_script_of_an_earlier_version_is_still_served(tmp_path: Path) -> None:
    """Pages that were open during an upgrade find it under its old name; of each script four versions are kept."""
    current = ScriptFiles([Script("chart", lambda: b"new")], tmp_path)
    for number in range(6):
        old = Script("chart", lambda number=number: f"old {number}".encode())  # type: ignore[misc]
        assert ScriptFiles([old], tmp_path).read(old.file_name, "identity") == f"old {number}".encode()
        utime(tmp_path / "scripts" / old.file_name, (number, number))
    assert current.read(old.file_name, "identity") == b"old 5"
    assert current.read("chart.0123.js", "identity") is None
    assert len(list((tmp_path / "scripts").glob("chart.*.js"))) == 4
