"""How often somebody may guess, at the seconds around the limits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dxkpi.accounts.rate_limits import judge, locked_until
from dxkpi.errors import TooManyFailures
from dxkpi.locale import Language
from dxkpi.store import FailedAttempts

NOON = datetime(2022, 9, 21, 5, 0, tzinfo=UTC)  # noon in Hanoi
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def failures(*minutes: float) -> list[datetime]:
    """Failed attempts, by their minutes after noon."""
    return [NOON + minute * MINUTE for minute in minutes]


@pytest.mark.parametrize(
    "minutes, now, until",
    [
        ((), 0, None),
        ((0, 1, 2, 3), 3, None),
        ((0, 1, 2, 3, 4), 4, 19),
        ((0, 1, 2, 3, 4), 19 - 1 / 60, 19),
        ((0, 1, 2, 3, 4), 19, None),
        ((0, 1, 2, 3, 15 - 1 / 60), 15, 30 - 1 / 60),
        ((0, 1, 2, 3, 15), 15, None),
        ((0, 1, 2, 3, 4, 19), 20, None),
        ((0, 5, 10, 14, 16, 17), 17, 32),
    ],
)
def test_five_failures_in_fifteen_minutes_lock_for_fifteen(
    minutes: tuple[float, ...], now: float, until: float | None
) -> None:
    """From the fifth failure on; what came fifteen minutes before it counts no more."""
    locked = locked_until(failures(*minutes), NOON + now * MINUTE)
    assert locked == (None if until is None else NOON + until * MINUTE)


def test_a_locked_account_sees_until_when() -> None:
    """By the clock of Hanoi, never a second too soon; exit code 4."""
    late = [*failures(0, 1, 2, 3), NOON + 4 * MINUTE + timedelta(milliseconds=1)]
    with pytest.raises(TooManyFailures) as refusal:
        judge(FailedAttempts(late, (), is_known=False), NOON + 5 * MINUTE)
    assert "12:19:01 21/09/2022" in refusal.value.text(Language.VI)
    assert refusal.value.exit_code == 4


@pytest.mark.parametrize("is_known", [True, False])
def test_an_address_is_locked_for_known_and_unknown_names(is_known: bool) -> None:
    """Who guesses from an office is stopped there."""
    with pytest.raises(TooManyFailures):
        judge(FailedAttempts(failures(0, 1, 2, 3, 4), (), is_known), NOON + 5 * MINUTE)


def test_a_name_is_locked_but_for_where_it_is_known() -> None:
    """Somebody elsewhere who guesses at a name does not keep its owner from work."""
    elsewhere = failures(0, 1, 2, 3, 4)
    with pytest.raises(TooManyFailures):
        judge(FailedAttempts((), elsewhere, is_known=False), NOON + 5 * MINUTE)
    judge(FailedAttempts((), elsewhere, is_known=True), NOON + 5 * MINUTE)
