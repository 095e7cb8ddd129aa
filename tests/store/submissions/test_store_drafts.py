"""What was typed and not handed in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dxkpi.domain.model.period import Basis
from dxkpi.errors import WrongUsage
from dxkpi.store import Draft, Store

from ..helpers import HUE, HUONG_TRA, NOON, Q1, Q2

CELLS = {"dossiers_resolved": "5.203", "note": 'Bình\n"ký" \\ \x00'}


def test_a_draft_comes_back_as_it_was_typed(store: Store) -> None:
    """In another program too, letter by letter."""
    store.put_draft("an", HUONG_TRA, Q1, CELLS, NOON)
    with Store.open(store.address) as own:
        assert own.draft("an", HUONG_TRA, Q1) == Draft("an", HUONG_TRA, Q1, CELLS, NOON)


def test_a_draft_replaces_the_one_before_it(store: Store) -> None:
    """Of the same account, unit and period."""
    store.put_draft("an", HUONG_TRA, Q1, CELLS, NOON)
    store.put_draft("an", HUONG_TRA, Q1, {}, NOON + timedelta(minutes=1))
    assert store.drafts("an") == [Draft("an", HUONG_TRA, Q1, {}, NOON + timedelta(minutes=1))]


def test_every_account_unit_period_and_basis_has_a_draft_of_its_own(store: Store) -> None:
    """Nobody sees another's; the latest stands first."""
    so_far = replace(Q1, basis=Basis.CUMULATIVE)
    places = [("an", HUONG_TRA, Q1), ("an", HUE, Q1), ("an", HUE, Q2), ("an", HUE, so_far), ("binh", HUE, Q1)]
    for minutes, place in enumerate(places):
        store.put_draft(*place, {"key": str(minutes)}, NOON + timedelta(minutes=minutes))
    assert [draft.cells["key"] for draft in store.drafts("an")] == ["3", "2", "1", "0"]
    assert [draft.cells["key"] for draft in store.drafts("binh")] == ["4"]
    assert store.draft("binh", HUONG_TRA, Q1) is None


def test_a_draft_can_be_thrown_away(store: Store) -> None:
    """That one alone; throwing away what is not there is nothing."""
    for period in (Q1, Q2):
        store.put_draft("an", HUE, period, CELLS, NOON)
    for _ in range(2):
        store.drop_draft("an", HUE, Q1)
    assert [draft.period for draft in store.drafts("an")] == [Q2]


def test_a_draft_is_no_larger_than_it_may_be(store: Store) -> None:
    """More than 200 kB is refused and the one before stays."""
    moment = datetime(2022, 9, 21, tzinfo=UTC)
    store.put_draft("an", HUE, Q1, {"note": "a" * 199_000}, moment)
    with pytest.raises(WrongUsage, match="200,000"):
        store.put_draft("an", HUE, Q1, {"note": "ắ" * 67_000}, moment)
    assert len(store.drafts("an")[0].cells["note"]) == 199_000
