"""On whose boundaries figures are read: as reported, on today's, or on those of a day."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

from dxkpi.domain.model.locality import Locality, Registry
from dxkpi.errors import WrongUsage
from dxkpi.locale import N_, Message

REPORTED, CURRENT = "reported", "current"


def boundaries_of(asked: str | date | None, registry: Registry, today: date) -> date | None:
    """The first day of the boundaries asked for (`reported`, `current`, a day); nothing: as reported.

    Two days between which nothing changed are the same boundaries, hence the same first day. Raises `WrongUsage`.
    """
    if asked in (None, "", REPORTED):
        return None
    day = today if asked == CURRENT else asked if isinstance(asked, date) else _day(str(asked))
    at = bisect_right(registry.changes, day)
    return registry.changes[at - 1] if at else day


def in_words(day: date, place: Locality) -> Message:
    """How a place's figures are told: on the boundaries of a day, or on its own where it was not there on that day."""
    if place.valid_on(day):
        return Message(N_("on the boundaries since {day}"), {"day": day})
    return Message(N_("on the boundaries of {place} itself"), {"place": place.name})


def day_in_words(text: str) -> Message | None:
    """The day of an address as a choice to read; nothing where the text is no day."""
    try:
        return Message(N_("Since {day}"), {"day": _day(text)})
    except WrongUsage:
        return None


def notation(day: date | None) -> str:
    """Boundaries as they stand in an address."""
    return REPORTED if day is None else day.isoformat()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = N_("Boundaries are “reported”, “current” or a day such as 2025-07-01, not “{value}”.")
        raise WrongUsage(what=Message(message, {"value": text})) from None
