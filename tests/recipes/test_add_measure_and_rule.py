"""Adding a measure and a rule between counts: one table each, in data/measures.toml and data/rules.toml."""

from __future__ import annotations

import json

import pytest

from .conftest import ProjectCopy

pytestmark = pytest.mark.slow

MEASURE = """
[[measure]]
code = "dossiers_refunded"
name = { vi = "Hồ sơ được hoàn phí", en = "Dossiers refunded" }
kind = "flow"
unit = "dossiers"
group = "resolved"
suppressible = true
"""
RULE = """
[[within]]
code = "refunded_within_resolved"
part = "dossiers_refunded"
whole = ["dossiers_resolved"]
severity = "reason"
vi = "Được hoàn phí {part}, lớn hơn đã giải quyết {whole}; lệch {difference} hồ sơ. Kiểm tra lại hoặc ghi rõ lý do."
en = "Refunded {part} is more than resolved {whole}; difference in dossiers: {difference}. Check, or write the reason."
"""
FIGURES = """locality,period,measure,value
477,2023-Q1,dossiers_resolved,100
477,2023-Q1,dossiers_refunded,120
"""
ON_SCREEN = """
from dxkpi.domain.model.permissions import OPERATOR
from dxkpi.settings import settings
from dxkpi.workflows.report_forms import form_for
from dxkpi.workspace import open_workspace
from dxkpi.domain.model.period import parse_period

workspace = open_workspace(settings())
place = workspace.registry.by_key("477@2004-07-08")
form = form_for(workspace, place, parse_period("2023-Q1", workspace.cutoff), by=OPERATOR)
print([measure.code for measure in form.measures])
"""


@pytest.fixture(scope="module")
def copy_with_measure(project_copy: ProjectCopy) -> ProjectCopy:
    """A copy of the product after both recipes were followed."""
    for path, addition in (("data/measures.toml", MEASURE), ("data/rules.toml", RULE)):
        project_copy.write(path, (project_copy.root / path).read_text(encoding="utf-8") + addition)
    project_copy.write("figures.csv", FIGURES)
    return project_copy


def test_a_new_measure_is_read_and_a_new_rule_is_applied(copy_with_measure: ProjectCopy) -> None:
    """120 refunded of 100 resolved is reported in the rule's words; with a reason it is saved, and `values` has it."""
    refused = copy_with_measure.dxkpi("import", "figures.csv", "--json")
    assert refused.returncode == 3, refused.stderr
    messages = [problem["message"] for problem in json.loads(refused.stdout)["problems"]]
    assert any("Refunded 120 is more than resolved 100; difference in dossiers: 20." in message for message in messages)
    saved = copy_with_measure.dxkpi("import", "figures.csv", "--reason", "as the source prints it")
    assert saved.returncode == 0, saved.stderr
    question = ("--measure", "dossiers_refunded", "--locality", "477", "--period", "2023-Q1", "--json")
    (row,) = json.loads(copy_with_measure.dxkpi("values", *question).stdout)["rows"]
    assert row["value"] == 120


def test_a_new_measure_is_on_the_form(copy_with_measure: ProjectCopy) -> None:
    """The form on the screen asks for it."""
    ran = copy_with_measure.python(ON_SCREEN)
    assert "dossiers_refunded" in ran.stdout, ran.stderr
