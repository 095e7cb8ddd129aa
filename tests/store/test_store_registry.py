"""The registry in the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dxkpi.domain.boundaries.change import BoundaryChange
from dxkpi.domain.model.audit import AuditAction
from dxkpi.domain.model.locality import Succession
from dxkpi.domain.model.permissions import OPERATOR
from dxkpi.errors import UnknownLocality, WrongUsage
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
    """The key is permanent, its attributes may change."""
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


def test_a_change_of_boundaries_is_kept_whole_with_its_line_in_the_log(store: Store) -> None:
    """The older unit gets its last day and nothing else; the newer one is known from a vintage of its own on; the same
    change again is refused and writes nothing."""
    old, day = LOCALITIES[0], date(2031, 1, 1)
    ended = replace(old, valid_to=date(2030, 12, 31))
    new = replace(old, valid_from=day, name="Phường Mới")
    decree = BoundaryChange(day, (ended,), (new,), (Succession(old.key, new.key, day, True),))
    before = store.vintage()
    vintage = store.boundaries.change(decree, by=OPERATOR, at=datetime(2030, 1, 1, tzinfo=UTC), file_name="nq.csv")
    assert (vintage, store.vintages()[-1].reason) == (before + 1, "nq.csv")
    assert (store.vintage(), store.boundaries.vintages()) == (vintage, (vintage,))
    assert [locality.code for locality in store.localities(before)] == [locality.code for locality in LOCALITIES]
    assert store.localities(vintage) == store.localities()
    assert set(store.localities()) == {ended, new, *LOCALITIES[1:]}
    assert Succession(old.key, new.key, day, True) in store.successions()
    lines = store.audit_log.lines()
    assert (lines[0].action, lines[0].object) == (AuditAction.CHANGE_BOUNDARIES, "boundaries 2031-01-01")
    with pytest.raises(WrongUsage):
        store.boundaries.change(decree, by=OPERATOR, at=datetime(2030, 1, 2, tzinfo=UTC), file_name="nq.csv")
    assert (store.audit_log.lines(), store.vintage(), store.check()) == (lines, vintage, [])
