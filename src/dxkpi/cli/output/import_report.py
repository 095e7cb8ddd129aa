"""What `dxkpi import` prints: problems, changes, effects on rates, and the receipt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from dxkpi.domain.model.datetimes import format_moment
from dxkpi.domain.model.period import Cutoff, in_words, notation
from dxkpi.domain.model.reasons import MIN_REASON_LETTERS
from dxkpi.domain.views import text as view_text
from dxkpi.exports.numbers import exact
from dxkpi.locale import N_, Language, say
from dxkpi.workflows.upload.preview import FigureStatus, preview_effects

if TYPE_CHECKING:
    from dxkpi.intake.problems import Problem
    from dxkpi.workflows.upload.effects import Effect
    from dxkpi.workflows.upload.file_import import ImportReport
    from dxkpi.workflows.upload.preview import FigureChange, Preview
    from dxkpi.workspace import Workspace

CORRECTS = N_(
    "{file} was not saved: it corrects {count} approved figures. Say with --reason why (at least {least} letters)."
)
NEEDS_REASON = N_(
    "{file} was not saved: check the figures listed, or say with --reason why they are right "
    "(at least {least} letters)."
)
REFUSED = N_("{file} was refused: nothing was saved. Fix the problems listed and submit it again.")


def import_as_json(workspace: Workspace, report: ImportReport, language: Language, *, dry_run: bool) -> dict[str, Any]:
    """The report as `import --json` promises it. A dry run lists new figures too, not only changed ones."""
    listed = {FigureStatus.CHANGED, FigureStatus.NEW} if dry_run else {FigureStatus.CHANGED}
    counts, cutoff = report.counts, workspace.cutoff
    return {
        "accepted": report.accepted,
        "layout": report.layout or None,
        "sheet": report.preview.upload.sheet or None,
        "locality": report.locality,
        "period": notation(report.period, cutoff) if report.period else None,
        "counts": {
            "new": counts.new, "changed": counts.changed, "unchanged": counts.unchanged, "rejected": counts.rejected,
        },
        "submission": report.submission,
        "vintage": report.vintage,
        "repeated": report.repeated,
        "received_at": report.received_at.isoformat() if report.received_at else None,
        "changes": [
            _change_as_json(change, cutoff)
            for change in report.preview.changes
            if change.status in listed
        ],
        "effects": [_effect_as_json(effect, cutoff) for effect in preview_effects(workspace, report.preview)],
        "problems": [_problem_as_json(problem, language) for problem in report.problems],
    }  # fmt: skip


def import_lines(
    workspace: Workspace, report: ImportReport, name: str, language: Language, *, dry_run: bool
) -> Iterable[str]:
    """The report as lines: problems, for a dry run what would change, then the result. `name`: of the file."""
    for problem in report.problems:
        yield f"{problem.severity.value}  {problem.code.value}  {problem.message.text(language)}"
    if dry_run:
        yield from _preview_lines(workspace, report.preview, language)
    yield from _result_lines(report, name, language, dry_run=dry_run)


def _result_lines(report: ImportReport, name: str, language: Language, *, dry_run: bool) -> Iterable[str]:
    counts = {"new": report.counts.new, "changed": report.counts.changed, "unchanged": report.counts.unchanged}
    if report.needs_reason_only:
        text = NEEDS_REASON if report.preview.upload.asks_reason else CORRECTS
        count = report.preview.corrections
        yield say(text, language, file=name, count=count, least=MIN_REASON_LETTERS)
    elif not report.accepted:
        yield say(REFUSED, language, file=name)
    elif report.repeated:
        received = format_moment(report.received_at) if report.received_at else "–"
        text = N_("This file was already received on {received}: nothing changed (receipt {number}).")
        yield say(text, language, received=received, number=str(report.submission))
    elif dry_run:
        yield say(N_("Would be saved: {new} new, {changed} changed, {unchanged} unchanged."), language, **counts)
    else:
        yield say(N_("Saved: {new} new, {changed} changed, {unchanged} unchanged."), language, **counts)
        receipt = {"number": str(report.submission), "vintage": str(report.vintage)}
        yield say(N_("Receipt {number}; vintage {vintage}."), language, **receipt)


def _preview_lines(workspace: Workspace, preview: Preview, language: Language) -> Iterable[str]:
    """Every figure that is new or changes, then the rates that they change."""
    changes = [change for change in preview.changes if change.status is not FigureStatus.UNCHANGED]
    for change in changes:
        yield say(
            N_("{cell}  {locality}  {period}  {measure}: “{written}” read as {new}; until now {old}"),
            language,
            cell=change.cell,
            locality=workspace.registry.by_key(change.locality).name,
            period=in_words(change.period, workspace.cutoff),
            measure=workspace.catalogue.measure(change.measure).names,
            written=change.written,
            new=change.new,
            old=view_text.MISSING if change.old is None else change.old,
        )
    for effect in preview_effects(workspace, preview):
        yield say(
            N_("{indicator}, {locality}, {period}: {before} → {after}"),
            language,
            indicator=effect.indicator.names,
            locality=view_text.named_with_gaps(effect.locality.name, effect.after, language),
            period=in_words(effect.period, workspace.cutoff),
            before=view_text.written(effect.before, effect.indicator, language),
            after=view_text.written(effect.after, effect.indicator, language),
        )


def _change_as_json(change: FigureChange, cutoff: Cutoff) -> dict[str, Any]:
    return {
        "locality": change.locality,
        "period": notation(change.period, cutoff),
        "measure": change.measure,
        "cell": change.cell,
        "written": change.written,
        "status": change.status.value,
        "old": exact(change.old),
        "new": exact(change.new),
    }


def _effect_as_json(effect: Effect, cutoff: Cutoff) -> dict[str, Any]:
    return {
        "indicator": effect.indicator.id,
        "locality": effect.locality.key,
        "period": notation(effect.period, cutoff),
        "before": exact(effect.before.value),
        "after": exact(effect.after.value),
        "reporting": effect.after.reporting,
        "expected": effect.after.expected,
    }


def _problem_as_json(problem: Problem, language: Language) -> dict[str, Any]:
    return {
        "code": problem.code.value,
        "severity": problem.severity.value,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "row": problem.row,
        "column": problem.column,
        "measure": problem.measure,
        "value": problem.value,
        "message": problem.message.text(language),
    }
