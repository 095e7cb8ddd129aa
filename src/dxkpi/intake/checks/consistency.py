"""Checks of an upload's figures against each other and against the published ones they will stand beside.

The checks are those of `domain.snapshot.consistency`, run on the figures as they will be once the upload is published.
An inconsistency is a problem of the upload if the upload adds or changes one of its figures. Rules between counts that
are all in the file are checked by `identities`, counts carried over by `plausibility`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from dxkpi.domain.figures.figures import NO_ORIGIN, FigureIndex, Figures, Source
from dxkpi.domain.figures.merging import with_changes
from dxkpi.domain.figures.submitted import SubmittedFigures
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Period
from dxkpi.domain.snapshot.consistency.checks import find_inconsistencies
from dxkpi.domain.snapshot.consistency.digit_slips import SuspectedSlip, suspected_slips
from dxkpi.domain.snapshot.consistency.inconsistency import (
    ConsistencyCheck,
    ConsistencyRules,
    FigureTerm,
    Inconsistency,
)
from dxkpi.domain.snapshot.consistency.wording import FigureNames, describe, difference_of
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.intake.checks.identities import problem_at
from dxkpi.intake.checks.resulting_figures import FigureProblem, ResultingFigures
from dxkpi.intake.context import UploadContext
from dxkpi.intake.problems import Problem, ProblemCode, Upload
from dxkpi.locale import N_, Message

CODES: Mapping[ConsistencyCheck, ProblemCode] = {
    ConsistencyCheck.IDENTITY: ProblemCode.IDENTITY_BROKEN,
    ConsistencyCheck.PART_OF_WHOLE: ProblemCode.PART_EXCEEDS_WHOLE,
    ConsistencyCheck.CARRIED_OVER: ProblemCode.CARRY_OVER_MISMATCH,
    ConsistencyCheck.REGISTRY: ProblemCode.REGISTRY_MISMATCH,
    ConsistencyCheck.PERIOD_SUM: ProblemCode.PERIOD_SUM_MISMATCH,
    ConsistencyCheck.CUMULATIVE_FALL: ProblemCode.CUMULATIVE_DECREASES,
    ConsistencyCheck.SAME_DAY: ProblemCode.PERIOD_SUM_MISMATCH,
    ConsistencyCheck.SHARE_OF_COUNTS: ProblemCode.SHARE_MISMATCH,
    ConsistencyCheck.SHARES: ProblemCode.SHARES_CONFLICT,
    ConsistencyCheck.UNIT_SUM: ProblemCode.UNIT_SUM_MISMATCH,
}
CHECK_OR_EXPLAIN = N_("{what}; difference: {difference}. Check, or write the reason.")
WITH_SLIP = N_("{problem} {cell}: {value}? {closing} closes the sum.")


def with_consistency_problems(upload: Upload, context: UploadContext) -> Upload:
    """The upload with a problem for every inconsistency that its figures bring in, in file order.

    Problems of broken rules that it has already are given the cell that is likely wrong.
    """
    if not len(upload.figures):
        return upload
    resulting = ResultingFigures(upload.figures, context)
    if not any(resulting.is_new(period).any() for period in resulting.periods):
        return upload
    cells = _Cells(resulting)
    inconsistencies = _inconsistencies(upload, resulting, cells)
    slips = suspected_slips(inconsistencies)
    hits = sorted(_hits(upload, resulting, inconsistencies, slips), key=lambda hit: hit.position)
    problems = [problem_at(upload, hit.position, hit.code, hit.severity, hit.message, context) for hit in hits]
    earlier = _with_slips_of_rules(upload, resulting, slips)
    return replace(upload, problems=(*earlier, *problems))


def figures_with(figures: SubmittedFigures, context: UploadContext) -> Figures:
    """The figures of the provinces and days of an upload as they will be once it is published."""
    published = context.history.figures
    registry, index = context.registry, published.index
    provinces = {registry.province_code(registry.by_key(key)) for key in figures.localities}
    near = [registry.province_code(registry.by_key(key)) in provinces for key in index.localities]
    meets = [any(_overlap(period, other) for other in figures.periods) for period in index.periods]
    rows = np.flatnonzero(np.array(near, dtype=bool)[index.locality] & np.array(meets, dtype=bool)[index.period])
    beside = replace(
        published, index=index.select(rows), cells=published.cells[rows], cell_origins=published.cell_origins[rows]
    )
    return with_changes(beside, _as_figures(figures))


def _overlap(one: Period, other: Period) -> bool:
    return one.first <= other.last and other.first <= one.last


def _as_figures(submitted: SubmittedFigures) -> Figures:
    """Submitted figures in the shape of a vintage, with one source for all."""
    localities, periods = sorted(submitted.localities), sorted(submitted.periods)
    locality = np.array([localities.index(key) for key in submitted.localities])[submitted.locality]
    period = np.array([periods.index(one) for one in submitted.periods])[submitted.period]
    slots, rows = np.unique(locality * len(periods) + period, return_inverse=True)
    cells = np.full((len(slots), len(submitted.measures)), np.nan)
    cells[rows, submitted.measure] = submitted.numbers
    origins = np.where(np.isnan(cells), NO_ORIGIN, 0).astype(np.int32)
    index = FigureIndex.of_slots(localities, periods, slots)
    return Figures(0, index, submitted.measures, cells, origins, (Source("", "", False, "", 0, date.min),))


class _Cells:
    """Where the figures of a comparison are in the upload."""

    def __init__(self, resulting: ResultingFigures) -> None:
        self._resulting = resulting
        self._localities = {key: line for line, key in enumerate(resulting.figures.localities)}
        self._measures = {code: column for column, code in enumerate(resulting.figures.measures)}

    def position(self, term: FigureTerm) -> int | None:
        """The position of a figure among those of the upload; None if the upload does not have it."""
        line, column = self._localities.get(term.locality), self._measures.get(term.measure)
        if line is None or column is None:
            return None
        position = int(self._resulting.positions(term.period)[line, column])
        return None if position < 0 else position

    def is_new(self, term: FigureTerm) -> bool:
        """Whether the upload adds or changes a figure."""
        if self.position(term) is None:
            return False
        line, column = self._localities[term.locality], self._measures[term.measure]
        return bool(self._resulting.is_new(term.period)[line, column])


def _inconsistencies(upload: Upload, resulting: ResultingFigures, cells: _Cells) -> list[Inconsistency]:
    """Those that the upload adds or changes a figure of."""
    context = resulting.context
    checked = ConsistencyRules(context.rules, context.indicators, context.cutoff)
    figures = figures_with(upload.figures, context)
    snapshot = Snapshot(figures, context.registry, _measures(figures, checked, context))
    return [one for one in find_inconsistencies(snapshot, checked) if any(map(cells.is_new, one.terms))]


def _with_slips_of_rules(
    upload: Upload, resulting: ResultingFigures, slips: Mapping[Inconsistency, SuspectedSlip]
) -> tuple[Problem, ...]:
    """The problems that the upload has, those of broken rules with the cell that is likely wrong."""
    cells = _Cells(resulting)
    of_rules = {
        (one.locality, one.period, _sentence(one, resulting)): slip
        for one, slip in slips.items()
        if one.check is ConsistencyCheck.IDENTITY
    }

    def completed(problem: Problem) -> Problem:
        sentence = problem.message.values.get("problem")
        if problem.period is None or not isinstance(sentence, Message):
            return problem
        slip = of_rules.get((problem.locality, problem.period, sentence))
        if slip is None:
            return problem
        message = with_slip(sentence, slip, upload, cells.position(slip.term))
        return replace(problem, message=replace(problem.message, values={**problem.message.values, "problem": message}))

    return tuple(completed(problem) for problem in upload.problems)


def _hits(
    upload: Upload,
    resulting: ResultingFigures,
    inconsistencies: Sequence[Inconsistency],
    slips: Mapping[Inconsistency, SuspectedSlip],
) -> Iterator[FigureProblem]:
    cells = _Cells(resulting)
    reported: set[tuple[int, ProblemCode]] = set()
    for inconsistency in inconsistencies:
        if _is_checked_elsewhere(inconsistency, cells):
            continue
        position = next(cells.position(term) for term in _in_order(inconsistency) if cells.is_new(term))
        assert position is not None
        code = CODES[inconsistency.check]
        if (position, code) not in reported:
            reported.add((position, code))
            message = _sentence(inconsistency, resulting)
            if inconsistency in slips:
                message = with_slip(message, slips[inconsistency], upload, cells.position(slips[inconsistency].term))
            yield FigureProblem(position, code, inconsistency.severity, message)


def _measures(figures: Figures, checked: ConsistencyRules, context: UploadContext) -> Mapping[str, Measure]:
    """Every measure that the checks may look up, by code."""
    of_rules = (code for rule in checked.rules.all for code in rule.measures)
    of_indicators = (code for indicator in checked.indicators for code in (*indicator.measures, *indicator.stated_by))
    codes = dict.fromkeys([*figures.measures, *of_rules, *of_indicators])
    return {code: context.measure_named(code) for code in codes}


def _is_checked_elsewhere(inconsistency: Inconsistency, cells: _Cells) -> bool:
    if inconsistency.check is ConsistencyCheck.CARRIED_OVER:
        return True
    is_rule = inconsistency.rule != "" and inconsistency.check is not ConsistencyCheck.REGISTRY
    return is_rule and all(cells.position(term) is not None for term in inconsistency.terms)


def _in_order(inconsistency: Inconsistency) -> Sequence[FigureTerm]:
    """The figures in the order in which the upload's first new one is to blame: the whole, then the latest part."""
    if inconsistency.check in (ConsistencyCheck.IDENTITY, ConsistencyCheck.PART_OF_WHOLE, ConsistencyCheck.REGISTRY):
        return inconsistency.terms
    return (*inconsistency.right, *reversed(inconsistency.left))


def _sentence(inconsistency: Inconsistency, resulting: ResultingFigures) -> Message:
    context = resulting.context
    if inconsistency.rule:
        counts = {term.measure: term.value for term in inconsistency.terms}
        return next(one.message for one in context.rules.breaches(counts) if one.rule == inconsistency.rule)
    indicators = {indicator.id: indicator.names for indicator in context.indicators}
    names = FigureNames(
        lambda key: context.registry.by_key(key).name,
        resulting.words,
        lambda code: context.measure_named(code).names,
        lambda id: indicators[id],
    )
    return Message(
        CHECK_OR_EXPLAIN, {"what": describe(inconsistency, names), "difference": difference_of(inconsistency)}
    )


def with_slip(problem: Message, slip: SuspectedSlip, upload: Upload, position: int | None) -> Message:
    """The sentence with the cell that is likely wrong; unchanged if the upload does not have it."""
    if position is None:
        return problem
    values = {"problem": problem, "cell": upload.cell(position), "value": slip.term.value, "closing": slip.closing}
    return Message(WITH_SLIP, values)
