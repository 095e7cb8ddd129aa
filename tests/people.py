"""Accounts that tests sign in with."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from dxkpi.accounts import hash_password
from dxkpi.domain.model.permissions import OPERATOR, Role
from dxkpi.store import Store

PASSWORD = "bốn chiếc thuyền qua sông"
CONTRIBUTOR, REVIEWER, ADMINISTRATOR, WARD, NEWCOMER = "canbo", "duyet", "quantri", "phuong", "moi"
HUONG_TRA = "19996"
ACCOUNTS = {
    CONTRIBUTOR: (Role.CONTRIBUTOR, None),
    REVIEWER: (Role.REVIEWER, None),
    ADMINISTRATOR: (Role.ADMINISTRATOR, None),
    WARD: (Role.CONTRIBUTOR, frozenset({HUONG_TRA})),
    NEWCOMER: (Role.CONTRIBUTOR, None),
}
"""Roles and scopes by name; the newcomer has to change a first password."""


def store_in(home: Path) -> Store:
    """The store of a home folder, while others may have it open."""
    return Store.open(f"sqlite:///{home / 'dxkpi.sqlite'}", at_any_revision=True)


def make_accounts(home: Path) -> None:
    """Put all accounts into the store of a home folder, with the one password."""
    with store_in(home) as store:
        add_accounts(store)


def add_accounts(store: Store) -> None:
    """Put all accounts into a store, with the one password."""
    for name, (role, scope) in ACCOUNTS.items():
        store.accounts.add(
            name,
            role=role,
            scope=scope,
            shown_name=f"Nguyễn Văn {name.title()}",
            password_hash=_hashed(),
            must_change=name == NEWCOMER,
            by=OPERATOR,
            at=datetime.now(UTC),
        )


@cache
def _hashed() -> str:
    return hash_password(PASSWORD)
