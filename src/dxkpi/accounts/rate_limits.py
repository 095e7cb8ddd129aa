"""How often somebody may guess: five failures in fifteen minutes, and fifteen minutes of waiting.

The address is judged before the name, and what is refused is not counted. So one address can lock at most one name
before it is locked itself; and a name that is locked is so only for addresses from which its account has not signed in
lately, so that nobody is locked out of their own office by somebody elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from dxkpi.domain.model.datetimes import format_deadline
from dxkpi.errors import TooManyFailures
from dxkpi.store import FailedAttempts

FAILURES = 5
WITHIN = timedelta(minutes=15)
LOCKED = timedelta(minutes=15)
SECOND = timedelta(seconds=1)


def locked_until(failures: Sequence[datetime], now: datetime) -> datetime | None:
    """When failures (oldest first) let somebody try again; nothing where they may now."""
    for first, last in zip(failures, failures[FAILURES - 1 :], strict=False):
        if last - first < WITHIN and last <= now < last + LOCKED:
            return last + LOCKED
    return None


def judge(tries: FailedAttempts, now: datetime) -> None:
    """Raises `TooManyFailures` where nobody may try, saying until when."""
    until = locked_until(tries.from_address, now)
    if until is None and not tries.is_known:
        until = locked_until(tries.under_name, now)
    if until is not None:
        raise TooManyFailures(until=format_deadline(_whole(until)))


def _whole(moment: datetime) -> datetime:
    """The next whole second, so that nobody is told to come too soon."""
    return moment if not moment.microsecond else moment.replace(microsecond=0) + SECOND
