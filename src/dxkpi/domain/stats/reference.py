"""Where a figure is expected from earlier ones, and the limits beyond which it has changed.

The figure that is judged is never part of its own reference. What a few quarters far from the others do to the
reference is limited twice: such quarters are set aside, and limits never lie farther outside the others than `GROSS`.
Values and counts are of one series; `season` says which figures compare with each other (the quarter of the year).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import copysign, inf, sqrt

from dxkpi.domain.stats.intervals import CHANGE_CONFIDENCE, t_quantile
from dxkpi.domain.stats.outliers import MAD_TO_SIGMA

# Fewer figures than this say nothing about how much such figures vary.
MIN_REFERENCE = 4
# The spread within seasons needs four degrees of freedom: with two, a limit of 99 % lies ten standard errors away.
MIN_SEASONAL_DEGREES = 4
# A season has a middle of its own from two figures on, and a median that one outlier cannot move from three on.
MIN_OF_SEASON, MIN_FOR_MEDIAN = 2, 3
# A tenth of the scale, ten points of percent: no quarter of the simulated series that vary by up to three points beyond
# chance differs more from its season, but by an event (docs/decisions.md says how it was chosen).
GROSS = 0.10
# Where seasons cannot be told apart yet, a quarter may lie this much farther away for being in another season.
SEASONAL = 0.06
# Nor is a figure set aside within two robust standard deviations, however much the series varies.
SET_ASIDE_SIGMAS = 2.0
# Limits count as three sigmas for the rules of special causes, whatever the number of figures they rest on.
LIMIT_SIGMAS = 3.0


@dataclass(frozen=True)
class SeriesFigure:
    """One figure of a series: its value, its season, and its numerator and denominator.

    `denominator`: 0 for a plain value, which has no variation of counts. Shares have the scale of the series.
    """

    value: float
    season: Hashable
    numerator: float = 0.0
    denominator: float = 0.0


@dataclass(frozen=True)
class ExpectedFigure:
    """Where a figure is expected.

    `lower`, `upper`: its limits, not clipped. `own`: the variance of one figure around its middle; `of_middle`: the
    variance of the middle; `sampling`: the part of `own` that the counts explain. `quantile`: the t quantile of the
    limits. All in the unit of the values.
    """

    middle: float
    lower: float
    upper: float
    own: float
    of_middle: float
    sampling: float
    quantile: float

    def in_sigmas(self, value: float) -> float:
        """The distance of a value from the middle as a multiple of a third of the way to the limit on its side."""
        distance = value - self.middle
        reach = (self.upper - self.middle) if distance > 0 else (self.middle - self.lower)
        if not distance:
            return 0.0
        return LIMIT_SIGMAS * distance / reach if reach > 0 else copysign(inf, distance)


@dataclass(frozen=True)
class Reference:
    """The earlier figures that a figure is compared with, those set aside left out.

    `variance`: between figures of a season, beyond that of their counts, with its degrees of freedom. `scale`: 100 for
    shares in percent; None for plain values. `set_aside`: positions in the sequence that it was made of.
    """

    figures: tuple[SeriesFigure, ...]
    scale: float | None
    variance: float
    degrees: int
    set_aside: tuple[int, ...]


def make_reference(figures: Sequence[SeriesFigure], *, scale: float | None) -> Reference | None:
    """The figures as a reference; None with fewer than `MIN_REFERENCE` that belong together.

    The variance is that within seasons, pooled, less the mean variance of the counts; over all figures where seasons
    leave fewer than `MIN_SEASONAL_DEGREES`. Seasons with a figure at 0 or 100 % are censored, and are left out of it.
    Source: Montgomery, Introduction to Statistical Quality Control (2009), section 4.5, the mean square within
    treatments.
    """
    kept = kept_positions(figures, scale)
    if len(kept) < MIN_REFERENCE:
        return None
    chosen = tuple(figures[at] for at in kept)
    variance, degrees = _variance_beyond_counts(chosen, scale)
    inside = set(kept)
    return Reference(chosen, scale, variance, degrees, tuple(at for at in range(len(figures)) if at not in inside))


def expected_figure(figure: SeriesFigure, reference: Reference) -> ExpectedFigure:
    """Where a figure is expected from the earlier ones of its series.

    The middle is Σx/Σn of the same season, or of all where that has fewer than two figures. The limits are those of a
    prediction interval for one further figure, middle ± t √(s² + v + variance of the middle), t with the degrees of
    freedom of s² (Hahn and Meeker, Statistical Intervals, 1991, section 4.7). v = p(1-p)/n is the variance of the
    figure's own count, p = (Σx + ½)/(Σn + 1) as follows from Jeffreys' prior (Brown, Cai and DasGupta, 2001,
    Statistical Science 16(2), 101-133), with half a case for continuity (Yates, 1934). Limits end `GROSS` beyond the
    outermost figure of the reference at the latest, but not within the variation of the counts.
    """
    scale, figures = reference.scale, reference.figures
    same = [other for other in figures if other.season == figure.season]
    base = same if len(same) >= MIN_OF_SEASON else figures
    middle, of_case, weight = _middle(base, scale)
    counted = of_case / sum(other.denominator for other in base) if scale else 0.0
    sampling = of_case / figure.denominator if figure.denominator else 0.0
    own, of_middle = reference.variance + sampling, reference.variance * weight + counted
    quantile = t_quantile(CHANGE_CONFIDENCE, reference.degrees)
    half_a_case = (scale or 0.0) * 0.5 / figure.denominator if figure.denominator else 0.0
    reach = quantile * sqrt(own + of_middle) + half_a_case
    least = quantile * sqrt(sampling + counted) + half_a_case
    values = [other.value for other in figures]
    beyond = GROSS * (scale or abs(middle))
    return ExpectedFigure(
        middle=middle,
        lower=middle - min(reach, max(middle - min(values) + beyond, least)),
        upper=middle + min(reach, max(max(values) - middle + beyond, least)),
        own=own,
        of_middle=of_middle,
        sampling=sampling,
        quantile=quantile,
    )


def kept_positions(reference: Sequence[SeriesFigure], scale: float | None) -> list[int]:
    """The positions of the figures that belong together: not those far from the median of their season, or of all.

    Medians weigh later figures more, the last one twice as much as the first, so that the newer of two halves counts
    where a series has moved. A figure is set aside beyond `GROSS` + `SEASONAL` from the median of all; but beyond
    `GROSS` from that of its season where this has three figures and lies near the median of all, or lies far from it
    with all of its figures; and only beyond two standard deviations, estimated by the median absolute deviation
    (Iglewicz and Hoaglin, 1993, in NIST/SEMATECH e-Handbook, section 1.3.5.17).
    """
    if not reference:
        return []
    values = [figure.value for figure in reference]
    weights = [len(values) + 1 + at for at in range(len(values))]
    overall = weighted_median(values, weights)
    unit = scale or abs(overall)
    seasons: dict[Hashable, list[int]] = defaultdict(list)
    for at, figure in enumerate(reference):
        seasons[figure.season].append(at)
    middles, allowed = [overall] * len(values), [(GROSS + SEASONAL) * unit] * len(values)
    for positions in seasons.values():
        median = weighted_median([values[at] for at in positions], [weights[at] for at in positions])
        if abs(median - overall) <= (GROSS + SEASONAL) * unit:
            has_middle = len(positions) >= MIN_FOR_MEDIAN
        else:
            has_middle = len(positions) >= MIN_OF_SEASON and all(
                abs(values[at] - median) <= GROSS * unit for at in positions
            )
        for at in positions if has_middle else ():
            middles[at], allowed[at] = median, GROSS * unit
    distances = [abs(value - middle) for value, middle in zip(values, middles, strict=True)]
    usual = SET_ASIDE_SIGMAS * weighted_median(distances, weights) / MAD_TO_SIGMA
    return [at for at, distance in enumerate(distances) if distance <= max(allowed[at], usual)]


def weighted_median(values: Sequence[float], weights: Sequence[float]) -> float:
    """The lower weighted median: the first value, in order, at which half of the weight is reached.

    Source: Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms (2009), problem 9-2, p. 225.
    """
    half, reached = sum(weights) / 2, 0.0
    ordered = sorted(zip(values, weights, strict=True))
    for value, weight in ordered:
        reached += weight
        if reached >= half:
            return value
    return ordered[-1][0]


def _middle(figures: Sequence[SeriesFigure], scale: float | None) -> tuple[float, float, float]:
    """The mean of the figures, the variance of the count of one case, and the factor of a variance of the mean."""
    if scale is None:
        return sum(figure.value for figure in figures) / len(figures), 0.0, 1 / len(figures)
    x, n = (sum(getattr(figure, part) for figure in figures) for part in ("numerator", "denominator"))
    p = (x + 0.5) / (n + 1)
    return scale * x / n, scale**2 * p * (1 - p), sum(figure.denominator**2 for figure in figures) / n**2


def _variance_beyond_counts(figures: Sequence[SeriesFigure], scale: float | None) -> tuple[float, int]:
    """The variance within seasons less that of the counts, and its degrees of freedom; over all where seasons have too
    few."""
    seasons: dict[Hashable, list[SeriesFigure]] = defaultdict(list)
    for figure in figures:
        seasons[figure.season].append(figure)
    inside = [season for season in seasons.values() if len(season) > 1 and not _is_censored(season, scale)]
    if sum(len(season) - 1 for season in inside) >= MIN_SEASONAL_DEGREES:
        return _pooled(inside, scale)
    return _pooled([list(figures)], scale)


def _is_censored(figures: Sequence[SeriesFigure], scale: float | None) -> bool:
    return scale is not None and any(not 0 < figure.numerator < figure.denominator for figure in figures)


def _pooled(groups: Sequence[Sequence[SeriesFigure]], scale: float | None) -> tuple[float, int]:
    squares, degrees, of_counts, size = 0.0, 0, 0.0, 0
    for group in groups:
        middle, count_variance, _ = _middle(group, scale)
        squares += sum((figure.value - middle) ** 2 for figure in group)
        degrees += len(group) - 1
        size += len(group)
        of_counts += sum(count_variance / figure.denominator for figure in group if figure.denominator)
    return max(0.0, squares / degrees - of_counts / size), degrees
