"""Handing figures in, and deciding on them. Nothing that was written is ever changed.

A value is new where its cell has no approved value, changed where the number or its being provisional differs
from the newest approved one, else unchanged. Only new and changed values are kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, update

from dxkpi.domain.figures import Observation
from dxkpi.errors import WrongUsage
from dxkpi.locale import N_, Message
from dxkpi.store.coding import Cell, Codes
from dxkpi.store.tables import OBSERVATIONS, SOURCES, SUBMISSIONS, VINTAGES, State

# How many localities one question names; databases limit the parameters of a statement.
LOCALITIES_AT_ONCE = 500


@dataclass(frozen=True)
class Receipt:
    """What became of a submission. `vintage`: the one it made; None while it waits or where nothing changed.

    `repeated`: the same file was approved before and brings nothing; `submission` and `vintage` are of then.
    """

    submission: int
    vintage: int | None
    new: int
    changed: int
    unchanged: int
    repeated: bool = False


@dataclass(frozen=True)
class Handover:
    """Who handed in what, when and why. `received_at` knows its time zone."""

    by: str
    file_name: str
    sha256: str
    layout: str
    reason: str
    simulated: bool
    received_at: datetime


@dataclass(frozen=True)
class Comparison:
    """Cells of a submission, sorted out against the newest approved values."""

    new: dict[Cell, Observation]
    changed: dict[Cell, Observation]
    unchanged: int


def compare(connection: Connection, cells: Mapping[Cell, Observation]) -> Comparison:
    """Sort cells out into new, changed and unchanged."""
    known = _approved_values(connection, cells)
    found = Comparison(
        {cell: row for cell, row in cells.items() if cell not in known},
        {cell: row for cell, row in cells.items() if known.get(cell, _stated(row)) != _stated(row)},
        0,
    )
    unchanged = len(cells) - len(found.new) - len(found.changed)
    return Comparison(found.new, found.changed, unchanged)


def submit(
    connection: Connection, observations: Sequence[Observation], handover: Handover, *, at_once: bool
) -> Receipt:
    """Keep what is new or changed as one submission, approved `at_once` or waiting. Raises `UnknownLocality`.

    A submission that brings nothing needs no decision, and makes no vintage.
    """
    codes = Codes(connection)
    found = compare(connection, codes.cells(observations))
    counts = (len(found.new), len(found.changed), found.unchanged)
    earlier = _approved_before(connection, handover)
    kept = found.new | found.changed
    if earlier and not kept:
        return Receipt(*earlier, *counts, repeated=True)
    number = _next(connection, SUBMISSIONS)
    state = State.PENDING if kept else State.APPROVED
    connection.execute(insert(SUBMISSIONS).values(number=number, state=state.value, **_row(handover)))
    rows = [_observation(cell, row, number, codes.source(row)) for cell, row in sorted(kept.items(), key=_first)]
    codes.save()
    if rows:
        connection.execute(insert(OBSERVATIONS), rows)
    vintage = None
    if at_once and kept:
        vintage = approve(connection, number, by=handover.by, at=handover.received_at, reason=handover.reason)
    return Receipt(number, vintage, *counts)


def approve(connection: Connection, submission: int, *, by: str, at: datetime, reason: str) -> int:
    """Make a waiting submission a vintage: its number. Raises `WrongUsage` where it does not wait."""
    vintage = _next(connection, VINTAGES)
    made = {"number": vintage, "created_at": at, "approved_by": by, "reason": reason}
    connection.execute(insert(VINTAGES).values(made))
    _decide(
        connection,
        submission,
        state=State.APPROVED.value,
        vintage=vintage,
        decided_by=by,
        decided_at=at,
        answer=reason,
    )
    return vintage


def reject(connection: Connection, submission: int, *, by: str, at: datetime, reason: str) -> None:
    """Put a waiting submission aside. Raises `WrongUsage` where it does not wait."""
    _decide(connection, submission, state=State.REJECTED.value, decided_by=by, decided_at=at, answer=reason)


def _decide(connection: Connection, submission: int, **decision: Any) -> None:
    columns = SUBMISSIONS.c
    waiting = (columns.number == submission) & (columns.state == State.PENDING.value)
    if connection.execute(update(SUBMISSIONS).where(waiting).values(decision)).rowcount == 0:
        unfit = Message(N_("submission {number} is not waiting for a decision"), {"number": str(submission)})
        raise WrongUsage(what=unfit)


def _approved_values(connection: Connection, cells: Mapping[Cell, Observation]) -> dict[Cell, tuple[Any, bool]]:
    columns = OBSERVATIONS.c
    number = (columns.locality, columns.period, columns.measure)
    periods = {cell.period for cell in cells}
    localities = sorted({cell.locality for cell in cells})
    question = (
        select(*number, columns.count, columns.share, SOURCES.c.provisional)
        .join(SUBMISSIONS, SUBMISSIONS.c.number == columns.submission)
        .join(SOURCES, SOURCES.c.id == columns.source)
        .where(SUBMISSIONS.c.vintage.is_not(None), columns.period.in_(periods))
        .order_by(SUBMISSIONS.c.vintage)
    )
    known: dict[Cell, tuple[Any, bool]] = {}
    for start in range(0, len(localities), LOCALITIES_AT_ONCE):
        chosen = localities[start : start + LOCALITIES_AT_ONCE]
        rows = connection.execute(question.where(columns.locality.in_(chosen)))
        # In order of vintage, so the newest stays.
        known.update(
            (Cell(locality, period, measure), (share if count is None else count, provisional))
            for locality, period, measure, count, share, provisional in rows
        )
    return known


def _approved_before(connection: Connection, handover: Handover) -> tuple[int, int | None] | None:
    columns = SUBMISSIONS.c
    row = connection.execute(
        select(columns.number, columns.vintage)
        .where(columns.sha256 == handover.sha256, columns.layout == handover.layout)
        .where(columns.state == State.APPROVED.value)
        .order_by(columns.number.desc())
    ).first()
    return None if row is None else (row.number, row.vintage)


def _next(connection: Connection, table: Table) -> int:
    return (connection.execute(select(func.max(table.c.number))).scalar() or 0) + 1


def _row(handover: Handover) -> dict[str, Any]:
    row = dict(vars(handover))
    row["submitted_by"] = row.pop("by")
    return row


def _stated(row: Observation) -> tuple[int | Decimal, bool]:
    return row.value, row.provisional


def _first(item: tuple[Cell, Observation]) -> Cell:
    return item[0]


def _observation(cell: Cell, row: Observation, submission: int, source: int) -> dict[str, Any]:
    whole, exact = _count_or_share(row.value)
    return {
        "locality": cell.locality,
        "period": cell.period,
        "measure": cell.measure,
        "submission": submission,
        "source": source,
        "count": whole,
        "share": exact,
    }


def _count_or_share(value: object) -> tuple[int | None, Decimal | None]:
    match value:
        case bool():
            raise TypeError("a truth value is no figure")
        case int():
            return value, None
        case Decimal() if value.is_finite():
            return None, value
        case _:
            raise TypeError(f"{value!r} is neither a whole number nor a finite decimal")
