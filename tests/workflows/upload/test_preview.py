"""A submission does what its preview says, also for what was received before."""

from __future__ import annotations

import csv
import io

from dxkpi.cli.output.import_report import import_lines
from dxkpi.locale import Language
from dxkpi.workflows import import_file, preview_file
from dxkpi.workflows.upload.preview import UploadRequest, preview_effects
from dxkpi.workspace import Workspace

PLACE, QUARTER = "90001@2025-07-01", "2026-Q3"


def table(teams: int) -> bytes:
    """One figure of one ward."""
    out = io.StringIO()
    csv.writer(out).writerows([("locality", "period", "measure", "value"), (PLACE, QUARTER, "community_teams", teams)])
    return out.getvalue().encode()


def test_what_was_received_before_promises_no_change(own_workspace: Workspace) -> None:
    """A file comes in, is corrected by another, and comes again: the preview says what submitting will answer."""
    first = import_file(own_workspace, UploadRequest("a.csv", table(31)))
    import_file(own_workspace, UploadRequest("b.csv", table(32)))
    again = preview_file(own_workspace, UploadRequest("a.csv", table(31)))
    assert again.received is not None
    assert (again.received.submission, again.counts.changed, again.counts.unchanged) == (first.submission, 0, 1)
    assert (again.changes, preview_effects(own_workspace, again), again.asks_reason) == ((), (), False)
    dry = import_file(own_workspace, UploadRequest("a.csv", table(31)), dry_run=True)
    real = import_file(own_workspace, UploadRequest("a.csv", table(31)))
    assert (dry.counts, dry.submission, dry.received_at, dry.repeated) == (
        real.counts,
        real.submission,
        real.received_at,
        True,
    )
    assert list(import_lines(own_workspace, dry, "a.csv", Language.EN, dry_run=True)) == list(
        import_lines(own_workspace, real, "a.csv", Language.EN, dry_run=False)
    )
    assert [value for _, _, value, _ in own_workspace.snapshot().figures.of(PLACE) if value in (31, 32)] == [32]


def test_a_rate_of_one_ward_is_not_taken_for_that_of_its_city(own_workspace: Workspace) -> None:
    """The first of forty wards reports 90 of 700 online: the city's 12,9 % says that it is the share of one ward."""
    rows = "".join(f"19996,2026-Q4,{cells}\n" for cells in ("dossiers_received,700", "dossiers_received_online,90"))
    content = f"locality,period,measure,value\n{rows}".encode()
    dry = import_file(own_workspace, UploadRequest("a.csv", content), dry_run=True)
    output = list(import_lines(own_workspace, dry, "a.csv", Language.VI, dry_run=True))
    assert "Tỷ lệ nộp trực tuyến, Phường Hương Trà, Quý IV/2026: – → 12,9\u00a0%" in output
    assert "Tỷ lệ nộp trực tuyến, Thành phố Huế (1/40 địa phương), Quý IV/2026: – → 12,9\u00a0%" in output
