"""Passwords, hashed with Argon2id. Verification takes equally long with and without an account."""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from argon2.profiles import RFC_9106_LOW_MEMORY

from dxkpi.accounts.common_passwords import COMMONEST
from dxkpi.errors import WeakPassword
from dxkpi.locale import N_, Message

# NIST SP 800-63B-4 asks for 15 characters without and 8 with a second factor; with lock-outs, 12 is in between.
MIN_CHARACTERS = 12
MAX_CHARACTERS = 1000
# Characters that must remain without the account name and common passwords, and different characters in all.
MIN_REMAINING, MIN_DIFFERENT = 8, 5
MIN_PART = 4  # shorter names occur in many words by chance
# Hashing takes 64 MB and a core; more at once would only wait for each other.
CONCURRENT_HASHES = BoundedSemaphore(2)
# Without letters and digits that look alike.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LETTERS = 4, 5
_HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


def hash_password(password: str) -> str:
    """A salted hash of a password, different at each call."""
    with CONCURRENT_HASHES:
        return _HASHER.hash(_normal(password))


def is_right(password_hash: str | None, password: str) -> bool:
    """Whether a password matches a hash; False without a hash, after the same time."""
    placeholder = _placeholder_hash()
    with CONCURRENT_HASHES:
        try:
            _HASHER.verify(password_hash or placeholder, _normal(password[:MAX_CHARACTERS]))
        except VerifyMismatchError:
            return False
    return password_hash is not None and len(password) <= MAX_CHARACTERS


def needs_rehash(password_hash: str) -> bool:
    """Whether a hash was made with other parameters than the current ones."""
    return _HASHER.check_needs_rehash(password_hash)


def refuse_weak(password: str, name: str, *, old: str = "") -> None:
    """Raises `WeakPassword` for a password that is short, easily guessed, or the `old` one."""
    small = _normal(password).casefold()
    if old and _normal(password) == _normal(old):
        raise _weak(N_("The new password is the old one."))
    if len(small) < MIN_CHARACTERS:
        raise _weak(N_("The password is too short."))
    if len(small) > MAX_CHARACTERS:
        raise _weak(N_("The password is too long."))
    remaining = small
    for known in sorted({name.casefold(), *COMMONEST}, key=len, reverse=True):
        remaining = remaining.replace(known, "") if len(known) >= MIN_PART else remaining
    if (remaining != small and len(remaining) < MIN_REMAINING) or len(set(small)) < MIN_DIFFERENT:
        raise _weak(N_("The password is easily guessed: it is little more than your name or a common password."))


def first_password() -> str:
    """A random password of 99 bits, easy to read and type once."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(GROUP_LETTERS)) for _ in range(GROUPS))
    return "-".join(groups)


def _normal(password: str) -> str:
    # Keyboards write “ậ” as one character or as two.
    return unicodedata.normalize("NFC", password)


def _weak(what: str) -> WeakPassword:
    return WeakPassword(what=Message(what), least=MIN_CHARACTERS)


@cache
def _placeholder_hash() -> str:
    return hash_password(secrets.token_urlsafe())
