"""Handing figures in. Nothing that was written is ever changed; only new and changed values are figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import numpy as np
from sqlalchemy import Connection, insert, select

from dxkpi.domain.figures.submitted import SubmittedFigures
from dxkpi.errors import StoreChanged
from dxkpi.store.figures.diff import compare, has_moved
from dxkpi.store.figures.surrogate_keys import FigureKeys, SurrogateKeys
from dxkpi.store.submissions import flags
from dxkpi.store.submissions.review import decide, next_number
from dxkpi.store.tables.figures import FLAGS, OBSERVATIONS, SUBMISSIONS, SubmissionState
from dxkpi.store.tables.review import REPORTS, UNCHANGED


@dataclass(frozen=True)
class Receipt:
    """What became of a submission. `vintage`: the one it made; None while it waits or where nothing changed.

    `received_at` in UTC. `repeated`: the same sheet was handed in before for the same scope and is approved or waits,
    so nothing was written: number, vintage and moment are of then, and all its figures count as unchanged.
    """

    submission: int
    vintage: int | None
    new: int
    changed: int
    unchanged: int
    received_at: datetime
    repeated: bool = False


@dataclass(frozen=True)
class SubmissionRequest:
    """Who handed in what, for what, when and why. `received_at` knows its time zone."""

    by: str
    file_name: str
    sha256: str
    layout: str
    sheet: str
    scope: str
    reason: str
    simulated: bool
    received_at: datetime


def submit(
    connection: Connection,
    figures: SubmittedFigures,
    handover: SubmissionRequest,
    *,
    at_once: bool,
    expected: int | None,
    let_through: Sequence[flags.Flag],
) -> Receipt:
    """Keep what is new or changed as one submission, approved `at_once` or waiting.

    Of one that waits, what is unchanged is kept too: by the time of approval it may be a change. A submission that
    brings nothing needs no decision, and makes no vintage. Raises `UnknownLocality`, `StoreChanged`.
    """
    about = handover.sha256, handover.layout, handover.sheet, handover.scope
    if earlier := received_before(connection, *about):
        return replace(earlier, unchanged=len(figures))
    codes = SurrogateKeys(connection)
    cells = codes.cells(figures)
    found = compare(connection, figures, cells)
    if expected is not None and has_moved(connection, found, expected):
        raise StoreChanged()
    number = next_number(connection, SUBMISSIONS)
    state = SubmissionState.PENDING if len(found.kept) else SubmissionState.APPROVED
    connection.execute(insert(SUBMISSIONS).values(number=number, state=state.value, **_row(handover)))
    observations = _observations(figures, cells, found.kept, number, codes)
    waits = state is SubmissionState.PENDING and not at_once
    unchanged = _observations(figures, cells, found.unchanged, number, codes) if waits else []
    flagged = flags.coded(let_through, codes, number)
    codes.save()
    told = (OBSERVATIONS, observations), (UNCHANGED, unchanged), (FLAGS, flagged), (REPORTS, _reports(cells, number))
    for table, rows in told:
        if rows:
            connection.execute(insert(table), rows)
    vintage = None
    if at_once and observations:
        vintage = decide(connection, number, by=handover.by, at=handover.received_at, answer=handover.reason)
    return Receipt(number, vintage, *found.counts, handover.received_at)


def received_before(connection: Connection, sha256: str, layout: str, sheet: str, scope: str) -> Receipt | None:
    """The receipt of then, where the same sheet was handed in for the same scope and is approved or waits."""
    columns = SUBMISSIONS.c
    row = connection.execute(
        select(columns.number, columns.vintage, columns.received_at)
        .where(columns.sha256 == sha256, columns.layout == layout, columns.scope == scope)
        .where(columns.sheet.in_(("", sheet)))
        .where(columns.state.in_((SubmissionState.PENDING.value, SubmissionState.APPROVED.value)))
        .order_by(columns.number.desc())
    ).first()
    return None if row is None else Receipt(row.number, row.vintage, 0, 0, 0, row.received_at, repeated=True)


def _row(handover: SubmissionRequest) -> dict[str, Any]:
    row = dict(vars(handover))
    row["submitted_by"] = row.pop("by")
    return row


def _reports(cells: FigureKeys, submission: int) -> list[dict[str, int]]:
    """The localities and periods that a submission speaks of."""
    width = int(cells.period.max(initial=0)) + 1
    places = (divmod(place, width) for place in np.unique(cells.locality * width + cells.period).tolist())
    return [{"submission": submission, "locality": locality, "period": period} for locality, period in places]


def _observations(
    figures: SubmittedFigures, cells: FigureKeys, kept: np.ndarray, submission: int, codes: SurrogateKeys
) -> list[dict[str, Any]]:
    """The rows of the figures that are kept, in the order in which the table has them."""
    kept = kept[np.lexsort([column[kept] for column in reversed(cells)])]
    columns = [column.tolist() for column in (*(each[kept] for each in cells), codes.sources(figures, kept))]
    values = [_count_or_share(figures.values[at]) for at in kept.tolist()]
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
        for locality, period, measure, source, (count, share) in zip(*columns, values, strict=True)
    ]


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
