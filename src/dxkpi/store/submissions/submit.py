"""Submitting figures. Rows are only ever added; only new and changed values become observations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import numpy as np
from sqlalchemy import Connection, insert, select

from dxkpi.domain.figures.submitted import SubmittedFigures
from dxkpi.domain.model.permissions import Actor
from dxkpi.errors import StoreChanged
from dxkpi.store.engine import next_number
from dxkpi.store.figures.diff import diff_figures, has_changed_since
from dxkpi.store.figures.surrogate_keys import FigureKeys, SurrogateKeys
from dxkpi.store.submissions.flags import Flag, flag_rows
from dxkpi.store.submissions.review import publish
from dxkpi.store.tables.figures import FLAGS, OBSERVATIONS, SUBMISSIONS, SubmissionState
from dxkpi.store.tables.review import REPORTS, UNCHANGED


@dataclass(frozen=True)
class SheetId:
    """What identifies an upload: the same sheet for the same scope counts once.

    `sha256`: of the file. `sheet`: its name, empty where a file has one table. `scope`: the locality and period the
    file was sent for, empty where none was given.
    """

    sha256: str
    layout: str
    sheet: str = ""
    scope: str = ""


@dataclass(frozen=True)
class SubmissionRequest:
    """Who submits which sheet, when and why. `received_at` has a time zone."""

    by: Actor
    file_name: str
    sheet: SheetId
    received_at: datetime
    reason: str = ""
    simulated: bool = False


@dataclass(frozen=True)
class Receipt:
    """The result of a submission. `vintage`: the one it made; None while it is pending or when nothing changed.

    `received_at` in UTC. `repeated`: the same sheet was already submitted for the same scope and is pending or
    approved, so nothing was written; number, vintage and time are those of the earlier submission, and all figures
    count as unchanged.
    """

    submission: int
    vintage: int | None
    new: int
    changed: int
    unchanged: int
    received_at: datetime
    repeated: bool = False


def submit(
    connection: Connection,
    figures: SubmittedFigures,
    request: SubmissionRequest,
    *,
    approve: bool,
    expected: int | None,
    flags: Sequence[Flag],
) -> Receipt:
    """Store the new and changed values as one submission, approved at once or pending.

    A pending submission stores its unchanged values too, because they may have become changes by the time of
    approval. A submission without new or changed values needs no decision and makes no vintage. Raises
    `UnknownLocality`, `StoreChanged`.
    """
    if earlier := find_receipt(connection, request.sheet):
        return replace(earlier, unchanged=len(figures))
    keys = SurrogateKeys(connection)
    cells = keys.cells(figures)
    diff = diff_figures(connection, figures, cells)
    if expected is not None and has_changed_since(connection, diff, expected):
        raise StoreChanged()
    number = next_number(connection, SUBMISSIONS)
    state = SubmissionState.PENDING if len(diff.kept) else SubmissionState.APPROVED
    is_pending = state is SubmissionState.PENDING and not approve
    connection.execute(insert(SUBMISSIONS).values(number=number, state=state.value, **_submission_row(request)))
    rows_by_table = (
        (OBSERVATIONS, _observation_rows(figures, cells, diff.kept, number, keys)),
        (UNCHANGED, _observation_rows(figures, cells, diff.unchanged, number, keys) if is_pending else []),
        (FLAGS, flag_rows(flags, keys, number)),
        (REPORTS, _report_rows(cells, number)),
    )
    keys.save()
    for table, rows in rows_by_table:
        if rows:
            connection.execute(insert(table), rows)
    vintage = None
    if approve and len(diff.kept):
        vintage = publish(connection, number, by=request.by.name, at=request.received_at, answer=request.reason)
    return Receipt(number, vintage, *diff.counts, request.received_at)


def find_receipt(connection: Connection, sheet: SheetId) -> Receipt | None:
    """The receipt of an earlier submission of the same sheet that is pending or approved, else None."""
    columns = SUBMISSIONS.c
    row = connection.execute(
        select(columns.number, columns.vintage, columns.received_at)
        .where(columns.sha256 == sheet.sha256, columns.layout == sheet.layout, columns.scope == sheet.scope)
        .where(columns.sheet.in_(("", sheet.sheet)))
        .where(columns.state.in_((SubmissionState.PENDING.value, SubmissionState.APPROVED.value)))
        .order_by(columns.number.desc())
    ).first()
    return None if row is None else Receipt(row.number, row.vintage, 0, 0, 0, row.received_at, repeated=True)


def _submission_row(request: SubmissionRequest) -> dict[str, Any]:
    return asdict(request.sheet) | {
        "submitted_by": request.by.name,
        "file_name": request.file_name,
        "received_at": request.received_at,
        "reason": request.reason,
        "simulated": request.simulated,
    }


def _report_rows(cells: FigureKeys, submission: int) -> list[dict[str, int]]:
    """One row for each locality and period that has a value in the submission."""
    width = int(cells.period.max(initial=0)) + 1
    pairs = (divmod(pair, width) for pair in np.unique(cells.locality * width + cells.period).tolist())
    return [{"submission": submission, "locality": locality, "period": period} for locality, period in pairs]


def _observation_rows(
    figures: SubmittedFigures, cells: FigureKeys, positions: np.ndarray, submission: int, keys: SurrogateKeys
) -> list[dict[str, Any]]:
    """Table rows of the figures at some positions, sorted like the primary key."""
    positions = positions[np.lexsort([column[positions] for column in reversed(cells)])]
    columns = (*(column[positions] for column in cells), keys.sources(figures, positions))
    values = [_count_and_share(figures.values[at]) for at in positions.tolist()]
    return [
        {
            "locality": locality,
            "period": period,
            "measure": measure,
            "submission": submission,
            "source": source,
            "count": count,
            "share": share,
        }
        for locality, period, measure, source, (count, share) in zip(
            *(column.tolist() for column in columns), values, strict=True
        )
    ]


def _count_and_share(value: object) -> tuple[int | None, Decimal | None]:
    match value:
        case bool():
            raise TypeError(f"{value!r} is a truth value, not a figure")
        case int():
            return value, None
        case Decimal() if value.is_finite():
            return None, value
        case _:
            raise TypeError(f"{value!r} is neither a whole number nor a finite decimal")
