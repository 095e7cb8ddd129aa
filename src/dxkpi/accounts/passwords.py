"""Passwords: hashed by Argon2id, looked at for as long whether there is such an account or not."""

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

LEAST_CHARACTERS = 12  # NIST SP 800-63B-4 asks for 8 beside a second factor, 15 alone; lock-outs stand between
MOST_CHARACTERS = 1000
# What must be left of a password without its easily guessed parts: characters, and different ones among them.
LEAST_OWN, LEAST_DIFFERENT = 8, 5
SHORTEST_KNOWN = 4  # shorter names stand in many words by chance
# Each takes 64 MB and more than a core; more at once would only wait for each other.
AT_ONCE = BoundedSemaphore(2)
# Without letters and digits that are taken for one another.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LETTERS = 4, 5
_HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


def hash_password(password: str) -> str:
    """What is kept of a password; another each time."""
    with AT_ONCE:
        return _HASHER.hash(_normal(password))


def is_right(password_hash: str | None, password: str) -> bool:
    """Whether this is the password; without a hash never, but no sooner."""
    nobody = _hash_of_nobody()
    with AT_ONCE:
        try:
            _HASHER.verify(password_hash or nobody, _normal(password[:MOST_CHARACTERS]))
        except VerifyMismatchError:
            return False
    return password_hash is not None and len(password) <= MOST_CHARACTERS


def needs_rehash(password_hash: str) -> bool:
    """Whether it was hashed with other parameters than today's."""
    return _HASHER.check_needs_rehash(password_hash)


def refuse_weak(password: str, name: str, *, old: str = "") -> None:
    """Raises `WeakPassword` for what is short, little more than the name or a common password, or the `old` one."""
    small = _normal(password).casefold()
    if old and _normal(password) == _normal(old):
        raise _weak(N_("The new password is the old one."))
    if len(small) < LEAST_CHARACTERS:
        raise _weak(N_("The password is too short."))
    if len(small) > MOST_CHARACTERS:
        raise _weak(N_("The password is too long."))
    own = small
    for known in sorted({name.casefold(), *COMMONEST}, key=len, reverse=True):
        own = own.replace(known, "") if len(known) >= SHORTEST_KNOWN else own
    if (own != small and len(own) < LEAST_OWN) or len(set(small)) < LEAST_DIFFERENT:
        raise _weak(N_("The password is easily guessed: it is little more than your name or a common password."))


def first_password() -> str:
    """A random password to be read from a screen or a letter and typed once: 99 bits."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(GROUP_LETTERS)) for _ in range(GROUPS))
    return "-".join(groups)


def _normal(password: str) -> str:
    # Keyboards write “ậ” as one character or as two.
    return unicodedata.normalize("NFC", password)


def _weak(what: str) -> WeakPassword:
    return WeakPassword(what=Message(what), least=LEAST_CHARACTERS)


@cache
def _hash_of_nobody() -> str:
    return hash_password(secrets.token_urlsafe())
