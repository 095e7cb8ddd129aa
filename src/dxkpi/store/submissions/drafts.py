"""Drafts: what an account has typed into a form and not submitted yet. No figure depends on a draft."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select

from dxkpi.domain.model.period import Period
from dxkpi.errors import WrongUsage
from dxkpi.locale import N_, Message
from dxkpi.store.engine import Database
from dxkpi.store.tables.figures import DRAFTS
from dxkpi.store.tables.period_columns import period_columns

# Enough for a form of a few hundred localities with every measure; a whole country is uploaded as a file.
MAX_BYTES = 200_000


@dataclass(frozen=True)
class Draft:
    """The draft of one account for a locality and a period. `cells`: text by a key that the form chooses."""

    owner: str
    locality: str
    period: Period
    cells: Mapping[str, str]
    saved_at: datetime


class Drafts:
    """The drafts of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, draft: Draft) -> None:
        """Save a draft, replacing the earlier one. Raises `WrongUsage` above `MAX_BYTES`."""
        text = json.dumps(dict(draft.cells), ensure_ascii=False)
        size = len(text.encode())
        if size > MAX_BYTES:
            too_large = N_("the draft is {size} bytes, more than the limit of {most}; upload it as a file")
            raise WrongUsage(what=Message(too_large, {"size": size, "most": MAX_BYTES}))
        key = _key(draft.owner, draft.locality, draft.period)
        with self._database.writing() as connection:
            _delete(connection, key)
            connection.execute(insert(DRAFTS).values(**key, cells=text, saved_at=draft.saved_at))

    def find(self, owner: str, locality: str, period: Period) -> Draft | None:
        """The draft of an account for a locality and a period; None when there is none."""
        with self._database.reading() as connection:
            row = connection.execute(select(DRAFTS).where(_matches(_key(owner, locality, period)))).first()
        return None if row is None else Draft(owner, locality, period, json.loads(row.cells), row.saved_at)

    def drop(self, owner: str, locality: str, period: Period) -> None:
        """Delete a draft, if there is one."""
        with self._database.writing() as connection:
            _delete(connection, _key(owner, locality, period))


def _key(owner: str, locality: str, period: Period) -> dict[str, Any]:
    return {"owner": owner, "locality": locality} | period_columns(period)


def _matches(key: Mapping[str, Any]) -> ColumnElement[bool]:
    return and_(*(DRAFTS.c[name] == value for name, value in key.items()))


def _delete(connection: Connection, key: Mapping[str, Any]) -> None:
    connection.execute(delete(DRAFTS).where(_matches(key)))
