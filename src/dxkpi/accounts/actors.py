"""From an account to the actor that workflows take."""

from __future__ import annotations

from dxkpi.domain.model.permissions import Actor
from dxkpi.store import Account


def actor_for(account: Account, address: str) -> Actor:
    """The actor for an account, from a network address, with the role and scope that were just read."""
    return Actor(account.name, account.role, account.scope, address, must_change=account.must_change)
