"""OpenID Connect identities: the provider authenticates, the store authorizes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dxkpi.accounts import IdTokenClaims, actor_of, actor_of_identity, sign_in_identity, sign_out_everywhere
from dxkpi.domain.model.permissions import OPERATOR, Actor, Role
from dxkpi.errors import WrongPassword
from dxkpi.locale import Language
from dxkpi.store import Store

NOON = datetime(2022, 9, 21, 5, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HERE, ISSUER, MAIL = "10.0.0.1", "https://id.example.vn/realms/hue", "an@hue.gov.vn"
IDENTITY = IdTokenClaims(ISSUER, "b7e2", NOON + MINUTE, MAIL, is_verified=True)
AN = Actor("an", Role.REVIEWER, None, HERE)


@pytest.fixture
def store_with_accounts(store: Store) -> Store:
    """Somebody known by the subject, somebody else by the e-mail."""
    account: dict = {"role": Role.REVIEWER, "scope": None, "by": OPERATOR, "at": NOON}
    store.accounts.add("an", identity=(ISSUER, "b7e2"), **account)
    store.accounts.add("binh", identity=(ISSUER, "Binh@hue.gov.vn"), **account)
    return store


def name(store: Store, **claims: object) -> str:
    """As whom an identity acts; nothing for a reader."""
    return actor_of_identity(store, replace(IDENTITY, **claims), address=HERE)[0].name


def test_roles_come_from_the_store(store_with_accounts: Store) -> None:
    """Whatever the provider says; a change counts at once."""
    assert actor_of_identity(store_with_accounts, IDENTITY, address=HERE) == (AN, None)
    store_with_accounts.accounts.set_role("an", Role.READER, frozenset(), by=OPERATOR, at=NOON)
    assert actor_of_identity(store_with_accounts, IDENTITY, address=HERE)[0] == Actor(
        "an", Role.READER, frozenset(), HERE
    )


def test_an_identity_is_its_issuer_and_its_subject_or_verified_e_mail(store_with_accounts: Store) -> None:
    """The same subject elsewhere, an e-mail nobody verified, a subject that looks like an e-mail: nobody."""
    stranger = {"subject": "c8f3"}
    assert name(store_with_accounts, email="BINH@hue.gov.vn", **stranger) == "binh"
    assert name(store_with_accounts, email="binh@hue.gov.vn", is_verified=False, **stranger) == ""
    assert name(store_with_accounts, subject="binh@hue.gov.vn", email="") == ""
    assert name(store_with_accounts, email="b7e2", **stranger) == ""
    assert name(store_with_accounts, issuer="https://id.example.vn/realms/other") == ""


def test_an_unknown_identity_is_a_reader_who_sees_what_to_do(store_with_accounts: Store) -> None:
    """With the e-mail to give to the administrator."""
    actor, message = actor_of_identity(store_with_accounts, replace(IDENTITY, subject="c8f3"), address=HERE)
    assert actor == Actor("", address=HERE)
    assert message is not None
    assert MAIL in message.text(Language.VI)
    with pytest.raises(WrongPassword):
        sign_in_identity(store_with_accounts, replace(IDENTITY, subject="c8f3"), address=HERE, agent="x", now=NOON)


def test_a_disabled_account_is_a_reader(store_with_accounts: Store) -> None:
    """A valid identity of the provider does not sign in to a disabled account."""
    store_with_accounts.accounts.disable("an", by=OPERATOR, at=NOON)
    actor, message = actor_of_identity(store_with_accounts, IDENTITY, address=HERE)
    assert (actor.name, message is not None) == ("", True)
    with pytest.raises(WrongPassword):
        sign_in_identity(store_with_accounts, IDENTITY, address=HERE, agent="x", now=NOON)


def test_signing_out_everywhere_voids_what_the_provider_said_before(store_with_accounts: Store) -> None:
    """Also in a browser that still has the provider's word; a new word of it is good."""
    token, actor = sign_in_identity(store_with_accounts, IDENTITY, address=HERE, agent="x", now=NOON + MINUTE)
    assert actor == AN == actor_of(store_with_accounts, token, NOON + MINUTE)
    sign_out_everywhere(store_with_accounts, token, now=NOON + 2 * MINUTE)
    assert actor_of(store_with_accounts, token, NOON + 2 * MINUTE) is None
    assert name(store_with_accounts) == ""
    with pytest.raises(WrongPassword):
        sign_in_identity(store_with_accounts, IDENTITY, address=HERE, agent="x", now=NOON + 3 * MINUTE)
    assert name(store_with_accounts, issued_at=NOON + 3 * MINUTE) == "an"
