"""Targets as they were set and removed. Rows are only added, and every change makes a vintage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Connection, insert, select

from dxkpi.domain.model.audit import AuditAction
from dxkpi.domain.model.locality import Level
from dxkpi.domain.model.period import Period
from dxkpi.domain.model.permissions import Actor
from dxkpi.domain.model.targets import Target, Targets
from dxkpi.errors import UnknownLocality, UnknownTarget
from dxkpi.store.audit_log import audited
from dxkpi.store.engine import Database, next_number
from dxkpi.store.registry import KeysByNumber, locality_id
from dxkpi.store.tables.period_columns import period_columns, period_of
from dxkpi.store.tables.review import TARGETS
from dxkpi.store.vintages import make_vintage

# Indicator, locality, level and period: what one target is for.
TargetKey = tuple[str, str, Level | None, Period]


@dataclass(frozen=True)
class StoredTarget:
    """A target as it was set, or removed (`is_removed`), by whom and when (UTC). It applies from `vintage` on."""

    number: int
    target: Target
    is_removed: bool
    vintage: int
    by: str
    at: datetime

    @property
    def key(self) -> TargetKey:
        """What the target is for; of two with the same key the later one applies."""
        return self.target.indicator, self.target.locality, self.target.level, self.target.period


class TargetStore:
    """The targets of one store. Every change is in the audit log."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, target: Target, *, by: Actor, at: datetime) -> int:
        """Set a target, replacing one with the same key, and return the vintage. Raises `UnknownLocality`."""
        with audited(self._database, by, AuditAction.SET_TARGET, at) as (connection, entry):
            vintage = _insert(connection, target, target.value, by, at)
            entry.record(_object(target), **_details(target), vintage=vintage)
        return vintage

    def remove(self, number: int, *, by: Actor, at: datetime) -> int:
        """Remove a current target and return the vintage. Raises `UnknownTarget`."""
        with audited(self._database, by, AuditAction.REMOVE_TARGET, at) as (connection, entry):
            current = {stored.number: stored.target for stored in current_targets(read_targets(connection))}
            if number not in current:
                raise UnknownTarget(number=str(number))
            target = current[number]
            vintage = _insert(connection, target, None, by, at)
            entry.record(_object(target), **_details(target), vintage=vintage)
        return vintage

    def all(self) -> list[StoredTarget]:
        """Every target that was ever set or removed, oldest first."""
        with self._database.reading() as connection:
            return read_targets(connection)


def current_targets(history: Iterable[StoredTarget], vintage: int | None = None) -> list[StoredTarget]:
    """The targets in force at a vintage (None: now), in the order in which they were set."""
    newest = {stored.key: stored for stored in history if vintage is None or stored.vintage <= vintage}
    return sorted((stored for stored in newest.values() if not stored.is_removed), key=lambda stored: stored.number)


def targets_at(history: Iterable[StoredTarget], vintage: int) -> Targets:
    """The targets in force at a vintage."""
    return Targets(stored.target for stored in current_targets(history, vintage))


def read_targets(connection: Connection) -> list[StoredTarget]:
    """Every target that was ever set or removed, oldest first."""
    keys = KeysByNumber(connection)
    return [
        StoredTarget(
            row.number,
            Target(
                row.indicator,
                keys[row.locality],
                Level(row.level) if row.level else None,
                period_of(row),
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


def _insert(connection: Connection, target: Target, value: Decimal | None, by: Actor, at: datetime) -> int:
    """Insert a row and its vintage; without a value the row removes the target."""
    locality = locality_id(connection, target.locality)
    if locality is None:
        raise UnknownLocality(target.locality)
    vintage = make_vintage(connection, by=by.name, at=at, reason=target.source)
    row = {
        "number": next_number(connection, TARGETS),
        "indicator": target.indicator,
        "locality": locality,
        "level": target.level.value if target.level else None,
        "value": value,
        "source": target.source,
        "vintage": vintage,
        "set_by": by.name,
        "set_at": at,
    }
    connection.execute(insert(TARGETS).values(row | period_columns(target.period)))
    return vintage


def _object(target: Target) -> str:
    """A target as the object of an audit log line."""
    period, code = target.period, target.locality.partition("@")[0]
    return f"period {period.first}..{period.last} {period.basis.value}, locality {code}"


def _details(target: Target) -> dict[str, str]:
    """A target as the details of an audit log line."""
    level = target.level.value if target.level else ""
    return {"indicator": target.indicator, "level": level, "value": str(target.value), "source": target.source}
