"""Taking a file in: read, checked, compared, saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

from dxkpi.domain.period import Period, parse_period
from dxkpi.intake import Problem, Severity, Upload, read_upload
from dxkpi.workflows.asking import find_locality
from dxkpi.workspace import Workspace

OPERATOR = "operator"


@dataclass(frozen=True)
class Counts:
    """What an upload would do: figures new, changed and unchanged against the store, and rows rejected."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0


@dataclass(frozen=True)
class ImportReport:
    """What came of an upload. `submission` is the number of the receipt: nothing where nothing was saved."""

    accepted: bool
    layout: str
    locality: str | None
    period: Period | None
    counts: Counts
    submission: int | None
    vintage: int
    problems: tuple[Problem, ...]
    repeated: bool = False

    @property
    def needs_reason_only(self) -> bool:
        """Whether nothing but a written reason is missing."""
        return not self.accepted and not any(problem.severity is Severity.ERROR for problem in self.problems)


def import_file(
    workspace: Workspace,
    name: str,
    content: bytes,
    *,
    locality: str | None = None,
    period: str | None = None,
    layout: str | None = None,
    source: str = "",
    source_url: str = "",
    reason: str = "",
    by: str = OPERATOR,
    dry_run: bool = False,
) -> ImportReport:
    """Read a file, check it, and unless it is a dry run or has errors, save it as a new vintage."""
    chosen = parse_period(period, workspace.cutoff) if period else None
    place = find_locality(workspace, locality, chosen) if locality else None
    context = workspace.context(source=source or name, source_url=source_url, locality=place, period=chosen)
    upload = read_upload(name, content, context, layout=layout)
    report = _read(upload, workspace.store.vintage(), reason)
    if not report.accepted:
        return report
    rejected = report.counts.rejected
    if dry_run:
        return replace(report, counts=Counts(*workspace.store.compare(upload.figures), rejected))
    receipt = workspace.store.submit(
        upload.figures,
        by=by,
        file_name=name,
        sha256=sha256(content).hexdigest(),
        layout=upload.layout,
        reason=reason,
        approve=True,
        received_at=datetime.now(UTC),
    )
    counts = Counts(receipt.new, receipt.changed, receipt.unchanged, rejected)
    vintage = workspace.refresh()
    return replace(report, counts=counts, submission=receipt.submission, vintage=vintage, repeated=receipt.repeated)


def _read(upload: Upload, vintage: int, reason: str) -> ImportReport:
    """What is known of an upload before anything is saved. Locality and period are named where there is one alone.

    A broken rule is accepted with a written reason, which stays with the submission.
    """
    localities = {row.locality for row in upload.observations}
    periods = {row.period for row in upload.observations}
    errors = [problem for problem in upload.problems if problem.severity is Severity.ERROR]
    return ImportReport(
        accepted=upload.accepted and (bool(reason.strip()) or not upload.asks_reason),
        layout=upload.layout,
        locality=localities.pop() if len(localities) == 1 else None,
        period=periods.pop() if len(periods) == 1 else None,
        counts=Counts(rejected=len({(problem.sheet, problem.row) for problem in errors})),
        submission=None,
        vintage=vintage,
        problems=upload.problems,
    )
