"""Signing in and out, and the actor of a command or a session."""

from __future__ import annotations

from datetime import UTC, datetime

from dxkpi import accounts
from dxkpi.domain.model.permissions import OPERATOR, READER, Actor
from dxkpi.errors import NotAllowed
from dxkpi.locale import Message
from dxkpi.workspace import Workspace

# The cookie that carries the token of a session.
SESSION_COOKIE = "dxkpi_session"


def actor_named(workspace: Workspace, name: str) -> Actor:
    """The actor of `--by`: the operator, or an active account with its own rights. Raises `NotAllowed`."""
    if name == OPERATOR.name:
        return OPERATOR
    account = workspace.store.accounts.find(name)
    if account is None or not account.is_active:
        raise NotAllowed()
    return accounts.actor_for(account, "")


def actor_of(workspace: Workspace, token: str, *, address: str = "") -> Actor:
    """The actor of a session; a reader when the token is not valid."""
    found = accounts.actor_of(workspace.store, token, datetime.now(UTC), address=address) if token else None
    return found or READER


def shown_name(workspace: Workspace, by: Actor) -> str:
    """The display name of an actor; empty for a reader."""
    account = workspace.store.accounts.find(by.name) if by.name else None
    return account.shown_name if account else by.name


def sign_in(
    workspace: Workspace, name: str, password: str, *, address: str, agent: str, earlier: str
) -> tuple[str, Actor]:
    """Start a session, revoking an `earlier` one; returns its token and the actor.

    Raises `WrongPassword`, `TooManyFailures`.
    """
    return accounts.sign_in(
        workspace.store, name, password, address=address, agent=agent, now=datetime.now(UTC), earlier=earlier
    )


def sign_in_identity(
    workspace: Workspace, identity: accounts.IdTokenClaims, *, address: str, agent: str, earlier: str
) -> tuple[str, Message | None]:
    """Start a session for an OpenID Connect identity; returns its token, or an empty one and the reason."""
    actor, why = accounts.actor_of_identity(workspace.store, identity, address=address)
    if not actor.name:
        return "", why
    token, _ = accounts.sign_in_identity(
        workspace.store, identity, address=address, agent=agent, now=datetime.now(UTC), earlier=earlier
    )
    return token, None


def sign_out(workspace: Workspace, token: str, *, address: str) -> None:
    """End the session of a token, if it is valid."""
    accounts.sign_out(workspace.store, token, now=datetime.now(UTC), address=address)


def sign_out_everywhere(workspace: Workspace, token: str, *, address: str) -> None:
    """End every session of the account that a valid token belongs to."""
    accounts.sign_out_everywhere(workspace.store, token, now=datetime.now(UTC), address=address)


def change_password(
    workspace: Workspace, token: str, old: str, new: str, *, address: str, agent: str
) -> tuple[str, Actor]:
    """Set a new password, end every session and start another; returns its token and the actor.

    Raises `WrongPassword`, `TooManyFailures`, `WeakPassword`.
    """
    return accounts.change_password(
        workspace.store, token, old, new, address=address, agent=agent, now=datetime.now(UTC)
    )
