"""Importing a file in one step, as commands do: preview, then submit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dxkpi.domain.model.period import Period
from dxkpi.domain.model.permissions import OPERATOR, Actor
from dxkpi.intake import Problem
from dxkpi.workflows.upload.preview import Preview, UploadCounts, UploadRequest, preview_file
from dxkpi.workflows.upload.submit import submit
from dxkpi.workspace import Workspace


@dataclass(frozen=True, eq=False)
class ImportReport:
    """The result of an import. `submission`: the number of the receipt; None when nothing was saved.

    `repeated`: the same file was received before, at `received_at`, and nothing changed.
    """

    accepted: bool
    preview: Preview
    counts: UploadCounts
    vintage: int
    submission: int | None = None
    received_at: datetime | None = None
    repeated: bool = False

    @property
    def layout(self) -> str:
        """The layout that was recognised; empty when none was."""
        return self.preview.upload.layout

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem, in the order of the file."""
        return self.preview.problems

    @property
    def locality(self) -> str | None:
        """The key of the only locality that has figures, else of the one the file was sent for."""
        keys = self.preview.figures.localities
        place = self.preview.place
        return keys[0] if len(keys) == 1 else place.key if place else None

    @property
    def period(self) -> Period | None:
        """The only period that has figures, else the one the file was sent for."""
        periods = self.preview.figures.periods
        return periods[0] if len(periods) == 1 else self.preview.period

    @property
    def needs_reason_only(self) -> bool:
        """Whether only a written reason is missing."""
        return not self.accepted and self.preview.upload.accepted


def import_file(
    workspace: Workspace, request: UploadRequest, *, reason: str = "", by: Actor = OPERATOR, dry_run: bool = False
) -> ImportReport:
    """Read and check a file, and unless it is refused or `dry_run`, save it as a new vintage.

    Raises `UnknownLocality`, `AmbiguousLocality`, `UnknownPeriod`, `NotAllowed`.
    """
    preview = preview_file(workspace, request, by=by)
    accepted = preview.may_be_saved(reason)
    if dry_run and (earlier := preview.received):
        return ImportReport(
            True, preview, preview.counts, preview.vintage, earlier.submission, earlier.received_at, repeated=True
        )
    if dry_run or not accepted:
        return ImportReport(accepted, preview, preview.counts, preview.vintage)
    receipt = submit(workspace, preview, reason=reason)
    counts = UploadCounts(receipt.new, receipt.changed, receipt.unchanged, preview.counts.rejected)
    return ImportReport(
        True, preview, counts, workspace.vintage, receipt.submission, receipt.received_at, receipt.repeated
    )
