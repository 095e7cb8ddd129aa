"""OpenID Connect sign-in. The provider authenticates; our store authorizes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dxkpi.accounts.actors import actor_for
from dxkpi.accounts.sessions import begin
from dxkpi.domain.model.permissions import Actor
from dxkpi.errors import WrongPassword
from dxkpi.locale import N_, Message
from dxkpi.store import Account, Store


@dataclass(frozen=True)
class IdTokenClaims:
    """The claims `iss`, `sub`, `email`, `email_verified` and `iat` of a verified ID token."""

    issuer: str
    subject: str
    issued_at: datetime
    email: str = ""
    is_verified: bool = False


def actor_of_identity(store: Store, identity: IdTokenClaims, *, address: str) -> tuple[Actor, Message | None]:
    """The actor of an identity; without an active account a reader, and a message that says what to do."""
    account = _account(store, identity)
    if account is None:
        shown = identity.email or identity.subject
        unknown = N_("You signed in as {shown}, to whom no account here belongs: you can read. Ask the administrator.")
        return Actor("", address=address), Message(unknown, {"shown": shown})
    if not account.is_active:
        disabled = N_("The account {name} is disabled: you can read. Ask the administrator.")
        return Actor("", address=address), Message(disabled, {"name": account.name})
    if account.signed_out_at is not None and identity.issued_at <= account.signed_out_at:
        return Actor("", address=address), Message(N_("You have signed out. Sign in again."))
    return actor_for(account, address), None


def sign_in_identity(
    store: Store, identity: IdTokenClaims, *, address: str, agent: str, now: datetime, earlier: str = ""
) -> tuple[str, Actor]:
    """Start a session of our own; returns its token and the actor. Raises `WrongPassword`."""
    account = _account(store, identity)
    actor, _ = actor_of_identity(store, identity, address=address)
    if account is None or not actor.name:
        raise WrongPassword()
    return begin(store, account, address=address, agent=agent, now=now, earlier=earlier)


def _account(store: Store, identity: IdTokenClaims) -> Account | None:
    """By subject, else by an e-mail address that the provider has verified. A subject is never taken for an address."""
    by_subject = None if "@" in identity.subject else store.accounts.of_identity(identity.issuer, identity.subject)
    if by_subject is not None or not (identity.is_verified and "@" in identity.email):
        return by_subject
    return store.accounts.of_identity(identity.issuer, identity.email)
