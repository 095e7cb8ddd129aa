"""Targets: the value an indicator should reach, the dossiers missing for it, and what the rest of a year must bring.

The arithmetic is exact: counts are whole numbers, a target is a fraction (95 % is 19/20), and only a number of dossiers
is rounded. A target has no confidence interval: the figure reaches it or does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from dxkpi.domain.model.indicator import Direction, Indicator, Unit
from dxkpi.domain.model.locality import Level, Locality, Registry
from dxkpi.domain.model.period import Period
from dxkpi.locale import Language, Names, number, percent


@dataclass(frozen=True)
class Target:
    """The value that an indicator (id) should reach in a period, in the indicator's unit, and the document it is from.

    It applies to a locality (a key) or, with a `level`, to every locality of that level inside it; to its period, and
    to shorter periods inside it that have no target of their own.
    """

    indicator: str
    locality: str
    level: Level | None
    period: Period
    value: Decimal
    source: str


@dataclass(frozen=True)
class ReferenceLine:
    """The reference for a value: a target, or the threshold of the catalogue (`period` is None)."""

    value: Decimal
    source: Names
    period: Period | None = None

    @property
    def is_target(self) -> bool:
        """Whether it is a target, not the threshold of the catalogue."""
        return self.period is not None

    def written(self, indicator: Indicator, language: Language) -> str:
        """The value as text in the indicator's unit, with the decimals it was set with: never rounded."""
        if indicator.unit is not Unit.PERCENT:
            return number(float(self.value), language)
        exponent = self.value.normalize().as_tuple().exponent
        return percent(float(self.value), language, decimals=max(0, -int(exponent)))


class Outlook(StrEnum):
    """Whether a target for a year can still be reached.

    OPEN: the rest of the year decides. SECURED: reached whatever the rest brings. LOST: no longer possible.
    """

    OPEN = "open"
    SECURED = "secured"
    LOST = "lost"


@dataclass(frozen=True)
class RestOfYear:
    """What the rest of a year must bring to reach a target.

    Of `expected` dossiers at least `count` when higher is better, at most `count` when lower is. Below 0 or above
    `expected` when the year is decided.
    """

    count: int
    expected: int
    outlook: Outlook

    @property
    def rate(self) -> Fraction:
        """The rate required over the rest of the year, as a share (0 to 1 while open)."""
        return Fraction(self.count, self.expected)


def required(denominator: int, target: Fraction, direction: Direction) -> int:
    """The smallest numerator that reaches a target; when lower is better, the largest that keeps it.

    ⌈t·d⌉ and ⌊t·d⌋. Source: Graham, Knuth and Patashnik, Concrete Mathematics (1994), section 3.1. Raises ValueError
    when neither direction is better and for a denominator below 0.
    """
    if denominator < 0:
        raise ValueError("a denominator must not be below 0")
    match direction:
        case Direction.HIGHER:
            return ceil(target * denominator)
        case Direction.LOWER:
            return floor(target * denominator)
        case Direction.NONE:
            raise ValueError("an indicator without direction cannot reach a target")


def shortfall(numerator: int, denominator: int, target: Fraction, direction: Direction) -> int:
    """How many more (or, when lower is better, fewer) dossiers the numerator needs to reach the target; 0 when reached.

    Source as for `required`: Graham, Knuth and Patashnik (1994), section 3.1. Raises ValueError as `required`.
    """
    difference = required(denominator, target, direction) - numerator
    return max(0, difference if direction is Direction.HIGHER else -difference)


def rest_of_year(numerator: int, denominator: int, expected: int, target: Fraction, direction: Direction) -> RestOfYear:
    """What the rest of a year must bring for the whole year to reach a target: required(d + e) − n.

    `numerator` and `denominator` are the counts so far, `expected` the denominator expected of the rest. Source:
    Graham, Knuth and Patashnik (1994), section 3.1. Raises ValueError unless `expected` is above 0, and as `required`.
    """
    if expected <= 0:
        raise ValueError("the expected denominator must be above 0")
    count = required(denominator + expected, target, direction) - numerator
    is_more = direction is Direction.HIGHER
    if (count <= 0) if is_more else (count >= expected):
        return RestOfYear(count, expected, Outlook.SECURED)
    return RestOfYear(count, expected, Outlook.LOST if (count > expected if is_more else count < 0) else Outlook.OPEN)


def share_of(value: Decimal | float, indicator: Indicator) -> Fraction:
    """A target in the indicator's unit as an exact share of the denominator: 95 % is 19/20."""
    return Fraction(str(value)) / int(indicator.scale)


class Targets:
    """The targets of one vintage, and the one that applies to a locality and period."""

    def __init__(self, targets: Iterable[Target] = ()) -> None:
        self.all = tuple(targets)
        self._by_indicator: dict[str, list[Target]] = {}
        for target in self.all:
            self._by_indicator.setdefault(target.indicator, []).append(target)

    def line(self, indicator: Indicator, place: Locality, period: Period, registry: Registry) -> ReferenceLine | None:
        """The reference line of a locality; None when there is neither a target nor a threshold.

        Its own target comes before one for its level, that of the nearest unit above before that of a farther one, the
        shortest period before a longer one, and any target before the threshold of the catalogue.
        """
        applicable = [target for target in self._by_indicator.get(indicator.id, ()) if _covers(target.period, period)]
        own = [target for target in applicable if target.level is None and target.locality == place.key]
        shared = [target for target in applicable if target.level is place.level] if not own else []
        if shared:
            day = period.last if place.valid_on(period.last) else place.valid_to or place.valid_from
            above = [unit.code for unit in registry.ancestors(place, day)]
            shared = [target for target in shared if _code(target) in above]
            shared.sort(key=lambda target: above.index(_code(target)))
            shared = [target for target in shared if _code(target) == _code(shared[0])]
        return _shortest(own or shared) or threshold_line(indicator)

    def level_line(self, indicator: Indicator, place: Locality, level: Level, period: Period) -> ReferenceLine | None:
        """The one reference line for all localities of a level inside a place: a target, else the threshold."""
        common = [
            target
            for target in self._by_indicator.get(indicator.id, ())
            if target.level is level and _code(target) == place.code and _covers(target.period, period)
        ]
        return _shortest(common) or threshold_line(indicator)

    def of_year(self, indicator: Indicator, place: Locality, year: Period, registry: Registry) -> ReferenceLine | None:
        """The target of a locality for a whole year; None without one."""
        line = self.line(indicator, place, year, registry)
        return line if line is not None and line.period == year else None


NO_TARGETS = Targets()


def threshold_line(indicator: Indicator) -> ReferenceLine | None:
    """The threshold of the catalogue, the same for every locality and period; None without one."""
    threshold = indicator.threshold
    return None if threshold is None else ReferenceLine(Decimal(str(threshold.value)), threshold.source)


def _covers(longer: Period, period: Period) -> bool:
    """Whether a target for one period applies to another: the same, or one inside it."""
    return longer == period or (longer.first <= period.first and period.last <= longer.last)


def _code(target: Target) -> str:
    return target.locality.partition("@")[0]


def _shortest(targets: Iterable[Target]) -> ReferenceLine | None:
    """The target with the shortest period; of two equally long the first."""
    target = min(targets, key=lambda candidate: candidate.period.last - candidate.period.first, default=None)
    return None if target is None else ReferenceLine(target.value, Names(target.source, target.source), target.period)
