"""Reviewing a submission: comparison with published figures, comments, and the decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from dxkpi.domain.figures.figures import Observation
from dxkpi.domain.figures.submitted import SubmittedFigures, reported
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Period, previous, year_before
from dxkpi.domain.model.permissions import Actor, Permission
from dxkpi.errors import NotAllowed, UnknownLocality
from dxkpi.store import Comment, CommentTarget, Flag, Submission, SubmissionState
from dxkpi.workflows.upload.effects import Effect, effects_of
from dxkpi.workflows.upload.preview import FigureStatus, compared, status_of
from dxkpi.workflows.upload_context import published_figures
from dxkpi.workspace import Workspace


@dataclass(frozen=True)
class ReviewedFigure:
    """One figure of a submission with the published one, that of the previous period and that of a year before.

    None: there is no such figure.
    """

    locality: Locality
    period: Period
    measure: Measure
    status: FigureStatus
    new: float
    provisional: bool
    published: float | None
    previous: float | None
    year_ago: float | None
    flags: tuple[Flag, ...]
    comments: tuple[Comment, ...]

    @property
    def change(self) -> float | None:
        """The difference from the previous period."""
        return None if self.previous is None else self.new - self.previous


@dataclass(frozen=True, eq=False)
class Review:
    """A submission compared with the figures of one vintage.

    `original`: the name of its file, if that is in the archive. `may_decide`, `may_comment`: rights of the account.
    """

    submission: Submission
    vintage: int
    localities: tuple[Locality, ...]
    periods: tuple[Period, ...]
    lines: tuple[ReviewedFigure, ...]
    flags: tuple[Flag, ...]
    comments: tuple[Comment, ...]
    effects: tuple[Effect, ...]
    original: str | None
    may_decide: bool
    may_comment: bool

    def count(self, status: FigureStatus) -> int:
        """How many of its figures are new, changed or unchanged."""
        return sum(line.status is status for line in self.lines)


def look_at(workspace: Workspace, submission: int, *, by: Actor) -> Review:
    """Compare a submission with published and earlier figures. Raises `UnknownSubmission`, `NotAllowed`."""
    by.require(Permission.SEE_REPORTS)
    found = workspace.store.submission(submission)
    _require(workspace, found, Permission.SEE_REPORTS, by)
    figures = figures_of(workspace, found)
    flags = tuple(workspace.store.flags.of(submission))
    comments = tuple(workspace.store.comments.of(submission))
    is_open = found.state is SubmissionState.PENDING
    return Review(
        found,
        workspace.vintage,
        localities_of(workspace, figures),
        tuple(sorted(figures.periods)),
        tuple(_lines(workspace, figures, flags, comments)),
        flags,
        comments,
        _effects(workspace, found, figures) if is_open else (),
        found.file_name.rpartition("/")[2] if workspace.file_archive.has(found.sha256) else None,
        is_open and may(workspace, found, Permission.REVIEW, by) and (by.is_operator or not is_sender(found, by)),
        is_sender(found, by) or may(workspace, found, Permission.REVIEW, by),
    )


def approve(workspace: Workspace, review: Review, *, by: Actor, note: str = "") -> int:
    """Approve a submission as it was compared, and return its vintage.

    Raises `NotAllowed`, `CannotReviewOwn`, `AlreadyDecided`, `ComparisonChanged`.
    """
    by.require(Permission.REVIEW)
    number = review.submission.number
    _require(workspace, workspace.store.submission(number), Permission.REVIEW, by)
    now = datetime.now(UTC)
    vintage = workspace.store.approve(number, by=by, at=now, reason=note.strip(), expected=review.vintage)
    workspace.refresh()
    return vintage


def return_(workspace: Workspace, submission: int, *, by: Actor, reason: str) -> None:
    """Return a submission to its sender with a reason. Raises `NotAllowed`, `AlreadyDecided`, `WrongUsage`."""
    by.require(Permission.REVIEW)
    _require(workspace, workspace.store.submission(submission), Permission.REVIEW, by)
    workspace.store.return_(submission, by=by, at=datetime.now(UTC), reason=reason)


def comment(
    workspace: Workspace,
    submission: int,
    text: str,
    *,
    by: Actor,
    locality: str = "",
    period: Period | None = None,
    measure: str = "",
) -> int:
    """Comment on a cell (locality key, period, measure code; empty: all of that kind) and return the number.

    Reviewers and the sender may comment. Raises `UnknownSubmission`, `NotAllowed`, `WrongUsage`.
    """
    by.require(Permission.SEE_REPORTS)
    found = workspace.store.submission(submission)
    _require(workspace, found, Permission.SEE_REPORTS if is_sender(found, by) else Permission.REVIEW, by)
    target = CommentTarget(locality, period, measure)
    return workspace.store.comments.add(submission, text, by=by, at=datetime.now(UTC), target=target)


def withdraw(workspace: Workspace, submission: int, *, by: Actor, reason: str = "") -> None:
    """Withdraw one's own submission before it is decided. Raises `NotAllowed`, `AlreadyDecided`."""
    by.require(Permission.REPORT)
    workspace.store.withdraw(submission, by=by, at=datetime.now(UTC), reason=reason)


def figures_of(workspace: Workspace, submission: Submission) -> SubmittedFigures:
    """All figures of a submission, by locality, period and measure; they never change, so they are cached."""
    order = {code: at for at, code in enumerate(workspace.catalogue.measures)}

    def place(row: Observation) -> tuple[str, Period, int]:
        return row.locality, row.period, order.get(row.measure, len(order))

    def make() -> SubmittedFigures:
        store, number = workspace.store, submission.number
        return reported(sorted((*store.submitted(number), *store.unchanged(number)), key=place))

    return workspace.cached(("submission", submission.number, submission.received_at, submission.state), make)


def localities_of(workspace: Workspace, figures: SubmittedFigures) -> tuple[Locality, ...]:
    """The localities of figures. Raises `UnknownLocality`."""
    return tuple(workspace.registry.by_key(key) for key in figures.localities)


def is_sender(submission: Submission, by: Actor) -> bool:
    """Whether an account has sent a submission."""
    return submission.by.casefold() == by.name.casefold()


def may(workspace: Workspace, submission: Submission, act: Permission, by: Actor) -> bool:
    """Whether an account has a permission for all localities of a submission; False if the registry lacks one."""
    try:
        _require(workspace, submission, act, by)
    except (NotAllowed, UnknownLocality):
        return False
    return True


def _require(workspace: Workspace, submission: Submission, act: Permission, by: Actor) -> None:
    """Raises `NotAllowed` without the permission for every locality of a submission.

    Raises `UnknownLocality` for one that the registry lacks: of the sample province, when it is left out.
    """
    by.require(act)
    for unit in localities_of(workspace, figures_of(workspace, submission)):
        by.require_for(act, unit, workspace.registry)


def _effects(workspace: Workspace, submission: Submission, figures: SubmittedFigures) -> tuple[Effect, ...]:
    key = submission.scope.partition(" ")[0]
    place = workspace.registry.by_key(key) if key in workspace.registry else None
    vintage = workspace.vintage
    named = ("review", vintage, submission.number, submission.received_at)
    return workspace.cached(named, lambda: effects_of(workspace, figures, place, vintage))


def _lines(
    workspace: Workspace, figures: SubmittedFigures, flags: Sequence[Flag], comments: Sequence[Comment]
) -> Iterator[ReviewedFigure]:
    old, changed = compared(figures, published_figures(workspace))
    before, year_ago = _earlier(workspace, figures)
    flagged: dict[tuple[str, Period, str], tuple[Flag, ...]] = {}
    for flag in flags:
        where = flag.locality, flag.period, flag.measure
        flagged[where] = (*flagged.get(where, ()), flag)
    for at, row in enumerate(figures.observations):
        cell = (row.locality, row.period, row.measure)
        status = status_of(old[at], is_changed=bool(changed[at]))
        yield ReviewedFigure(
            workspace.registry.by_key(row.locality),
            row.period,
            workspace.catalogue.measure(row.measure),
            status,
            float(row.value),
            row.provisional,
            _known(old[at]),
            _known(before[at]),
            _known(year_ago[at]),
            flagged.get(cell, ()),
            tuple(each for each in comments if _is_at(each.target, cell)),
        )


def _earlier(workspace: Workspace, figures: SubmittedFigures) -> tuple[np.ndarray, np.ndarray]:
    """For each figure that of the previous period and that of a year before; NaN: none."""
    before, year_ago = np.full(len(figures), np.nan), np.full(len(figures), np.nan)
    history = published_figures(workspace)
    for at, period in enumerate(figures.periods):
        here = np.flatnonzero(figures.period == at)
        where = figures.locality[here], figures.measure[here]
        earlier = previous(period, workspace.cutoff), year_before(period, workspace.cutoff)
        for found, then in zip((before, year_ago), earlier, strict=True):
            if then is not None:
                found[here] = history.table(figures.localities, then, figures.measures)[where]
    return before, year_ago


def _is_at(place: CommentTarget, cell: tuple[str, Period, str]) -> bool:
    """Whether a comment is about a cell; a comment without a period is about the cell in any."""
    locality, period, measure = cell
    return (place.locality, place.measure) == (locality, measure) and place.period in (None, period)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
