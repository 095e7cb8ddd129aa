"""Reporting windows: when a period accepts figures, from opening to deadline to the end of grace, and extensions.

Datetimes are aware; text shows them in Hanoi time. Limits are inclusive: figures that arrive exactly at the deadline
are on time, and figures that arrive exactly at the end of grace are accepted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from dxkpi.domain.model.datetimes import format_deadline
from dxkpi.domain.model.period import HANOI, Period
from dxkpi.errors import WrongUsage
from dxkpi.locale import N_, Message

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Phase(StrEnum):
    """The state of a reporting window. In GRACE and EXTENDED figures are accepted, and are late."""

    NOT_YET = "not_yet"
    OPEN = "open"
    GRACE = "grace"
    EXTENDED = "extended"
    CLOSED = "closed"


@dataclass(frozen=True)
class Window:
    """When a period accepts figures. Without deadline and grace it never closes.

    Raises WrongUsage when the times are out of order or only one of deadline and grace is set, ValueError for a naive
    datetime.
    """

    period: Period
    opens_at: datetime
    deadline_at: datetime | None = None
    grace_until: datetime | None = None

    def __post_init__(self) -> None:
        if (self.deadline_at is None) is not (self.grace_until is None):
            raise WrongUsage(what=Message(N_("A deadline needs an end of grace; it may be the same time.")))
        times = [at for at in (self.opens_at, self.deadline_at, self.grace_until) if at is not None]
        if any(at.tzinfo is None for at in times):
            raise ValueError("a datetime without a time zone")
        if times != sorted(times):
            raise WrongUsage(
                what=Message(N_("The opening must come before the deadline, and the deadline before the end of grace."))
            )

    def is_late(self, moment: datetime) -> bool:
        """Whether a submission at this time is after the deadline; False without a deadline."""
        return self.deadline_at is not None and moment > self.deadline_at


@dataclass(frozen=True)
class Extension:
    """Permission for a locality (a code) and all units inside to submit for a period until a later time."""

    code: str
    period: Period
    until: datetime
    by: str
    reason: str
    at: datetime


def unlimited(period: Period) -> Window:
    """The window of a period without one of its own: open from its first day, without a deadline."""
    return Window(period, datetime.combine(period.first, time.min, HANOI).astimezone(UTC))


def phase(window: Window, extension: Extension | None, moment: datetime) -> Phase:
    """The state of a window for a locality with or without an extension."""
    if moment < window.opens_at:
        return Phase.NOT_YET
    if window.deadline_at is None or window.grace_until is None or moment <= window.deadline_at:
        return Phase.OPEN
    if moment <= window.grace_until:
        return Phase.GRACE
    return Phase.EXTENDED if extension is not None and moment <= extension.until else Phase.CLOSED


def is_open(window: Window, extension: Extension | None, moment: datetime) -> bool:
    """Whether a period accepts figures of a locality at this time."""
    return phase(window, extension, moment) not in (Phase.NOT_YET, Phase.CLOSED)


def closes_at(window: Window, extension: Extension | None) -> datetime | None:
    """The last time at which figures are accepted; None when the window never closes."""
    if window.grace_until is None:
        return None
    return window.grace_until if extension is None else max(window.grace_until, extension.until)


def in_words(window: Window, extension: Extension | None, moment: datetime) -> Message:
    """The state of a window as a phrase: "closes in 2 hours (at 17:00 20/10/2022)"."""
    end = closes_at(window, extension)
    match phase(window, extension, moment):
        case Phase.NOT_YET:
            return Message(N_("opens at {clock}"), {"clock": format_deadline(window.opens_at)})
        case Phase.CLOSED if end is not None:
            return Message(N_("closed since {clock}"), {"clock": format_deadline(end)})
        case Phase.GRACE | Phase.EXTENDED if end is not None:
            sentence = N_("the deadline has passed; late figures are accepted until it closes {left} (at {clock})")
            return _until(sentence, end, moment)
        case _ if window.deadline_at is None:
            return Message(N_("open, without a deadline"))
        case _ if end == window.deadline_at:
            return _until(N_("closes {left} (at {clock})"), window.deadline_at, moment)
        case _:
            return _until(N_("due {left} (by {clock}); later figures count as late"), window.deadline_at, moment)


def left(until: datetime, moment: datetime) -> Message:
    """The time left, rounded down to whole units: "in 2 hours" for two to three hours."""
    span = until - moment
    for unit, min_count, one, many in _UNITS:
        count = span // unit
        if count >= min_count:
            return Message(one if count == 1 else many, {"count": count})
    return Message(N_("in less than a minute"))


def _until(sentence: str, end: datetime, moment: datetime) -> Message:
    return Message(sentence, {"left": left(end, moment), "clock": format_deadline(end)})


# Unit, smallest count for which it is used, singular, plural. One day is written in hours.
_UNITS = (
    (DAY, 2, "", N_("in {count} days")),
    (HOUR, 1, N_("in 1 hour"), N_("in {count} hours")),
    (MINUTE, 1, N_("in 1 minute"), N_("in {count} minutes")),
)
