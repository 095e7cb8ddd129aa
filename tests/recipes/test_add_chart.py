"""Adding a chart: one module, its entry in `CHARTS`."""

from __future__ import annotations

import csv
import json

import pytest

from .conftest import ProjectCopy

pytestmark = pytest.mark.slow

MODULE = '''"""Dossiers received, as columns over time."""

from dxkpi.charts.parts.chart_kind import ChartKind
from dxkpi.charts.parts.columns import draw_panels
from dxkpi.domain.views.kind import CountSubject, Dimension
from dxkpi.domain.views.series import counts_view
from dxkpi.domain.views.text.description import Description
from dxkpi.locale import Names

RECEIVED = ChartKind(
    name="received",
    names=Names("Biểu đồ cột hồ sơ tiếp nhận", "Columns of dossiers received"),
    dimension=Dimension.TIME,
    counts=CountSubject(Names("Hồ sơ tiếp nhận", "Dossiers received"), Names("hồ sơ", "dossiers")),
    asks=counts_view("dossiers_received"),
    describes=Description,
    draws=draw_panels,
)
'''
INDEX = "src/dxkpi/charts/kinds.py"
AT_ADDRESS = """
import sys
from starlette.applications import Starlette
from starlette.testclient import TestClient
from dxkpi.settings import settings
from dxkpi.web.api.charts import fixed_routes
from dxkpi.workspace import open_workspace

client = TestClient(Starlette(routes=fixed_routes(open_workspace(settings()))))
print(client.get(sys.argv[1]).text)
"""
ON_PAGE = """
import sys
from streamlit.testing.v1 import AppTest

page = AppTest.from_file(sys.argv[1], default_timeout=120)
page.query_params["kind"], page.query_params["locality"] = "received", "90"
page.run()
assert not page.exception, page.exception
kinds = page.selectbox(key="pick kind")
print(kinds.value, kinds.options)
print([component.proto.bytes.decode() for component in page.get("bidi_component")])
"""


@pytest.fixture(scope="module")
def copy_with_chart(project_copy: ProjectCopy) -> ProjectCopy:
    """A copy of the product after the recipe was followed."""
    project_copy.write("src/dxkpi/charts/received.py", MODULE)
    project_copy.add_line(INDEX, "from dxkpi.charts.received import RECEIVED", after="import RANKING")
    project_copy.add_line(INDEX, "        RECEIVED,", after="        DOCUMENTS,")
    return project_copy


def test_a_new_chart_is_drawn_by_the_command(copy_with_chart: ProjectCopy) -> None:
    """`dxkpi chart` saves its table, with a row for each quarter of the sample province."""
    file = copy_with_chart.root / "received.csv"
    options = ("--locality", "90", "--period", "2026-Q2", "--reader", "machines", "--lang", "en")
    ran = copy_with_chart.dxkpi("chart", "received", *options, "-o", str(file))
    assert ran.returncode == 0, ran.stderr
    headings, *rows = csv.reader(file.read_text(encoding="utf-8").splitlines())
    assert headings == ["Period", "Dossiers received", "Localities reporting"]
    assert "Q2 2026" in [row[0] for row in rows]


def test_a_new_chart_has_an_address(copy_with_chart: ProjectCopy) -> None:
    """Its data are at /charts/received.json, under its own name."""
    ran = copy_with_chart.python(AT_ADDRESS, ["/charts/received.json?locality=90&period=2026-Q2"])
    assert ran.returncode == 0, ran.stderr
    document = json.loads(ran.stdout)
    assert document["kind"] == "received"
    assert {row["measure"] for row in document["rows"]} == {"dossiers_received"}


def test_a_new_chart_is_offered_on_the_page(copy_with_chart: ProjectCopy) -> None:
    """The page of charts lists it by its name and shows its picture and its files."""
    ran = copy_with_chart.python(ON_PAGE, [str(copy_with_chart.root / "dashboard" / "app_pages" / "charts.py")])
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("received ")
    assert "Dossiers received: Columns of dossiers received" in ran.stdout
    assert "/charts/received.svg?" in ran.stdout
