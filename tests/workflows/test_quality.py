"""How far published figures can be trusted: who reported, what does not close, what looks odd, what was corrected."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dxkpi.domain.figures.figures import Observation
from dxkpi.domain.figures.submitted import reported
from dxkpi.domain.model.coverage import WHOLE
from dxkpi.domain.model.locality import Level
from dxkpi.domain.model.period import Period, notation, parse_period
from dxkpi.domain.model.permissions import OPERATOR, Actor, Role
from dxkpi.domain.model.reporting_windows import Window
from dxkpi.domain.snapshot.checked_snapshot import CheckedSnapshot
from dxkpi.domain.snapshot.completeness import CompletenessGrid, ReportingState
from dxkpi.store import Flag, SheetId, SubmissionRequest
from dxkpi.workflows import find_locality
from dxkpi.workflows.admin import deadlines
from dxkpi.workflows.quality import Quality, QualityQuery, levels_to_check, quality, quarters_to_check
from dxkpi.workspace import Workspace

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
PROVINCE, COMMUNE = "90@2020-12-15", "90051@2025-07-01"
# A day in the fourth quarter of 2026, which began on 15 September.
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)


def quality_of(
    workspace: Workspace, until: str = "2026-Q4", level: Level = Level.COMMUNE, at: datetime = NOW
) -> Quality:
    place = workspace.registry.by_key(PROVINCE)
    return quality(
        workspace, QualityQuery(place, workspace.vintage, level, parse_period(until, workspace.cutoff)), now=at
    )


def when(workspace: Workspace, text: str) -> Period:
    return parse_period(text, workspace.cutoff)


def missing(workspace: Workspace, grid: CompletenessGrid) -> dict[str, list[str]]:
    """Names of those that have not reported, by the quarters that lack any."""
    missing_units = {notation(period.period, workspace.cutoff): grid.missing(period) for period in grid.columns}
    return {quarter: [unit.name for unit in units] for quarter, units in missing_units.items() if units}


def send(workspace: Workspace, counts: dict[str, int], quarter: str = "2026-Q4", **more: Any) -> int:
    """Submit figures of one commune and approve them by default."""
    rows = [Observation(COMMUNE, when(workspace, quarter), measure, value) for measure, value in counts.items()]
    sheet = SheetId(f"{len(workspace.store.submissions()):064}", "long_table")
    by, received_at, reason = (
        more.pop(name, usual) for name, usual in (("by", OPERATOR), ("received_at", NOW), ("reason", ""))
    )
    request = SubmissionRequest(by, "quý.csv", sheet, received_at, reason)
    receipt = workspace.store.submit(reported(rows), request, **{"approve": True} | more)
    workspace.refresh()
    return receipt.submission


def test_the_planted_gaps_are_found_and_nothing_else_is_missing(workspace: Workspace) -> None:
    """Three communes have not reported 2026-Q3, one did not report 2023-Q2; 2026-Q4 still runs."""
    assert missing(workspace, quality_of(workspace).grid) == {
        "2026-Q3": ["Phường Sa Giang", "Xã Hạc Giang", "Xã Mai Đàn"]
    }
    assert missing(workspace, quality_of(workspace, "2023-Q4").grid) == {"2023-Q2": ["Xã Liễu Tân"]}


@pytest.mark.parametrize("level", [Level.COMMUNE, Level.DISTRICT])
def test_every_quarter_counts_as_the_files_say(workspace: Workspace, level: Level) -> None:
    """Reporting and expected localities, counted once more from the sample's files with a dictionary."""
    with (SAMPLE / "localities.csv").open(encoding="utf-8") as file:
        units = {f"{row['code']}@{row['valid_from']}": row for row in csv.DictReader(file)}
    with (SAMPLE / "figures.csv").open(encoding="utf-8") as file:
        keys = {(row["locality"], row["period"]) for row in csv.DictReader(file)}
    reporting = Counter(quarter for key, quarter in keys if units[key]["level"] == level)

    def there(last: date) -> int:
        spans = [(row["valid_from"], row["valid_to"] or "9999") for row in units.values() if row["level"] == level]
        return sum(first <= last.isoformat() <= end for first, end in spans)

    for until in ("2026-Q4", "2023-Q4"):
        for column in quality_of(workspace, until, level).grid.columns:
            quarter = notation(column.period, workspace.cutoff)
            assert (column.reporting, column.expected) == (reporting[quarter], there(column.period.last)), quarter


def test_twelve_quarters_are_newest_first_and_localities_in_vietnamese_order(workspace: Workspace) -> None:
    """Communes of today first, Phường before Xã; then the sixty of before July 2025."""
    grid = quality_of(workspace).grid
    quarters = [notation(period.period, workspace.cutoff) for period in grid.columns]
    assert (len(quarters), quarters[0], quarters[-1]) == (12, "2026-Q4", "2024-Q1")
    assert (len(grid.units), len(grid.former)) == (20, 60)
    assert [unit.name for unit in grid.units[:3]] == ["Phường Bạch Đàn", "Phường Lam Giang", "Phường Ngân Hà"]


def test_missing_not_due_and_not_there_are_three_things(workspace: Workspace) -> None:
    """Xã Mai Đàn of 2025: awaited in the running quarter, missing in the last, not there before July 2025."""
    grid = quality_of(workspace).grid
    unit = next(line for line in grid.units if line.name == "Xã Mai Đàn")
    cells = [cell.reporting for cell in grid.cells[unit.key]]
    assert cells[:2] == [ReportingState.NOT_DUE, ReportingState.MISSING]
    assert set(cells[6:]) == {ReportingState.NOT_THERE}


def test_provisional_figures_and_missing_counts_are_marked(workspace: Workspace) -> None:
    """2026-Q3 is provisional in all 17 that reported; one commune gave 24 of the 25 counts of 2025-Q4."""
    grid = quality_of(workspace).grid
    newest = [cells[1] for cells in grid.cells.values()]
    assert sum(cell.provisional for cell in newest) == 17
    partial = {unit.name: grid.cells[unit.key][4] for unit in grid.units if grid.cells[unit.key][4].is_partial}
    assert {name: (cell.counts, cell.expected) for name, cell in partial.items()} == {"Phường Bạch Đàn": (24, 25)}


def test_the_level_that_reports_comes_first(workspace: Workspace) -> None:
    """Communes today; until 2023 the nine districts, which all reported, before the communes."""
    place = workspace.registry.by_key(PROVINCE)
    assert levels_to_check(workspace, place, when(workspace, "2026-Q4"))[0] is Level.COMMUNE
    assert levels_to_check(workspace, place, when(workspace, "2023-Q4")) == (Level.DISTRICT, Level.COMMUNE)


def test_a_place_without_quarters_has_nothing_missing_to_show(workspace: Workspace) -> None:
    """Huế has figures of other periods only: no grid of absences is shown for it."""
    home = workspace.home
    assert quarters_to_check(workspace, home, at=NOW)[0] == when(workspace, "2026-Q4")
    assert not quality(workspace, QualityQuery(home, workspace.vintage), now=NOW).has_reports
    assert quality_of(workspace).has_reports


def test_only_quarters_with_a_deadline_can_be_late(own_workspace: Workspace) -> None:
    """A second after the deadline is late; with no deadline it is neither on time nor late."""
    send(own_workspace, {"documents": 5}, received_at=NOW)
    assert quality_of(own_workspace).grid.cells[COMMUNE][0].reporting is ReportingState.REPORTED
    quarter = when(own_workspace, "2027-Q1")
    start, deadline = NOW - timedelta(days=1), NOW + timedelta(days=120)
    own_workspace.store.windows.put(Window(quarter, start, deadline, deadline), by=OPERATOR, at=start)
    send(own_workspace, {"documents": 6}, "2027-Q1", received_at=deadline + timedelta(seconds=1))
    late = quality_of(own_workspace, "2027-Q1", at=deadline + timedelta(days=1)).grid
    assert late.cells[COMMUNE][0].reporting is ReportingState.LATE
    assert late.columns[0].is_due
    assert not quality_of(own_workspace, "2027-Q1", at=deadline).grid.columns[0].is_due


def test_a_deadline_that_is_set_or_moved_shows_without_a_new_vintage(own_workspace: Workspace) -> None:
    """The process that set a target sees it at once, others at their next look; no figures are reloaded."""
    quarter, start = when(own_workspace, "2026-Q4"), NOW - timedelta(days=1)
    for deadline, due in ((NOW - timedelta(seconds=1), True), (NOW + timedelta(seconds=1), False)):
        deadlines.set_window(own_workspace, Window(quarter, start, deadline, deadline), by=OPERATOR)
        assert quality_of(own_workspace, "2026-Q4").grid.columns[0].is_due is due
    own_workspace.store.windows.put(Window(quarter, start, start, start), by=OPERATOR, at=NOW)
    assert not quality_of(own_workspace, "2026-Q4").grid.columns[0].is_due
    vintage = own_workspace.vintage
    assert own_workspace.refresh() == vintage
    assert quality_of(own_workspace, "2026-Q4").grid.columns[0].is_due


def test_what_waits_for_approval_is_not_reported(own_workspace: Workspace) -> None:
    """A submission that is pending changes nothing that is public, its flags included."""
    quarter = when(own_workspace, "2026-Q4")
    flag = Flag(COMMUNE, quarter, "documents", "unusual-value", "reason")
    sender = Actor("sa-giang", Role.CONTRIBUTOR, frozenset({"90"}))
    number = send(own_workspace, {"documents": 5}, by=sender, approve=False, flags=[flag])
    own_workspace.refresh()
    assert quality_of(own_workspace).grid.columns[0].reporting == 0
    assert quality_of(own_workspace).odd == ()
    own_workspace.store.approve(number, by=OPERATOR, at=NOW)
    own_workspace.refresh()
    assert quality_of(own_workspace).grid.columns[0].reporting == 1
    (odd,) = quality_of(own_workspace).odd
    assert (odd.locality.key, odd.measure, odd.code, odd.value, odd.corrected) == (
        COMMUNE, "documents", "unusual-value", 5, False,
    )  # fmt: skip


def test_a_flag_keeps_the_senders_reason_and_a_later_correction(own_workspace: Workspace) -> None:
    """Copied figures are listed with what the sender wrote; once replaced, the list says so."""
    flag = Flag(COMMUNE, when(own_workspace, "2026-Q4"), "documents", "copied-forward", "reason")
    send(own_workspace, {"documents": 5}, flags=[flag], reason="đã kiểm tra, đúng là bằng nhau")
    assert quality_of(own_workspace).odd[0].reason == "đã kiểm tra, đúng là bằng nhau"
    send(own_workspace, {"documents": 7}, reason="đếm lại")
    assert [(value.value, value.corrected) for value in quality_of(own_workspace).odd] == [(7, True)]


def test_sums_that_do_not_close_are_listed_with_the_difference(own_workspace: Workspace) -> None:
    """Received 10 but 6 + 3: short by one. Whole sums, and the carried over of the quarter before, are silent."""
    counts = {"dossiers_received": 10, "dossiers_received_online": 6, "dossiers_received_in_person": 3}
    send(own_workspace, counts, reason="một hồ sơ chưa phân loại")
    (disagreement,) = quality_of(own_workspace).disagreements
    inconsistency = disagreement.inconsistency
    assert (inconsistency.rule, inconsistency.difference, disagreement.reason) == (
        "received_is_online_in_person", 1, "một hồ sơ chưa phân loại",
    )  # fmt: skip
    left, right = ([(term.measure, term.value) for term in side] for side in (inconsistency.left, inconsistency.right))
    assert left == [("dossiers_received", 10)]
    assert right == [("dossiers_received_online", 6), ("dossiers_received_in_person", 3)]


def test_what_was_pending_and_is_not_carried_over_is_listed(own_workspace: Workspace) -> None:
    """What a commune left pending in 2026-Q3, plus four, carried into 2026-Q4: a difference of four between the two."""
    quarter = when(own_workspace, "2026-Q3")
    pending = int(own_workspace.snapshot().figures.values.loc[(COMMUNE, quarter), "dossiers_pending"])
    send(own_workspace, {"dossiers_carried_over": pending + 4})
    ((difference, left),) = [
        (disagreement.inconsistency.difference, disagreement.inconsistency.left)
        for disagreement in quality_of(own_workspace).disagreements
    ]
    assert difference == 4
    assert [(term.period, term.measure, term.value) for term in left] == [(quarter, "dossiers_pending", pending)]


def test_every_sum_of_the_shipped_figures_closes_as_the_rules_say_row_by_row(workspace: Workspace) -> None:
    """All rows at once finds what one row after the other finds, where all figures of the row count the whole place."""
    snapshot = workspace.snapshot()
    assert isinstance(snapshot, CheckedSnapshot)
    counts_part = np.array([*(source.coverage != WHOLE for source in snapshot.figures.sources), False])
    is_mixed = counts_part[snapshot.figures.cell_origins].any(axis=1)
    plain = sum(
        bool(workspace.catalogue.rules.breaches({code: value for code, value in row.items() if value == value}))
        for _, row in snapshot.figures.values[~is_mixed].iterrows()
    )
    inside = [one for one in snapshot.inconsistencies if one.rule and len({term.period for term in one.terms}) == 1]
    assert len({(one.locality, one.period) for one in inside}) == plain


def test_a_correction_writes_itself_into_the_log(workspace: Workspace) -> None:
    """Xã Mai Trà moved 60 dossiers of 2024-Q3 from overdue to on time, and said why; the newest vintage made it so."""
    log = {correction.measure: correction for correction in quality_of(workspace).corrections}
    assert set(log) == {"dossiers_resolved_overdue", "dossiers_resolved_on_time"}
    line = log["dossiers_resolved_overdue"]
    assert (line.locality.name, notation(line.period, workspace.cutoff)) == ("Xã Mai Trà", "2024-Q3")
    assert (line.old, line.new, line.vintage, line.by) == (83, 23, 3, "dxkpi")
    assert "60 hồ sơ" in line.reason


def test_an_older_vintage_knows_no_later_correction(workspace: Workspace) -> None:
    """Vintage 2 is from before the correction."""
    place = find_locality(workspace, "90")
    assert quality(workspace, QualityQuery(place, 2), now=NOW).corrections == ()


def test_the_store_is_not_read_while_the_vintage_is_the_same(own_workspace: Workspace) -> None:
    """Place, level and quarter may change as they like."""
    own_workspace.snapshot()
    assert own_workspace.records.vintage == own_workspace.vintage
    before = own_workspace.store.statements
    for until in ("2026-Q4", "2025-Q2"):
        for level in (Level.COMMUNE, Level.DISTRICT):
            quality_of(own_workspace, until, level)
    assert own_workspace.store.statements == before
