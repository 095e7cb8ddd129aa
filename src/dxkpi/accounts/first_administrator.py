"""The first administrator account of a new store."""

from __future__ import annotations

from datetime import datetime

from dxkpi.accounts.passwords import first_password, hash_password
from dxkpi.domain.model.permissions import OPERATOR, Role
from dxkpi.errors import AccountExists
from dxkpi.store import Store

FIRST_NAME = "admin"


def make_first(store: Store, now: datetime) -> str | None:
    """Add the first administrator to a store without accounts; returns its password, to be shown once and changed."""
    if store.accounts.all():
        return None
    password = first_password()
    try:
        store.accounts.add(
            FIRST_NAME,
            role=Role.ADMINISTRATOR,
            scope=None,
            password_hash=hash_password(password),
            must_change=True,
            by=OPERATOR,
            at=now,
        )
    except AccountExists:  # another process added it first
        return None
    return password
