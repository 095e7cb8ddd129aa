"""The audit log: every action leaves exactly one line, in the same transaction."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from dxkpi.domain.model.audit import WORDS, AuditAction
from dxkpi.domain.model.permissions import Actor, Role
from dxkpi.domain.model.reporting_windows import unlimited
from dxkpi.errors import DxkpiError
from dxkpi.store import Store, StoredAuditLine
from dxkpi.store.accounts.accounts import Accounts
from dxkpi.store.accounts.sessions import Sessions
from dxkpi.store.audit_log import AuditLog, audited
from dxkpi.store.reporting_windows import ReportingWindows
from dxkpi.store.submissions.comments import Comments

from .helpers import AN, BINH, CHI, HUE, NOON, Q1, only, seen, send

NEW = frozenset({"474"})
# Changes without a line in the log: the registry that ships with the product, migrations, attempts to sign in, and the
# last use of a session.
NOT_LOGGED = {
    "Store": {"put_registry", "upgrade", "close", "open"},
    "Sessions": {"touch", "count_attempt"},
}


def waiting(store: Store) -> int:
    return send(store, seen(5), by=AN, approve=False).submission


def ready(store: Store) -> Store:
    """A store with a waiting submission, an account and its session."""
    waiting(store)
    account = store.accounts.add("an", role=Role.CONTRIBUTOR, scope=NEW, by=CHI, at=NOON)
    store.sessions.start(account, "d", expires_at=NOON, agent="x", by=AN, at=NOON)
    return store


@dataclass(frozen=True)
class LoggedCall:
    """A call, and the line it leaves."""

    call: Callable[[Store], object]
    by: Actor
    action: AuditAction
    object: str
    details: dict = field(default_factory=dict)


SUBMITTED = {"file_name": "quy1.xlsx", "scope": "", "reason": "", "vintage": None, "repeated": False}
ADDED = {"role": "reader", "scope": None, "issuer": None, "subject": None}
LOGGED_CALLS = {
    "Store.submit": LoggedCall(
        lambda store: send(store, seen(7, HUE), by=AN, approve=False), AN, AuditAction.SUBMIT, "submission 2", SUBMITTED
    ),
    "Store.approve": LoggedCall(
        lambda store: store.approve(1, by=BINH, at=NOON, reason="khớp"), BINH, AuditAction.APPROVE, "submission 1",
        {"vintage": 1, "reason": "khớp"},
    ),
    "Store.return_": LoggedCall(
        lambda store: store.return_(1, by=BINH, at=NOON, reason="sai kỳ"), BINH, AuditAction.RETURN, "submission 1",
        {"reason": "sai kỳ"},
    ),
    "Store.withdraw": LoggedCall(
        lambda store: store.withdraw(1, by=AN, at=NOON), AN, AuditAction.WITHDRAW, "submission 1", {"reason": ""}
    ),
    "Comments.add": LoggedCall(
        lambda store: store.comments.add(1, "Xem lại", by=BINH, at=NOON), BINH, AuditAction.COMMENT, "submission 1",
        {"comment": 1},
    ),
    "AuditLog.add": LoggedCall(
        lambda store: store.audit_log.add(AuditAction.READ_ORIGINAL, "submission 1", by=BINH, at=NOON, file="quý.xlsx"),
        BINH, AuditAction.READ_ORIGINAL, "submission 1", {"file": "quý.xlsx"},
    ),
    "Accounts.add": LoggedCall(
        lambda store: store.accounts.add("dung", role=Role.READER, scope=None, password_hash="h", by=CHI, at=NOON),
        CHI, AuditAction.ADD_ACCOUNT, "account dung", ADDED,
    ),
    "Accounts.set_role": LoggedCall(
        lambda store: store.accounts.set_role("an", Role.REVIEWER, None, by=CHI, at=NOON), CHI, AuditAction.SET_ROLE,
        "account an", {"old": ["contributor", "474"], "new": ["reviewer", None]},
    ),
    "Accounts.set_identity": LoggedCall(
        lambda store: store.accounts.set_identity("an", ("https://id.example.vn", "7"), by=CHI, at=NOON), CHI,
        AuditAction.SET_IDENTITY, "account an", {"old": [None, None], "new": ["https://id.example.vn", "7"]},
    ),
    "Accounts.set_password": LoggedCall(
        lambda store: store.accounts.set_password("an", "s3cret", must_change=True, by=CHI, at=NOON), CHI,
        AuditAction.SET_PASSWORD, "account an", {"must_change": True},
    ),
    "Accounts.enable": LoggedCall(
        lambda store: store.accounts.enable("an", by=CHI, at=NOON), CHI, AuditAction.ENABLE_ACCOUNT, "account an",
        {"sessions": 0},
    ),
    "Accounts.disable": LoggedCall(
        lambda store: store.accounts.disable("an", by=CHI, at=NOON), CHI, AuditAction.DISABLE_ACCOUNT, "account an",
        {"sessions": 0},
    ),
    "Accounts.sign_out": LoggedCall(
        lambda store: store.accounts.sign_out("an", by=AN, at=NOON), AN, AuditAction.SIGN_OUT_EVERYWHERE, "account an",
        {"sessions": 0},
    ),
    "Sessions.start": LoggedCall(
        lambda store: store.sessions.start(
            only(store.accounts.all()), "s3cret", expires_at=NOON, agent="Firefox", by=AN, at=NOON
        ),
        AN, AuditAction.SIGN_IN, "account an", {"agent": "Firefox"},
    ),
    "Sessions.end": LoggedCall(
        lambda store: store.sessions.end("d", by=AN, at=NOON), AN, AuditAction.SIGN_OUT, "account an"
    ),
    "Sessions.fail": LoggedCall(
        lambda store: store.sessions.fail("an", "10.0.0.9", NOON), Actor("", address="10.0.0.9"),
        AuditAction.FAIL_TO_SIGN_IN, "account an",
    ),
    "ReportingWindows.put": LoggedCall(
        lambda store: store.windows.put(unlimited(Q1), by=CHI, at=NOON), CHI, AuditAction.SET_WINDOW,
        "period 2021-12-15..2022-03-14 period",
        {"opens_at": "2021-12-14T17:00:00+00:00", "deadline_at": None, "grace_until": None},
    ),
    "ReportingWindows.extend": LoggedCall(
        lambda store: store.windows.extend("480", Q1, NOON, reason="mất điện", by=CHI, at=NOON),
        CHI, AuditAction.EXTEND,
        "period 2021-12-15..2022-03-14 period, locality 480",
        {"until": "2022-09-21T05:00:00+00:00", "reason": "mất điện"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LOGGED_CALLS)
def test_every_action_leaves_exactly_one_line(store: Store, name: str) -> None:
    """Who, what, to what, when, from where; and not a word of a password or a token."""
    logged = LOGGED_CALLS[name]
    before = ready(store).audit_log.lines()
    logged.call(store)
    line, *rest = store.audit_log.lines()
    assert rest == before
    assert line == StoredAuditLine(
        len(before) + 1, NOON, logged.by.name, logged.action, logged.object, logged.details, logged.by.address
    )
    assert "s3cret" not in repr(line)


@pytest.mark.parametrize("part", [Store, Accounts, AuditLog, Comments, Sessions, ReportingWindows])
def test_every_method_that_writes_is_tested_here(part: type) -> None:
    """A method that opens a transaction for writing is in the table above, or on the list of those without a line."""
    methods = {name: inspect.getsource(method) for name, method in inspect.getmembers(part, inspect.isfunction)}
    audited_methods = {name for name, source in methods.items() if "audited(" in source or "_switch(" in source}
    writing = {name for name, source in methods.items() if ".writing()" in source or ".without_waiting()" in source}
    tested = {name.partition(".")[2] for name in LOGGED_CALLS if name.startswith(part.__name__ + ".")}
    assert {name for name in audited_methods if not name.startswith("_")} | (tested & writing) == tested
    assert writing - tested <= NOT_LOGGED.get(part.__name__, set())


REFUSED: dict[str, Callable[[Store], object]] = {
    "own": lambda store: store.approve(1, by=AN, at=NOON),
    "no reason": lambda store: store.return_(1, by=BINH, at=NOON, reason=""),
    "not the sender": lambda store: store.withdraw(1, by=BINH, at=NOON),
    "no comment": lambda store: store.comments.add(1, "", by=BINH, at=NOON),
    "same name": lambda store: store.accounts.add("an", role=Role.READER, scope=None, by=CHI, at=NOON),
    "unknown name": lambda store: store.accounts.disable("ai", by=CHI, at=NOON),
    "at once": lambda store: send(store, seen(1), by=BINH),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_leaves_no_line(store: Store, name: str) -> None:
    """It was not logged."""
    before = ready(store).audit_log.lines()
    with pytest.raises(DxkpiError):
        REFUSED[name](store)
    assert store.audit_log.lines() == before


def test_an_action_without_an_audit_entry_is_rolled_back(store: Store) -> None:
    """A method that forgets to record its action raises, and the store is unchanged."""
    number = waiting(store)
    with (
        pytest.raises(RuntimeError, match="nothing was recorded"),
        audited(store._database, BINH, AuditAction.APPROVE, NOON) as (connection, _),
    ):
        connection.exec_driver_sql("UPDATE submissions SET state = 'returned'")
    assert store.submission(number).state == "pending"


def test_the_log_is_read_page_by_page(store: Store) -> None:
    """The newest first; a page begins before the last number of the one above it."""
    for number in range(5):
        store.audit_log.add(AuditAction.READ_ORIGINAL, f"submission {number}", by=BINH, at=NOON)
    assert [line.number for line in store.audit_log.lines(2)] == [5, 4]
    assert [line.number for line in store.audit_log.lines(2, before=4)] == [3, 2]
    assert [line.number for line in store.audit_log.lines(2, before=1)] == []


def test_the_same_file_again_is_in_the_log_as_such(store: Store) -> None:
    """It was submitted, though without any effect."""
    for _ in range(2):
        waiting(store)
    assert [(line.object, line.details["repeated"]) for line in store.audit_log.lines()] == [
        ("submission 1", True),
        ("submission 1", False),
    ]


def test_there_are_words_for_every_action() -> None:
    """The log can be read by people."""
    assert set(WORDS) == set(AuditAction)
