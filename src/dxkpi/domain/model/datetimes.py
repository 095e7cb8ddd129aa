"""Dates and times as people read and type them, in Hanoi time.

They are written as 17:00 20/10/2026 in both languages; 17h30 ngày 20/10/2026, 20/10/2026 17:00 and ISO dates are parsed
too.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time

from dxkpi.domain.model.period import HANOI, YEARS
from dxkpi.errors import WrongUsage
from dxkpi.locale import N_, Message

# A date without a time is the start of that day, or its end when it ends something.
START_OF_DAY, END_OF_DAY = time(0, 0), time(23, 59, 59)
_DAY = r"(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})"
_ISO = r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
_TIME = r"(?P<hour>\d{1,2})\s*(?:[:h]|giờ)\s*(?:(?P<minute>\d{1,2})\s*(?:phút)?)?(?:\s*:\s*(?P<second>\d{2}))?"
_FORMS = tuple(
    re.compile(form)
    for day in (_DAY, _ISO)
    for form in (rf"(?:lúc\s+)?{_TIME}(?:[\s,]+(?:ngày\s+)?){day}", rf"(?:ngày\s+)?{day}(?:[\s,t]+(?:lúc\s+)?{_TIME})?")
)


def format_moment(moment: datetime, *, seconds: bool = False) -> str:
    """A point in time as 17:00 20/10/2022, or with seconds as 17:00:00 20/10/2022. It must have a time zone."""
    return moment.astimezone(HANOI).strftime("%H:%M:%S %d/%m/%Y" if seconds else "%H:%M %d/%m/%Y")


def format_deadline(moment: datetime) -> str:
    """As `format_moment`, with the seconds of a deadline that has some: 23:59:59 20/10/2022."""
    return format_moment(moment, seconds=moment.second != 0)


def parse_moment(text: str, *, without_time: time = START_OF_DAY) -> datetime:
    """The date and time in UTC; a date alone gets `without_time` (Hanoi time). Raises WrongUsage."""
    plain = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    for form in _FORMS:
        if match := form.fullmatch(plain):
            parts = match.groupdict()
            try:
                local_day = date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
                at = _time(parts) if parts["hour"] is not None else without_time
            except ValueError:
                break
            if local_day.year in YEARS:
                return datetime.combine(local_day, at, HANOI).astimezone(UTC)
    raise WrongUsage(
        what=Message(N_("“{text}” is not a date and time. Write it as 17:00 20/10/2026."), {"text": text.strip()})
    )


def _time(parts: dict[str, str]) -> time:
    return time(int(parts["hour"]), int(parts["minute"] or 0), int(parts["second"] or 0))
