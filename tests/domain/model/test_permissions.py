"""Who may do what: the whole table, and whose figures are whose."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from dxkpi.domain.model.locality import Level, Locality, Registry
from dxkpi.domain.model.permissions import OPERATOR, READER, RIGHTS, Actor, Permission, Role
from dxkpi.errors import NotAllowed, PasswordChangeRequired

# What INTERFACE and SCREENS promise each of them; everything else is refused.
MAY = {
    (Role.CONTRIBUTOR, Permission.REPORT),
    (Role.CONTRIBUTOR, Permission.SEE_REPORTS),
    (Role.REVIEWER, Permission.REPORT),
    (Role.REVIEWER, Permission.SEE_REPORTS),
    (Role.REVIEWER, Permission.REVIEW),
    (Role.ADMINISTRATOR, Permission.SEE_REPORTS),
    (Role.ADMINISTRATOR, Permission.MANAGE),
}
START, MERGED, END = date(2020, 1, 1), date(2025, 7, 1), date(2025, 6, 30)


def unit(code: str, level: Level, parent: str | None, first: date = START, last: date | None = None) -> Locality:
    return Locality(code, first, last, f"Xã {code}", "Xã", level, parent, None, None)


PROVINCE = unit("46", Level.PROVINCE, None)
TOWN = unit("480", Level.DISTRICT, "46", last=END)
OTHER_TOWN = unit("474", Level.DISTRICT, "46", last=END)
COMMUNE = unit("19996", Level.COMMUNE, "480", last=END)
WARD = unit("19996", Level.COMMUNE, "46", first=MERGED)
REGISTRY = Registry([PROVINCE, TOWN, OTHER_TOWN, COMMUNE, WARD], [])


@pytest.mark.parametrize("role, act", list(product(Role, Permission)))
def test_the_whole_table_of_roles_and_acts(role: Role, act: Permission) -> None:
    """Every pair, once allowed and once refused; the refusal ends a command with 4."""
    actor = Actor("an", role, None)
    assert actor.may(act) is ((role, act) in MAY)
    assert actor.may_for(act, TOWN, REGISTRY) is ((role, act) in MAY)
    if (role, act) not in MAY:
        with pytest.raises(NotAllowed) as refusal:
            actor.require(act)
        assert refusal.value.exit_code == 4


@pytest.mark.parametrize("act", Permission)
def test_an_operator_may_do_all_and_a_reader_nothing(act: Permission) -> None:
    """Who runs commands on the server has it anyway; who has not signed in reads what is published."""
    OPERATOR.require_for(act, TOWN, REGISTRY)
    with pytest.raises(NotAllowed):
        READER.require(act)


@pytest.mark.parametrize("role, act", list(product(Role, Permission)))
def test_who_must_change_a_first_password_may_do_nothing_else(role: Role, act: Permission) -> None:
    """Whatever the role; the refusal says what to do."""
    actor = Actor("an", role, None, must_change=True)
    assert not actor.may(act)
    assert not actor.may_for(act, TOWN, REGISTRY)
    for refused in (lambda: actor.require(act), lambda: actor.require_for(act, TOWN, REGISTRY)):
        with pytest.raises(PasswordChangeRequired, match="first password"):
            refused()


def test_every_role_has_its_rights_written_down() -> None:
    """A role that the table forgets would be an error when it first acts."""
    assert set(RIGHTS) == set(Role)


@pytest.mark.parametrize(
    "scope, theirs",
    [
        ({"480"}, {"480", "19996 before"}),
        ({"474"}, {"474"}),
        ({"46"}, {"46", "480", "474", "19996 before", "19996 now"}),
        ({"19996"}, {"19996 before", "19996 now"}),
        (set(), set()),
    ],
)
def test_a_scope_includes_its_localities_and_their_descendants(scope: set[str], theirs: set[str]) -> None:
    """The commune belonged to the town until the town ended; the ward of the same code belongs to no town."""
    actor = Actor("an", Role.CONTRIBUTOR, frozenset(scope))
    units = {"46": PROVINCE, "480": TOWN, "474": OTHER_TOWN, "19996 before": COMMUNE, "19996 now": WARD}
    assert {name for name, place in units.items() if actor.may_for(Permission.REPORT, place, REGISTRY)} == theirs
    for name, place in units.items():
        if name not in theirs:
            with pytest.raises(NotAllowed):
                actor.require_for(Permission.REPORT, place, REGISTRY)
