"""What commands print: reports of uploads and lists of values, for people and for machines."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

from rich.table import Table

from dxkpi.catalogue import Catalogue
from dxkpi.domain.model.period import HANOI, Cutoff, in_words, label, notation
from dxkpi.domain.model.permissions import ROLE_WORDS
from dxkpi.domain.model.reporting_windows import clock
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views import text as wording
from dxkpi.exports.as_csv import safe
from dxkpi.exports.numbers import exact, row_of
from dxkpi.intake import Problem
from dxkpi.locale import N_, Language, number, say
from dxkpi.store import Account, StoredTarget
from dxkpi.workflows import Effect, FigureChange, FigureStatus, ImportReport, Preview
from dxkpi.workflows.admin.targets import TargetSummary

# A screen or two; the whole is in the file itself and in --json.
LINES_SHOWN = 100
CORRECTS = N_("{file} was not saved: it corrects {count} approved figures. Say with --reason why.")


def import_as_json(report: ImportReport, cutoff: Cutoff, language: Language) -> dict[str, Any]:
    """An upload's report as `import --json` promises it."""
    counts = report.counts
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
            if change.status is FigureStatus.CHANGED
        ],
        "effects": [_effect_as_json(each, cutoff) for each in report.preview.effects],
        "problems": [_problem_as_json(problem, language) for problem in report.problems],
    }  # fmt: skip


def import_lines(report: ImportReport, name: str, language: Language, *, dry_run: bool) -> Iterable[str]:
    """An upload's report in lines to read: problems first, what would change, then what came of it."""
    for problem in report.problems:
        yield f"{problem.severity.value}  {problem.code.value}  {problem.message.text(language)}"
    if dry_run:
        yield from _preview_lines(report.preview, language)
    counts = report.counts
    values = {"new": counts.new, "changed": counts.changed, "unchanged": counts.unchanged}
    if report.needs_reason_only:
        only_corrects = not report.preview.upload.asks_reason
        text = (
            CORRECTS
            if only_corrects
            else N_("{file} was not saved: check the figures named, or say with --reason why they are right.")
        )
        yield say(text, language, file=name, count=report.preview.corrections)
    elif not report.accepted:
        yield say(
            N_("{file} was refused: nothing was saved. Mend the problems listed and send it again."),
            language,
            file=name,
        )
    elif report.repeated:
        received = report.received_at.astimezone(HANOI).strftime("%d/%m/%Y %H:%M") if report.received_at else "–"
        yield say(
            N_("This file was already received on {received}: nothing changed (receipt {number})."),
            language,
            received=received,
            number=str(report.submission),
        )
    elif dry_run:
        yield say(N_("Would be saved: {new} new, {changed} changed, {unchanged} unchanged."), language, **values)
    else:
        yield say(N_("Saved: {new} new, {changed} changed, {unchanged} unchanged."), language, **values)
        receipt = {"number": str(report.submission), "vintage": str(report.vintage)}
        yield say(N_("Receipt {number}; vintage {vintage}."), language, **receipt)


def value_rows(values: Sequence[Value], cutoff: Cutoff, language: Language) -> list[dict[str, Any]]:
    """Values as `values --json` promises them."""
    return [row_of(value, cutoff, language) for value in values]


def write_csv(rows: Sequence[Mapping[str, Any]], file: TextIO) -> None:
    """The same rows as CSV, empty where nothing is known; text that a spreadsheet would run is made harmless."""
    writer = csv.writer(file, lineterminator="\n")
    for at, row in enumerate(rows):
        told = {"indicator": row.get("indicator"), "measure": row.get("measure"), **row}
        if not at:
            writer.writerow(told)
        writer.writerow(["" if cell is None else _plain(cell) for cell in told.values()])


def values_table(values: Sequence[Value], catalogue: Catalogue, cutoff: Cutoff, language: Language) -> Table:
    """The same values for people."""
    headings = (
        N_("Indicator"),
        N_("Locality"),
        N_("Period"),
        N_("Value"),
        N_("Numerator"),
        N_("Denominator"),
        N_("Note"),
    )
    table = Table(*(say(heading, language) for heading in headings))
    for value in values:
        indicator = None if value.of_measure else catalogue.indicator(value.subject)
        names = indicator.names if indicator else catalogue.measure(value.subject).names
        counts = (
            wording.MISSING if count is None else number(count, language)
            for count in (value.numerator, value.denominator)
        )
        table.add_row(
            names.text(language),
            value.locality_name,
            label(value.period, cutoff, language),
            wording.written(value, indicator, language),
            *counts,
            "; ".join(note.text(language) for note in value.notes),
        )
    return table


def account_rows(accounts: Sequence[Account]) -> list[dict[str, Any]]:
    """Accounts for machines; nothing of their passwords but whether there is one."""
    return [
        {
            "name": each.name,
            "shown_name": each.shown_name,
            "role": each.role.value,
            "scope": None if each.scope is None else sorted(each.scope),
            "identity": {"issuer": each.issuer, "subject": each.subject} if each.issuer else None,
            "password": each.password_hash is not None,
            "active": each.is_active,
            "must_change": each.must_change,
            "created_at": each.created_at.isoformat(),
            "created_by": each.created_by,
        }
        for each in accounts
    ]


def accounts_table(accounts: Sequence[Account], language: Language) -> Table:
    """Accounts for people."""
    headings = N_("Account"), N_("Name"), N_("Role"), N_("Localities"), N_("Identity"), N_("State"), N_("Made at")
    table = Table(*(say(heading, language) for heading in headings))
    for each in accounts:
        state = N_("disabled") if not each.is_active else N_("first password") if each.must_change else N_("active")
        table.add_row(
            each.name,
            each.shown_name,
            say(ROLE_WORDS[each.role], language),
            say(N_("all"), language) if each.scope is None else ", ".join(sorted(each.scope)) or wording.MISSING,
            each.subject or wording.MISSING,
            say(state, language),
            clock(each.created_at),
        )
    return table


def target_rows(targets: Sequence[StoredTarget], cutoff: Cutoff) -> list[dict[str, object]]:
    """Targets for machines; a value in the indicator's unit."""
    return [
        {
            "number": each.number,
            "indicator": each.target.indicator,
            "locality": each.target.locality,
            "level": each.target.level.value if each.target.level else None,
            "period": notation(each.target.period, cutoff),
            "value": float(each.target.value),
            "source": each.target.source,
            "set_by": each.by,
            "set_at": each.at.isoformat(),
            "vintage": each.vintage,
        }
        for each in targets
    ]


def targets_table(targets: Sequence[TargetSummary], cutoff: Cutoff, language: Language) -> Table:
    """Targets for people."""
    headings = N_("Number"), N_("Indicator"), N_("For whom"), N_("Period"), N_("Target"), N_("Source"), N_("Set by")
    table = Table(*(say(heading, language) for heading in headings))
    for each in targets:
        names = each.indicator.text(language), each.whom.text(language), label(each.period, cutoff, language)
        table.add_row(str(each.number), *names, each.value, each.source, each.by)
    return table


def _preview_lines(preview: Preview, language: Language) -> Iterable[str]:
    """What was read and changes, figure by figure, up to a page of it; then the rates it changes."""
    workspace = preview.workspace
    told = [each for each in preview.changes if each.status is not FigureStatus.UNCHANGED]
    for each in told[:LINES_SHOWN]:
        yield say(
            N_("{cell}  {locality}  {period}  {measure}: “{written}” read as {new}; until now {old}"),
            language,
            cell=each.cell,
            locality=workspace.registry.by_key(each.locality).name,
            period=in_words(each.period, workspace.cutoff),
            measure=workspace.catalogue.measure(each.measure).names,
            written=each.written,
            new=each.new,
            old=wording.MISSING if each.old is None else each.old,
        )
    if len(told) > LINES_SHOWN:
        yield say(N_("… and {count} more figures"), language, count=len(told) - LINES_SHOWN)
    for effect in preview.effects:
        yield say(
            N_("{indicator}, {locality}, {period}: {before} → {after}"),
            language,
            indicator=effect.indicator.names,
            locality=wording.named_with_gaps(effect.locality.name, effect.after, language),
            period=in_words(effect.period, workspace.cutoff),
            before=wording.written(effect.before, effect.indicator, language),
            after=wording.written(effect.after, effect.indicator, language),
        )


def _change_as_json(change: FigureChange, cutoff: Cutoff) -> dict[str, Any]:
    return {
        "locality": change.locality,
        "period": notation(change.period, cutoff),
        "measure": change.measure,
        "cell": change.cell,
        "written": change.written,
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


def _plain(cell: object) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return str(safe(cell)) if isinstance(cell, str) else str(cell)
