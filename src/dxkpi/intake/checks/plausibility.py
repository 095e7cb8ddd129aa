"""Checks of an upload against earlier and later figures, published ones and those in the same file.

A figure that is already published with the same value is not checked again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from dxkpi.domain.model.period import Period, previous
from dxkpi.domain.model.rules import CarriedForward
from dxkpi.intake.checks.cumulative import cumulative_problems, cumulative_quarters
from dxkpi.intake.checks.identities import problem_at
from dxkpi.intake.checks.outliers import outlier_problems
from dxkpi.intake.checks.resulting_figures import FigureProblem, ResultingFigures
from dxkpi.intake.context import UploadContext
from dxkpi.intake.problems import ProblemCode, Severity, Upload
from dxkpi.locale import N_, Message

# A row counts as copied if all its flows equal those of the period before; two equal figures may be chance.
LEAST_COPIED = 3
# A single figure of this size or more is rarely equal twice: 6 of 1,000 in the simulated province.
LARGE = 100
COPIED = N_(
    "{period} has the same digits as {before}: {figures}. Enter the figures of this period, or write the reason why "
    "they are the same."
)
EQUAL = N_("{measure}: {value} in {period}, the same as in {before}. Check that it was not copied.")
BETWEEN = N_("From {before} to {after}: {sentence}")


def with_plausibility_problems(upload: Upload, context: UploadContext) -> Upload:
    """The upload with a problem for every figure that does not fit those before or after it, in file order."""
    if not len(upload.figures):
        return upload
    hits = sorted(_hits(ResultingFigures(upload.figures, context)), key=lambda hit: hit.position)
    if not hits:
        return upload
    found = tuple(problem_at(upload, hit.position, hit.code, hit.severity, hit.message, context) for hit in hits)
    return replace(upload, problems=upload.problems + found)


def _hits(resulting: ResultingFigures) -> Iterator[FigureProblem]:
    yield from _broken_successions(resulting)
    sums = cumulative_quarters(resulting)
    for period in resulting.periods:
        if not resulting.is_new(period).any():
            continue
        explained = np.zeros(resulting.table(period).shape, dtype=bool)
        if period in sums:
            yield from cumulative_problems(resulting, sums[period])
            explained = sums[period].rows[:, None] & resulting.flows
        yield from _copied(resulting, period)
        yield from outlier_problems(resulting, period, explained)


def _broken_successions(resulting: ResultingFigures) -> Iterator[FigureProblem]:
    own = set(resulting.periods)
    for after in resulting.all_periods:
        before = previous(after, resulting.context.cutoff) if resulting.quarter(after) else None
        if before and (after in own or before in own):
            for rule in resulting.context.rules.successions:
                yield from _broken_succession(resulting, rule, before, after)


def _broken_succession(
    resulting: ResultingFigures, rule: CarriedForward, before: Period, after: Period
) -> Iterator[FigureProblem]:
    """The problem is at the later figure if the upload has it, else at the earlier one."""
    earlier, later = resulting.measures.index(rule.earlier), resulting.measures.index(rule.later)
    fresh_before, fresh_after = resulting.is_new(before)[:, earlier], resulting.is_new(after)[:, later]
    counts_before = {rule.earlier: resulting.table(before)[:, earlier]}
    counts_after = {rule.later: resulting.table(after)[:, later]}
    gaps = np.nan_to_num(rule.differences(counts_before, counts_after))
    for line in np.flatnonzero((gaps != 0) & (fresh_before | fresh_after)):
        breach = rule.breach(
            {rule.earlier: counts_before[rule.earlier][line]}, {rule.later: counts_after[rule.later][line]}
        )
        if breach is None:
            continue
        here, column = (after, later) if fresh_after[line] else (before, earlier)
        periods = {"before": resulting.words(before), "after": resulting.words(after)}
        message = Message(BETWEEN, {**periods, "sentence": breach.message})
        position = int(resulting.positions(here)[line, column])
        yield FigureProblem(position, ProblemCode.CARRY_OVER_MISMATCH, breach.severity, message)


def _copied(resulting: ResultingFigures, period: Period) -> Iterator[FigureProblem]:
    before = previous(period, resulting.context.cutoff)
    if before is None:
        return
    table, positions, is_new = resulting.table(period), resulting.positions(period), resulting.is_new(period)
    reported = (positions >= 0) & resulting.flows & (table > 0) & ~np.isnan(resulting.table(before))
    equal = reported & (table == resulting.table(before))
    all_equal = (equal.sum(axis=1) == reported.sum(axis=1)) & (reported.sum(axis=1) >= LEAST_COPIED)
    copied = all_equal & (equal & is_new).any(axis=1)
    words = {"period": resulting.words(period), "before": resulting.words(before)}
    for line in np.flatnonzero(copied):
        columns = np.flatnonzero(equal[line])
        figures = tuple(
            Message("{measure} {value}", {"measure": resulting.name(each).inline, "value": float(table[line, each])})
            for each in columns.tolist()
        )
        position = int(positions[line, equal[line] & is_new[line]].min())
        yield FigureProblem(
            position, ProblemCode.COPIED_FORWARD, Severity.REASON, Message(COPIED, {**words, "figures": figures})
        )
    for line, column in np.argwhere(equal & is_new & (table >= LARGE) & ~copied[:, None]):
        values = {**words, "measure": resulting.name(column), "value": float(table[line, column])}
        yield FigureProblem(
            int(positions[line, column]), ProblemCode.COPIED_FORWARD, Severity.NOTE, Message(EQUAL, values)
        )
