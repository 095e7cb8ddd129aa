"""How values, changes and quotients are written in a language."""

from __future__ import annotations

from dxkpi.domain.model.indicator import Direction, Indicator, Unit
from dxkpi.domain.model.measure import Bound
from dxkpi.domain.snapshot.value import POINTS, Value
from dxkpi.locale import MISSING, N_, Language, number, percent, say

INCONSISTENT = "†"


def written(value: Value | None, indicator: Indicator | None, language: Language) -> str:
    """A value as shown, with "over" or "about" where the source says so; a dash for None.

    A dagger marks a value whose figures contradict each other; its notes begin with the same sign.
    """
    if value is None or value.value is None:
        return MISSING
    if value.unit == POINTS:
        return signed(value.value, language, decimals=2)
    if value.unit == Unit.PERCENT:
        # A stated share has the precision of its source.
        text = percent(value.value, language, decimals=None if value.stated else 1)
    else:
        text = number(value.value, language, decimals=0 if indicator is None else 1)
    text += INCONSISTENT if value.inconsistent else ""
    match value.bound:
        case Bound.AT_LEAST:
            return say(N_("over {value}"), language, value=text)
        case Bound.ABOUT:
            return say(N_("about {value}"), language, value=text)
        case _:
            return text


def signed(size: float | None, language: Language, *, decimals: int = 1) -> str:
    """A difference with its sign: +1,2; −0,4; 0,0; a dash for None."""
    if size is None:
        return MISSING
    text = number(abs(size), language, decimals=decimals)
    if text == number(0, language, decimals=decimals):
        return text
    return f"{'+' if size > 0 else '−'}{text}"


def number_of(value: float, indicator: Indicator | None, language: Language) -> str:
    """A bare number in an indicator's unit: a line, a limit."""
    if indicator is not None and indicator.unit is Unit.PERCENT:
        return percent(value, language)
    return number(value, language)


def change(points: float | None, indicator: Indicator, language: Language, *, decimals: int | None = None) -> str:
    """A change in words: tăng 1,2 điểm %, giảm 0,3, không đổi; empty for None.

    `decimals`: None: one, or as many as keep a change of less than a point from being shown as one.
    """
    if points is None:
        return ""
    if decimals is None:
        decimals = next((each for each in (1, 2, 3) if round(abs(points), each) < 1 or abs(points) >= 1), 4)
    size = number(abs(points), language, decimals=decimals)
    if size == number(0, language, decimals=decimals):
        return say(N_("unchanged"), language)
    unit = say(N_("percentage points"), language) if indicator.unit is Unit.PERCENT else ""
    message = N_("up {size} {unit}") if points > 0 else N_("down {size} {unit}")
    return say(message, language, size=size, unit=unit).strip()


def is_better(points: float | None, direction: Direction) -> bool | None:
    """Whether a change is for the better; None for no change, or where neither direction is better."""
    if points is None or round(points, 1) == 0 or direction is Direction.NONE:
        return None
    return (points > 0) is (direction is Direction.HIGHER)


def quotient_words(indicator: Indicator, value: Value | None, language: Language) -> str:
    """Numerator over denominator in words, of the value where it has its own."""
    above = value.numerator_names if value and value.numerator_names else indicator.numerators[0].names
    below = value.denominator_names if value and value.denominator_names else indicator.denominators[0].names
    if value is not None and value.stated:
        return say(N_("{indicator}, a share as stated by the source"), language, indicator=indicator.names)
    return say(N_("{numerator} / {denominator}"), language, numerator=above, denominator=below)


def reporting_words(value: Value, language: Language) -> str:
    """n of m localities, and by which list where that of the period is not known."""
    if value.listed_on is not None:
        message = N_("{n} of {m} localities (list of {day})")
        return say(message, language, n=value.reporting, m=value.expected, day=value.listed_on)
    return say(N_("{n} of {m} localities"), language, n=value.reporting, m=value.expected)


def named_with_gaps(name: str, value: Value, language: Language) -> str:
    """A locality, with how many of its own localities its value sums over where some are missing."""
    return f"{name} ({reporting_words(value, language)})" if value.partial else name
