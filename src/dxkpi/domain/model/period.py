"""Periods: a first day, a last day and a basis (counted in the period, or cumulative from the start of the year).

Quarters follow a cut-off rule. By Decree 09/2019/NĐ-CP a quarter runs from the 15th of the month before it to the 14th
of its last month; by the calendar rule it is three calendar months. Six months, nine months and the year are
cumulative.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta, timezone
from enum import StrEnum
from functools import lru_cache

from dxkpi.errors import UnknownPeriod
from dxkpi.locale import N_, Language, Message, Names, day, say

# Viet Nam has been at UTC+7 since 1975, without summer time.
HANOI = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
CUMULATIVE_QUARTERS = (2, 3, 4)  # spanned by the forms of six months, nine months and the year
QUARTER_MONTHS = 3
# Every page formats lists of periods again; forty years of quarters in two languages fit into the cache many times.
TEXTS_KEPT = 4096
ROMAN = ("", "I", "II", "III", "IV")
# Suffix in the notation of a cumulative period → number of quarters it spans from the start of the year.
CUMULATIVE_FORMS = {"3M": 1, "H1": 2, "9M": 3, "": 4}
# A year outside is a typing error.
YEARS = range(1900, 2200)
_FORM = re.compile(r"^([0-9]{4})(?:-(Q[1-4]|3M|H1|9M))?$")
_DAY = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")


class Basis(StrEnum):
    """What the counts of a period cover: the period itself, or the year up to its end."""

    PERIOD = "period"
    CUMULATIVE = "cumulative"


class Cutoff(StrEnum):
    """The rule that defines the days of a quarter."""

    DECREE09 = "decree09"
    CALENDAR = "calendar"


@dataclass(frozen=True, order=True)
class Period:
    """A span of days, both ends included, and its basis. Sorts by last day, then first day.

    Raises UnknownPeriod when the first day is after the last.
    """

    last: date
    first: date
    basis: Basis = Basis.PERIOD

    def __hash__(self) -> int:
        return self._hash  # type: ignore[attr-defined]

    def __reduce__(self) -> tuple[type[Period], tuple[date, date, Basis]]:
        return Period, (self.last, self.first, self.basis)  # hashes differ between processes

    def __post_init__(self) -> None:
        # Periods are dictionary keys everywhere, so the hash is cached; hashing the enum would cost more than the rest.
        object.__setattr__(self, "_hash", hash((self.last, self.first)))
        if self.first > self.last:
            raise UnknownPeriod(f"{self.first}..{self.last}")


def quarter(year: int, number: int, cutoff: Cutoff) -> Period:
    """Quarter `number` (1 to 4) of a year, counted in the period."""
    last_month = number * QUARTER_MONTHS
    if cutoff is Cutoff.CALENDAR:
        return Period(_month_end(year, last_month), date(year, last_month - 2, 1))
    first = date(year - 1, 12, 15) if number == 1 else date(year, last_month - QUARTER_MONTHS, 15)
    return Period(date(year, last_month, 14), first)


def cumulative(year: int, quarters: int, cutoff: Cutoff) -> Period:
    """The first 1 to 4 quarters of a year, cumulative."""
    return Period(quarter(year, quarters, cutoff).last, quarter(year, 1, cutoff).first, Basis.CUMULATIVE)


def parse_period(text: str, cutoff: Cutoff, basis: Basis | None = None) -> Period:
    """A period from its notation: 2022-Q3, 2022-H1, 2022-9M, 2022, 2022-09-30, or first..last day.

    `basis` overrides the basis that the notation implies. Raises UnknownPeriod.
    """
    period = _parse(text.strip(), cutoff)
    return replace(period, basis=basis) if basis else period


def parse_periods(text: str, cutoff: Cutoff) -> tuple[Period, ...]:
    """One period, or the quarters from one to another ("2021-Q1..2022-Q4"), in time order. Raises UnknownPeriod."""
    head, dots, tail = text.partition("..")
    if not dots or _DAY.match(head.strip()):
        return (parse_period(text, cutoff),)
    current, end = _parse(head.strip(), cutoff), _parse(tail.strip(), cutoff)
    quarters = quarters_between(current, end, cutoff)
    if not quarters:
        raise UnknownPeriod(text)
    return quarters


def quarters_between(first: Period, last: Period, cutoff: Cutoff) -> tuple[Period, ...]:
    """The quarters from one to another, both included, in time order; empty if one is no quarter or the last is
    before the first."""
    form = quarter_of(first, cutoff)
    if form is None or quarter_of(last, cutoff) is None:
        return ()
    quarters = []
    year, number = form
    while (current := quarter(year, number, cutoff)) <= last:
        quarters.append(current)
        year, number = (year, number + 1) if number < 4 else (year + 1, 1)
    return tuple(quarters)


@lru_cache(maxsize=TEXTS_KEPT)
def notation(period: Period, cutoff: Cutoff) -> str:
    """The period as in commands, addresses and files; `parse_period` reads it back, except for an unusual basis."""
    if form := quarter_of(period, cutoff):
        return f"{form[0]}-Q{form[1]}"
    if form := cumulative_of(period, cutoff):
        name = next(name for name, quarters in CUMULATIVE_FORMS.items() if quarters == form[1])
        return f"{form[0]}-{name}" if name else str(form[0])
    return f"{period.first}..{period.last}"


@lru_cache(maxsize=TEXTS_KEPT)
def label(period: Period, cutoff: Cutoff, language: Language) -> str:
    """The period for readers: Quý III/2022, 9 tháng đầu năm 2022, tháng 7/2025, 01/07–14/07/2025.

    A quarter of the other cut-off rule is followed by its days.
    """
    for rule in (cutoff, *(other for other in Cutoff if other is not cutoff)):
        named = _named(period, rule)
        if named:
            text = named.text(language)
            return text if rule is cutoff else f"{text} ({_days(period)})"
    if period.first.day == 1 and period.last == _month_end(period.first.year, period.first.month):
        return say(N_("{month}/{year}"), language, month=str(period.first.month), year=str(period.first.year))
    return _days(period)


def in_words(period: Period, cutoff: Cutoff) -> Names:
    """The label in every language, as an argument of a message."""
    return Names(label(period, cutoff, Language.VI), label(period, cutoff, Language.EN))


@lru_cache(maxsize=TEXTS_KEPT)
def short_label(period: Period, cutoff: Cutoff, language: Language) -> str:
    """The label for an axis: III/2022 in Vietnamese, Q3 2022 in English; for other periods the label."""
    form = quarter_of(period, cutoff)
    if not form:
        return label(period, cutoff, language)
    return f"{ROMAN[form[1]]}/{form[0]}" if language is Language.VI else f"Q{form[1]} {form[0]}"


def quarter_name(number: int, language: Language) -> str:
    """A quarter of no particular year: Quý III; Q3."""
    return say(N_("Q{number}"), language, number=str(number), roman=ROMAN[number])


def quarter_of(period: Period, cutoff: Cutoff) -> tuple[int, int] | None:
    """(year, quarter) of a period that is one quarter by this rule and counted in it, else None."""
    year, number = period.last.year, (period.last.month + 2) // QUARTER_MONTHS
    return (year, number) if period == quarter(year, number, cutoff) else None


def cumulative_of(period: Period, cutoff: Cutoff) -> tuple[int, int] | None:
    """(year, number of quarters) of a cumulative period that ends with a quarter by this rule, else None."""
    year, number = period.last.year, (period.last.month + 2) // QUARTER_MONTHS
    return (year, number) if period == cumulative(year, number, cutoff) else None


def previous(period: Period, cutoff: Cutoff) -> Period | None:
    """The quarter before a quarter, the year before a year; None for other periods, which have no neighbour."""
    if form := quarter_of(period, cutoff):
        year, number = form
        return quarter(year, number - 1, cutoff) if number > 1 else quarter(year - 1, 4, cutoff)
    form = cumulative_of(period, cutoff)
    return cumulative(form[0] - 1, 4, cutoff) if form and form[1] == 4 else None


def year_before(period: Period, cutoff: Cutoff) -> Period:
    """The same period one year earlier: the same quarter or cumulative period, else the same days."""
    if form := quarter_of(period, cutoff):
        return quarter(form[0] - 1, form[1], cutoff)
    if form := cumulative_of(period, cutoff):
        return cumulative(form[0] - 1, form[1], cutoff)
    return Period(_year_earlier(period.last), _year_earlier(period.first), period.basis)


def _parse(text: str, cutoff: Cutoff) -> Period:
    if form := _FORM.match(text):
        year, name = int(form[1]), form[2] or ""
        if year not in YEARS:
            raise UnknownPeriod(text)
        if name.startswith("Q"):
            return quarter(year, int(name[1]), cutoff)
        return cumulative(year, CUMULATIVE_FORMS[name], cutoff)
    head, dots, tail = text.partition("..")
    first = _day(head.strip(), text)
    last = _day(tail.strip(), text) if dots else first
    if first > last:
        raise UnknownPeriod(text)
    plain = Period(last, first)
    if quarter_of(plain, cutoff):
        return plain
    counted_from_start = replace(plain, basis=Basis.CUMULATIVE)
    return counted_from_start if cumulative_of(counted_from_start, cutoff) else plain


def _day(text: str, whole: str) -> date:
    try:
        parsed = date.fromisoformat(text) if _DAY.match(text) else None
    except ValueError:
        parsed = None
    if parsed is None or parsed.year not in YEARS:
        raise UnknownPeriod(whole)
    return parsed


def _named(period: Period, cutoff: Cutoff) -> Message | None:
    if form := quarter_of(period, cutoff):
        return Message(N_("Q{number} {year}"), {"number": str(form[1]), "roman": ROMAN[form[1]], "year": str(form[0])})
    if form := cumulative_of(period, cutoff):
        year = {"year": str(form[0])}
        if form[1] == 4:
            return Message(N_("Year {year}"), year)
        return Message(N_("first {months} months of {year}"), {"months": str(form[1] * QUARTER_MONTHS)} | year)
    return None


def _days(period: Period) -> str:
    if period.first == period.last:
        return day(period.last)
    if period.first.year == period.last.year:
        return f"{period.first:%d/%m}–{day(period.last)}"
    return f"{day(period.first)}–{day(period.last)}"


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _year_earlier(value: date) -> date:
    year = value.year - 1
    return date(year, value.month, min(value.day, monthrange(year, value.month)[1]))
