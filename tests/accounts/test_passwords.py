"""Passwords: how they are kept, looked at, and refused."""

from __future__ import annotations

import re
import unicodedata

import argon2
import pytest

from dxkpi.accounts.passwords import first_password, hash_password, is_right, needs_rehash, refuse_weak
from dxkpi.errors import WeakPassword
from dxkpi.locale import Language

GOOD = "trời mưa thì mang ô"


def test_a_password_is_kept_as_argon2id_at_least_as_hard_as_the_standard_says() -> None:
    """RFC 9106, second recommended option: 64 MiB, three passes, four lanes; another salt each time."""
    kept = hash_password(GOOD)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert hash_password(GOOD) != kept
    argon2.PasswordHasher().verify(kept, GOOD)


def test_only_the_password_is_right_however_a_keyboard_writes_its_marks() -> None:
    """One character or letter and mark; never a part of it, never without a hash."""
    kept = hash_password(unicodedata.normalize("NFC", GOOD))
    assert is_right(kept, unicodedata.normalize("NFD", GOOD))
    assert not is_right(kept, GOOD.replace("ô", "o"))
    assert not is_right(kept, GOOD[:-1])
    assert not is_right(None, GOOD)


def test_an_endless_password_is_never_right() -> None:
    """Not even the one whose beginning was kept."""
    assert not is_right(hash_password("x" * 1000), "x" * 1001)


def test_a_weaker_hash_is_replaced() -> None:
    """When the parameters grow, those who sign in follow."""
    assert needs_rehash(argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(GOOD))
    assert not needs_rehash(hash_password(GOOD))


@pytest.mark.parametrize(
    "password",
    [
        "",
        "ngắn quá 11",
        "x" * 1001,
        "aaaaaaaaaaaaaaaa",
        "nguyenvananh",
        "NguyenVanAnh2026",
        "passwordpassword",
        "Password12345!",
        "123456789012",
        "matkhau123456",
        "qwertyuiopqwerty",
    ],
)
def test_what_is_easily_guessed_is_refused_and_what_to_do_is_said(password: str) -> None:
    """Short or endless, one letter, the name, one of the commonest, or these with a little around them."""
    with pytest.raises(WeakPassword) as refusal:
        refuse_weak(password, "nguyenvananh")
    assert refusal.value.exit_code == 2
    assert "12" in refusal.value.text(Language.VI)


@pytest.mark.parametrize("password", [GOOD, "x7#kQ2!vbn4Z", "correct horse battery staple", "2yh7q-xjxmq-f4yq6-cdc7e"])
def test_no_rule_requires_signs_or_digits(password: str) -> None:
    """A sentence will do, with spaces and marks."""
    refuse_weak(password, "an")


def test_the_old_password_is_no_new_one() -> None:
    """Whatever the keyboard."""
    with pytest.raises(WeakPassword, match="old one"):
        refuse_weak(unicodedata.normalize("NFD", GOOD), "an", old=unicodedata.normalize("NFC", GOOD))


def test_a_first_password_can_be_read_from_paper() -> None:
    """Four groups of five, without letters and digits that look alike; another each time."""
    passwords = {first_password() for _ in range(100)}
    assert len(passwords) == 100
    for password in passwords:
        assert re.fullmatch(r"[a-hjkmnp-z2-9]{5}(-[a-hjkmnp-z2-9]{5}){3}", password)
