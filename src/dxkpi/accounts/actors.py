"""An account that acts."""

from __future__ import annotations

from dxkpi.domain.model.permissions import Actor
from dxkpi.store import Account


def actor_for(account: Account, address: str) -> Actor:
    """Who acts where an account does, from an address; its rights are always those the store has now."""
    return Actor(account.name, account.role, account.scope, address, must_change=account.must_change)
