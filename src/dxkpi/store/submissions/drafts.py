"""What somebody has typed and not handed in yet. Nothing rests on it: it is changed and thrown away."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, insert, select

from dxkpi.domain.model.period import Basis, Period
from dxkpi.errors import WrongUsage
from dxkpi.locale import N_, Message
from dxkpi.store.tables.figures import DRAFTS

# Room for the form of a few hundred units with every measure; a whole country comes as a file.
MOST_BYTES = 200_000


@dataclass(frozen=True)
class Draft:
    """What one account has typed for a locality and a period. `cells`: text by a key that the form chooses."""

    owner: str
    locality: str
    period: Period
    cells: Mapping[str, str]
    saved_at: datetime


def put_draft(connection: Connection, draft: Draft) -> None:
    """Keep a draft in place of the one before. Raises `WrongUsage` where it is too large."""
    text = json.dumps(dict(draft.cells), ensure_ascii=False)
    size = len(text.encode())
    if size > MOST_BYTES:
        too_large = N_("the draft is {size} bytes, more than the {most} that are kept; hand it in as a file")
        raise WrongUsage(what=Message(too_large, {"size": size, "most": MOST_BYTES}))
    drop_draft(connection, draft.owner, draft.locality, draft.period)
    place = _place(draft.owner, draft.locality, draft.period)
    connection.execute(insert(DRAFTS).values(**place, cells=text, saved_at=draft.saved_at))


def drop_draft(connection: Connection, owner: str, locality: str, period: Period) -> None:
    """Throw a draft away, if there is one."""
    connection.execute(delete(DRAFTS).where(_at(_place(owner, locality, period))))


def read_draft(connection: Connection, owner: str, locality: str, period: Period) -> Draft | None:
    """A draft, if there is one."""
    row = connection.execute(select(DRAFTS).where(_at(_place(owner, locality, period)))).first()
    return None if row is None else _draft(row)


def read_drafts(connection: Connection, owner: str) -> list[Draft]:
    """All drafts of an account, the latest first."""
    columns = DRAFTS.c
    question = select(DRAFTS).where(columns.owner == owner)
    rows = connection.execute(question.order_by(columns.saved_at.desc(), columns.locality, columns.last_day))
    return [_draft(row) for row in rows]


def _place(owner: str, locality: str, period: Period) -> dict[str, Any]:
    days = {"first_day": period.first, "last_day": period.last, "basis": period.basis.value}
    return {"owner": owner, "locality": locality} | days


def _at(place: Mapping[str, Any]) -> ColumnElement[bool]:
    return and_(*(DRAFTS.c[name] == value for name, value in place.items()))


def _draft(row: Row[Any]) -> Draft:
    period = Period(row.last_day, row.first_day, Basis(row.basis))
    return Draft(row.owner, row.locality, period, json.loads(row.cells), row.saved_at)
