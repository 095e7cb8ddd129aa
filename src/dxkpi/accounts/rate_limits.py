"""Limits on sign-in attempts: after five failures within fifteen minutes, a lock-out of fifteen minutes.

The address is checked before the name, and refused attempts are not counted, so that one address can lock at most one
name before it is locked itself. A locked name can still sign in from addresses that its account has signed in from
lately, so that nobody can lock others out of their own office.
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
    """When the lock-out after these failures (oldest first) ends; None when there is none."""
    for first, last in zip(failures, failures[FAILURES - 1 :], strict=False):
        if last - first < WITHIN and last <= now < last + LOCKED:
            return last + LOCKED
    return None


def judge(tries: FailedAttempts, now: datetime) -> None:
    """Raises `TooManyFailures`, with the end of the lock-out, when another attempt is not allowed."""
    until = locked_until(tries.from_address, now)
    if until is None and not tries.is_known:
        until = locked_until(tries.under_name, now)
    if until is not None:
        raise TooManyFailures(until=format_deadline(_whole(until)))


def _whole(moment: datetime) -> datetime:
    """Rounded up to whole seconds, so that the time shown is not too early."""
    return moment if not moment.microsecond else moment.replace(microsecond=0) + SECOND
