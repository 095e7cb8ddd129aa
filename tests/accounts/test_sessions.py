"""Signing in and out: which tokens hold, for how long, and what is done with those that do not."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import argon2
import pytest

from dxkpi.accounts import (
    actor_of,
    change_password,
    first_password,
    hash_password,
    make_first,
    passwords,
    sign_in,
    sign_out,
    sign_out_everywhere,
)
from dxkpi.domain.model.audit import AuditAction
from dxkpi.domain.model.permissions import OPERATOR, Actor, Permission, Role
from dxkpi.errors import DxkpiError, TooManyFailures, WeakPassword, WrongPassword
from dxkpi.store import Store

pytestmark = pytest.mark.usefixtures("quick_hashes")
NOON = datetime(2022, 9, 21, 5, 0, tzinfo=UTC)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
HERE, ELSEWHERE = "10.0.0.1", "203.0.113.9"
GOOD, BETTER = "trời mưa thì mang ô", "nắng lên thì đội nón lá"
AN = Actor("an", Role.CONTRIBUTOR, frozenset({"480"}), HERE)


def add(store: Store, name: str = "an", password: str = GOOD, **more: object) -> None:
    """An account of a contributor of Hương Trà."""
    account: dict = {"role": Role.CONTRIBUTOR, "scope": frozenset({"480"}), "by": OPERATOR, "at": NOON}
    store.accounts.add(name, password_hash=hash_password(password), **account | more)


def enter(store: Store, name: str = "an", password: str = GOOD, now: datetime = NOON, **more: str) -> str:
    """Sign in: the token."""
    return sign_in(store, name, password, **{"address": HERE, "agent": "x"} | more, now=now)[0]


def acts(store: Store) -> list[AuditAction]:
    """What the log tells, oldest first."""
    return [line.action for line in reversed(store.audit_log.lines())]


def test_who_signs_in_acts_with_a_token_that_the_store_does_not_know(store: Store) -> None:
    """As the store says now, from where they are; the token is 256 random bits, and only its digest is kept."""
    add(store)
    token, actor = sign_in(store, " AN ", GOOD, address=HERE, agent="x", now=NOON)
    assert actor == AN == actor_of(store, token, NOON)
    assert len(token) == 43
    assert store.sessions.find(token) is None
    assert actor_of(store, token, NOON, address=ELSEWHERE) == Actor("an", AN.role, AN.scope, ELSEWHERE)
    store.accounts.set_role("an", Role.REVIEWER, None, by=OPERATOR, at=NOON)
    assert actor_of(store, token, NOON) == Actor("an", Role.REVIEWER, None, HERE)


def test_no_token_but_the_one_given_holds(store: Store) -> None:
    """Not an empty one, not one with a letter changed, cut or added, not its digest."""
    add(store)
    token = enter(store)
    digest = sha256(token.encode()).hexdigest()
    assert store.sessions.find(digest) is not None
    other = token[:-2] + ("A" if token[-2] != "A" else "B") + token[-1]
    for wrong in ("", other, token[:-1], token + "A", token.swapcase(), digest, "ậ"):
        assert actor_of(store, wrong, NOON) is None
    assert actor_of(store, token, NOON) == AN


def test_a_session_that_is_not_used_ends_after_two_hours(store: Store) -> None:
    """Sessions expire to the second; each use restarts the two hours, to the minute."""
    add(store)
    token = enter(store)
    assert actor_of(store, token, NOON + 2 * HOUR) is None
    assert actor_of(store, token, NOON + 2 * HOUR - SECOND) == AN
    assert actor_of(store, token, NOON + 4 * HOUR - 2 * SECOND) == AN
    assert actor_of(store, token, NOON + 6 * HOUR) is None


def test_a_session_ends_after_twelve_hours_however_it_is_used(store: Store) -> None:
    """At the second."""
    add(store)
    token = enter(store)
    for hour in range(1, 12):
        assert actor_of(store, token, NOON + hour * HOUR) == AN
    assert actor_of(store, token, NOON + 12 * HOUR - SECOND) == AN
    assert actor_of(store, token, NOON + 12 * HOUR) is None


def test_who_signs_out_leaves_a_token_that_is_worth_nothing(store: Store) -> None:
    """A copy of the cookie does not bring the session back; another session goes on."""
    add(store)
    first, there = enter(store), enter(store, address=ELSEWHERE)
    sign_out(store, first, now=NOON + MINUTE)
    assert actor_of(store, first, NOON + MINUTE) is None
    assert actor_of(store, there, NOON + MINUTE) is not None
    sign_out(store, first, now=NOON + MINUTE)
    assert acts(store).count(AuditAction.SIGN_OUT) == 1


def test_who_signs_out_everywhere_is_signed_in_nowhere(store: Store) -> None:
    """And nobody else is touched; a token that does not hold signs nobody out."""
    add(store)
    add(store, "binh")
    first, there, other = enter(store), enter(store, address=ELSEWHERE), enter(store, "binh")
    sign_out(store, first, now=NOON)
    sign_out_everywhere(store, first, now=NOON)
    assert actor_of(store, there, NOON) is not None
    sign_out_everywhere(store, there, now=NOON + MINUTE)
    assert [actor_of(store, token, NOON + MINUTE) is None for token in (first, there, other)] == [True, True, False]


def test_signing_in_gives_a_new_token_and_voids_the_one_before(store: Store) -> None:
    """A token from before the sign-in, planted in the browser or kept, is not valid after it."""
    add(store)
    planted = "A" * 43
    first = enter(store, earlier=planted)
    second = enter(store, earlier=first)
    assert len({planted, first, second}) == 3
    assert [actor_of(store, token, NOON) for token in (planted, first, second)] == [None, None, AN]


def test_who_is_disabled_is_out_at_once_and_cannot_come_back(store: Store) -> None:
    """The refusal is the one for a wrong password."""
    add(store)
    token = enter(store)
    store.accounts.disable("an", by=OPERATOR, at=NOON)
    assert actor_of(store, token, NOON) is None
    with pytest.raises(WrongPassword):
        enter(store)
    store.accounts.enable("an", by=OPERATOR, at=NOON)
    assert actor_of(store, token, NOON) is None
    assert actor_of(store, enter(store), NOON) == AN


@pytest.mark.parametrize("name, password", [("an", BETTER), ("ai", GOOD), ("provider", GOOD), ("disabled", GOOD)])
def test_what_is_wrong_is_not_said(store: Store, name: str, password: str) -> None:
    """Wrong password, no such account, none with a password, disabled: one sentence, one line in the log."""
    add(store)
    add(store, "disabled")
    store.accounts.disable("disabled", by=OPERATOR, at=NOON)
    store.accounts.add("provider", role=Role.READER, scope=None, by=OPERATOR, at=NOON)
    before = len(acts(store))
    with pytest.raises(WrongPassword) as refusal:
        enter(store, name, password)
    assert str(refusal.value) == "The name or the password is wrong, or the account is disabled."
    assert refusal.value.exit_code == 4
    assert acts(store)[before:] == [AuditAction.FAIL_TO_SIGN_IN]


def test_who_guesses_is_stopped_and_is_not_even_heard(store: Store) -> None:
    """The sixth try is refused with the right password too, until fifteen minutes after the fifth."""
    add(store)
    for minute in range(5):
        with pytest.raises(WrongPassword):
            enter(store, password=BETTER, now=NOON + minute * MINUTE)
    for now in (NOON + 4 * MINUTE, NOON + 19 * MINUTE - SECOND):
        with pytest.raises(TooManyFailures, match="12:19 21/09/2022"):
            enter(store, now=now)
    assert acts(store).count(AuditAction.FAIL_TO_SIGN_IN) == 5
    assert enter(store, now=NOON + 19 * MINUTE)


def test_guesses_at_the_same_moment_are_no_more_than_guesses_in_turn(store: Store) -> None:
    """Of twenty at once five are heard."""
    add(store)

    def guess(_: int) -> type[DxkpiError]:
        try:
            enter(store, password=BETTER)
        except DxkpiError as refusal:
            return type(refusal)
        raise AssertionError

    with ThreadPoolExecutor(8) as pool:
        assert Counter(pool.map(guess, range(20))) == {WrongPassword: 5, TooManyFailures: 15}
    assert acts(store).count(AuditAction.FAIL_TO_SIGN_IN) == 5


def test_one_address_locks_itself_before_it_locks_a_second_name(store: Store) -> None:
    """Five guesses at one name, then at another: that one can sign in from its own address."""
    for name in ("an", "binh"):
        add(store, name)
    for name in ("an",) * 5 + ("binh",) * 5:
        with pytest.raises((WrongPassword, TooManyFailures)):
            enter(store, name, BETTER, address=ELSEWHERE)
    with pytest.raises(TooManyFailures):
        enter(store, "an")
    assert enter(store, "binh")


def test_who_has_signed_in_from_here_is_not_locked_out_by_guesses_from_elsewhere(store: Store) -> None:
    """The owner works on; from an address that is new the name is locked."""
    add(store)
    enter(store, now=NOON - HOUR)
    for last in range(5):
        with pytest.raises(WrongPassword):
            enter(store, password=BETTER, address=f"203.0.113.{last}")
    assert enter(store)
    with pytest.raises(TooManyFailures):
        enter(store, address="198.51.100.1")


def test_a_right_password_resets_the_count(store: Store) -> None:
    """Four slips, then right, then four slips more."""
    add(store)
    for _ in range(2):
        for _ in range(4):
            with pytest.raises(WrongPassword):
                enter(store, password=BETTER)
        assert enter(store)


def test_a_guess_at_others_is_not_forgiven_for_knowing_ones_own_password(store: Store) -> None:
    """Four guesses at another, one's own sign-in, one more guess: locked."""
    add(store)
    add(store, "binh")
    for name, password in (("binh", BETTER),) * 4 + (("an", GOOD), ("binh", BETTER)):
        try:
            enter(store, name, password)
        except WrongPassword:
            continue
    with pytest.raises(TooManyFailures):
        enter(store)


def test_a_new_password_ends_every_session_and_begins_another(store: Store) -> None:
    """The old password is worth nothing, nor is any token of then."""
    add(store)
    first, there = enter(store), enter(store, address=ELSEWHERE)
    token, actor = change_password(store, first, GOOD, BETTER, address=HERE, agent="x", now=NOON + MINUTE)
    assert actor == AN
    assert [actor_of(store, session_token, NOON + MINUTE) for session_token in (first, there, token)] == [
        None,
        None,
        AN,
    ]
    with pytest.raises(WrongPassword):
        enter(store)
    assert enter(store, password=BETTER)


def test_a_password_is_changed_by_who_knows_it(store: Store) -> None:
    """Not by who found an open browser, not by a token that does not hold, not to a weak one: all stays as it was."""
    add(store)
    token = enter(store)
    for held, old, new, error in (
        (token, BETTER, BETTER, WrongPassword),
        ("", GOOD, BETTER, WrongPassword),
        (token, GOOD, "ngắn", WeakPassword),
        (token, GOOD, GOOD, WeakPassword),
    ):
        with pytest.raises(error):
            change_password(store, held, old, new, address=HERE, agent="x", now=NOON)
    assert actor_of(store, token, NOON) == AN
    assert AuditAction.SET_PASSWORD not in acts(store)


def test_guessing_the_old_password_of_an_open_browser_is_stopped_too(store: Store) -> None:
    """The same five."""
    add(store)
    token = enter(store)
    errors: list[type[DxkpiError]] = []
    for _ in range(6):
        try:
            change_password(store, token, "x", BETTER, address=HERE, agent="x", now=NOON)
        except DxkpiError as refusal:
            errors.append(type(refusal))
    assert errors == [WrongPassword] * 5 + [TooManyFailures]


def test_a_weaker_hash_is_replaced_at_sign_in(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody notices."""
    weaker = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, salt_len=8)
    stronger = argon2.PasswordHasher(time_cost=2, memory_cost=8, parallelism=1)
    store.accounts.add("an", role=Role.READER, scope=None, password_hash=weaker.hash(GOOD), by=OPERATOR, at=NOON)
    monkeypatch.setattr(passwords, "_HASHER", stronger)
    for _ in range(2):
        assert enter(store)
    kept = store.accounts.all()[0].password_hash
    assert kept is not None
    assert "t=2" in kept
    assert acts(store) == [AuditAction.ADD_ACCOUNT, AuditAction.SIGN_IN, AuditAction.SIGN_IN]


def test_the_first_administrator_is_made_once_and_must_change_the_password(store: Store) -> None:
    """Until then nothing is allowed; a store that has an account gets none."""
    password = make_first(store, NOON)
    assert password is not None
    assert make_first(store, NOON) is None
    token, actor = sign_in(store, "admin", password, address=HERE, agent="x", now=NOON)
    assert actor == Actor("admin", Role.ADMINISTRATOR, None, HERE, must_change=True)
    assert not any(actor.may(act) for act in Permission)
    _, changed = change_password(store, token, password, GOOD, address=HERE, agent="x", now=NOON)
    assert changed == Actor("admin", Role.ADMINISTRATOR, None, HERE)


def test_a_store_with_accounts_gets_no_administrator(store: Store) -> None:
    """Once a store has an account, the first administrator is not created again."""
    add(store, password=first_password())
    assert make_first(store, NOON) is None
    assert [account.name for account in store.accounts.all()] == ["an"]
