"""Signing in and out. A session is a random token; the store has only its digest.

Every sign-in and every change of a password issues a new token and revokes the old one, against session fixation.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256

from dxkpi.accounts import rate_limits
from dxkpi.accounts.actors import actor_for
from dxkpi.accounts.passwords import hash_password, is_right, needs_rehash, refuse_weak
from dxkpi.domain.model.permissions import Actor
from dxkpi.errors import WrongPassword
from dxkpi.store import Account, Session, Store

IDLE_LIMIT = timedelta(hours=2)
ABSOLUTE_LIMIT = timedelta(hours=12)
# The last use of a session is recorded to the minute, so that not every click writes.
SEEN_EVERY = timedelta(minutes=1)
TOKEN_BYTES = 32


def sign_in(
    store: Store, name: str, password: str, *, address: str, agent: str, now: datetime, earlier: str = ""
) -> tuple[str, Actor]:
    """Start a session; returns its token and the actor. `earlier`: the token of the browser, which is revoked.

    Raises `WrongPassword`, `TooManyFailures`.
    """
    account = _authenticate(store, name, password, address, now)
    is_old = account.password_hash is not None and needs_rehash(account.password_hash)
    rehashed = hash_password(password) if is_old else None
    return begin(
        store, account, address=address, agent=agent, now=now, earlier=earlier, has_tried=True, rehashed=rehashed
    )


def actor_of(store: Store, token: str, now: datetime, *, address: str = "") -> Actor | None:
    """The actor of a token, at an address (empty: that of the sign-in); None for a token that is not valid."""
    session = _live(store, token, now)
    if session is None:
        return None
    if now - session.seen_at >= SEEN_EVERY:
        store.sessions.touch(session.digest, now)
    return actor_for(session.account, address or session.address)


def sign_out(store: Store, token: str, *, now: datetime, address: str = "") -> None:
    """End the session of a token, if it is valid."""
    session = _live(store, token, now)
    if session is not None:
        store.sessions.end(session.digest, by=actor_for(session.account, address or session.address), at=now)


def sign_out_everywhere(store: Store, token: str, *, now: datetime, address: str = "") -> None:
    """End every session of the account that a valid token belongs to."""
    session = _live(store, token, now)
    if session is not None:
        by = actor_for(session.account, address or session.address)
        store.accounts.sign_out(session.account.name, by=by, at=now)


def change_password(
    store: Store, token: str, old: str, new: str, *, address: str, agent: str, now: datetime
) -> tuple[str, Actor]:
    """Set a new password, end every session and start another; returns its token and the actor.

    Raises `WrongPassword` for a wrong token or old password, `TooManyFailures`, `WeakPassword`.
    """
    session = _live(store, token, now)
    if session is None:
        raise WrongPassword()
    account = _authenticate(store, session.account.name, old, address, now)
    refuse_weak(new, account.name, old=old)
    by = actor_for(account, address)
    changed = store.accounts.set_password(account.name, hash_password(new), must_change=False, by=by, at=now)
    return begin(store, changed, address=address, agent=agent, now=now, has_tried=True)


def begin(
    store: Store,
    account: Account,
    *,
    address: str,
    agent: str,
    now: datetime,
    earlier: str = "",
    has_tried: bool = False,
    rehashed: str | None = None,
) -> tuple[str, Actor]:
    """Start a session of an authenticated account. Raises `WrongPassword` when the account has changed since."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    actor = actor_for(account, address)
    store.sessions.start(
        account,
        digest_of(token),
        expires_at=now + ABSOLUTE_LIMIT,
        agent=agent,
        by=actor,
        at=now,
        instead_of=digest_of(earlier) if earlier else None,
        has_tried=has_tried,
        rehashed=rehashed,
    )
    return token, actor


def digest_of(token: str) -> str:
    """The SHA-256 of a token, which the store has."""
    return sha256(token.encode()).hexdigest()


def _authenticate(store: Store, name: str, password: str, address: str, now: datetime) -> Account:
    """The account of a name and its password; takes equally long whatever is wrong. Raises as `sign_in` does."""
    store.sessions.count_attempt(name, address, now, partial(rate_limits.judge, now=now))
    account = store.accounts.find(name)
    password_hash = account.password_hash if account is not None and account.is_active else None
    if not is_right(password_hash, password) or account is None:
        store.sessions.fail(name, address, now)
        raise WrongPassword()
    return account


def _live(store: Store, token: str, now: datetime) -> Session | None:
    session = store.sessions.find(digest_of(token)) if token else None
    if session is None or session.revoked_at is not None or not session.account.is_active:
        return None
    return session if now < min(session.expires_at, session.seen_at + IDLE_LIMIT) else None
