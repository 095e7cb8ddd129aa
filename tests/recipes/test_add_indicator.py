"""Adding an indicator: one TOML file under data/indicators/."""

from __future__ import annotations

import json

import pytest

from .conftest import ProjectCopy

pytestmark = pytest.mark.slow

INDICATOR = """
id = "in_person_rate"
order = 65
main = true
unit = "percent"
direction = "lower"
since = "2022"

[name]
vi = "Tỷ lệ nộp trực tiếp"
en = "Share submitted in person"

[definition]
vi = "Trong 100 hồ sơ tiếp nhận trong kỳ, số hồ sơ nộp trực tiếp."
en = "Of every 100 dossiers received in the period, those submitted in person."

[unit_name]
vi = "%"
en = "%"

[[numerator]]
measures = ["dossiers_received_in_person"]
vi = "hồ sơ tiếp nhận trực tiếp"
en = "dossiers received in person"

[[denominator]]
measures = ["dossiers_received_online", "dossiers_received_in_person"]
vi = "hồ sơ tiếp nhận trong kỳ"
en = "dossiers received"

[legal_basis]
vi = "không"
en = "none"

[form]
vi = "Biểu II.06a, (5) trên (4)+(5)"
en = "Form II.06a, (5) over (4)+(5)"

[limits]
vi = "Gồm cả dịch vụ bưu chính."
en = "Includes postal services."
"""
FILE = "data/indicators/in_person_rate.toml"
NAME = "Share submitted in person"
QUESTION = ("--locality", "90", "--period", "2026-Q2", "--indicator")
ON_PAGE = """
from dxkpi.locale import Language
from dxkpi.settings import settings
from dxkpi.workspace import open_workspace
from read.lists import methods

print(methods(open_workspace(settings()).catalogue.indicators, Language.EN))
"""
AT_ADDRESS = """
from starlette.applications import Starlette
from starlette.testclient import TestClient
from dxkpi.settings import settings
from dxkpi.web.api.charts import fixed_routes
from dxkpi.workspace import open_workspace

app = Starlette(routes=fixed_routes(open_workspace(settings())))
answer = TestClient(app).get("/charts/trend.csv?indicator=in_person_rate&locality=90&period=2026-Q2&lang=en")
print(answer.status_code, answer.text)
"""


@pytest.fixture(scope="module")
def copy_with_indicator(project_copy: ProjectCopy) -> ProjectCopy:
    """A copy of the product after the recipe was followed."""
    project_copy.write(FILE, INDICATOR)
    return project_copy


def test_a_new_indicator_has_values(copy_with_indicator: ProjectCopy) -> None:
    """`dxkpi values` computes it: together with the share submitted online it makes 100 %."""
    shares = []
    for indicator in ("in_person_rate", "online_rate"):
        ran = copy_with_indicator.dxkpi("values", *QUESTION, indicator, "--json")
        assert ran.returncode == 0, ran.stderr
        shares.append(float(json.loads(ran.stdout)["rows"][0]["value"]))
    assert sum(shares) == pytest.approx(100)


def test_a_new_indicator_is_on_the_page_of_methods(copy_with_indicator: ProjectCopy) -> None:
    """The page lists its name, definition and form."""
    ran = copy_with_indicator.python(ON_PAGE)
    assert NAME in ran.stdout, ran.stderr
    assert "Form II.06a, (5) over (4)+(5)" in ran.stdout


def test_a_new_indicator_has_an_address(copy_with_indicator: ProjectCopy) -> None:
    """Its charts have fixed addresses."""
    ran = copy_with_indicator.python(AT_ADDRESS)
    assert ran.stdout.startswith("200"), ran.stderr + ran.stdout[:500]
    assert NAME in ran.stdout


def test_a_wrong_file_is_refused_with_file_and_key(copy_with_indicator: ProjectCopy) -> None:
    """A key that does not exist, in the file that was added."""
    copy_with_indicator.write(FILE, INDICATOR.replace('direction = "lower"', 'directon = "lower"'))
    ran = copy_with_indicator.dxkpi("values", *QUESTION, "online_rate")
    copy_with_indicator.write(FILE, INDICATOR)
    assert ran.returncode == 2
    assert ran.stderr == "indicators/in_person_rate.toml: direction: is missing\n"
