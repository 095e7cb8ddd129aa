"""Targets in the store: set, changed, removed, and read again as of any vintage."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from dxkpi.domain.figures.merging import with_changes
from dxkpi.domain.model.audit import AuditAction
from dxkpi.domain.model.locality import Level
from dxkpi.domain.model.targets import Target
from dxkpi.errors import UnknownLocality, UnknownTarget
from dxkpi.store import Store, StoredTarget, current_targets, targets_at

from .helpers import CHI, HUE, HUONG_TRA, NOON, Q1, behind, cells, seen, send

TARGET = Target("on_time_rate", HUE, Level.COMMUNE, Q1, Decimal("95.5"), "Kế hoạch 12")
HIGHER = replace(TARGET, value=Decimal(96), source="Kế hoạch 15")
OTHER = replace(TARGET, level=None)


def at(store: Store, vintage: int) -> tuple[Target, ...]:
    return targets_at(store.targets.all(), vintage).all


def test_a_target_holds_from_its_vintage_on_and_stays_readable(store: Store) -> None:
    """Figures, a target, its replacement, a second target, none: each vintage answers as it did, digit by digit."""
    send(store, seen(1))
    assert [store.targets.put(target, by=CHI, at=NOON) for target in (TARGET, HIGHER, OTHER)] == [2, 3, 4]
    assert store.targets.remove(2, by=CHI, at=NOON) == 5
    expected = [(), (TARGET,), (HIGHER,), (HIGHER, OTHER), (OTHER,)]
    assert [at(store, vintage) for vintage in range(1, 6)] == expected
    assert store.targets.all()[1] == StoredTarget(2, HIGHER, False, 3, "chi", NOON)
    assert [target.number for target in current_targets(store.targets.all())] == [3]
    assert store.check() == []


def test_a_vintage_of_a_target_has_the_figures_of_the_one_before(store: Store) -> None:
    """Read whole or as what was added; and the next figures make the next vintage."""
    send(store, seen(1))
    before = store.figures()
    store.targets.put(TARGET, by=CHI, at=NOON)
    assert (store.vintage(), cells(store.figures()), cells(store.added(1))) == (2, cells(before), {})
    assert cells(with_changes(before, store.added(1))) == cells(before)
    assert send(store, seen(2)).vintage == 3
    assert [(vintage.number, vintage.by, vintage.reason, vintage.submission) for vintage in store.vintages()] == [
        (1, "an", "", 1), (2, "chi", "Kế hoạch 12", None), (3, "an", "", 2)
    ]  # fmt: skip
    assert cells(store.figures(2)) == cells(before)


def test_set_and_removed_targets_are_recorded(store: Store) -> None:
    """Who, what, for whom, from which vintage on."""
    store.targets.put(TARGET, by=CHI, at=NOON)
    store.targets.remove(1, by=CHI, at=NOON)
    details = {"indicator": "on_time_rate", "level": "commune", "value": "95.5", "source": "Kế hoạch 12"}
    thing = f"period {Q1.first}..{Q1.last} period, locality 474"
    assert [(line.action, line.object, line.details, line.actor) for line in store.audit_log.lines()[::-1]] == [
        (AuditAction.SET_TARGET, thing, details | {"vintage": 1}, "chi"),
        (AuditAction.REMOVE_TARGET, thing, details | {"vintage": 2}, "chi"),
    ]


def test_what_is_not_there_is_refused_and_makes_no_vintage(store: Store) -> None:
    """An unknown locality, an unknown target and one that was replaced are refused."""
    with pytest.raises(UnknownLocality):
        store.targets.put(replace(TARGET, locality="999@2020-01-01"), by=CHI, at=NOON)
    store.targets.put(TARGET, by=CHI, at=NOON)
    store.targets.put(HIGHER, by=CHI, at=NOON)
    for number in (1, 7):
        with pytest.raises(UnknownTarget):
            store.targets.remove(number, by=CHI, at=NOON)
    assert (store.vintage(), len(store.audit_log.lines())) == (2, 2)


@pytest.mark.parametrize("change", ["UPDATE targets SET value = 1", "DELETE FROM targets"])
def test_nothing_that_was_set_can_be_changed(store: Store, change: str) -> None:
    """Not even by somebody who does not use our program."""
    store.targets.put(replace(TARGET, locality=HUONG_TRA), by=CHI, at=NOON)
    with pytest.raises(DBAPIError, match="append-only"), behind(store) as connection:
        connection.execute(text(change))
