"""Who acts: by a command's `--by`, or by the token of a session."""

from __future__ import annotations

from datetime import UTC, datetime

from dxkpi.accounts import actor_for
from dxkpi.accounts import actor_of as actor_of_session
from dxkpi.domain.acting import OPERATOR, READER, Actor
from dxkpi.errors import NotAllowed
from dxkpi.workspace import Workspace


def actor_named(workspace: Workspace, name: str) -> Actor:
    """Who a command acts for: the operator, or an account with its own rights. Raises `NotAllowed` for no such one."""
    if name == OPERATOR.name:
        return OPERATOR
    account = workspace.store.accounts.find(name)
    if account is None or not account.is_active:
        raise NotAllowed()
    return actor_for(account, "")


def actor_of(workspace: Workspace, token: str, *, address: str = "") -> Actor:
    """Who acts in a session; a reader where there is none, or it has ended."""
    found = actor_of_session(workspace.store, token, datetime.now(UTC), address=address) if token else None
    return found or READER
