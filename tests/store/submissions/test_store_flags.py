"""Flags: problems that were accepted with a reason."""

from __future__ import annotations

import pytest

from dxkpi.errors import UnknownLocality
from dxkpi.store import Flag, Store, StoredFlag

from ..helpers import HUE, HUONG_TRA, Q1, Q2, seen, send

BROKEN = Flag(HUONG_TRA, Q1, "dossiers_resolved", "identity-broken", "reason")
UNUSUAL = Flag(HUE, Q2, "surveys", "unusual-value", "note")


def test_flags_are_kept_with_their_submission_in_their_order(store: Store) -> None:
    """Also for a cell without a figure, for the same cell twice, and where the file brings nothing new."""
    send(store, seen(10), flags=[BROKEN, UNUSUAL, BROKEN])
    send(store, seen(10), flags=[UNUSUAL], sha256="other")
    assert store.flags.of(1) == [BROKEN, UNUSUAL, BROKEN]
    assert store.flags.all() == [*(StoredFlag(1, flag) for flag in store.flags.of(1)), StoredFlag(2, UNUSUAL)]
    assert store.flags.of(3) == []


def test_a_flag_of_an_unknown_unit_is_refused_with_the_whole_submission(store: Store) -> None:
    """As an observation of it would be."""
    with pytest.raises(UnknownLocality):
        send(store, seen(10), flags=[BROKEN, Flag("1@2020-01-01", Q1, "surveys", "unusual-value", "note")])
    assert (store.submissions(), store.flags.all(), store.vintage()) == ([], [], 0)


def test_what_only_a_flag_names_is_no_figure(store: Store) -> None:
    """The survey of Huế in the second quarter was flagged, not given."""
    send(store, seen(10), flags=[UNUSUAL])
    assert store.figures().values.shape == (1, 1)
