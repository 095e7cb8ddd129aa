"""What may be claimed of a series: no claim, provisional limits, or a verdict, depending on how many points compare.

Quarters compare with the same quarters of other years: each point is compared with its own season in a baseline, the
first twelve comparable points. The limits of a baseline are fixed until they are restarted with a written reason.
Sequences are in time order; None is a period without a comparable figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import isfinite

from dxkpi.domain.stats.change import MEANINGFUL_POINTS, Significance, claim_of
from dxkpi.domain.stats.seasonal_baseline import MIN_POINTS_OF_SEASON, ExpectedPoint, expected_shares, expected_values
from dxkpi.domain.stats.xmr import LIMIT_SIGMAS, RUN_LENGTH, Signal, in_sigmas, signals

# Below five points no limits are drawn: Wheeler, Understanding Variation (1993), p. 60, calls limits of five or six
# values useful.
MIN_PERIODS_FOR_LIMITS = 5
# Limits are fixed by the first twelve points: NHS England, Making Data Count (2019), locks them from twelve on.
BASELINE_PERIODS = 12
# The first point after a full baseline is the first that can be judged against fixed limits.
MIN_PERIODS_FOR_VERDICT = BASELINE_PERIODS + 1
# (positions, their seasons, baseline) → the expected point of each position, and σ_z where there is one.
Expect = Callable[
    [Sequence[int], Sequence[Hashable], Sequence[int]], tuple[Sequence[ExpectedPoint | None], float | None]
]


class TrendStage(StrEnum):
    """How much may be claimed: no limits; provisional limits, never a special cause; limits and verdicts."""

    NOTHING = "nothing"
    TRIAL = "trial"
    VERDICT = "verdict"


@dataclass(frozen=True)
class TrendPoint:
    """One point of a chart, what it is compared with, and the special causes it is part of.

    `middle`, `lower` and `upper` are None without limits; all in the unit of the values, not clipped.
    """

    value: float | None
    middle: float | None = None
    lower: float | None = None
    upper: float | None = None
    signals: frozenset[Signal] = frozenset()

    def clipped(self, low: float, high: float) -> TrendPoint:
        """The point with its limits clipped to a range, for display only: verdicts use the unclipped limits."""
        if self.lower is None or self.upper is None:
            return self
        return replace(self, lower=max(self.lower, low), upper=min(self.upper, high))


@dataclass(frozen=True)
class Trend:
    """The points, and what may be claimed of the newest.

    `comparable`: how many points the claim rests on. `size`: distance of the newest from its middle, or the mean
    distance of the points that make its special cause; unit of the values. `cause`: the strongest signal of the newest.
    `spread`: σ_z of the baseline; None for plain values. `baseline`: its positions. `begin`: the position at which the
    limits in force start; `reason`: why they were restarted there, empty for the first ones.
    """

    points: tuple[TrendPoint, ...]
    stage: TrendStage
    claim: Significance
    comparable: int
    size: float | None = None
    cause: Signal | None = None
    spread: float | None = None
    baseline: tuple[int, ...] = ()
    begin: int = 0
    reason: str = ""


def trend_of_counts(
    numerators: Sequence[float | None],
    denominators: Sequence[float | None],
    *,
    seasons: Sequence[Hashable] | None = None,
    scale: float = 100.0,
    meaningful: float = MEANINGFUL_POINTS,
    rebased: Mapping[int, str] | None = None,
) -> Trend:
    """The trend of shares of counts, by Laney's p′ limits (2002, section "Control limits") around each season's middle.

    Values are `scale` times the quotients. `seasons`: the quarter of the year of each point; None when all compare.
    `meaningful`: the practical threshold, in the unit of the values. `rebased`: the positions where limits restart,
    each with the written reason. Raises ValueError when limits would rest on counts that are no proportion, when a
    reason is empty, and when the seasons do not fit the values.
    """
    numbers = zip(_finite(numerators), _finite(denominators), strict=True)
    pairs = [(x, n) if x is not None and n else None for x, n in numbers]
    values = [scale * pair[0] / pair[1] if pair else None for pair in pairs]

    def expect(
        positions: Sequence[int], of_seasons: Sequence[Hashable], baseline: Sequence[int]
    ) -> tuple[Sequence[ExpectedPoint | None], float | None]:
        chosen = [pair for at in positions if (pair := pairs[at])]
        expected, spread = expected_shares([x for x, _ in chosen], [n for _, n in chosen], of_seasons, baseline)
        return [point and ExpectedPoint(scale * point.middle, scale * point.sigma) for point in expected], spread

    return _trend(values, seasons, expect, meaningful, rebased or {})


def trend_of_values(
    values: Sequence[float | None],
    *,
    seasons: Sequence[Hashable] | None = None,
    meaningful: float = MEANINGFUL_POINTS,
    rebased: Mapping[int, str] | None = None,
) -> Trend:
    """The trend of plain values, by XmR limits around each season's middle; arguments as for `trend_of_counts`.

    Source: Wheeler (1993), as in NIST/SEMATECH e-Handbook, section 6.3.2.2. Raises ValueError as `trend_of_counts`.
    """
    values = _finite(values)

    def expect(
        positions: Sequence[int], of_seasons: Sequence[Hashable], baseline: Sequence[int]
    ) -> tuple[Sequence[ExpectedPoint | None], float | None]:
        chosen = [value for at in positions if (value := values[at]) is not None]
        return expected_values(chosen, of_seasons, baseline), None

    return _trend(values, seasons, expect, meaningful, rebased or {})


def _finite(values: Sequence[float | None]) -> list[float | None]:
    """The values with NaN and infinity replaced by None."""
    return [value if value is not None and isfinite(value) else None for value in values]


def _trend(
    values: Sequence[float | None],
    seasons: Sequence[Hashable] | None,
    expect: Expect,
    meaningful: float,
    rebased: Mapping[int, str],
) -> Trend:
    """Judge each span between two restarts by itself; the claim is that of the last span."""
    if seasons is not None and len(seasons) != len(values):
        raise ValueError("every value needs its season")
    if any(not reason.strip() for reason in rebased.values()):
        raise ValueError("limits restart only with a written reason")
    starts = sorted({0, *(at for at in rebased if 0 < at < len(values))})
    points: list[TrendPoint] = []
    trend = Trend((), TrendStage.NOTHING, Significance.NO_FIGURE, 0)
    for start, end in zip(starts, [*starts[1:], len(values)], strict=True):
        trend = _span(values, range(start, end), seasons or [0] * len(values), expect, meaningful)
        points += trend.points
    return replace(trend, points=tuple(points), begin=starts[-1], reason=rebased.get(starts[-1], ""))


def _span(
    values: Sequence[float | None],
    positions: Sequence[int],
    seasons: Sequence[Hashable],
    expect: Expect,
    meaningful: float,
) -> Trend:
    points = {at: TrendPoint(values[at]) for at in positions}
    present = [at for at in positions if values[at] is not None]
    season_sizes = Counter(seasons[at] for at in present)
    comparable = [at for at in present if season_sizes[seasons[at]] >= MIN_POINTS_OF_SEASON]
    newest = positions[-1] if positions else None
    missing = newest is None or values[newest] is None
    if len(comparable) < MIN_PERIODS_FOR_LIMITS:
        claim = Significance.NO_FIGURE if missing else Significance.TOO_FEW
        return Trend(tuple(points.values()), TrendStage.NOTHING, claim, len(comparable))
    baseline = range(min(BASELINE_PERIODS, len(comparable)))
    expected, spread = expect(comparable, [seasons[at] for at in comparable], baseline)
    judged = [(at, point) for at, point in zip(comparable, expected, strict=True) if point]
    stage = TrendStage.VERDICT if len(judged) >= MIN_PERIODS_FOR_VERDICT else TrendStage.TRIAL
    distances = [(values[at] or 0.0) - point.middle for at, point in judged]
    sigmas = [in_sigmas(distance, point.sigma) for distance, (_, point) in zip(distances, judged, strict=True)]
    causes = signals(sigmas) if stage is TrendStage.VERDICT else (frozenset(),) * len(judged)
    for (at, point), cause in zip(judged, causes, strict=True):
        reach = LIMIT_SIGMAS * point.sigma
        points[at] = TrendPoint(values[at], point.middle, point.middle - reach, point.middle + reach, cause)
    trend = Trend(
        tuple(points.values()), stage, Significance.NO_FIGURE, len(judged), spread=spread,
        baseline=tuple(comparable[at] for at in baseline),
    )  # fmt: skip
    if missing:
        return trend
    if not judged or judged[-1][0] != newest:
        return replace(trend, claim=Significance.TOO_FEW)
    return _with_claim(trend, distances, sigmas, causes, meaningful)


def _with_claim(
    trend: Trend,
    distances: Sequence[float],
    sigmas: Sequence[float],
    causes: Sequence[frozenset[Signal]],
    meaningful: float,
) -> Trend:
    """The trend with the claim about its newest point; the sequences have one entry a judged point, newest last."""
    cause = next((signal for signal in Signal if signal in causes[-1]), None)
    size = _size(distances, sigmas, cause)
    if trend.stage is TrendStage.TRIAL:
        return replace(trend, claim=Significance.ON_TRIAL, size=size)
    claim = claim_of(size, beyond_chance=cause is not None, meaningful=meaningful)
    return replace(trend, claim=claim, size=size, cause=cause)


def _size(distances: Sequence[float], sigmas: Sequence[float], cause: Signal | None) -> float:
    """Distance of the newest from its middle; for a run on one side the mean of the run, for a drift its whole rise."""
    newest = distances[-1]
    if cause is Signal.DRIFT:
        return newest - distances[-RUN_LENGTH]
    if cause is not Signal.ONE_SIDE:
        return newest
    first = len(distances) - 1
    while first and sigmas[first - 1] * sigmas[-1] > 0:
        first -= 1
    return sum(distances[first:]) / (len(distances) - first)
