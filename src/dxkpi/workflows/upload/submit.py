"""Handing in what was looked at: all or nothing, once, with a receipt; and the original back to those who may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from dxkpi.domain.model.audit import AuditAction
from dxkpi.domain.model.period import Period, in_words
from dxkpi.domain.model.permissions import OPERATOR, Actor, Permission
from dxkpi.domain.model.reasons import MIN_REASON_LETTERS
from dxkpi.errors import ArchivedFileMissing, CorrectionUnexplained, FileRefused, PeriodClosed, ReasonMissing
from dxkpi.intake import ProblemCode, Severity, annotate_file
from dxkpi.locale import Language
from dxkpi.store import Flag, Receipt, SubmissionRequest
from dxkpi.workflows.upload.preview import Preview
from dxkpi.workspace import Workspace


@dataclass(frozen=True)
class SubmitReceipt:
    """A receipt: its number, when it was given, and what came of it. `repeated`: the file had been received before,
    and `received_at`, `submission` and `vintage` are of then."""

    submission: int
    received_at: datetime
    vintage: int | None
    new: int
    changed: int
    unchanged: int
    repeated: bool


def submit(workspace: Workspace, preview: Preview, *, reason: str = "") -> SubmitReceipt:
    """Save what was previewed as it was previewed, and show its vintage.

    The same sheet for the same scope again changes nothing and gives the receipt of then. Raises `FileRefused`,
    `ReasonMissing`, `CorrectionUnexplained`, and where something changed since the preview `NotAllowed`, `PeriodClosed`
    and `StoreMoved`.
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
    return _handed(receipt)


def marked_file(preview: Preview, language: Language) -> tuple[str, bytes] | None:
    """The file that was handed in, with its problems marked at their cells; nothing where it could not be read."""
    return annotate_file(preview.name, preview.content, preview.upload, language)


def original(workspace: Workspace, submission: int, *, by: Actor = OPERATOR) -> tuple[str, bytes]:
    """A submission's file as it came: its name and content, for those who may see it.

    Raises `UnknownSubmission`, `ArchivedFileMissing`, `NotAllowed`.
    """
    by.require(Permission.SEE_REPORTS)
    found = workspace.store.submission(submission)
    if by.scope is not None and found.by != by.name:
        _require_all(workspace, submission, by)
    content = workspace.file_archive.get(found.sha256)
    if content is None:
        raise ArchivedFileMissing(number=str(submission))
    workspace.store.audit_log.add(AuditAction.READ_ORIGINAL, f"submission {submission}", by=by, at=datetime.now(UTC))
    return found.file_name, content


def _require_now(workspace: Workspace, preview: Preview) -> None:
    """Raises `NotAllowed` or `PeriodClosed` unless rights and deadlines allow at this moment what was previewed."""
    by, figures = preview.by, preview.figures
    by.require(Permission.REPORT)
    if by.is_operator:
        return
    locked = workspace.locks(by)
    for place, when in sorted(set(zip(figures.locality.tolist(), figures.period.tolist(), strict=True))):
        unit, period = workspace.registry.by_key(figures.localities[place]), figures.periods[when]
        by.require_for(Permission.REPORT, unit, workspace.registry)
        if why := locked(unit, period):
            raise PeriodClosed(place=unit.name, period=in_words(period, workspace.cutoff), why=why)


def _require_all(workspace: Workspace, submission: int, by: Actor) -> None:
    """Raises `NotAllowed` unless every locality of a submission is within somebody's scope."""
    for key in {each.locality for each in workspace.store.submitted(submission)}:
        by.require_for(Permission.SEE_REPORTS, workspace.registry.by_key(key), workspace.registry)


def _flags(preview: Preview) -> tuple[Flag, ...]:
    """The problems that are let through, at the figures they are about."""
    kept = {
        Flag(each.locality, each.period, each.measure, each.code.value, each.severity.value): None
        for each in preview.problems
        if each.severity is not Severity.ERROR and each.code is not ProblemCode.MISSING_VALUE
        if each.locality and each.measure and isinstance(each.period, Period)
    }
    return tuple(kept)


def _handed(receipt: Receipt) -> SubmitReceipt:
    return SubmitReceipt(
        receipt.submission,
        receipt.received_at,
        receipt.vintage,
        receipt.new,
        receipt.changed,
        receipt.unchanged,
        receipt.repeated,
    )
