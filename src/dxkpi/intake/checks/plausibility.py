"""Checks of an upload against earlier and later figures: those that stand already, and those in the same file.

A figure that stands already just as the file has it is not looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from dxkpi.domain.model.period import Basis, Period, previous
from dxkpi.domain.model.rules import CarriedForward
from dxkpi.intake.checks.cumulative import cumulative_quarters, sums_so_far
from dxkpi.intake.checks.identities import problem_at
from dxkpi.intake.checks.outliers import unusual_values
from dxkpi.intake.checks.overlay import Finding, Overlay
from dxkpi.intake.context import UploadContext
from dxkpi.intake.problems import ProblemCode, Severity, Upload
from dxkpi.locale import N_, Message

# A row is copied where all its flows that were reported before are the same again; two equal figures may be chance.
LEAST_COPIED = 3
# A single figure of this size or more is seldom the same twice: in simulated figures of a province 6 of 1,000 are.
LARGE = 100
FALLS = N_(
    "{measure}: {value} in {period}, less than the {before} in {earlier}. Figures counted from the start of the year "
    "do not fall. Check both, or write the reason."
)
COPIED = N_(
    "{period} has the same digits as {before}: {figures}. Enter the figures of this period, or write the reason why "
    "they are the same."
)
EQUAL = N_("{measure}: {value} in {period}, the same as in {before}. Check that it was not copied.")
BETWEEN = N_("From {before} to {after}: {sentence}")


def with_problems_of_history(upload: Upload, context: UploadContext) -> Upload:
    """The upload with a problem for every figure that does not fit those before or after it, in the file's order."""
    if not len(upload.figures):
        return upload
    hits = sorted(_hits(Overlay(upload.figures, context)), key=lambda hit: hit.position)
    if not hits:
        return upload
    found = tuple(problem_at(upload, hit.position, hit.code, hit.severity, hit.message, context) for hit in hits)
    return replace(upload, problems=upload.problems + found)


def _hits(standing: Overlay) -> Iterator[Finding]:
    yield from _broken_successions(standing)
    sums = cumulative_quarters(standing)
    for period in standing.periods:
        if not standing.fresh(period).any():
            continue
        explained = np.zeros(standing.table(period).shape, dtype=bool)
        if period in sums:
            yield from sums_so_far(standing, sums[period])
            explained = sums[period].rows[:, None] & standing.flows
        if period.basis is Basis.CUMULATIVE:
            yield from _falling(standing, period)
        yield from _copied(standing, period)
        yield from unusual_values(standing, period, explained)


def _broken_successions(standing: Overlay) -> Iterator[Finding]:
    own = set(standing.periods)
    for after in standing.known:
        before = previous(after, standing.context.cutoff) if standing.quarter(after) else None
        if before and (after in own or before in own):
            for rule in standing.context.rules.successions:
                yield from _broken_succession(standing, rule, before, after)


def _broken_succession(standing: Overlay, rule: CarriedForward, before: Period, after: Period) -> Iterator[Finding]:
    """At the later figure where the upload brings it, else at the earlier one."""
    earlier, later = standing.measures.index(rule.earlier), standing.measures.index(rule.later)
    fresh_before, fresh_after = standing.fresh(before)[:, earlier], standing.fresh(after)[:, later]
    counts_before = {rule.earlier: standing.table(before)[:, earlier]}
    counts_after = {rule.later: standing.table(after)[:, later]}
    gaps = np.nan_to_num(rule.differences(counts_before, counts_after))
    for line in np.flatnonzero((gaps != 0) & (fresh_before | fresh_after)):
        breach = rule.breach(
            {rule.earlier: counts_before[rule.earlier][line]}, {rule.later: counts_after[rule.later][line]}
        )
        if breach is None:
            continue
        here, column = (after, later) if fresh_after[line] else (before, earlier)
        periods = {"before": standing.words(before), "after": standing.words(after)}
        message = Message(BETWEEN, {**periods, "sentence": breach.message})
        position = int(standing.positions(here)[line, column])
        yield Finding(position, ProblemCode.CARRY_OVER_MISMATCH, breach.severity, message)


def _falling(standing: Overlay, period: Period) -> Iterator[Finding]:
    """Flows below the nearest earlier figure of the same start, or above the nearest later one that stands already.

    One problem a pair: at the later figure where the upload brings it, else at the earlier one.
    """
    line_of_time = [
        other for other in standing.known if other.basis is Basis.CUMULATIVE and other.first == period.first
    ]
    place = line_of_time.index(period)
    unpaired = standing.fresh(period) & standing.flows
    for earlier in reversed(line_of_time[:place]):
        known = unpaired & ~np.isnan(standing.table(earlier))
        yield from _fallen(standing, known, earlier, period, period)
        unpaired = unpaired & ~known
    unpaired = standing.fresh(period) & standing.flows
    for later in line_of_time[place + 1 :]:
        known = unpaired & ~np.isnan(standing.table(later))
        yield from _fallen(standing, known & ~standing.fresh(later), period, later, period)
        unpaired = unpaired & ~known


def _fallen(
    standing: Overlay, looked_at: np.ndarray, earlier: Period, later: Period, here: Period
) -> Iterator[Finding]:
    before, after = standing.table(earlier), standing.table(later)
    for line, column in np.argwhere(looked_at & (after < before)):
        values = {
            "measure": standing.name(column),
            "value": float(after[line, column]),
            "period": standing.words(later),
            "before": float(before[line, column]),
            "earlier": standing.words(earlier),
        }
        position = int(standing.positions(here)[line, column])
        yield Finding(position, ProblemCode.CUMULATIVE_DECREASES, Severity.REASON, Message(FALLS, values))


def _copied(standing: Overlay, period: Period) -> Iterator[Finding]:
    before = previous(period, standing.context.cutoff)
    if before is None:
        return
    table, positions, fresh = standing.table(period), standing.positions(period), standing.fresh(period)
    told = (positions >= 0) & standing.flows & (table > 0) & ~np.isnan(standing.table(before))
    equal = told & (table == standing.table(before))
    copied = (equal.sum(axis=1) == told.sum(axis=1)) & (told.sum(axis=1) >= LEAST_COPIED) & (equal & fresh).any(axis=1)
    words = {"period": standing.words(period), "before": standing.words(before)}
    for line in np.flatnonzero(copied):
        columns = np.flatnonzero(equal[line])
        figures = tuple(
            Message("{measure} {value}", {"measure": standing.name(each).inline, "value": float(table[line, each])})
            for each in columns.tolist()
        )
        position = int(positions[line, equal[line] & fresh[line]].min())
        yield Finding(
            position, ProblemCode.COPIED_FORWARD, Severity.REASON, Message(COPIED, {**words, "figures": figures})
        )
    for line, column in np.argwhere(equal & fresh & (table >= LARGE) & ~copied[:, None]):
        values = {**words, "measure": standing.name(column), "value": float(table[line, column])}
        yield Finding(int(positions[line, column]), ProblemCode.COPIED_FORWARD, Severity.NOTE, Message(EQUAL, values))
