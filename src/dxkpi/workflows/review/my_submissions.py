"""An account's own submissions: their state, the answers, and reopening one in the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dxkpi.domain.figures.submitted import SubmittedFigures
from dxkpi.domain.model.datetimes import format_moment
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.period import Period, notation, parse_period
from dxkpi.domain.model.permissions import Actor, Permission
from dxkpi.errors import NotAllowed, WrongUsage
from dxkpi.locale import N_, Message
from dxkpi.store import Comment, Submission, SubmissionState
from dxkpi.workflows.queries import find_locality
from dxkpi.workflows.report_forms import ReportForm, draft_of, form_for, keep_draft
from dxkpi.workflows.review.review import figures_of, is_sender
from dxkpi.workspace import Workspace

SHOWN = 10
IN_WORDS = {
    SubmissionState.PENDING: N_("waits for a reviewer; what is published has not changed"),
    SubmissionState.APPROVED: N_("approved by {by} at {at}, published as vintage {vintage}"),
    SubmissionState.RETURNED: N_("returned by {by} at {at}"),
    SubmissionState.WITHDRAWN: N_("withdrawn at {at}"),
}


@dataclass(frozen=True)
class MySubmission:
    """One of an account's own submissions, with its state as text and its comments."""

    submission: Submission
    localities: tuple[Locality, ...]
    periods: tuple[Period, ...]
    state: Message
    comments: tuple[Comment, ...]

    @property
    def may_withdraw(self) -> bool:
        """Whether it is pending."""
        return self.submission.state is SubmissionState.PENDING

    @property
    def may_reopen(self) -> bool:
        """Whether it was returned or withdrawn."""
        return self.submission.state in (SubmissionState.RETURNED, SubmissionState.WITHDRAWN)


def mine(workspace: Workspace, *, by: Actor) -> tuple[MySubmission, ...]:
    """An account's last `SHOWN` submissions, newest first. Raises `NotAllowed`."""
    by.require(Permission.REPORT)
    sent = [each for each in workspace.store.submissions() if is_sender(each, by)]
    return tuple(_own(workspace, each) for each in reversed(sent[-SHOWN:]))


def reopen(workspace: Workspace, submission: int, *, by: Actor) -> ReportForm:
    """Put the figures of an own returned or withdrawn submission into a draft, and return the form.

    Raises `UnknownSubmission`, `NotAllowed`, and `WrongUsage` when it is pending or approved, or fits no single form.
    """
    by.require(Permission.REPORT)
    found = workspace.store.submission(submission)
    if not is_sender(found, by):
        raise NotAllowed()
    if found.state not in (SubmissionState.RETURNED, SubmissionState.WITHDRAWN):
        raise WrongUsage(what=Message(N_("Only a submission that was returned or withdrawn can be opened again.")))
    figures = figures_of(workspace, found)
    form = _form(workspace, found, figures, by)
    cells = _cells(form, figures)
    before = draft_of(workspace, form, by=by)
    keep_draft(workspace, form, {**(before.cells if before else {}), **cells}, by=by)
    return form


def comments_at(workspace: Workspace, form: ReportForm, *, by: Actor) -> Mapping[tuple[str, str], tuple[Comment, ...]]:
    """Comments on the cells of `returned`, by locality (key) and measure (code)."""
    newest = returned(workspace, form, by=by)
    found: dict[tuple[str, str], tuple[Comment, ...]] = {}
    for comment in newest.comments if newest else ():
        key = comment.target.locality, comment.target.measure
        found[key] = (*found.get(key, ()), comment)
    return found


def returned(workspace: Workspace, form: ReportForm, *, by: Actor) -> MySubmission | None:
    """The account's newest submission for a form if it was returned, else None."""
    by.require_for(Permission.REPORT, form.place, workspace.registry, form.period.last)
    scope = f"{form.place.key} {notation(form.period, workspace.cutoff)}"
    sent = [each for each in workspace.store.submissions() if is_sender(each, by) and each.scope == scope]
    return _own(workspace, sent[-1]) if sent and sent[-1].state is SubmissionState.RETURNED else None


def state_in_words(submission: Submission) -> Message:
    """Where a submission stands: who decided what, when."""
    if submission.state is SubmissionState.APPROVED and submission.vintage is None:
        return Message(N_("no new or changed figures"))
    at = format_moment(submission.decided_at) if submission.decided_at else ""
    gaps = {"by": submission.decided_by or "", "at": at, "vintage": str(submission.vintage or "")}
    return Message(IN_WORDS[submission.state], gaps)


def _own(workspace: Workspace, submission: Submission) -> MySubmission:
    figures = figures_of(workspace, submission)
    comments = tuple(workspace.store.comments.of(submission.number))
    periods = tuple(sorted(figures.periods))
    known = tuple(workspace.registry.by_key(key) for key in figures.localities if key in workspace.registry)
    return MySubmission(submission, known, periods, state_in_words(submission), comments)


def _form(workspace: Workspace, submission: Submission, figures: SubmittedFigures, by: Actor) -> ReportForm:
    """The form it was sent for; where that was not said, of its only locality and period."""
    key, _, named = submission.scope.partition(" ")
    key = key or (figures.localities[0] if len(figures.localities) == 1 else "")
    if len(figures.periods) != 1 or not key or (named and parse_period(named, workspace.cutoff) != figures.periods[0]):
        raise _no_form()
    place = find_locality(workspace, key, period=figures.periods[0])
    return form_for(workspace, place, figures.periods[0], by=by)


def _cells(form: ReportForm, figures: SubmittedFigures) -> dict[str, str]:
    """Figures and notes as texts of the form, by `key|code`. Raises `WrongUsage` where one has no place in it."""
    units, measures = {each.key for each in form.units}, {each.code for each in form.measures}
    cells: dict[str, str] = {}
    for row in figures.observations:
        if row.locality not in units or row.measure not in measures:
            raise _no_form()
        cells[f"{row.locality}|{row.measure}"] = str(row.value)
        if row.note:
            cells[f"{row.locality}|note"] = row.note
    return cells


def _no_form() -> WrongUsage:
    return WrongUsage(what=Message(N_("Its figures do not fit into one form. Correct the file and upload it again.")))
