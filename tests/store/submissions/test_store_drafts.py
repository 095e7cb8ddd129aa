"""Drafts: what was typed and not submitted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dxkpi.domain.model.period import Basis, Period
from dxkpi.errors import WrongUsage
from dxkpi.store import Draft, Store

from ..helpers import HUE, HUONG_TRA, NOON, Q1, Q2

CELLS = {"dossiers_resolved": "5.203", "note": 'Bình\n"ký" \\ \x00'}
MINUTE = timedelta(minutes=1)


def test_a_draft_comes_back_as_it_was_typed(store: Store) -> None:
    """In another process too, letter by letter."""
    draft = Draft("an", HUONG_TRA, Q1, CELLS, NOON)
    store.drafts.put(draft)
    with Store.open(store.address) as other:
        assert other.drafts.find("an", HUONG_TRA, Q1) == draft


def test_a_draft_replaces_the_earlier_one(store: Store) -> None:
    """Of the same account, locality and period."""
    store.drafts.put(Draft("an", HUONG_TRA, Q1, CELLS, NOON))
    store.drafts.put(Draft("an", HUONG_TRA, Q1, {}, NOON + MINUTE))
    assert store.drafts.find("an", HUONG_TRA, Q1) == Draft("an", HUONG_TRA, Q1, {}, NOON + MINUTE)


def test_every_account_locality_period_and_basis_has_its_own_draft(store: Store) -> None:
    """One account never sees the draft of another."""
    so_far = replace(Q1, basis=Basis.CUMULATIVE)
    keys: list[tuple[str, str, Period]] = [
        ("an", HUONG_TRA, Q1), ("an", HUE, Q1), ("an", HUE, Q2), ("an", HUE, so_far), ("binh", HUE, Q1),
    ]  # fmt: skip
    drafts = [Draft(*key, {"key": str(number)}, NOON) for number, key in enumerate(keys)]
    for draft in drafts:
        store.drafts.put(draft)
    assert [store.drafts.find(*key) for key in keys] == drafts
    assert store.drafts.find("binh", HUONG_TRA, Q1) is None


def test_a_draft_can_be_deleted(store: Store) -> None:
    """That one alone; deleting a draft that does not exist does nothing."""
    for period in (Q1, Q2):
        store.drafts.put(Draft("an", HUE, period, CELLS, NOON))
    for _ in range(2):
        store.drafts.drop("an", HUE, Q1)
    assert [store.drafts.find("an", HUE, period) is None for period in (Q1, Q2)] == [True, False]


def test_a_draft_has_a_largest_size(store: Store) -> None:
    """More than 200 kB is refused, and the earlier draft stays."""
    store.drafts.put(Draft("an", HUE, Q1, {"note": "a" * 199_000}, NOON))
    with pytest.raises(WrongUsage, match="200,000"):
        store.drafts.put(Draft("an", HUE, Q1, {"note": "ắ" * 67_000}, NOON))
    draft = store.drafts.find("an", HUE, Q1)
    assert draft is not None
    assert len(draft.cells["note"]) == 199_000
