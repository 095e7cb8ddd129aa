"""Targets: what was set and taken away, by whom and when. Nothing is overwritten, and every change is a new vintage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Connection, insert, select

from dxkpi.domain.model.audit import AuditAction
from dxkpi.domain.model.locality import Level
from dxkpi.domain.model.period import Basis, Period
from dxkpi.domain.model.permissions import Actor
from dxkpi.domain.model.targets import Target, Targets
from dxkpi.errors import UnknownLocality, UnknownTarget
from dxkpi.store.accounts.audit_log import doing
from dxkpi.store.engine import Database
from dxkpi.store.registry import KeysByNumber, locality_id
from dxkpi.store.submissions.review import make_vintage, next_number
from dxkpi.store.tables.review import TARGETS

Aim = tuple[str, str, Level | None, Period]


@dataclass(frozen=True)
class StoredTarget:
    """A target as it was set at a moment (UTC), or taken away (`is_removed`), and the vintage from which that holds."""

    number: int
    target: Target
    is_removed: bool
    vintage: int
    by: str
    at: datetime

    @property
    def aim(self) -> Aim:
        """What it is for; of two with the same aim the later one counts."""
        each = self.target
        return each.indicator, each.locality, each.level, each.period


class TargetStore:
    """The targets of one store; what is set is told in the audit log."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, target: Target, *, by: Actor, at: datetime) -> int:
        """Set a target, in place of one with the same aim: its vintage. Raises `UnknownLocality`."""
        with doing(self._database, by, AuditAction.SET_TARGET, at) as (connection, told):
            vintage = _write(connection, target, target.value, by, at)
            told.tell(_named(target), **_told(target), vintage=vintage)
        return vintage

    def remove(self, number: int, *, by: Actor, at: datetime) -> int:
        """Take the target of this number away from now on: its vintage. Raises `UnknownTarget` unless it stands."""
        with doing(self._database, by, AuditAction.REMOVE_TARGET, at) as (connection, told):
            found = next((each for each in standing(read_targets(connection)) if each.number == number), None)
            if found is None:
                raise UnknownTarget(number=str(number))
            vintage = _write(connection, found.target, None, by, at)
            told.tell(_named(found.target), **_told(found.target), vintage=vintage)
        return vintage

    def all(self) -> list[StoredTarget]:
        """All that was ever set or taken away, oldest first."""
        with self._database.reading() as connection:
            return read_targets(connection)


def standing(found: Iterable[StoredTarget], vintage: int | None = None) -> list[StoredTarget]:
    """What stood at a vintage (without: what stands), in the order in which it was set."""
    newest = {each.aim: each for each in found if vintage is None or each.vintage <= vintage}
    return sorted((each for each in newest.values() if not each.is_removed), key=lambda each: each.number)


def targets_at(found: Iterable[StoredTarget], vintage: int) -> Targets:
    """The targets of a vintage."""
    return Targets(each.target for each in standing(found, vintage))


def read_targets(connection: Connection) -> list[StoredTarget]:
    """All that was ever set or taken away, oldest first."""
    keys = KeysByNumber(connection)
    return [
        StoredTarget(
            row.number,
            Target(
                row.indicator,
                keys[row.locality],
                Level(row.level) if row.level else None,
                Period(row.last_day, row.first_day, Basis(row.basis)),
                row.value if row.value is not None else Decimal(),
                row.source,
            ),
            row.value is None,
            row.vintage,
            row.set_by,
            row.set_at,
        )
        for row in connection.execute(select(TARGETS).order_by(TARGETS.c.number))
    ]


def _write(connection: Connection, target: Target, value: Decimal | None, by: Actor, at: datetime) -> int:
    place = locality_id(connection, target.locality)
    if place is None:
        raise UnknownLocality(target.locality)
    vintage = make_vintage(connection, by=by.name, at=at, reason=target.source)
    period, level = target.period, target.level.value if target.level else None
    days = {"first_day": period.first, "last_day": period.last, "basis": period.basis.value}
    row = {"number": next_number(connection, TARGETS), "indicator": target.indicator, "locality": place, "level": level}
    told = {"value": value, "source": target.source, "vintage": vintage, "set_by": by.name, "set_at": at}
    connection.execute(insert(TARGETS).values(**row, **days, **told))
    return vintage


def _named(target: Target) -> str:
    period, code = target.period, target.locality.partition("@")[0]
    return f"period {period.first}..{period.last} {period.basis.value}, locality {code}"


def _told(target: Target) -> dict[str, str]:
    """What the log says of it."""
    level = target.level.value if target.level else ""
    return {"indicator": target.indicator, "level": level, "value": str(target.value), "source": target.source}
