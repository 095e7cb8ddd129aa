"""What may be claimed of a series: each figure compared with the earlier ones, as it was when it was the newest.

Quarters compare with the same quarters of other years where there are enough. The reference of a figure is the earlier
ones among the first twelve; they stay the reference until limits are restarted with a written reason. Sequences are in
time order; None is a period without a comparable figure.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import isfinite, sqrt

from dxkpi.domain.stats.claims import MEANINGFUL_POINTS, Claim, ClaimReason
from dxkpi.domain.stats.reference import (
    MIN_REFERENCE,
    ExpectedFigure,
    Reference,
    SeriesFigure,
    expected_figure,
    make_reference,
)
from dxkpi.domain.stats.special_causes import RUN_LENGTH, special_causes
from dxkpi.domain.stats.validation import require_shares

# Below five figures no trend is judged: Wheeler, Understanding Variation (1993), p. 60, calls limits of five or six
# values useful. The newest is one of them.
MIN_PERIODS_FOR_LIMITS = MIN_REFERENCE + 1
# With two years to compare with, "no difference" says something; with fewer, only a gross change is claimed.
MIN_REFERENCE_FOR_VERDICT = 8
# Limits are fixed by the first twelve points: NHS England, Making Data Count (2019), locks them from twelve on.
BASELINE_PERIODS = 12
# Special causes, the strongest first.
SPECIAL_CAUSES = (ClaimReason.OUTSIDE_LIMITS, ClaimReason.NEAR_LIMIT, ClaimReason.ONE_SIDE, ClaimReason.DRIFT)


class TrendStage(StrEnum):
    """How much may be claimed: nothing; only a figure outside its limits; all claims."""

    NOTHING = "nothing"
    TRIAL = "trial"
    VERDICT = "verdict"


@dataclass(frozen=True)
class TrendPoint:
    """One figure of a chart, where it was expected, and what is claimed of it.

    `expected`: None where nothing could be expected. `causes`: the special causes that it completes. `size`: its
    distance from the middle, or the mean distance of the run, or the whole rise of the drift, that it ends. `periods`:
    how many earlier figures it is compared with. All in the unit of the values, not clipped.
    """

    value: float | None
    claim: Claim
    reason: ClaimReason
    periods: int = 0
    expected: ExpectedFigure | None = None
    causes: frozenset[ClaimReason] = frozenset()
    size: float | None = None


@dataclass(frozen=True)
class Trend:
    """The points, and how much may be claimed of the newest.

    `reference`: the positions that the newest is compared with; `set_aside`: those of them that are far from the
    others. `begin`: the position at which the limits in force start; `reason`: why they were restarted there, empty for
    the first ones.
    """

    points: tuple[TrendPoint, ...]
    stage: TrendStage = TrendStage.NOTHING
    reference: tuple[int, ...] = ()
    set_aside: tuple[int, ...] = ()
    begin: int = 0
    reason: str = ""


@dataclass(frozen=True)
class _Span:
    """The figures between two restarts by position, and how they are judged."""

    figures: Mapping[int, SeriesFigure]
    scale: float | None
    meaningful: float


def trend_of_counts(
    numerators: Sequence[float | None],
    denominators: Sequence[float | None],
    *,
    seasons: Sequence[Hashable] | None = None,
    scale: float = 100.0,
    meaningful: float = MEANINGFUL_POINTS,
    rebased: Mapping[int, str] | None = None,
) -> Trend:
    """The trend of shares of counts, judged by the limits of `expected_figure` and the rules of `special_causes`.

    Values are `scale` times the quotients. `seasons`: the quarter of the year of each point; None when all compare.
    `meaningful`: the practical threshold, in the unit of the values. `rebased`: the positions where limits restart,
    each with the written reason. Raises ValueError when counts are no proportion, when a reason is empty, and when the
    seasons do not fit the values. Sources: Hahn and Meeker (1991), section 4.7; NHS England, Making Data Count (2019),
    section "Special cause variation".
    """
    pairs = [
        (x, n) if x is not None and n else None for x, n in zip(_finite(numerators), _finite(denominators), strict=True)
    ]
    present = [pair for pair in pairs if pair]
    require_shares([x for x, _ in present], [n for _, n in present])
    season = _seasons_of(seasons, len(pairs))
    figures = [pair and SeriesFigure(scale * pair[0] / pair[1], season[at], *pair) for at, pair in enumerate(pairs)]
    return _trend(figures, scale, meaningful, rebased or {})


def trend_of_values(
    values: Sequence[float | None],
    *,
    seasons: Sequence[Hashable] | None = None,
    meaningful: float = MEANINGFUL_POINTS,
    rebased: Mapping[int, str] | None = None,
) -> Trend:
    """The trend of plain values, whose variation is all between periods; arguments as for `trend_of_counts`.

    Source: Hahn and Meeker (1991), section 4.7. Raises ValueError as `trend_of_counts`.
    """
    values = _finite(values)
    season = _seasons_of(seasons, len(values))
    figures = [None if value is None else SeriesFigure(value, season[at]) for at, value in enumerate(values)]
    return _trend(figures, None, meaningful, rebased or {})


def _finite(values: Sequence[float | None]) -> list[float | None]:
    """The values with NaN and infinity replaced by None."""
    return [value if value is not None and isfinite(value) else None for value in values]


def _seasons_of(seasons: Sequence[Hashable] | None, length: int) -> Sequence[Hashable]:
    if seasons is not None and len(seasons) != length:
        raise ValueError("every value needs its season")
    return seasons or [0] * length


def _trend(
    figures: Sequence[SeriesFigure | None], scale: float | None, meaningful: float, rebased: Mapping[int, str]
) -> Trend:
    """Judge each span between two restarts by itself; the stage is that of the last span."""
    if any(not reason.strip() for reason in rebased.values()):
        raise ValueError("limits restart only with a written reason")
    starts = sorted({0, *(at for at in rebased if 0 < at < len(figures))})
    points: list[TrendPoint] = []
    trend = Trend(())
    for start, end in zip(starts, [*starts[1:], len(figures)], strict=True):
        present = {at: figure for at in range(start, end) if (figure := figures[at])}
        trend = _judge(_Span(present, scale, meaningful), range(start, end))
        points += trend.points
    return replace(trend, points=tuple(points), begin=starts[-1], reason=rebased.get(starts[-1], ""))


def _judge(span: _Span, positions: range) -> Trend:
    """The trend of one span: every figure compared with those before it."""
    points = [TrendPoint(None, Claim.CANNOT_BE_JUDGED, ClaimReason.NO_FIGURE) for _ in positions]
    judged: list[tuple[SeriesFigure, ExpectedFigure]] = []
    before: list[int] = []
    reference: Reference | None = None
    for at, figure in span.figures.items():
        if reference is None:
            point = TrendPoint(figure.value, Claim.CANNOT_BE_JUDGED, ClaimReason.TOO_FEW_PERIODS, len(before))
        else:
            judged.append((figure, expected_figure(figure, reference)))
            point = _point(judged, len(before), span.meaningful)
        points[at - positions.start] = point
        if at != positions[-1] and len(before) < BASELINE_PERIODS:
            before.append(at)
            reference = make_reference([span.figures[earlier] for earlier in before], scale=span.scale)
    if reference is None:
        return Trend(tuple(points))
    stage = TrendStage.VERDICT if len(before) >= MIN_REFERENCE_FOR_VERDICT else TrendStage.TRIAL
    return Trend(tuple(points), stage, tuple(before), tuple(before[at] for at in reference.set_aside))


def _point(judged: Sequence[tuple[SeriesFigure, ExpectedFigure]], periods: int, meaningful: float) -> TrendPoint:
    """The newest of the judged figures, with what is claimed of it."""
    figure, expected = judged[-1]
    on_trial = periods < MIN_REFERENCE_FOR_VERDICT
    recent = judged[-RUN_LENGTH:]
    causes = special_causes([other.in_sigmas(earlier.value) for earlier, other in recent])[-1]
    if on_trial:
        causes &= {ClaimReason.OUTSIDE_LIMITS}
    elif not _is_run_beyond_chance(recent):
        causes -= {ClaimReason.ONE_SIDE}
    cause = next((reason for reason in SPECIAL_CAUSES if reason in causes), None)
    size = _size(recent, cause)
    claim, reason = _claim(size, cause, on_trial=on_trial, meaningful=meaningful)
    return TrendPoint(figure.value, claim, reason, periods, expected, causes, size)


def _claim(size: float, cause: ClaimReason | None, *, on_trial: bool, meaningful: float) -> tuple[Claim, ClaimReason]:
    """Significance does not measure size, nor size significance: a change needs both (Wasserstein and Lazar, 2016, The
    American Statistician 70, 129-133, principle 5)."""
    if cause is None:
        if on_trial:
            return Claim.CANNOT_BE_JUDGED, ClaimReason.TOO_FEW_PERIODS
        return Claim.NO_DIFFERENCE, ClaimReason.WITHIN_LIMITS
    if abs(size) < meaningful:
        return Claim.NO_DIFFERENCE, ClaimReason.BELOW_THRESHOLD
    return (Claim.ROSE if size > 0 else Claim.FELL), cause


def _is_run_beyond_chance(recent: Sequence[tuple[SeriesFigure, ExpectedFigure]]) -> bool:
    """Whether the mean of the figures lies outside the limits of their mean."""
    distances = [figure.value - expected.middle for figure, expected in recent]
    count, newest = len(recent), recent[-1][1]
    own = sum(expected.own for _, expected in recent) / count
    of_middle = sum(expected.of_middle for _, expected in recent) / count
    return abs(sum(distances) / count) > newest.quantile * sqrt(own / count + of_middle)


def _size(recent: Sequence[tuple[SeriesFigure, ExpectedFigure]], cause: ClaimReason | None) -> float:
    """Distance of the newest from its middle; for a run on one side the mean of the run, for a drift its whole rise."""
    distances = [figure.value - expected.middle for figure, expected in recent]
    match cause:
        case ClaimReason.ONE_SIDE:
            return sum(distances) / len(distances)
        case ClaimReason.DRIFT:
            return distances[-1] - distances[0]
        case _:
            return distances[-1]
