"""Targets: what an indicator is to reach, how many dossiers are short of it, and what the rest of a year must bring.

All of it is exact: counts are whole numbers, a target is a fraction (95 % is 19/20), and nothing is rounded but where a
number of dossiers must be whole. No interval belongs to a target: it is reached by the figure or not.
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
    """What an indicator (an id) is to reach in a period, and where that is written. `value`: in the indicator's unit.

    It is for a locality (a key) or, with a `level`, for every locality of that level inside it. It holds for its
    period, and for a period inside that one which has no target of its own.
    """

    indicator: str
    locality: str
    level: Level | None
    period: Period
    value: Decimal
    source: str


@dataclass(frozen=True)
class ReferenceLine:
    """What a value is held against: a target, or the line that stands in the catalogue (without a `period`)."""

    value: Decimal
    source: Names
    period: Period | None = None

    @property
    def is_target(self) -> bool:
        """Whether it was set for a period."""
        return self.period is not None

    def written(self, indicator: Indicator, language: Language) -> str:
        """The line in the indicator's unit, with as many decimals as it was set with: never rounded."""
        if indicator.unit is not Unit.PERCENT:
            return number(float(self.value), language)
        exponent = self.value.normalize().as_tuple().exponent
        return percent(float(self.value), language, decimals=max(0, -int(exponent)))


class Outlook(StrEnum):
    """Whether a year's target can still be reached: it depends on the rest; whatever the rest brings; no more."""

    OPEN = "open"
    SECURED = "secured"
    LOST = "lost"


@dataclass(frozen=True)
class RestOfYear:
    """What the rest of a year must bring: of `expected` dossiers at least `count` where higher is better, and at most
    `count` where lower is; below 0 or above `expected` where the year is decided."""

    count: int
    expected: int
    outlook: Outlook

    @property
    def rate(self) -> Fraction:
        """The rate over the rest that this takes, as a share of 1."""
        return Fraction(self.count, self.expected)


def required(denominator: int, target: Fraction, direction: Direction) -> int:
    """The fewest dossiers of so many that reach a target; where lower is better, the most that keep it.

    ⌈t·d⌉, and ⌊t·d⌋: Graham, Knuth and Patashnik, Concrete Mathematics (1994), section 3.1. Raises `ValueError` for an
    indicator of which neither is better, and for a denominator below 0.
    """
    if denominator < 0:
        raise ValueError("a denominator is not below 0")
    match direction:
        case Direction.HIGHER:
            return ceil(target * denominator)
        case Direction.LOWER:
            return floor(target * denominator)
        case Direction.NONE:
            raise ValueError("there is no way to reach a target where neither more nor less is better")


def shortfall(numerator: int, denominator: int, target: Fraction, direction: Direction) -> int:
    """How many dossiers of the same denominator would have had to go the other way for the target to be reached: the
    smallest whole number, 0 where it is reached. As `required` (Graham, Knuth and Patashnik, 1994, section 3.1)."""
    away = required(denominator, target, direction) - numerator
    return max(0, away if direction is Direction.HIGHER else -away)


def rest_of_year(numerator: int, denominator: int, expected: int, target: Fraction, direction: Direction) -> RestOfYear:
    """What the rest of a year must bring for the whole of it to reach a target, given the counts so far and the
    denominator that is expected of the rest: required(d + e) − n (Graham, Knuth and Patashnik, 1994, section 3.1).
    Raises `ValueError` where nothing is expected."""
    if expected <= 0:
        raise ValueError("nothing is expected of the rest of the year")
    count = required(denominator + expected, target, direction) - numerator
    is_more = direction is Direction.HIGHER
    if (count <= 0) if is_more else (count >= expected):
        return RestOfYear(count, expected, Outlook.SECURED)
    return RestOfYear(count, expected, Outlook.LOST if (count > expected if is_more else count < 0) else Outlook.OPEN)


def share_of(value: Decimal | float, indicator: Indicator) -> Fraction:
    """A target in the indicator's unit as a share of the denominator: 95 % is 19/20."""
    return Fraction(str(value)) / int(indicator.scale)


class Targets:
    """The targets of one vintage."""

    def __init__(self, given: Iterable[Target] = ()) -> None:
        self.all = tuple(given)
        self._of: dict[str, list[Target]] = {}
        for each in self.all:
            self._of.setdefault(each.indicator, []).append(each)

    def line(self, indicator: Indicator, place: Locality, period: Period, registry: Registry) -> ReferenceLine | None:
        """What a place is held against: its own target before one of its level, that of the period itself before that
        of a longer one, and any of them before the catalogue's line."""
        holding = [each for each in self._of.get(indicator.id, ()) if _holds(each.period, period)]
        own = [each for each in holding if each.level is None and each.locality == place.key]
        shared = [each for each in holding if each.level is place.level] if holding and not own else []
        if shared:
            day = period.last if place.valid_on(period.last) else place.valid_to or place.valid_from
            above = [each.code for each in registry.ancestors(place, day)]
            shared = [each for each in shared if _code(each) in above]
            shared.sort(key=lambda each: above.index(_code(each)))
            shared = [each for each in shared if _code(each) == _code(shared[0])]
        return _shortest(own or shared) or line_of(indicator)

    def level_line(self, indicator: Indicator, place: Locality, level: Level, period: Period) -> ReferenceLine | None:
        """What the localities of a level inside a place are held against all alike; a target, else the catalogue's."""
        alike = [
            each
            for each in self._of.get(indicator.id, ())
            if each.level is level and _code(each) == place.code and _holds(each.period, period)
        ]
        return _shortest(alike) or line_of(indicator)

    def of_year(self, indicator: Indicator, place: Locality, year: Period, registry: Registry) -> ReferenceLine | None:
        """The target of a place for the whole of a year, if one was set."""
        found = self.line(indicator, place, year, registry)
        return found if found is not None and found.period == year else None


NO_TARGETS = Targets()


def line_of(indicator: Indicator) -> ReferenceLine | None:
    """The line that stands in the catalogue, for every place and period."""
    line = indicator.threshold
    return None if line is None else ReferenceLine(Decimal(str(line.value)), line.source)


def _holds(longer: Period, period: Period) -> bool:
    """Whether a target of a period holds for another: the same, or one inside it."""
    return longer == period or (longer.first <= period.first and period.last <= longer.last)


def _code(target: Target) -> str:
    return target.locality.partition("@")[0]


def _shortest(found: Iterable[Target]) -> ReferenceLine | None:
    """The target of the shortest period; of two of the same days the one that is given first."""
    nearest = min(found, key=lambda each: each.period.last - each.period.first, default=None)
    return (
        None if nearest is None else ReferenceLine(nearest.value, Names(nearest.source, nearest.source), nearest.period)
    )
