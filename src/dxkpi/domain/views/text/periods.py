"""Periods as a sentence begins with them."""

from __future__ import annotations

from calendar import month_name, monthrange
from datetime import date

from dxkpi.domain.model.period import QUARTER_MONTHS, ROMAN, Cutoff, Period, cumulative_of, quarter_of
from dxkpi.locale import N_, Message, Names

MONTHS_IN_WORDS = {3: "three", 6: "six", 9: "nine"}
WHOLE_YEAR = 4


def when(period: Period, cutoff: Cutoff) -> Message:
    """In July 2025; In Q3 2022; From 1 July to 8 September 2025; On 14 July 2025."""
    if form := quarter_of(period, cutoff):
        return Message(N_("In Q{number} {year}"), _year(form[0]) | {"number": str(form[1]), "roman": ROMAN[form[1]]})
    if form := cumulative_of(period, cutoff):
        months = form[1] * QUARTER_MONTHS
        if form[1] == WHOLE_YEAR:
            return Message(N_("In {year}"), _year(form[0]))
        gaps = _year(form[0]) | {"months": Names(str(months), MONTHS_IN_WORDS[months])}
        return Message(N_("In the first {months} months of {year}"), gaps)
    if period.first == period.last:
        return Message(N_("On {day}"), {"day": _day(period.last, with_year=True)})
    if _is_month(period):
        month = Names(str(period.last.month), month_name[period.last.month])
        return Message(N_("In {month} {year}"), _year(period.last.year) | {"month": month})
    days = {
        "first": _day(period.first, with_year=period.first.year != period.last.year),
        "last": _day(period.last, with_year=True),
    }
    return Message(N_("From {first} to {last}"), days)


def _year(year: int) -> dict[str, object]:
    return {"year": str(year)}


def _is_month(period: Period) -> bool:
    last = monthrange(period.last.year, period.last.month)[1]
    return period.last.day == last and period.first == period.last.replace(day=1)


def _day(day: date, *, with_year: bool) -> Names:
    year = f" {day.year}" if with_year else ""
    return Names(f"{day:%d/%m/%Y}" if with_year else f"{day:%d/%m}", f"{day.day} {month_name[day.month]}{year}")
