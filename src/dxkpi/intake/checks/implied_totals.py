"""Totals that follow from an upload's figures and differ from published ones.

Form II.06a gives what was received online (4) and in person (5), but not their sum. Where another sum is published,
from the press for example, one identity would mix two sources. So a total that the upload does not give, while it gives
every part, is added to its figures: a revision that the preview shows like any other, with a note at the first part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from dxkpi.domain.figures.submitted import SubmittedFigures
from dxkpi.domain.model.rules import Identity
from dxkpi.intake.checks.identities import problem_at
from dxkpi.intake.context import UploadContext
from dxkpi.intake.problems import ProblemCode, Severity, Upload
from dxkpi.locale import N_, Message


@dataclass(frozen=True)
class ImpliedTotal:
    """A total of one locality and period (indexes): the sum of the figures at `parts`, unlike the published one."""

    measure: str
    locality: int
    period: int
    parts: tuple[int, ...]
    value: int
    published: int


def with_implied_totals(upload: Upload, context: UploadContext) -> Upload:
    """The upload with every total that its figures imply and that differs from the published one."""
    totals = {
        (total.measure, total.locality, total.period): total
        for rule in context.rules.identities
        if len(rule.whole) == 1
        for period in range(len(upload.figures.periods))
        for total in _implied(rule, upload.figures, period, context)
    }
    if not totals:
        return upload
    implied = tuple(totals.values())
    first = [total.parts[0] for total in implied]
    start = len(upload.figures)
    with_figures = replace(
        upload,
        figures=_with_totals(upload.figures, implied),
        rows=np.concatenate([upload.rows, upload.rows[first]]),
        columns=np.concatenate([upload.columns, upload.columns[first]]),
        sums={
            start + number: " + ".join(upload.written(part) for part in total.parts)
            for number, total in enumerate(implied)
        },
    )
    notes = (
        problem_at(
            with_figures, total.parts[0], ProblemCode.IMPLIED_TOTAL, Severity.NOTE, _note(total, context), context
        )
        for total in implied
    )
    return replace(with_figures, problems=(*upload.problems, *notes))


def _implied(rule: Identity, figures: SubmittedFigures, period: int, context: UploadContext) -> Iterator[ImpliedTotal]:
    """The totals of one rule in one period."""
    (whole,) = rule.whole
    given = dict(zip(figures.measures, figures.positions(period).T, strict=True))
    if any(code not in given for code in rule.parts):
        return
    published = context.history.table(figures.localities, figures.periods[period], [whole])[:, 0]
    for line in np.flatnonzero(~np.isnan(published)):
        positions = {code: int(column[line]) for code, column in given.items() if column[line] >= 0}
        if whole in positions or not set(rule.parts) <= set(positions) or set(rule.unless) & set(positions):
            continue
        parts = tuple(positions[code] for code in rule.parts)
        value = sum(int(figures.values[part]) for part in parts)
        if value != published[line]:
            yield ImpliedTotal(whole, int(line), period, parts, value, int(published[line]))


def _with_totals(figures: SubmittedFigures, totals: tuple[ImpliedTotal, ...]) -> SubmittedFigures:
    """The figures and the totals, which have the source of their first part."""
    measures = tuple(dict.fromkeys([*figures.measures, *(total.measure for total in totals)]))

    def longer(column: np.ndarray, added: Iterator[int]) -> np.ndarray:
        return np.concatenate([column, np.array(list(added), dtype=column.dtype)])

    return replace(
        figures,
        measures=measures,
        locality=longer(figures.locality, (total.locality for total in totals)),
        period=longer(figures.period, (total.period for total in totals)),
        measure=longer(figures.measure, (measures.index(total.measure) for total in totals)),
        origin=longer(figures.origin, (int(figures.origin[total.parts[0]]) for total in totals)),
        values=(*figures.values, *(total.value for total in totals)),
    )


def _note(total: ImpliedTotal, context: UploadContext) -> Message:
    text = N_("{measure}: {value} follow from the parts; published until now: {published}. {value} become a revision.")
    names = context.measure_named(total.measure).names
    return Message(text, {"measure": names, "value": total.value, "published": total.published})
