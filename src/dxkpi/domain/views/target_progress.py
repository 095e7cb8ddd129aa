"""Progress towards a target or line: whether it is reached, how many dossiers are missing, what is left to do."""

from __future__ import annotations

from dataclasses import dataclass

from dxkpi.domain.model.indicator import Direction, Indicator
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.measure import Bound, MeasureKind
from dxkpi.domain.model.period import Cutoff, Period, cumulative, cumulative_of, quarter, quarter_of
from dxkpi.domain.model.targets import ReferenceLine, RestOfYear, rest_of_year, share_of, shortfall
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views.query import ViewQuery

QUARTERS = 4


@dataclass(frozen=True)
class YearAhead:
    """The rest of a year for which a target was set. `like_year`: whose same quarters the expected denominator is of;
    None: as many a quarter as so far in this year."""

    line: ReferenceLine
    rest: RestOfYear
    year: int
    like_year: int | None


@dataclass(frozen=True)
class TargetProgress:
    """A value compared with its line. `short`: how many dossiers are missing, or too many; 0: reached; None: unknown,
    without counts. `ahead`: what the rest of the year must bring; None: no target for the year, or it is over."""

    indicator: Indicator
    value: Value
    line: ReferenceLine
    short: int | None
    ahead: YearAhead | None

    @property
    def is_reached(self) -> bool | None:
        """Whether it is reached; None without counts."""
        return None if self.short is None else self.short == 0


def progress_of(query: ViewQuery, snapshot: Snapshot, indicator: Indicator) -> TargetProgress | None:
    """The value of a query's place and period compared with its line. None without a value, a line or a direction."""
    place, period, cutoff = query.place, query.period, query.cutoff
    value = snapshot.value(indicator, place, period)
    line = snapshot.targets.line(indicator, place, period, snapshot.registry)
    if line is None or value.value is None or not indicator.has_direction:
        return None
    ahead = _ahead(snapshot, indicator, place, period, cutoff)
    return TargetProgress(indicator, value, line, _short(value, line, indicator), ahead)


def is_reached(value: Value, line: ReferenceLine, indicator: Indicator) -> bool | None:
    """Whether a value reaches a line: by its counts to the dossier, else as the source states it. None where it is not
    stated exactly, or neither direction is better."""
    if value.value is None or not indicator.has_direction:
        return None
    short = _short(value, line, indicator)
    if short is not None:
        return short == 0
    if value.bound is not Bound.EXACT:
        return None
    away = value.value - float(line.value)
    return away >= 0 if indicator.direction is Direction.HIGHER else away <= 0


def _short(value: Value, line: ReferenceLine, indicator: Indicator) -> int | None:
    counts = _counts(value)
    return None if counts is None else shortfall(*counts, share_of(line.value, indicator), indicator.direction)


def _ahead(
    snapshot: Snapshot, indicator: Indicator, place: Locality, period: Period, cutoff: Cutoff
) -> YearAhead | None:
    """The rest of the year in which a period ends, where a target was set for that year and its counts add up."""
    form = quarter_of(period, cutoff) or cumulative_of(period, cutoff)
    if form is None or form[1] == QUARTERS or not _adds_up(snapshot, indicator):
        return None
    year, done = form
    line = snapshot.targets.of_year(indicator, place, cumulative(year, QUARTERS, cutoff), snapshot.registry)
    so_far = _so_far(snapshot, indicator, place, year, done, cutoff) if line is not None else None
    if line is None or so_far is None:
        return None
    left = [snapshot.value(indicator, place, quarter(year - 1, each, cutoff)) for each in range(done + 1, QUARTERS + 1)]
    before = [counts for each in left if (counts := _counts(each)) is not None]
    is_known = len(before) == len(left)
    expected = sum(each for _, each in before) if is_known else so_far[1] * (QUARTERS - done) // done
    if expected <= 0:
        return None
    rest = rest_of_year(*so_far, expected, share_of(line.value, indicator), indicator.direction)
    return YearAhead(line, rest, year, year - 1 if is_known else None)


def _so_far(
    snapshot: Snapshot, indicator: Indicator, place: Locality, year: int, done: int, cutoff: Cutoff
) -> tuple[int, int] | None:
    """Numerator and denominator of the year so far: as reported from its start on, else the sum of its quarters."""
    whole = _counts(snapshot.value(indicator, place, cumulative(year, done, cutoff))) if done > 1 else None
    if whole is not None:
        return whole
    quarters = [snapshot.value(indicator, place, quarter(year, each, cutoff)) for each in range(1, done + 1)]
    counts = [found for each in quarters if (found := _counts(each)) is not None]
    if len(counts) < len(quarters):
        return None
    return sum(numerator for numerator, _ in counts), sum(denominator for _, denominator in counts)


def _counts(value: Value) -> tuple[int, int] | None:
    """Numerator and denominator as whole numbers, where the value rests on counts."""
    if value.value is None or value.stated or value.numerator is None or not value.denominator:
        return None
    return round(value.numerator), round(value.denominator)


def _adds_up(snapshot: Snapshot, indicator: Indicator) -> bool:
    """Whether the year's counts are the sums of its quarters'."""
    return all(snapshot.measures[code].kind is MeasureKind.FLOW for code in indicator.measures)
