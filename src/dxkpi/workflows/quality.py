"""How far the published figures can be trusted: reporting, broken rules, odd figures, corrections.

Only approved figures count. Answers are cached by vintage and by the deadlines of the quarters shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice, pairwise, takewhile

from dxkpi.domain.figures.figures import Source
from dxkpi.domain.model.locality import Level, Locality
from dxkpi.domain.model.period import HANOI, Period, previous, quarter, quarter_of
from dxkpi.domain.snapshot.completeness import CompletenessGrid, ReportingState, completeness
from dxkpi.domain.snapshot.disclosure import is_withheld
from dxkpi.domain.snapshot.rule_violations import RuleViolation, rule_violations
from dxkpi.domain.snapshot.snapshot import LEVELS_BELOW, Snapshot
from dxkpi.intake import ProblemCode
from dxkpi.store import Revision
from dxkpi.workspace import Workspace

QUARTERS_SHOWN = 12
# These are found again in the current figures, so the flags of submissions are not listed for them.
FOUND_IN_FIGURES = frozenset(
    {ProblemCode.IDENTITY_BROKEN, ProblemCode.PART_EXCEEDS_WHOLE, ProblemCode.CARRY_OVER_MISMATCH}
)


@dataclass(frozen=True)
class QualityQuery:
    """A question about quality. `level`: whose reports are listed; None: the most fully reported one. `until`: the
    last of the twelve quarters; None: the one that has begun."""

    place: Locality
    vintage: int
    level: Level | None = None
    until: Period | None = None


@dataclass(frozen=True)
class BrokenRule:
    """A rule that published figures break, and the reason given with them; empty without one."""

    locality: Locality
    found: RuleViolation
    reason: str


@dataclass(frozen=True)
class OddFigure:
    """A figure that was approved although it looks odd. `value`: the current one; `corrected`: whether it has been
    replaced since."""

    locality: Locality
    period: Period
    measure: str
    code: str
    value: float | None
    corrected: bool
    reason: str
    submission: int


@dataclass(frozen=True)
class Correction:
    """A published figure that was replaced: by how much, why, when, by whom, and in which vintage."""

    locality: Locality
    period: Period
    measure: str
    old: float
    new: float
    reason: str
    when: datetime
    by: str
    vintage: int
    was_provisional: bool
    is_provisional: bool


@dataclass(frozen=True, eq=False)
class Quality:
    """How far the figures of a place can be trusted. `has_reports`: whether any quarter shown has a figure or a
    deadline."""

    place: Locality
    vintage: int
    grid: CompletenessGrid
    has_reports: bool
    broken: tuple[BrokenRule, ...]
    odd: tuple[OddFigure, ...]
    corrections: tuple[Correction, ...]


def quarters_to_check(workspace: Workspace, place: Locality, *, at: datetime | None = None) -> tuple[Period, ...]:
    """Quarters that a review may end with, newest first: from the one that has begun to the first with figures."""
    today = _there(at)

    def make() -> tuple[Period, ...]:
        known = [each for each in workspace.snapshot().periods(place) if quarter_of(each, workspace.cutoff)]
        newest = _running(workspace, today)
        oldest = min(known, default=newest)
        backwards = enumerate(_backwards(workspace, newest))
        found = takewhile(lambda each: each[0] < QUARTERS_SHOWN or each[1] >= oldest, backwards)
        return tuple(each for _, each in found if place.valid_on(each.last))

    return workspace.cached(("quarters to check", workspace.vintage, place.key, today), make)


def levels_to_check(workspace: Workspace, place: Locality, until: Period) -> tuple[Level, ...]:
    """The levels that had localities in these quarters; the one that reported the newest most fully comes first."""
    answers, quarters = workspace.snapshot(), _quarters(workspace, until)
    below = LEVELS_BELOW[place.level]
    there = [level for level in below if any(workspace.registry.below(place, each.last, level) for each in quarters)]
    first = next((level for each in quarters if (level := answers.level_of_reports(place, each))), None)
    if first is None:
        first = next((level for level in below if workspace.registry.below(place, quarters[0].last, level)), None)
    return tuple(sorted(there, key=lambda level: level is not first))


def quality(workspace: Workspace, query: QualityQuery, *, now: datetime | None = None) -> Quality:
    """The quality of the figures of a query's place over twelve quarters.

    `now`: when quarters count as due; None: the clock. Raises `UnknownVintage`.
    """
    place, level = query.place, query.level
    answers, now = workspace.snapshot(query.vintage or None), now or datetime.now(UTC)
    quarters = _quarters(workspace, query.until or _running(workspace, _there(now)))
    due = tuple(_is_due(workspace, each, now) for each in quarters)
    offered = levels_to_check(workspace, place, quarters[0])
    chosen = level or next(iter(offered), Level.COMMUNE)

    def make() -> Quality:
        grid = completeness(answers, place, chosen, quarters, due=due, in_time=_timed(workspace, quarters))

        def inside(told: BrokenRule | OddFigure | Correction) -> bool:
            return _is_inside(workspace, place, told) and _is_disclosed(answers, told)

        return Quality(
            place,
            answers.vintage,
            grid,
            any(column.reporting or column.period in workspace.windows for column in grid.columns),
            tuple(filter(inside, _broken(workspace, answers.vintage))),
            tuple(filter(inside, _odd(workspace, answers.vintage))),
            tuple(filter(inside, _corrections(workspace, answers.vintage))),
        )

    windows = tuple(map(workspace.windows.get, quarters))
    key = ("quality", workspace.vintage, answers.vintage, place.key, chosen, quarters[0], due, windows)
    return workspace.cached(key, make)


def _quarters(workspace: Workspace, until: Period) -> tuple[Period, ...]:
    return tuple(islice(_backwards(workspace, until), QUARTERS_SHOWN))


def _backwards(workspace: Workspace, until: Period) -> Iterator[Period]:
    current: Period | None = until
    while current is not None:
        yield current
        current = previous(current, workspace.cutoff)


def _running(workspace: Workspace, today: date) -> Period:
    """The quarter that a day lies in."""
    after = (quarter(today.year + 1, 1, workspace.cutoff), *_of_year(workspace, today.year))
    return next(each for each in after if each.first <= today <= each.last)


def _of_year(workspace: Workspace, year: int) -> tuple[Period, ...]:
    return tuple(quarter(year, number, workspace.cutoff) for number in (1, 2, 3, 4))


def _is_due(workspace: Workspace, period: Period, now: datetime) -> bool:
    """Whether figures must be there: after the deadline where one is set, else after the period's end."""
    window = workspace.windows.get(period)
    if window is not None and window.deadline_at is not None:
        return now > window.deadline_at
    return _there(now) > period.last


def _timed(workspace: Workspace, quarters: tuple[Period, ...]) -> dict[tuple[str, Period], ReportingState]:
    """What is known of being in time: only of quarters that have a deadline."""
    records = workspace.records
    strict = {each for each in quarters if (window := workspace.windows.get(each)) and window.deadline_at is not None}
    return {
        key: ReportingState.LATE if report.is_late else ReportingState.ON_TIME
        for key, report in records.reports.items()
        if report.is_late or key[1] in strict
    }


def _is_disclosed(snapshot: Snapshot, told: BrokenRule | OddFigure | Correction) -> bool:
    """Whether none of its counts is withheld as a small number."""

    def withheld(period: Period, measure: str, *counts: float | None) -> bool:
        return is_withheld(snapshot, told.locality.key, period, measure, *counts)

    match told:
        case BrokenRule(found=found):
            left = [(found.earlier or found.period, *count) for count in found.left]
            return not any(withheld(*each) for each in [*left, *((found.period, *count) for count in found.right)])
        case OddFigure():
            return not withheld(told.period, told.measure, told.value)
        case Correction():
            return not withheld(told.period, told.measure, told.old, told.new)


def _is_inside(workspace: Workspace, place: Locality, told: BrokenRule | OddFigure | Correction) -> bool:
    unit = told.locality
    if place.level is Level.PROVINCE:
        return workspace.registry.province_code(unit) == place.code
    return place.code in workspace.registry.enclosing_codes(unit)


def _broken(workspace: Workspace, vintage: int) -> tuple[BrokenRule, ...]:
    def make() -> tuple[BrokenRule, ...]:
        rules, registry = workspace.catalogue.rules, workspace.registry
        return tuple(
            BrokenRule(registry.by_key(each.locality), each, _reason(workspace, each.source))
            for each in rule_violations(workspace.snapshot(vintage), rules, workspace.cutoff)
        )

    return workspace.cached(("open rules", workspace.vintage, vintage), make)


def _odd(workspace: Workspace, vintage: int) -> tuple[OddFigure, ...]:
    def make() -> tuple[OddFigure, ...]:
        found = sorted(_oddities(workspace, vintage), key=lambda each: -each.submission)
        return tuple(found)

    return workspace.cached(("odd figures", workspace.vintage, vintage), make)


def _oddities(workspace: Workspace, vintage: int) -> Iterator[OddFigure]:
    records, figures = workspace.records, workspace.snapshot(vintage).figures
    standing: dict[str, dict[tuple[Period, str], tuple[float, Source]]] = {}
    for kept in records.flags:
        flag, sent = kept.flag, records.submissions[kept.submission]
        if flag.code in FOUND_IN_FIGURES or flag.locality not in workspace.registry or (sent.vintage or 0) > vintage:
            continue
        if flag.locality not in standing:
            rows = figures.of(flag.locality)
            standing[flag.locality] = {(when, code): (value, source) for when, code, value, source in rows}
        value, source = standing[flag.locality].get((flag.period, flag.measure), (None, None))
        corrected = source is not None and source.submission > kept.submission
        place = workspace.registry.by_key(flag.locality)
        yield OddFigure(place, flag.period, flag.measure, flag.code, value, corrected, sent.reason, kept.submission)


def _corrections(workspace: Workspace, vintage: int) -> tuple[Correction, ...]:
    def make() -> tuple[Correction, ...]:
        found = [
            _correction(workspace, workspace.registry.by_key(key), old, new)
            for key, lines in workspace.records.revisions.items()
            if key in workspace.registry
            for old, new in pairwise(lines)
            if (old.period, old.measure) == (new.period, new.measure) and new.vintage <= vintage
        ]
        return tuple(sorted(found, key=lambda each: (-each.vintage, each.locality.key, each.period, each.measure)))

    return workspace.cached(("corrections", workspace.vintage, vintage), make)


def _correction(workspace: Workspace, place: Locality, old: Revision, new: Revision) -> Correction:
    return Correction(
        place,
        new.period,
        new.measure,
        float(old.value),
        float(new.value),
        new.reason or new.source.note,
        new.when,
        workspace.records.submissions[new.submission].by,
        new.vintage,
        old.source.provisional,
        new.source.provisional,
    )


def _reason(workspace: Workspace, source: Source | None) -> str:
    """What the sender wrote, else what the source notes."""
    if source is None:
        return ""
    sent = workspace.records.submissions.get(source.submission)
    return (sent.reason if sent is not None else "") or source.note


def _there(at: datetime | None) -> date:
    return (at or datetime.now(UTC)).astimezone(HANOI).date()
