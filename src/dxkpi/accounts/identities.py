"""Whom an identity provider (OpenID Connect) vouches for. It says who somebody is; the store says what they may."""

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
    """The claims `iss`, `sub`, `email`, `email_verified` and `iat` of an ID token that was verified already."""

    issuer: str
    subject: str
    issued_at: datetime
    email: str = ""
    is_verified: bool = False


def actor_of_identity(store: Store, identity: IdTokenClaims, *, address: str) -> tuple[Actor, Message | None]:
    """Who acts with an identity; whoever has no account here is a reader, with a message that says what to do."""
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
    """Begin a session of the server's own, which can be ended here: its token, and who acts. Raises `WrongPassword`."""
    account = _account(store, identity)
    actor, _ = actor_of_identity(store, identity, address=address)
    if account is None or not actor.name:
        raise WrongPassword()
    return begin(store, account, address=address, agent=agent, now=now, earlier=earlier)


def _account(store: Store, identity: IdTokenClaims) -> Account | None:
    """By the subject, else by the e-mail where the provider has verified it; a subject never passes for an e-mail."""
    by_subject = None if "@" in identity.subject else store.accounts.of_identity(identity.issuer, identity.subject)
    if by_subject is not None or not (identity.is_verified and "@" in identity.email):
        return by_subject
    return store.accounts.of_identity(identity.issuer, identity.email)
