"""What commands print: reports of uploads and lists of values, for people and for machines."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

from rich.table import Table

from dxkpi.catalogue import Catalogue
from dxkpi.domain import wording
from dxkpi.domain.period import Cutoff, label, notation
from dxkpi.domain.value import Value
from dxkpi.exports.as_csv import safe
from dxkpi.exports.exact import row_of
from dxkpi.intake import Problem
from dxkpi.locale import N_, Language, number, say
from dxkpi.workflows import ImportReport


def import_as_json(report: ImportReport, cutoff: Cutoff, language: Language) -> dict[str, Any]:
    """An upload's report as `import --json` promises it."""
    counts = report.counts
    return {
        "accepted": report.accepted,
        "layout": report.layout or None,
        "locality": report.locality,
        "period": notation(report.period, cutoff) if report.period else None,
        "counts": {
            "new": counts.new, "changed": counts.changed, "unchanged": counts.unchanged, "rejected": counts.rejected,
        },
        "submission": report.submission,
        "vintage": report.vintage,
        "repeated": report.repeated,
        "problems": [_problem_as_json(problem, language) for problem in report.problems],
    }  # fmt: skip


def import_lines(report: ImportReport, name: str, language: Language, *, dry_run: bool) -> Iterable[str]:
    """An upload's report in lines to read: problems first, then what came of it."""
    for problem in report.problems:
        yield f"{problem.severity.value}  {problem.code.value}  {problem.message.text(language)}"
    counts = report.counts
    values = {"new": counts.new, "changed": counts.changed, "unchanged": counts.unchanged}
    if report.needs_reason_only:
        yield say(
            N_("{file} was not saved: check the figures named, or say with --reason why they are right."),
            language,
            file=name,
        )
    elif not report.accepted:
        yield say(
            N_("{file} was refused: nothing was saved. Mend the problems listed and send it again."),
            language,
            file=name,
        )
    elif dry_run:
        yield say(N_("Would be saved: {new} new, {changed} changed, {unchanged} unchanged."), language, **values)
    elif report.repeated:
        yield say(
            N_("This file was already received: nothing changed (receipt {number})."),
            language,
            number=report.submission or "–",
        )
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
