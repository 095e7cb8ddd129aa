"""What may be claimed of a series: nothing, limits on trial, or a verdict; staged by how many points compare.

Quarters compare with the same quarters of other years: each is held against its own season in a baseline, the first
twelve comparable points, whose limits then stand still until they are rebased with a written reason. Plain functions on
plain sequences in time order; nothing (None) is a period without a comparable figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import isfinite

from dxkpi.domain.stats.change import MEANINGFUL_POINTS, Claim, claim_of
from dxkpi.domain.stats.seasonal_baseline import LEAST_OF_A_SEASON, ExpectedPoint, expected_shares, expected_values
from dxkpi.domain.stats.xmr import RUN, SIGMAS, Signal, signals, standing

# Fewer points than five say nothing (Wheeler, Understanding Variation, 1993, p. 60: limits of five or six values are
# useful); limits of fewer than 13 are on trial (NHS England, Making Data Count, 2019, locks them from twelve on).
LEAST_FOR_LIMITS = 5
BASELINE = 12
Judge = Callable[
    [Sequence[int], Sequence[Hashable], Sequence[int]], tuple[Sequence[ExpectedPoint | None], float | None]
]


class TrendStage(StrEnum):
    """How much may be claimed."""

    NOTHING = "nothing"
    TRIAL = "trial"
    VERDICT = "verdict"


@dataclass(frozen=True)
class TrendPoint:
    """One point of a chart, what it is held against, and the special causes it is a part of.

    `middle`, `lower`, `upper` are nothing where there are no limits for it; all in the values' unit, not clipped.
    """

    value: float | None
    middle: float | None = None
    lower: float | None = None
    upper: float | None = None
    signals: frozenset[Signal] = frozenset()

    def clipped(self, low: float, high: float) -> TrendPoint:
        """The point with its limits as they are shown; never used to judge."""
        if self.lower is None or self.upper is None:
            return self
        return replace(self, lower=max(self.lower, low), upper=min(self.upper, high))


@dataclass(frozen=True)
class Trend:
    """The points, and what may be claimed of the newest.

    `comparable`: how many points the claim rests on. `size`: how far the newest lies from its middle, or on average the
    points that make its special cause. `cause`: the strongest reason why it is beyond chance. `spread`: how much more
    the baseline varies than its counts alone would. `begin`: the place at which its limits begin; `reason`: why there.
    """

    points: tuple[TrendPoint, ...]
    stage: TrendStage
    claim: Claim
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
    """The trend of shares of counts, by Laney's p′ limits (2002; section "Control limits", as in `p_prime`) around each
    season's middle.

    Values are `scale` times the quotients. `seasons`: the quarter of the year of each point; without, all compare.
    `meaningful`: the practical threshold, in the values' unit. `rebased`: the places where limits begin anew, each with
    the written reason. Raises `ValueError` where limits would rest on what is no share.
    """
    known = zip(_known(numerators), _known(denominators), strict=True)
    pairs = [(x, n) if x is not None and n else None for x, n in known]
    values = [scale * pair[0] / pair[1] if pair else None for pair in pairs]

    def judge(
        places: Sequence[int], of_seasons: Sequence[Hashable], baseline: Sequence[int]
    ) -> tuple[Sequence[ExpectedPoint | None], float | None]:
        chosen = [pair for at in places if (pair := pairs[at])]
        expected, spread = expected_shares([x for x, _ in chosen], [n for _, n in chosen], of_seasons, baseline)
        return [each and ExpectedPoint(scale * each.middle, scale * each.sigma) for each in expected], spread

    return _trend(values, seasons, judge, meaningful, rebased or {})


def trend_of_values(
    values: Sequence[float | None],
    *,
    seasons: Sequence[Hashable] | None = None,
    meaningful: float = MEANINGFUL_POINTS,
    rebased: Mapping[int, str] | None = None,
) -> Trend:
    """The trend of plain values, by XmR limits around each season's middle; the rest as `trend_of_counts`.

    Wheeler (1993), as in NIST/SEMATECH e-Handbook, section 6.3.2.2.
    """
    values = _known(values)

    def judge(
        places: Sequence[int], of_seasons: Sequence[Hashable], baseline: Sequence[int]
    ) -> tuple[Sequence[ExpectedPoint | None], float | None]:
        chosen = [value for at in places if (value := values[at]) is not None]
        return expected_values(chosen, of_seasons, baseline), None

    return _trend(values, seasons, judge, meaningful, rebased or {})


def _known(values: Sequence[float | None]) -> list[float | None]:
    """Nothing where there is no number: NaN and infinity."""
    return [value if value is not None and isfinite(value) else None for value in values]


def _trend(
    values: Sequence[float | None],
    seasons: Sequence[Hashable] | None,
    judge: Judge,
    meaningful: float,
    rebased: Mapping[int, str],
) -> Trend:
    """Span by span, each from where its limits begin; what is claimed is claimed of the last."""
    if seasons is not None and len(seasons) != len(values):
        raise ValueError("every value needs its season")
    if any(not reason.strip() for reason in rebased.values()):
        raise ValueError("limits are rebased with a written reason only")
    starts = sorted({0, *(at for at in rebased if 0 < at < len(values))})
    points: list[TrendPoint] = []
    found = Trend((), TrendStage.NOTHING, Claim.NO_FIGURE, 0)
    for start, end in zip(starts, [*starts[1:], len(values)], strict=True):
        found = _span(values, range(start, end), seasons or [0] * len(values), judge, meaningful)
        points += found.points
    return replace(found, points=tuple(points), begin=starts[-1], reason=rebased.get(starts[-1], ""))


def _span(
    values: Sequence[float | None], places: Sequence[int], seasons: Sequence[Hashable], judge: Judge, meaningful: float
) -> Trend:
    points = {at: TrendPoint(values[at]) for at in places}
    known = [at for at in places if values[at] is not None]
    often = Counter(seasons[at] for at in known)
    comparable = [at for at in known if often[seasons[at]] >= LEAST_OF_A_SEASON]
    newest = places[-1] if places else None
    missing = newest is None or values[newest] is None
    if len(comparable) < LEAST_FOR_LIMITS:
        claim = Claim.NO_FIGURE if missing else Claim.TOO_FEW
        return Trend(tuple(points.values()), TrendStage.NOTHING, claim, len(comparable))
    baseline = range(min(BASELINE, len(comparable)))
    expected, spread = judge(comparable, [seasons[at] for at in comparable], baseline)
    held = [(at, each) for at, each in zip(comparable, expected, strict=True) if each]
    stage = TrendStage.VERDICT if len(held) > BASELINE else TrendStage.TRIAL
    distances = [(values[at] or 0.0) - each.middle for at, each in held]
    standings = [standing(distance, each.sigma) for distance, (_, each) in zip(distances, held, strict=True)]
    causes = signals(standings) if stage is TrendStage.VERDICT else (frozenset(),) * len(held)
    for (at, each), cause in zip(held, causes, strict=True):
        reach = SIGMAS * each.sigma
        points[at] = TrendPoint(values[at], each.middle, each.middle - reach, each.middle + reach, cause)
    found = Trend(
        tuple(points.values()), stage, Claim.NO_FIGURE, len(held), spread=spread,
        baseline=tuple(comparable[at] for at in baseline),
    )  # fmt: skip
    if missing:
        return found
    if not held or held[-1][0] != newest:
        return replace(found, claim=Claim.TOO_FEW)
    return _claimed(found, distances, standings, causes, meaningful)


def _claimed(
    found: Trend,
    distances: Sequence[float],
    standings: Sequence[float],
    causes: Sequence[frozenset[Signal]],
    meaningful: float,
) -> Trend:
    """What may be said of the newest point; the sequences hold one entry a point that has limits, the newest last."""
    cause = next((each for each in Signal if each in causes[-1]), None)
    size = _size(distances, standings, causes, cause)
    if found.stage is TrendStage.TRIAL:
        return replace(found, claim=Claim.ON_TRIAL, size=size)
    claim = claim_of(size, beyond_chance=cause is not None, meaningful=meaningful)
    return replace(found, claim=claim, size=size, cause=cause)


def _size(
    distances: Sequence[float], standings: Sequence[float], causes: Sequence[frozenset[Signal]], cause: Signal | None
) -> float:
    """How far the newest lies from its middle; of a run on one side the run's mean, of a drift from its first to it."""
    newest = distances[-1]
    if cause is Signal.DRIFT:
        return newest - distances[-RUN]
    if cause is not Signal.ONE_SIDE:
        return newest
    first = len(distances) - 1
    while first and standings[first - 1] * standings[-1] > 0:
        first -= 1
    return sum(distances[first:]) / (len(distances) - first)
