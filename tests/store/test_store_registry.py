"""The registry in the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dxkpi.domain.locality import Succession
from dxkpi.errors import UnknownLocality
from dxkpi.store import Store

from .helpers import HUE, LOCALITIES, SUCCESSIONS


def test_the_registry_is_read_as_it_was_put(store: Store) -> None:
    """Every part of a unit and of a link survives, in order of code and day."""
    assert store.localities() == LOCALITIES
    assert store.successions() == SUCCESSIONS


def test_putting_the_registry_twice_changes_nothing(store: Store) -> None:
    """The same units again are no new units."""
    store.put_registry(LOCALITIES, SUCCESSIONS)
    assert store.localities() == LOCALITIES
    assert store.successions() == SUCCESSIONS


def test_a_unit_that_ended_or_was_renamed_is_updated_and_none_is_removed(store: Store) -> None:
    """The key stays, what is told of it may change."""
    ended = replace(LOCALITIES[0], valid_to=date(2030, 6, 30), name="Phường Kim Trà cũ")
    whole = replace(SUCCESSIONS[0], whole=True)
    store.put_registry([ended], [whole])
    assert store.localities() == (ended, *LOCALITIES[1:])
    assert store.successions() == (whole,)


def test_a_link_to_a_unit_that_is_not_there_is_refused_and_nothing_is_kept(store: Store) -> None:
    """All of a registry or nothing."""
    with pytest.raises(UnknownLocality):
        store.put_registry(
            [replace(LOCALITIES[0], code="1")], [Succession(HUE, "2@2025-07-01", date(2025, 7, 1), True)]
        )
    assert store.localities() == LOCALITIES
