"""Periods as offices write them: Quý III/2022, 9 tháng đầu năm 2022, từ ngày 15/12/2021 đến ngày 14/9/2022."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dxkpi.domain.model.period import YEARS, Basis, Cutoff, Period, cumulative, parse_period, quarter
from dxkpi.errors import UnknownPeriod
from dxkpi.intake.parsing.vocabulary import plain, without_footnote_mark

# Quarters start on the 1st, the 15th or the 21st: words and dates further apart than this mean different periods.
LEEWAY_DAYS = 20
NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "sáu": 6, "chín": 9}
_YEAR = r"(?P<year>(?:19|20|21)[0-9]{2})(?![0-9])"
_JOIN = r"\s*(?:[/\-.,]\s*)?(?:của\s+)?(?:năm\s*)?"
_QUARTER = r"(?P<quarter>iv|i{1,3}|[1-4]|một|hai|ba|bốn|tư)(?!\w)"
_MONTHS = r"(?<!ngày )(?<![0-9/.])(?P<months>0?[369]|12|ba|sáu|chín)\s*(?:tháng|t(?![a-zà-ỹ]))\s*"


def _date(name: str) -> str:
    return (
        rf"(?:ngày\s*)?(?:(?P<{name}_iso>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})|"
        rf"(?P<{name}_day>[0-9]{{1,2}})\s*(?:[/.\-]|tháng)\s*(?P<{name}_month>[0-9]{{1,2}})"
        rf"(?:\s*(?:[/.\-]|năm)\s*(?P<{name}_year>[0-9]{{4}}|[0-9]{{2}}))?)(?![0-9])"
    )


_SPAN = re.compile(rf"(?<![0-9]){_date('first')}\s*(?:đến|tới|-)\s*(?:hết\s*)?{_date('last')}")
_DAY = re.compile(rf"(?<![0-9]){_date('a')}|ngày[\s.…_0-9]*tháng[\s.…_0-9]*năm\s*{_YEAR}")
_MONTH_NAMES = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_ONE_DAY = re.compile(
    rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|[0-9]{{1,2}}[/.-][0-9]{{1,2}}[/.-](?:[0-9]{{4}}|[0-9]{{2}})"
    rf"|(?:[0-9]{{1,2}}-)?(?:{_MONTH_NAMES})-(?:[0-9]{{4}}|[0-9]{{2}})"
)
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE_YEAR = re.compile(rf"\(?(?:kỳ báo cáo|kỳ|cả)?\s*:?\s*năm\s*:?\s*{_YEAR}\)?")


@dataclass(frozen=True)
class DateRange:
    """A first and a last day as written in a text; None if a day does not exist."""

    first: date | None
    last: date | None

    @property
    def sound(self) -> bool:
        """Whether both days exist and are in order."""
        return self.first is not None and self.last is not None and self.first <= self.last


@dataclass(frozen=True)
class NamedPeriod:
    """A period named in words: by the cut-off rule, and in whole months. `vague`: a year that may only be part of a
    title, so that it does not contradict a quarter of that year."""

    period: Period
    months: Period
    vague: bool = False

    def fits(self, other: Period) -> bool:
        """Whether the words may mean a period, by any cut-off rule."""
        if self.vague:
            return other.last.year == self.months.last.year
        apart = (abs((other.first - self.months.first).days), abs((other.last - self.months.last).days))
        return max(apart) <= LEEWAY_DAYS


def days_in(text: str) -> DateRange | None:
    """The first range of dates in a text; None if there is none."""
    span = _SPAN.search(plain(text))
    if span is None or not (span["last_year"] or span["last_iso"]):
        return None
    last = _day(span, "last", None)
    return DateRange(_day(span, "first", last), last)


def period_of(days: DateRange, cutoff: Cutoff) -> Period:
    """The period from one day to another; cumulative if it starts with the year and is longer than one quarter.

    Raises `UnknownPeriod` if the days are not sound.
    """
    if days.first is None or days.last is None or not days.sound:
        raise UnknownPeriod(f"{days.first}..{days.last}")
    for rule in (cutoff, *(other for other in Cutoff if other is not cutoff)):
        first_quarter = quarter(days.last.year, 1, rule)
        if days.first == first_quarter.first and days.last > first_quarter.last:
            return Period(days.last, days.first, Basis.CUMULATIVE)
    return parse_period(f"{days.first}..{days.last}", cutoff)


def named_in(text: str, cutoff: Cutoff) -> tuple[NamedPeriod, ...]:
    """The periods that a text names in words, in the order of the rules in `WORDS`, without duplicates."""
    rest = _DAY.sub("|", _SPAN.sub("|", _settled(text)))
    periods_named: list[NamedPeriod] = []
    for pattern, periods in WORDS:
        for match in pattern.finditer(rest):
            vague = pattern is _ANY_YEAR and not _WHOLE_YEAR.fullmatch(plain(text))
            periods_named.append(NamedPeriod(periods(match, cutoff), periods(match, Cutoff.CALENDAR), vague))
        rest = pattern.sub("|", rest)
    return tuple(dict.fromkeys(periods_named))


def period_named(text: str, cutoff: Cutoff) -> Period | None:
    """The period that a whole heading names (Quý I/2024, Q1/2024, I/2024, 2024-Q1, 9T/2024, Năm 2024), or None."""
    heading = _settled(without_footnote_mark(text)).strip("() ")
    try:
        return None if _ISO_DAY.fullmatch(heading) else parse_period(heading.upper(), cutoff)
    except UnknownPeriod:
        return _whole(heading, cutoff)


def is_day(text: str) -> bool:
    """Whether a text is a single day: 2022-03-01, 1/3/2022, 01-Mar-2022."""
    return _ONE_DAY.fullmatch(text.strip().casefold()) is not None


def is_without_year(text: str) -> bool:
    """Whether a text is a period but for its year: Quý I, 6 tháng đầu năm."""
    return any(period_named(f"{text}{joint}2000", Cutoff.CALENDAR) for joint in ("/", " ", " năm "))


def _settled(text: str) -> str:
    """Plain text with the tone mark of uy always on the same letter."""
    return plain(text).replace("qúy", "quý").replace("luỹ", "lũy")


def _whole(heading: str, cutoff: Cutoff) -> Period | None:
    days = days_in(heading)
    if days is not None:
        return period_of(days, cutoff) if days.sound and not _SPAN.sub("", heading).strip("từ :") else None
    for pattern, periods in (*WORDS, *HEADINGS):
        if match := pattern.fullmatch(heading):
            return periods(match, cutoff)
    return None


def _day(match: re.Match[str], name: str, later: date | None) -> date | None:
    """One end of a range; without a year, the last such day up to `later`. None if there is no such day."""
    try:
        if match[f"{name}_iso"]:
            return date.fromisoformat(match[f"{name}_iso"])
        day, month, year = int(match[f"{name}_day"]), int(match[f"{name}_month"]), match[f"{name}_year"]
        if year is not None:
            full = int(year) + (2000 if len(year) == 2 else 0)
            return date(full, month, day) if full in YEARS else None
        if later is None:
            return None
        before = (month, day) > (later.month, later.day)
        return date(later.year - before, month, day)
    except ValueError:
        return None


def _number(text: str) -> int:
    return NUMBERS[text] if text in NUMBERS else int(text)


def _quarter(match: re.Match[str], cutoff: Cutoff) -> Period:
    return quarter(int(match["year"]), _number(match["quarter"]), cutoff)


def _so_far(match: re.Match[str], cutoff: Cutoff) -> Period:
    return cumulative(int(match["year"]), _number(match["quarter"]), cutoff)


def _months(match: re.Match[str], cutoff: Cutoff) -> Period:
    return cumulative(int(match["year"]), _number(match["months"]) // 3, cutoff)


def _second_half(match: re.Match[str], cutoff: Cutoff) -> Period:
    year = int(match["year"])
    return replace(quarter(year, 4, cutoff), first=quarter(year, 3, cutoff).first)


def _month(match: re.Match[str], cutoff: Cutoff) -> Period:
    """A month by the rule: Decree 09 counts it from the 15th of the month before to its 14th."""
    year, month = int(match["year"]), int(match["month"])
    first, following = date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
    if cutoff is Cutoff.CALENDAR:
        return Period(following - timedelta(days=1), first)
    return Period(first.replace(day=14), (first - timedelta(days=1)).replace(day=15))


def _year(match: re.Match[str], cutoff: Cutoff) -> Period:
    return cumulative(int(match["year"]), 4, cutoff)


PeriodPattern = tuple[re.Pattern[str], Callable[[re.Match[str], Cutoff], Period]]
_ANY_YEAR = re.compile(rf"(?<!đầu )(?<!giữa )(?<!cuối )(?:cả\s+)?năm\s*:?\s*{_YEAR}")
# In this order: each rule removes the words it matches before the next is tried.
WORDS: tuple[PeriodPattern, ...] = (
    (re.compile(rf"lũy kế\s*(?:đến\s*)?(?:hết\s*)?(?:quý|quy|q)\s*{_QUARTER}{_JOIN}{_YEAR}"), _so_far),
    (re.compile(rf"(?<!\w)(?:quý|quy|q)\s*(?:thứ\s*)?{_QUARTER}{_JOIN}{_YEAR}"), _quarter),
    # Quý III và 9 tháng năm 2022: the year is written once for both.
    (re.compile(rf"(?<!\w)(?:quý|quy)\s*{_QUARTER}(?=\s*(?:và|,|-)\s[^|]{{0,30}}?{_YEAR})"), _quarter),
    (re.compile(rf"{_MONTHS.replace('0?[369]|12|ba|sáu|chín', '0?6|sáu')}cuối\s*{_JOIN}{_YEAR}"), _second_half),
    (re.compile(rf"{_MONTHS}(?:đầu\s*)?{_JOIN}{_YEAR}"), _months),
    (re.compile(rf"(?<!\w)tháng\s*(?P<month>0?[1-9]|1[0-2])\s*(?:[/\-.]|năm)\s*{_YEAR}"), _month),
    (_ANY_YEAR, _year),
)
# Notations that are a period only if they are the whole heading.
HEADINGS: tuple[PeriodPattern, ...] = (
    (re.compile(rf"(?P<quarter>iv|i{{1,3}})\s*[/\-.]\s*{_YEAR}"), _quarter),
    (re.compile(rf"{_YEAR}\s*[/\-.]?\s*(?:quý|quy|q)\s*(?P<quarter>iv|i{{1,3}}|[1-4])"), _quarter),
    (re.compile(rf"t\s*(?P<month>0?[1-9]|1[0-2])\s*[/\-.]\s*{_YEAR}"), _month),
)
