"""Before submission: who reports, for which period, what is stored, what was typed and what was pasted."""

from __future__ import annotations

from datetime import datetime

import pytest

from dxkpi.domain.model.period import HANOI, Basis, Period, notation, parse_period, quarter_of
from dxkpi.domain.model.permissions import Actor, Role
from dxkpi.errors import NotAllowed
from dxkpi.workflows import OPERATOR, find_locality, submit
from dxkpi.workflows.report_forms import (
    ReportForm,
    draft_of,
    drop_draft,
    form_for,
    keep_draft,
    period_to_report,
    periods_to_report,
    places_to_report,
    recent_submissions,
    reported_so_far,
)
from dxkpi.workflows.upload.clipboard import preview_block, read_block
from dxkpi.workspace import Workspace

# A commune of the sample province, which reported 25 figures for this quarter.
COMMUNE, QUARTER = "90051@2025-07-01", "2026-Q3"


def form(workspace: Workspace, place: str = COMMUNE, period: str = QUARTER) -> ReportForm:
    when = parse_period(period, workspace.cutoff)
    return form_for(workspace, find_locality(workspace, place, period=when), when, by=OPERATOR)


def names(workspace: Workspace, periods: tuple[Period, ...]) -> list[str]:
    return [notation(period, workspace.cutoff) for period in periods]


def test_the_provinces_and_their_units_of_today_report(workspace: Workspace) -> None:
    """Huế and its forty communes, then the sample province and its twenty; nothing that has ended."""
    places = places_to_report(workspace, by=OPERATOR)
    assert [place.code for place in places if place.parent is None] == ["46", "90"]
    assert len(places) == 1 + 40 + 1 + 20
    assert all(place.valid_to is None for place in places)


TOWN = "480@2021-07-01"  # Hương Trà, until 30 June 2025


def test_a_unit_that_has_ended_is_corrected_where_it_is_asked_for(workspace: Workspace) -> None:
    """The town of Hương Trà, by its key alone, with the twelve quarters before its end; the form is its own."""
    assert places_to_report(workspace, by=OPERATOR, requested=TOWN)[-1].key == TOWN
    town = workspace.registry.by_key(TOWN)
    offered = names(workspace, periods_to_report(workspace, town))
    quarters = [notation_text for notation_text in offered if "Q" in notation_text]
    assert (quarters[0], quarters[-1], len(quarters)) == ("2025-Q2", "2022-Q3", 12)
    assert form(workspace, TOWN, "2022-Q3").units[0] == town


def test_a_unit_that_has_ended_is_corrected_by_those_in_whose_scope_it_lay(workspace: Workspace) -> None:
    """A contributor of the town or of its province; not one of another ward, nor a reader."""
    for scope, may in ((frozenset({"480"}), True), (frozenset({"46"}), True), (frozenset({"19804"}), False)):
        who = Actor("an", Role.CONTRIBUTOR, scope)
        assert (TOWN in [place.key for place in places_to_report(workspace, by=who, requested=TOWN)]) is may
    with pytest.raises(NotAllowed):
        places_to_report(workspace, by=Actor("an", Role.READER, None), requested=TOWN)


def test_twelve_quarters_and_the_longer_forms_of_two_years_are_offered(workspace: Workspace) -> None:
    """Newest first, a quarter before the six months that end with it; nothing that has not begun."""
    offered = periods_to_report(workspace, workspace.registry.versions("90")[-1])
    assert list(offered) == sorted(offered, key=lambda period: (-period.last.toordinal(), -period.first.toordinal()))
    assert sum(quarter_of(period, workspace.cutoff) is not None for period in offered) == 12
    assert {period.basis for period in offered if not quarter_of(period, workspace.cutoff)} == {Basis.CUMULATIVE}
    assert all(period.first <= datetime.now(HANOI).date() for period in offered)


def test_a_place_reports_for_the_time_it_was_there(workspace: Workspace) -> None:
    """A ward of July 2025 has no second quarter of 2025, not even when it is asked for by name; an older one has."""
    ward, province = find_locality(workspace, "19996@2025-07-01"), find_locality(workspace, "90")
    assert "2025-Q2" not in names(workspace, periods_to_report(workspace, ward, requested="2025-Q2"))
    assert "2021-Q1" in names(workspace, periods_to_report(workspace, province, requested="2021-Q1"))
    assert periods_to_report(workspace, province, requested="yesterday") == periods_to_report(workspace, province)


def test_the_newest_quarter_that_waits_for_figures_is_preset(workspace: Workspace) -> None:
    """It has ended, and something is missing in it that the quarter before had, or nothing is missing anywhere."""
    place = find_locality(workspace, "90")
    preset = period_to_report(workspace, place, by=OPERATOR)
    assert preset is not None
    assert preset.last <= datetime.now(HANOI).date()
    assert not reported_so_far(workspace, form(workspace, place.key, notation(preset, workspace.cutoff))).is_complete


def test_published_figures_are_counted_against_the_previous_period(workspace: Workspace) -> None:
    """25 of the form's 26 figures were reported, as in the quarter before; for the next one none of these 25."""
    now, later = (
        reported_so_far(workspace, form(workspace, period=notation_text)) for notation_text in (QUARTER, "2026-Q4")
    )
    assert (now.count, now.expected, now.is_complete) == (25, 25, True)
    assert now.received is not None
    assert (later.count, later.expected, later.received, later.is_complete) == (0, 25, None, False)


def test_a_draft_is_kept_until_it_is_dropped_or_emptied(own_workspace: Workspace) -> None:
    """What is typed for one period is no draft of another; an emptied form leaves none."""
    this_quarter, later = form(own_workspace), form(own_workspace, period="2026-Q4")
    keep_draft(own_workspace, this_quarter, {"a|b": "12"}, by=OPERATOR)
    kept = draft_of(own_workspace, this_quarter, by=OPERATOR)
    assert kept is not None
    assert kept.cells == {"a|b": "12"}
    assert draft_of(own_workspace, later, by=OPERATOR) is None
    keep_draft(own_workspace, this_quarter, {}, by=OPERATOR)
    assert draft_of(own_workspace, this_quarter, by=OPERATOR) is None
    keep_draft(own_workspace, this_quarter, {"a|b": "12"}, by=OPERATOR)
    drop_draft(own_workspace, this_quarter, by=OPERATOR)
    assert draft_of(own_workspace, this_quarter, by=OPERATOR) is None


@pytest.mark.parametrize("text", [
    "Văn bản đi trong kỳ\tVăn bản đi điện tử\n1.310\t1.304\n",
    "Văn bản đi trong kỳ\t1.310\nVăn bản đi điện tử\t1.304\n",
])  # fmt: skip
def test_a_block_is_read_upright_or_on_its_side(workspace: Workspace, text: str) -> None:
    """Headings above the figures or to their left: the same two figures."""
    typed, unplaced = read_block(form(workspace), text)
    assert typed == {(COMMUNE, "documents"): "1.310", (COMMUNE, "documents_electronic"): "1.304"}
    assert unplaced == ()


def test_submissions_of_a_place_are_listed(own_workspace: Workspace) -> None:
    """The newest first, with its file; what came with the product has none. A word for a figure is refused."""
    report_form = form(own_workspace, period="2026-Q4")
    wrong = preview_block(own_workspace, report_form, "Phiếu khảo sát\nba trăm")
    assert not wrong.upload.accepted
    preview = preview_block(own_workspace, report_form, "Phiếu khảo sát\n330")
    receipt = submit(own_workspace, preview, reason="đếm lại")
    newest, *older = recent_submissions(own_workspace, report_form.place)
    assert (newest.submission.number, newest.submission.reason, newest.kept) == (receipt.submission, "đếm lại", True)
    assert [past.kept for past in older] == [False]
