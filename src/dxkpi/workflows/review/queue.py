"""The review queue: pending submissions."""

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
    """A pending submission, and how many of its figures are new or change published ones.

    `is_late`: it is the first report for one of its periods and arrived after the deadline. `flags`: problems accepted
    with the reason of the submission.
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
        """Whether it changes published figures."""
        return self.changed > 0


def queue(workspace: Workspace, *, by: Actor) -> tuple[QueuedSubmission, ...]:
    """The pending submissions in the scope of an account, oldest first. Raises `NotAllowed`."""
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
    """Pending submissions with localities that the registry lacks: those of the sample province, when it is left out.

    They cannot be reviewed here. None for an account with a limited scope. Raises `NotAllowed`.
    """
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
