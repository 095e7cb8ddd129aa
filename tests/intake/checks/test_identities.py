"""Figures that do not close: caught with the difference in dossiers, saved only with a written reason."""

from __future__ import annotations

import pytest

from dxkpi.intake import ProblemCode, Severity
from dxkpi.locale import Language
from dxkpi.workflows import import_file
from dxkpi.workflows.upload.preview import UploadRequest
from dxkpi.workspace import Workspace

# Printed by the public-service portal of Thừa Thiên Huế (statistics page, undated), by level of service.
# received, resolved, early, on time, overdue; and how far resolved is from the sum of its parts, by hand.
PORTAL = {
    "levels 1 and 2": ((268763, 257141, 124907, 102770, 19852), 9612),
    "level 3": ((68544, 61827, 43434, 11795, 4331), 2267),
    "level 4": ((1665, 1611, 952, 388, 268), 3),
}
MEASURES = (
    "dossiers_to_process",
    "dossiers_resolved",
    "dossiers_resolved_early",
    "dossiers_resolved_on_time",
    "dossiers_resolved_overdue",
)


def file_of(numbers: tuple[int, ...], period: str = "2021") -> bytes:
    rows = [f"46,{period},{measure},{number}" for measure, number in zip(MEASURES, numbers, strict=True)]
    return "\n".join(["locality,period,measure,value", *rows]).encode()


@pytest.mark.parametrize("table", PORTAL)
def test_a_published_table_that_does_not_close_is_caught_with_its_difference(
    own_workspace: Workspace, table: str
) -> None:
    """Resolved is not the sum of early, on time and overdue: the cell, the locality and the difference are named."""
    numbers, difference = PORTAL[table]
    report = import_file(own_workspace, UploadRequest("portal.csv", file_of(numbers)))
    assert not report.accepted
    assert report.submission is None
    (problem,) = report.problems
    assert (problem.code, problem.severity, problem.cell) == (ProblemCode.IDENTITY_BROKEN, Severity.REASON, "D3")
    text = problem.message.text(Language.VI)
    assert "Tỉnh Thừa Thiên Huế" in text
    assert f"{difference:,}".replace(",", ".") in text


def test_with_a_written_reason_it_goes_in_as_printed(own_workspace: Workspace) -> None:
    """A broken identity is no dead end: with a reason it is saved unchanged, and the reason stays with it."""
    numbers, _ = PORTAL["level 4"]
    report = import_file(own_workspace, UploadRequest("portal.csv", file_of(numbers)), reason="số in trên cổng")
    assert report.accepted
    assert report.counts.new == len(MEASURES)
    submission = own_workspace.store.submissions()[-1]
    assert (submission.number, submission.reason) == (report.submission, "số in trên cổng")


def test_a_reason_has_five_letters(own_workspace: Workspace) -> None:
    """Spaces, “ok” and digits are none."""
    request = UploadRequest("portal.csv", file_of(PORTAL["level 4"][0]))
    for reason in ("  ", "ok", "12/2026"):
        assert not import_file(own_workspace, request, reason=reason).accepted


def test_a_part_larger_than_its_whole_is_caught(own_workspace: Workspace) -> None:
    """More received online than received at all: 120 of 100."""
    file = b"locality,period,measure,value\n46,2021,dossiers_received,100\n46,2021,dossiers_received_online,120\n"
    report = import_file(own_workspace, UploadRequest("a.csv", file), dry_run=True)
    assert [(problem.code, problem.severity) for problem in report.problems] == [
        (ProblemCode.PART_EXCEEDS_WHOLE, Severity.REASON)
    ]


def test_figures_that_close_need_no_reason(own_workspace: Workspace) -> None:
    """10 resolved are 4 early, 5 on time and 1 overdue: nothing to complain of."""
    assert import_file(own_workspace, UploadRequest("a.csv", file_of((12, 10, 4, 5, 1)))).problems == ()


def test_what_is_missing_breaks_no_rule(own_workspace: Workspace) -> None:
    """Without the overdue the parts cannot be added up: missing is not 0."""
    file = file_of((12, 10, 4, 5, 1)).rsplit(b"\n", 1)[0]
    assert import_file(own_workspace, UploadRequest("a.csv", file)).problems == ()
