"""Boundary changes that were loaded into a store, after the registry that ships with the product."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from dxkpi.domain.boundaries.change import BoundaryChange
from dxkpi.domain.model.audit import AuditAction
from dxkpi.domain.model.permissions import Actor
from dxkpi.errors import WrongUsage
from dxkpi.locale import N_, Message
from dxkpi.store import registry
from dxkpi.store.audit_log import audited
from dxkpi.store.engine import Database
from dxkpi.store.vintages import make_vintage


class BoundaryChanges:
    """The boundary changes of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def vintages(self) -> tuple[int, ...]:
        """The vintages that changed boundaries, oldest first."""
        with self._database.reading() as connection:
            return registry.read_changes(connection)

    def count_units(self) -> int:
        """The number of units of all times."""
        with self._database.reading() as connection:
            return registry.count_localities(connection)

    def change(self, decree: BoundaryChange, *, by: Actor, at: datetime, file_name: str) -> int:
        """Store a change and return its vintage, from which on it is known.

        Units that end get their last day; nothing else of them changes. Raises `WrongUsage` when a unit that begins
        exists already, or one that ends has ended.
        """
        with audited(self._database, by, AuditAction.CHANGE_BOUNDARIES, at) as (connection, entry):
            _refuse_outdated(connection, decree)
            vintage = make_vintage(connection, by=by.name, at=at, reason=decree.source or file_name)
            registry.put_localities(connection, decree.ended)
            registry.put_localities(connection, decree.begun, known_from=vintage)
            registry.put_successions(connection, decree.successions)
            counts = {"units_ended": len(decree.ended), "units_begun": len(decree.begun)}
            entry.record(f"boundaries {decree.day}", file_name=file_name, **counts, vintage=vintage)
        return vintage


def _refuse_outdated(connection: Connection, decree: BoundaryChange) -> None:
    """Raises `WrongUsage` unless the units that end are in force and those that begin are new."""
    units = {unit.key: unit for unit in registry.read_localities(connection)}
    in_force = {key for key, unit in units.items() if unit.valid_to is None}
    ended, begun = ({unit.key for unit in changed} for changed in (decree.ended, decree.begun))
    if ended - in_force or begun & units.keys():
        raise WrongUsage(what=Message(N_("The boundaries have changed in the meantime: preview the file again.")))
