"""Changes of boundaries in the store: what was loaded after the registry that ships with the product."""

from __future__ import annotations

from datetime import datetime

from dxkpi.domain.boundaries.change import BoundaryChange
from dxkpi.domain.model.audit import AuditAction
from dxkpi.domain.model.permissions import Actor
from dxkpi.errors import WrongUsage
from dxkpi.locale import N_, Message
from dxkpi.store import registry
from dxkpi.store.accounts.audit_log import doing
from dxkpi.store.engine import Database
from dxkpi.store.submissions.review import make_vintage


class BoundaryChanges:
    """The changes of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def vintages(self) -> tuple[int, ...]:
        """The vintages that changed boundaries, oldest first."""
        with self._database.reading() as connection:
            return registry.read_changes(connection)

    def count_units(self) -> int:
        """How many units there are, of all times."""
        with self._database.reading() as connection:
            return registry.count_localities(connection)

    def change(self, decree: BoundaryChange, *, by: Actor, at: datetime, file_name: str) -> int:
        """Keep a change, all of it or nothing: the vintage from which it is known.

        Older units get their last day; nothing else of them changes. Raises `WrongUsage` where a unit that begins is
        there already, or one that ends has ended.
        """
        with doing(self._database, by, AuditAction.CHANGE_BOUNDARIES, at) as (connection, told):
            there = {each.key: each for each in registry.read_localities(connection)}
            standing = {key for key, each in there.items() if each.valid_to is None}
            ended, begun = ({each.key for each in units} for units in (decree.ended, decree.begun))
            if ended - standing or begun & there.keys():
                raise WrongUsage(what=Message(N_("The boundaries have changed meanwhile: look at the file again.")))
            vintage = make_vintage(connection, by=by.name, at=at, reason=decree.source or file_name)
            registry.put_localities(connection, decree.ended)
            registry.put_localities(connection, decree.begun, known_from=vintage)
            registry.put_successions(connection, decree.successions)
            counts = {"units_ended": len(decree.ended), "units_begun": len(decree.begun)}
            told.tell(f"boundaries {decree.day}", file_name=file_name, **counts, vintage=vintage)
        return vintage
