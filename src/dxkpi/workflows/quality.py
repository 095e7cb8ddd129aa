"""How far the published figures can be trusted: reporting, broken rules, odd figures, corrections.

Only approved figures count. Results are cached by vintage and by the deadlines of the quarters shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice, pairwise, takewhile

from dxkpi.domain.figures.figures import Source
from dxkpi.domain.model.locality import LEVELS_BELOW, Level, Locality
from dxkpi.domain.model.period import HANOI, Period, previous, quarter, quarter_of
from dxkpi.domain.snapshot.checked_snapshot import CheckedSnapshot
from dxkpi.domain.snapshot.completeness import CompletenessGrid, ReportingState, completeness
from dxkpi.domain.snapshot.consistency.inconsistency import Inconsistency
from dxkpi.domain.snapshot.disclosure import is_withheld
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.intake.checks.consistency import CODES
from dxkpi.store import Revision
from dxkpi.workspace import Workspace

QUARTERS_SHOWN = 12
# The current figures are checked for these again, so the flags of submissions are not listed for them.
FOUND_IN_FIGURES = frozenset(CODES.values())


@dataclass(frozen=True)
class QualityQuery:
    """`level`: whose reports are listed; None: the most complete. `until`: the last of the quarters; None: today's."""

    place: Locality
    vintage: int
    level: Level | None = None
    until: Period | None = None


@dataclass(frozen=True)
class Disagreement:
    """Published figures that contradict each other, and the reason given with them; empty without one."""

    locality: Locality
    inconsistency: Inconsistency
    reason: str


@dataclass(frozen=True)
class OddFigure:
    """An approved figure that looks odd. `value`: the current one; `corrected`: whether it was replaced since."""

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
    """The quality of a place's figures. `has_reports`: whether any quarter shown has a figure or a deadline."""

    place: Locality
    vintage: int
    grid: CompletenessGrid
    has_reports: bool
    disagreements: tuple[Disagreement, ...]
    odd: tuple[OddFigure, ...]
    corrections: tuple[Correction, ...]


def quarters_to_check(workspace: Workspace, place: Locality, *, at: datetime | None = None) -> tuple[Period, ...]:
    """Quarters that a review may end with, newest first: from the one that has begun to the first with figures."""
    today = _day_in_hanoi(at)

    def make() -> tuple[Period, ...]:
        with_figures = [
            period for period in workspace.snapshot().periods(place) if quarter_of(period, workspace.cutoff)
        ]
        newest = _running(workspace, today)
        oldest = min(with_figures, default=newest)
        backwards = enumerate(_backwards(workspace, newest))
        quarters = takewhile(lambda numbered: numbered[0] < QUARTERS_SHOWN or numbered[1] >= oldest, backwards)
        return tuple(period for _, period in quarters if place.valid_on(period.last))

    return workspace.cached(("quarters to check", workspace.vintage, place.key, today), make)


def levels_to_check(workspace: Workspace, place: Locality, until: Period) -> tuple[Level, ...]:
    """The levels that had localities in these quarters; the one that reported the newest most fully comes first."""
    snapshot, quarters = workspace.snapshot(), _quarters(workspace, until)
    below = LEVELS_BELOW[place.level]
    existing = [
        level for level in below if any(workspace.registry.below(place, quarter.last, level) for quarter in quarters)
    ]
    first = next((level for quarter in quarters if (level := snapshot.level_of_reports(place, quarter))), None)
    if first is None:
        first = next((level for level in below if workspace.registry.below(place, quarters[0].last, level)), None)
    return tuple(sorted(existing, key=lambda level: level is not first))


def quality(workspace: Workspace, query: QualityQuery, *, now: datetime | None = None) -> Quality:
    """The quality of the figures of a query's place over twelve quarters.

    `now`: when quarters count as due; None: the clock. Raises `UnknownVintage`.
    """
    place, level = query.place, query.level
    snapshot, now = workspace.snapshot(query.vintage or None), now or datetime.now(UTC)
    quarters = _quarters(workspace, query.until or _running(workspace, _day_in_hanoi(now)))
    due = tuple(_is_due(workspace, quarter, now) for quarter in quarters)
    levels = levels_to_check(workspace, place, quarters[0])
    chosen = level or next(iter(levels), Level.COMMUNE)

    def make() -> Quality:
        grid = completeness(snapshot, place, chosen, quarters, due=due, in_time=_timed(workspace, quarters))

        def inside(entry: Disagreement | OddFigure | Correction) -> bool:
            return _is_inside(workspace, place, entry) and _is_disclosed(snapshot, entry)

        return Quality(
            place,
            snapshot.vintage,
            grid,
            any(column.reporting or column.period in workspace.windows for column in grid.columns),
            tuple(filter(inside, _disagreements(workspace, snapshot.vintage))),
            tuple(filter(inside, _odd(workspace, snapshot.vintage))),
            tuple(filter(inside, _corrections(workspace, snapshot.vintage))),
        )

    windows = tuple(map(workspace.windows.get, quarters))
    key = ("quality", workspace.vintage, snapshot.vintage, place.key, chosen, quarters[0], due, windows)
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
    candidates = (quarter(today.year + 1, 1, workspace.cutoff), *_of_year(workspace, today.year))
    return next(candidate for candidate in candidates if candidate.first <= today <= candidate.last)


def _of_year(workspace: Workspace, year: int) -> tuple[Period, ...]:
    return tuple(quarter(year, number, workspace.cutoff) for number in (1, 2, 3, 4))


def _is_due(workspace: Workspace, period: Period, now: datetime) -> bool:
    """Whether figures must be there: after the deadline where one is set, else after the period's end."""
    window = workspace.windows.get(period)
    if window is not None and window.deadline_at is not None:
        return now > window.deadline_at
    return _day_in_hanoi(now) > period.last


def _timed(workspace: Workspace, quarters: tuple[Period, ...]) -> dict[tuple[str, Period], ReportingState]:
    """Whether reports were in time, by locality (key) and period; only of quarters that have a deadline."""
    records = workspace.records
    windows = ((quarter, workspace.windows.get(quarter)) for quarter in quarters)
    with_deadline = {quarter for quarter, window in windows if window and window.deadline_at is not None}
    return {
        key: ReportingState.LATE if report.is_late else ReportingState.ON_TIME
        for key, report in records.reports.items()
        if report.is_late or key[1] in with_deadline
    }


def _is_disclosed(snapshot: Snapshot, entry: Disagreement | OddFigure | Correction) -> bool:
    """Whether none of its counts is withheld as a small number."""

    def withheld(period: Period, measure: str, *counts: float | None) -> bool:
        return is_withheld(snapshot, entry.locality.key, period, measure, *counts)

    match entry:
        case Disagreement(inconsistency=inconsistency):
            terms = inconsistency.terms
            return not any(
                is_withheld(snapshot, term.locality, term.period, term.measure, term.value) for term in terms
            )
        case OddFigure():
            return not withheld(entry.period, entry.measure, entry.value)
        case Correction():
            return not withheld(entry.period, entry.measure, entry.old, entry.new)


def _is_inside(workspace: Workspace, place: Locality, entry: Disagreement | OddFigure | Correction) -> bool:
    unit = entry.locality
    if place.level is Level.PROVINCE:
        return workspace.registry.province_code(unit) == place.code
    return place.code in workspace.registry.enclosing_codes(unit)


def _disagreements(workspace: Workspace, vintage: int) -> tuple[Disagreement, ...]:
    def make() -> tuple[Disagreement, ...]:
        snapshot = workspace.snapshot(vintage)
        inconsistencies = snapshot.inconsistencies if isinstance(snapshot, CheckedSnapshot) else ()
        return tuple(
            Disagreement(workspace.registry.by_key(one.locality), one, _reason(workspace, one.source))
            for one in inconsistencies
        )

    return workspace.cached(("disagreements", workspace.vintage, vintage), make)


def _odd(workspace: Workspace, vintage: int) -> tuple[OddFigure, ...]:
    def make() -> tuple[OddFigure, ...]:
        return tuple(sorted(_oddities(workspace, vintage), key=lambda figure: -figure.submission))

    return workspace.cached(("odd figures", workspace.vintage, vintage), make)


def _oddities(workspace: Workspace, vintage: int) -> Iterator[OddFigure]:
    records, figures = workspace.records, workspace.snapshot(vintage).figures
    current: dict[str, dict[tuple[Period, str], tuple[float, Source]]] = {}
    for stored in records.flags:
        flag, record = stored.flag, records.submissions[stored.submission]
        if flag.code in FOUND_IN_FIGURES or flag.locality not in workspace.registry or (record.vintage or 0) > vintage:
            continue
        if flag.locality not in current:
            rows = figures.of(flag.locality)
            current[flag.locality] = {(when, code): (value, source) for when, code, value, source in rows}
        value, source = current[flag.locality].get((flag.period, flag.measure), (None, None))
        corrected = source is not None and source.submission > stored.submission
        place = workspace.registry.by_key(flag.locality)
        yield OddFigure(place, flag.period, flag.measure, flag.code, value, corrected, record.reason, stored.submission)


def _corrections(workspace: Workspace, vintage: int) -> tuple[Correction, ...]:
    def make() -> tuple[Correction, ...]:
        corrections = [
            _correction(workspace, workspace.registry.by_key(key), old, new)
            for key, lines in workspace.records.revisions.items()
            if key in workspace.registry
            for old, new in pairwise(lines)
            if (old.period, old.measure) == (new.period, new.measure) and new.vintage <= vintage
        ]
        return tuple(sorted(corrections, key=_newest_first))

    return workspace.cached(("corrections", workspace.vintage, vintage), make)


def _newest_first(correction: Correction) -> tuple[int, str, Period, str]:
    return -correction.vintage, correction.locality.key, correction.period, correction.measure


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
    """The reason of the submission, else the note of the source."""
    if source is None:
        return ""
    record = workspace.records.submissions.get(source.submission)
    return (record.reason if record is not None else "") or source.note


def _day_in_hanoi(at: datetime | None) -> date:
    return (at or datetime.now(UTC)).astimezone(HANOI).date()
