"""Rules within one upload: identities of the form, parts not larger than their wholes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from dxkpi.domain.model.rules import Identity, PartOfWhole, RuleBreach, Rules, Severity
from dxkpi.intake.cell_names import column_letters
from dxkpi.intake.cell_text import as_text
from dxkpi.intake.context import UploadContext
from dxkpi.intake.problems import Problem, ProblemCode, Upload
from dxkpi.locale import N_, Message


def with_identity_problems(upload: Upload, context: UploadContext) -> Upload:
    """The upload with a problem for every rule that its figures break, at the first cell that the rule names.

    A rule is checked only if every count it names is in the file. No figure is changed.
    """
    broken = tuple(_broken(upload, context))
    return replace(upload, problems=upload.problems + broken) if broken else upload


def problem_at(
    upload: Upload, position: int, code: ProblemCode, severity: Severity, message: Message, context: UploadContext
) -> Problem:
    """A problem at the cell of one figure; `message` follows the cell and the name of the locality."""
    figures = upload.figures
    key = figures.localities[figures.locality[position]]
    row, column = int(upload.rows[position]), column_letters(int(upload.columns[position]))
    values = {"cell": f"{column}{row}", "locality": context.registry.by_key(key).name, "problem": message}
    return Problem(
        code,
        severity,
        Message(N_("Cell {cell} ({locality}): {problem}"), values),
        sheet=upload.sheet,
        row=row,
        column=column,
        measure=figures.measures[figures.measure[position]],
        value=as_text(upload.cells[row - 1][int(upload.columns[position])]),
        locality=key,
        period=figures.periods[figures.period[position]],
    )


def code_of_breach(breach: RuleBreach, rules: Rules) -> ProblemCode:
    """The problem code of a broken rule."""
    identities = {rule.code for rule in rules.identities}
    return ProblemCode.IDENTITY_BROKEN if breach.rule in identities else ProblemCode.PART_EXCEEDS_WHOLE


def _broken(upload: Upload, context: UploadContext) -> Iterator[Problem]:
    figures = upload.figures
    for period in range(len(figures.periods)):
        table, positions = figures.table(period), figures.positions(period)
        counts = dict(zip(figures.measures, table.T, strict=True))
        suspects = np.zeros(len(table), dtype=bool)
        rules: tuple[Identity | PartOfWhole, ...] = (*context.rules.identities, *context.rules.parts)
        for rule in rules:
            gaps = np.broadcast_to(rule.differences(counts), suspects.shape)
            suspects |= np.abs(np.nan_to_num(gaps)) > 0
        for line in np.flatnonzero(suspects):
            here = {code: column[line] for code, column in counts.items() if not np.isnan(column[line])}
            for breach in context.rules.breaches(here):
                measure = next(code for code in breach.measures if code in here)
                position = int(positions[line, figures.measures.index(measure)])
                code = code_of_breach(breach, context.rules)
                yield problem_at(upload, position, code, breach.severity, breach.message, context)
