"""The choice of boundaries for figures: as reported, those of today, or those of a day."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

from dxkpi.domain.model.locality import Locality, Registry
from dxkpi.errors import WrongUsage
from dxkpi.locale import N_, Message

REPORTED, CURRENT = "reported", "current"


def boundaries_of(requested: str | date | None, registry: Registry, today: date) -> date | None:
    """The first day of the requested boundaries ("reported", "current", or a day); None for as reported.

    Days between which no locality changed have the same boundaries, hence the same first day. Raises WrongUsage.
    """
    if requested in (None, "", REPORTED):
        return None
    day = today if requested == CURRENT else requested if isinstance(requested, date) else _day(str(requested))
    position = bisect_right(registry.changes, day)
    return registry.changes[position - 1] if position else day


def in_words(day: date, place: Locality) -> Message:
    """The boundaries of a locality's figures in words; its own when it did not exist on the day."""
    if place.valid_on(day):
        return since(day)
    return Message(N_("on the boundaries of {place} itself"), {"place": place.name})


def since(day: date) -> Message:
    """Boundaries in words, to follow what was restated on them."""
    return Message(N_("on the boundaries since {day}"), {"day": day})


def since_label(text: str) -> Message | None:
    """The day in an address as the label of a choice; None when the text is not a day."""
    try:
        return Message(N_("Since {day}"), {"day": _day(text)})
    except WrongUsage:
        return None


def notation(day: date | None) -> str:
    """Boundaries as written in addresses and commands."""
    return REPORTED if day is None else day.isoformat()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = N_("Boundaries are “reported”, “current” or a day such as 2025-07-01, not “{value}”.")
        raise WrongUsage(what=Message(message, {"value": text})) from None
