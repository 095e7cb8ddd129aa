"""Accounts and sessions in the store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from dxkpi.domain.model.permissions import OPERATOR, Actor, Role
from dxkpi.errors import AccountExists, UnknownAccount, WrongPassword, WrongUsage
from dxkpi.store import Account, FailedAttempts, Store

from ..helpers import CHI, NOON, behind, only

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
ISSUER = "https://id.example.vn"


def added(store: Store, name: str = "an", **more: object) -> Account:
    """An account; what is not said is a contributor's of Hương Trà."""
    account: dict = {"role": Role.CONTRIBUTOR, "scope": frozenset({"480"}), "password_hash": "h", "by": CHI, "at": NOON}
    return store.accounts.add(name, **account | more)


def started(store: Store, account: Account, digest: str = "d", **more: object) -> None:
    """A session of twelve hours, begun at noon from an address."""
    values: dict = {
        "expires_at": NOON + DAY / 2,
        "agent": "x",
        "by": Actor(account.name, address="10.0.0.1"),
        "at": NOON,
    }
    store.sessions.start(account, digest, **values | more)


def revoked(store: Store, *digests: str) -> list[datetime | None]:
    """When sessions were ended."""
    return [session.revoked_at if (session := store.sessions.find(digest)) else None for digest in digests]


def test_an_account_is_read_as_it_was_made(store: Store) -> None:
    """Its name in small letters; whom it is shown as, what it may, where, and who made it."""
    account = added(store, " Nguyễn.An ", shown_name="Nguyễn An", must_change=True)
    assert account == Account(
        1,
        "nguyễn.an",
        "Nguyễn An",
        Role.CONTRIBUTOR,
        frozenset({"480"}),
        "h",
        None,
        None,
        True,
        True,
        NOON,
        "chi",
        None,
    )
    assert store.accounts.find("NGUYỄN.AN") == account
    assert "'h'" not in repr(account)
    everywhere = added(store, "binh", scope=None)
    nowhere = added(store, "dung", scope=frozenset())
    assert (everywhere.shown_name, everywhere.scope, nowhere.scope) == ("binh", None, frozenset())
    assert [account.name for account in store.accounts.all()] == ["binh", "dung", "nguyễn.an"]
    assert store.accounts.find("ai") is None


def test_two_accounts_share_neither_name_nor_identity(store: Store) -> None:
    """Not in other capitals, not with a slash behind the issuer; e-mails in capitals are the same."""
    added(store, identity=(ISSUER, "An@hue.gov.vn"))
    for name, identity in (("AN", None), ("dung", (f"{ISSUER}/", "an@hue.gov.vn"))):
        with pytest.raises(AccountExists) as refusal:
            added(store, name, identity=identity)
        assert refusal.value.exit_code == 2
    added(store, "dung")
    with pytest.raises(AccountExists):
        store.accounts.set_identity("dung", (ISSUER, "an@hue.gov.vn"), by=CHI, at=NOON)
    assert store.accounts.set_identity("an", (ISSUER, "aN@hue.gov.vn"), by=CHI, at=NOON).subject == "an@hue.gov.vn"
    assert store.accounts.of_identity(ISSUER, "AN@HUE.gov.vn") == store.accounts.find("an")
    assert store.accounts.of_identity("https://other.example.vn", "an@hue.gov.vn") is None


@pytest.mark.parametrize("name", ["", "a", "an binh", "operator", "DXKPI", "a" * 65, "an\nbinh"])
def test_a_name_can_be_typed_and_is_nobody_elses(store: Store, name: str) -> None:
    """What commands and the program act under is taken; a name is one line."""
    with pytest.raises(WrongUsage):
        added(store, name)


def test_roles_change_from_the_next_question_on(store: Store) -> None:
    """Also for a session that has begun."""
    started(store, added(store))
    store.accounts.set_role("An", Role.REVIEWER, None, by=CHI, at=NOON)
    session = store.sessions.find("d")
    assert session is not None
    assert (session.account.role, session.account.scope, session.revoked_at) == (Role.REVIEWER, None, None)


@pytest.mark.parametrize("change", ["password", "disable", "sign_out", "identity"])
def test_what_proves_an_account_ends_its_sessions_when_it_changes(store: Store, change: str) -> None:
    """Every session of that account that held, and nobody else's; earlier words of a provider are void too."""
    account, other = added(store), added(store, "binh")
    for owner, digest in ((account, "d1"), (account, "d2"), (other, "d3")):
        started(store, owner, digest)
    later = NOON + MINUTE
    {
        "password": lambda: store.accounts.set_password("an", "h2", must_change=True, by=CHI, at=later),
        "disable": lambda: store.accounts.disable("an", by=CHI, at=later),
        "sign_out": lambda: store.accounts.sign_out("an", by=CHI, at=later),
        "identity": lambda: store.accounts.set_identity("an", (ISSUER, "1"), by=CHI, at=later),
    }[change]()
    assert revoked(store, "d1", "d2", "d3") == [later, later, None]
    stored = store.accounts.find("an")
    assert stored is not None
    assert (stored.signed_out_at, stored.is_active) == (later, change != "disable")


def test_an_account_that_is_not_there_cannot_be_changed(store: Store) -> None:
    """Exit code 5."""
    for change in (
        lambda: store.accounts.disable("ai", by=CHI, at=NOON),
        lambda: store.accounts.set_password("ai", "h", must_change=True, by=CHI, at=NOON),
        lambda: store.accounts.set_role("ai", Role.READER, None, by=CHI, at=NOON),
    ):
        with pytest.raises(UnknownAccount) as refusal:
            change()
        assert refusal.value.exit_code == 5


def test_no_session_begins_where_the_account_changed_meanwhile(store: Store) -> None:
    """The old password was right when it was looked at; by then it was another, or the account was disabled."""
    looked_at = added(store)
    changed = store.accounts.set_password("an", "h2", must_change=False, by=CHI, at=NOON)
    with pytest.raises(WrongPassword):
        started(store, looked_at)
    store.accounts.disable("an", by=CHI, at=NOON)
    with pytest.raises(WrongPassword):
        started(store, changed)
    assert store.sessions.find("d") is None


def test_a_session_takes_the_place_of_the_one_before(store: Store) -> None:
    """It ends that one alone; sessions older than a month are thrown away."""
    account = added(store)
    started(store, account, "d1")
    started(store, account, "d2")
    started(store, account, "d3", instead_of="d1", at=NOON + MINUTE)
    assert revoked(store, "d1", "d2", "d3") == [NOON + MINUTE, None, None]
    started(store, account, "d4", at=NOON + 31 * DAY)
    assert [store.sessions.find(digest) is None for digest in ("d1", "d4")] == [True, False]


def test_the_last_use_is_remembered_unless_somebody_writes(store: Store) -> None:
    """A reader does not wait for a writer, not even to say that it was there."""
    started(store, added(store))
    store.sessions.touch("d", NOON + MINUTE)
    with behind(store) as connection:
        connection.exec_driver_sql("UPDATE sessions SET agent = 'y'")
        if connection.dialect.name == "sqlite":
            store.sessions.touch("d", NOON + 2 * MINUTE)
    session = store.sessions.find("d")
    assert session is not None
    assert session.seen_at == NOON + MINUTE
    store.sessions.touch("d", NOON + 3 * MINUTE)
    assert revoked(store, "d") == [None]


def test_tries_are_counted_by_address_and_by_name_before_they_are_judged(store: Store) -> None:
    """What the judge refuses is not counted; who has signed in from an address is known there."""
    seen: list[FailedAttempts] = []

    def refuse(_: FailedAttempts) -> None:
        raise WrongPassword

    for minute, (name, address) in enumerate((("an", "1"), ("An ", "2"), ("binh", "1"))):
        store.sessions.count_attempt(name, address, NOON + minute * MINUTE, seen.append)
    with pytest.raises(WrongPassword):
        store.sessions.count_attempt("an", "1", NOON, refuse)
    store.sessions.count_attempt("an", "1", NOON + 3 * MINUTE, seen.append)
    assert seen[-1] == FailedAttempts([NOON, NOON + 2 * MINUTE], [NOON, NOON + MINUTE], is_known=False)
    started(store, added(store), by=Actor("an", address="1"), has_tried=True)
    store.sessions.count_attempt("an", "1", NOON + 4 * MINUTE, seen.append)
    assert seen[-1] == FailedAttempts([NOON + 2 * MINUTE], [NOON + MINUTE], is_known=True)
    store.sessions.count_attempt("an", "1", NOON + DAY, seen.append)
    assert seen[-1] == FailedAttempts([], [], is_known=True)


def test_what_may_be_a_password_is_not_written_down(store: Store) -> None:
    """Who typed the password where the name belongs is in the log without it."""
    added(store)
    for name in ("AN", "s3cret-s3cret"):
        store.sessions.fail(name, "10.0.0.9", NOON)
    lines: Sequence = store.audit_log.lines(2)
    assert [(line.object, line.address) for line in lines] == [("account ?", "10.0.0.9"), ("account an", "10.0.0.9")]


def test_a_name_that_two_make_at_once_is_made_by_one(store: Store) -> None:
    """The second is refused."""
    added(store, by=OPERATOR)
    with pytest.raises(AccountExists, match="an"):
        added(store, by=OPERATOR)
    assert only(store.accounts.all()).created_by == "operator"
