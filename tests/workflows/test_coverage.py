"""What a number counts, from the file that is read to what the overview says."""

from __future__ import annotations

import pytest
from tests.queries import ask_overview, ask_paragraph, ask_values

from dxkpi.domain.model.coverage import CoverageKind
from dxkpi.domain.model.locality import Level
from dxkpi.domain.model.permissions import OPERATOR
from dxkpi.locale import Language
from dxkpi.workflows.upload.file_import import import_file
from dxkpi.workflows.upload.preview import UploadRequest
from dxkpi.workspace import Workspace

JULY = "2025-07-01..2025-07-31"
FIGURES = """locality,period,measure,value,coverage
19813@2025-07-01,2025-07-01..2025-07-31,dossiers_resolved,1200,
476,2023-Q1,dossiers_resolved,753,
476,2023-Q1,dossiers_resolved_overdue,0,
46,2023-Q1,dossiers_received,9000,level:district
46,2023-Q1,dossiers_resolved,500,sở ngành
46,2023-Q2,dossiers_received,9000,partial:4/9
"""


@pytest.fixture
def with_parts(own_workspace: Workspace) -> Workspace:
    """The published figures with one ward's resolved dossiers of July 2025, and totals that count different parts."""
    text = FIGURES.replace("sở ngành", '"sở, ngành"')
    report = import_file(
        own_workspace, UploadRequest("parts.csv", text.encode()), reason="số liệu thử", by=OPERATOR, dry_run=False
    )
    assert report.accepted, report.problems
    return own_workspace


def test_one_ward_never_stands_for_its_city(with_parts: Workspace) -> None:
    """44.825 are those of 40 communes, 1.200 and 82,8 % one ward's: the city's text and cards have neither."""
    query = {"locality": "46", "period": JULY, "language": Language.VI}
    text = ask_paragraph(with_parts, **query)
    assert "44.825 hồ sơ (tổng hợp của 40 xã, phường, không gồm các sở, ngành)" in text
    assert "1.200" not in text
    assert "82,8" not in text
    cards = {card.indicator.id: card.value for card in ask_overview(with_parts, **query).cards}
    assert not cards["resolution_rate"].speaks_for_place
    assert cards["online_rate"].coverage.level is Level.COMMUNE
    ward = ask_paragraph(with_parts, locality="19813", period=JULY, language=Language.VI)
    assert "1.200 hồ sơ" in ward
    assert "82,8\u00a0%" in ward


def test_totals_of_different_parts_make_no_rate(with_parts: Workspace) -> None:
    """9.000 received in the districts and 500 resolved by the departments: two sentences, and no resolution rate."""
    (received, resolved) = ask_values(
        with_parts, measures=["dossiers_received", "dossiers_resolved"], locality="46", period="2023-Q1"
    )
    assert (received.coverage.kind, resolved.coverage.kind) == (CoverageKind.LEVEL, CoverageKind.DEPARTMENTS)
    (rate,) = ask_values(with_parts, indicators=["resolution_rate"], locality="46", period="2023-Q1")
    assert rate.value is None
    text = ask_paragraph(with_parts, locality="46", period="2023-Q1", language=Language.EN)
    assert "received 9,000 dossiers (the 9 districts and towns" in text
    assert "It resolved 500 dossiers (departments only)." in text
    (part,) = ask_values(with_parts, measures=["dossiers_received"], locality="46", period="2023-Q2")
    assert (part.coverage.kind, part.reporting, part.expected) == (CoverageKind.PARTIAL, 4, 9)


def test_a_form_with_none_overdue_is_all_in_time(with_parts: Workspace) -> None:
    """Overdue 0 of 753: 100 % in time, of 753."""
    (rate,) = ask_values(with_parts, indicators=["on_time_rate"], locality="476", period="2023-Q1")
    assert (rate.value, rate.denominator) == (100.0, 753)
