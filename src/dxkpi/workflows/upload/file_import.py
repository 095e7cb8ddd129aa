"""Taking a file in at one go, as commands do: looked at, then submitted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dxkpi.domain.model.period import Period
from dxkpi.domain.model.permissions import OPERATOR, Actor
from dxkpi.intake import Problem
from dxkpi.workflows.upload.preview import Preview, UploadCounts, preview_file
from dxkpi.workflows.upload.submit import submit
from dxkpi.workspace import Workspace


@dataclass(frozen=True, eq=False)
class ImportReport:
    """What came of an upload. `submission` is the number of the receipt: nothing where nothing was saved.

    `repeated`: the same file had been received before, at `received_at`, and nothing changed.
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
        """The layout it was read in; empty where none fits."""
        return self.preview.upload.layout

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem, in the file's order."""
        return self.preview.problems

    @property
    def locality(self) -> str | None:
        """The key of the locality its figures are of, where that is one alone; else of the one it was sent for."""
        named = self.preview.figures.localities
        place = self.preview.place
        return named[0] if len(named) == 1 else place.key if place else None

    @property
    def period(self) -> Period | None:
        """The period its figures are of, where that is one alone; else the one it was sent for."""
        named = self.preview.figures.periods
        return named[0] if len(named) == 1 else self.preview.period

    @property
    def needs_reason_only(self) -> bool:
        """Whether nothing but a written reason is missing."""
        return not self.accepted and self.preview.upload.accepted


def import_file(
    workspace: Workspace,
    name: str,
    content: bytes,
    *,
    locality: str | None = None,
    period: str | None = None,
    layout: str | None = None,
    sheet: str | None = None,
    source: str = "",
    source_url: str = "",
    reason: str = "",
    by: Actor = OPERATOR,
    dry_run: bool = False,
) -> ImportReport:
    """Read a file, check it, and unless it is a dry run or is refused, save it as a new vintage."""
    preview = preview_file(
        workspace, name, content, by=by, locality=locality, period=period, layout=layout, sheet=sheet,
        source=source, source_url=source_url,
    )  # fmt: skip
    accepted = preview.may_be_saved(reason)
    if dry_run and (then := preview.received):
        return ImportReport(
            True, preview, preview.counts, preview.vintage, then.submission, then.received_at, repeated=True
        )
    if dry_run or not accepted:
        return ImportReport(accepted, preview, preview.counts, preview.vintage)
    handed = submit(workspace, preview, reason=reason)
    counts = UploadCounts(handed.new, handed.changed, handed.unchanged, preview.counts.rejected)
    return ImportReport(
        True, preview, counts, workspace.vintage, handed.submission, handed.received_at, handed.repeated
    )
