"""Submitting a preview, and the files that were submitted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from dxkpi.domain.model.audit import AuditAction
from dxkpi.domain.model.period import Period, in_words
from dxkpi.domain.model.permissions import OPERATOR, Actor, Permission
from dxkpi.domain.model.reasons import MIN_REASON_LETTERS
from dxkpi.errors import ArchivedFileMissing, CorrectionUnexplained, FileRefused, PeriodClosed, ReasonMissing
from dxkpi.intake import ProblemCode, Severity, annotate_file, annotated_name
from dxkpi.locale import Language
from dxkpi.store import Flag, SubmissionRequest
from dxkpi.workflows.upload.preview import Preview
from dxkpi.workflows.upload_context import deadline_lock
from dxkpi.workspace import Workspace


@dataclass(frozen=True)
class SubmitReceipt:
    """The receipt of a submission. `vintage`: the one it made; None while it is pending or when nothing changed.

    `repeated`: the file was received before; then `received_at`, `submission` and `vintage` are of that time.
    """

    submission: int
    received_at: datetime
    vintage: int | None
    new: int
    changed: int
    unchanged: int
    repeated: bool


def submit(workspace: Workspace, preview: Preview, *, reason: str = "") -> SubmitReceipt:
    """Save a preview, all of it or nothing, and load its vintage.

    Idempotent: the same sheet for the same scope changes nothing and returns the earlier receipt. Raises `FileRefused`,
    `ReasonMissing`, `CorrectionUnexplained`, and when something has changed since the preview `NotAllowed`,
    `PeriodClosed` and `StoreChanged`.
    """
    _require_now(workspace, preview)
    if not preview.upload.accepted:
        raise FileRefused(file=preview.name)
    if not preview.may_be_saved(reason):
        if preview.upload.asks_reason:
            raise ReasonMissing(file=preview.name, least=MIN_REASON_LETTERS)
        count = str(preview.corrections)
        raise CorrectionUnexplained(file=preview.name, count=count, least=MIN_REASON_LETTERS)
    workspace.file_archive.put(preview.content)
    receipt = workspace.store.submit(
        preview.figures,
        SubmissionRequest(preview.by, preview.name, preview.sheet, datetime.now(UTC), reason.strip()),
        approve=preview.by.is_operator,
        flags=_flags(preview),
        expected=preview.vintage,
    )
    workspace.refresh()
    return SubmitReceipt(**vars(receipt))


def marked_file(preview: Preview, language: Language) -> tuple[str, bytes] | None:
    """The file with its problem cells marked, as name and content; None for a file that could not be read."""
    return annotate_file(preview.name, preview.content, preview.upload, language)


def marked_file_name(name: str, language: Language) -> str:
    """The name that the marked file of an uploaded one will have."""
    return annotated_name(name, language)


def original(workspace: Workspace, submission: int, *, by: Actor = OPERATOR) -> tuple[str, bytes]:
    """The name and content of a submission's file, byte for byte. The download is logged.

    Raises `UnknownSubmission`, `ArchivedFileMissing`, `NotAllowed`.
    """
    by.require(Permission.SEE_REPORTS)
    record = workspace.store.submission(submission)
    if by.scope is not None and record.by != by.name:
        _require_all(workspace, submission, by)
    content = workspace.file_archive.get(record.sha256)
    if content is None:
        raise ArchivedFileMissing(number=str(submission))
    workspace.store.audit_log.add(AuditAction.READ_ORIGINAL, f"submission {submission}", by=by, at=datetime.now(UTC))
    return record.file_name, content


def _require_now(workspace: Workspace, preview: Preview) -> None:
    """Raises `NotAllowed` or `PeriodClosed` unless rights and deadlines still allow what was previewed."""
    by, figures = preview.by, preview.figures
    by.require(Permission.REPORT)
    if by.is_operator:
        return
    locked = deadline_lock(workspace, by)
    for row, column in sorted(set(zip(figures.locality.tolist(), figures.period.tolist(), strict=True))):
        unit, period = workspace.registry.by_key(figures.localities[row]), figures.periods[column]
        by.require_for(Permission.REPORT, unit, workspace.registry)
        if why := locked(unit, period):
            raise PeriodClosed(place=unit.name, period=in_words(period, workspace.cutoff), why=why)


def _require_all(workspace: Workspace, submission: int, by: Actor) -> None:
    """Raises `NotAllowed` unless every locality of a submission is in the scope of an account."""
    for key in {row.locality for row in workspace.store.submitted(submission)}:
        by.require_for(Permission.SEE_REPORTS, workspace.registry.by_key(key), workspace.registry)


def _flags(preview: Preview) -> tuple[Flag, ...]:
    """The problems that are accepted with a reason, each cell and code once."""
    flags = {
        Flag(problem.locality, problem.period, problem.measure, problem.code.value, problem.severity.value): None
        for problem in preview.problems
        if problem.severity is not Severity.ERROR and problem.code is not ProblemCode.MISSING_VALUE
        if problem.locality and problem.measure and isinstance(problem.period, Period)
    }
    return tuple(flags)
