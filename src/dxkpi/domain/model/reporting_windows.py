"""When a period takes figures: its opening, its deadline, the grace after it, and who may be later still.

Moments know their time zone; people read them as clocks in Hanoi show them. A moment that is named still counts: what
arrives at the very deadline is on time, and what arrives at the end of grace is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from dxkpi.domain.model.period import HANOI, Period
from dxkpi.errors import WrongUsage
from dxkpi.locale import N_, Message

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Phase(StrEnum):
    """Where a period stands at a moment. In grace and by extension figures are taken, and are late."""

    NOT_YET = "not_yet"
    OPEN = "open"
    GRACE = "grace"
    EXTENDED = "extended"
    CLOSED = "closed"


@dataclass(frozen=True)
class Window:
    """When a period takes figures. Without deadline and grace it never closes. Raises `WrongUsage` out of order."""

    period: Period
    opens_at: datetime
    deadline_at: datetime | None = None
    grace_until: datetime | None = None

    def __post_init__(self) -> None:
        if (self.deadline_at is None) is not (self.grace_until is None):
            raise WrongUsage(what=Message(N_("A deadline needs an end of grace, if only the same moment.")))
        moments = [each for each in (self.opens_at, self.deadline_at, self.grace_until) if each is not None]
        if any(each.tzinfo is None for each in moments):
            raise ValueError("a moment without its time zone")
        if moments != sorted(moments):
            raise WrongUsage(what=Message(N_("A period opens first, then comes its deadline, then the end of grace.")))

    def is_late(self, moment: datetime) -> bool:
        """Whether what arrives then is after the deadline; never where there is none."""
        return self.deadline_at is not None and moment > self.deadline_at


@dataclass(frozen=True)
class Extension:
    """Leave for one locality (a code), with all that lies inside, to hand in for a period until a moment."""

    code: str
    period: Period
    until: datetime
    by: str
    reason: str
    at: datetime


def unlimited(period: Period) -> Window:
    """The window of a period that was given none: open from its first day on."""
    return Window(period, datetime.combine(period.first, time.min, HANOI).astimezone(UTC))


def phase(window: Window, extension: Extension | None, moment: datetime) -> Phase:
    """Where a period stands for a locality at a moment."""
    if moment < window.opens_at:
        return Phase.NOT_YET
    if window.deadline_at is None or window.grace_until is None or moment <= window.deadline_at:
        return Phase.OPEN
    if moment <= window.grace_until:
        return Phase.GRACE
    return Phase.EXTENDED if extension is not None and moment <= extension.until else Phase.CLOSED


def is_open(window: Window, extension: Extension | None, moment: datetime) -> bool:
    """Whether a period takes figures of a locality at a moment."""
    return phase(window, extension, moment) not in (Phase.NOT_YET, Phase.CLOSED)


def closes_at(window: Window, extension: Extension | None) -> datetime | None:
    """The last moment at which figures are taken; nothing where there is none."""
    if window.grace_until is None:
        return None
    return window.grace_until if extension is None else max(window.grace_until, extension.until)


def in_words(window: Window, extension: Extension | None, moment: datetime) -> Message:
    """Where a period stands, in a phrase: “closes in 2 hours (at 17:00 20/10/2022)”."""
    end = closes_at(window, extension)
    match phase(window, extension, moment):
        case Phase.NOT_YET:
            return Message(N_("opens at {clock}"), {"clock": clock(window.opens_at)})
        case Phase.CLOSED if end is not None:
            return Message(N_("closed since {clock}"), {"clock": clock(end)})
        case Phase.GRACE | Phase.EXTENDED if end is not None:
            sentence = N_("the deadline has passed; late figures are taken, and it closes {left} (at {clock})")
            return _until(sentence, end, moment)
        case _ if window.deadline_at is None:
            return Message(N_("open, without a deadline"))
        case _ if end == window.deadline_at:
            return _until(N_("closes {left} (at {clock})"), window.deadline_at, moment)
        case _:
            return _until(N_("due {left} (by {clock}); later figures count as late"), window.deadline_at, moment)


def left(until: datetime, moment: datetime) -> Message:
    """How long it is until then, in whole units that are still ahead: “in 2 hours” from two hours on."""
    span = until - moment
    for unit, fewest, one, many in _UNITS:
        count = span // unit
        if count >= fewest:
            return Message(one if count == 1 else many, {"count": count})
    return Message(N_("in less than a minute"))


def clock(moment: datetime) -> str:
    """A moment as a clock in Hanoi shows it: 17:00 20/10/2022; with seconds where it has some."""
    there = moment.astimezone(HANOI)
    return f"{there:%H:%M:%S %d/%m/%Y}" if there.second else f"{there:%H:%M %d/%m/%Y}"


def clock_with_seconds(moment: datetime) -> str:
    """A moment as a clock in Hanoi shows it, seconds always: 17:00:00 20/10/2022."""
    return f"{moment.astimezone(HANOI):%H:%M:%S %d/%m/%Y}"


def _until(sentence: str, end: datetime, moment: datetime) -> Message:
    return Message(sentence, {"left": left(end, moment), "clock": clock(end)})


# The unit, from how many on it is used, and its words. One day is told in hours.
_UNITS = (
    (DAY, 2, "", N_("in {count} days")),
    (HOUR, 1, N_("in 1 hour"), N_("in {count} hours")),
    (MINUTE, 1, N_("in 1 minute"), N_("in {count} minutes")),
)
