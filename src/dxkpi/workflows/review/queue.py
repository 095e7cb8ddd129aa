"""The queue of review: what waits for a decision, of whom, since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.period import Period
from dxkpi.domain.model.permissions import Actor, Permission
from dxkpi.store import Flag, Submission, SubmissionState
from dxkpi.workflows.review.review import figures_of, localities_of, may
from dxkpi.workflows.upload.preview import compared
from dxkpi.workflows.upload_context import published_figures
from dxkpi.workspace import Workspace


@dataclass(frozen=True)
class QueuedSubmission:
    """A submission that waits: of whom, for when, since when, how much of it is new or changes what stands.

    `is_late`: whether it was the first report for one of its periods and came after the deadline. `flags`: problems
    that were let through, with the reason that the submission has.
    """

    submission: Submission
    localities: tuple[Locality, ...]
    periods: tuple[Period, ...]
    waited: timedelta
    is_late: bool
    new: int
    changed: int
    flags: tuple[Flag, ...]

    @property
    def is_correction(self) -> bool:
        """Whether it changes figures that are approved."""
        return self.changed > 0


def queue(workspace: Workspace, *, by: Actor) -> tuple[QueuedSubmission, ...]:
    """What waits for a decision on localities of somebody's scope, oldest first. Raises `NotAllowed`."""
    by.require(Permission.REVIEW)
    store = workspace.store
    pending = [
        each for each in store.submissions(SubmissionState.PENDING) if may(workspace, each, Permission.REVIEW, by)
    ]
    if not pending:
        return ()
    late = {report.submission for report in store.reports() if report.is_late}
    now = datetime.now(UTC)
    return tuple(_waiting(workspace, each, now, is_late=each.number in late) for each in pending)


def beyond(workspace: Workspace, *, by: Actor) -> tuple[Submission, ...]:
    """What waits and cannot be looked at here, as it speaks of localities that the registry lacks (of the sample
    province, where that is left out). It is told to those whose scope is everything. Raises `NotAllowed`."""
    by.require(Permission.REVIEW)
    if by.scope is not None:
        return ()
    pending = workspace.store.submissions(SubmissionState.PENDING)
    return tuple(each for each in pending if not _is_known(workspace, each))


def _is_known(workspace: Workspace, submission: Submission) -> bool:
    return all(key in workspace.registry for key in figures_of(workspace, submission).localities)


def _waiting(workspace: Workspace, submission: Submission, now: datetime, *, is_late: bool) -> QueuedSubmission:
    figures = figures_of(workspace, submission)
    old, changed = compared(figures, published_figures(workspace))
    return QueuedSubmission(
        submission,
        localities_of(workspace, figures),
        tuple(sorted(figures.periods)),
        now - submission.received_at,
        is_late,
        int(np.isnan(old).sum()),
        int(changed.sum()),
        tuple(workspace.store.flags.of(submission.number)),
    )
