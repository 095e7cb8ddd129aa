"""Revisions: the successive approved values of cells that were corrected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select

from dxkpi.domain.figures.figures import Source
from dxkpi.domain.model.period import Period
from dxkpi.store.figures.reading import read_sources
from dxkpi.store.figures.surrogate_keys import CELL, read_measures, read_periods
from dxkpi.store.registry import KeysByNumber
from dxkpi.store.tables.figures import OBSERVATIONS, SUBMISSIONS


@dataclass(frozen=True)
class Revision:
    """One approved value of a cell. `when` in UTC.

    `replaced_in`: the vintage that brought the next value of the cell; None for the current one.
    """

    measure: str
    period: Period
    value: int | Decimal
    submission: int
    vintage: int
    by: str
    when: datetime
    reason: str
    source: Source
    replaced_in: int | None


def read_corrected(connection: Connection, after: int) -> dict[str, list[Revision]]:
    """All revisions of the cells with more than one approved value, by locality key.

    Only cells whose newest value has a vintage later than `after`. The list of a locality is sorted by period, measure
    and vintage.
    """
    corrected = _corrected_cells(after)
    if connection.execute(corrected.limit(1)).first() is None:
        return {}
    cells = corrected.subquery()
    rows = connection.execute(
        _approved_values().join(cells, and_(*(cells.c[name] == OBSERVATIONS.c[name] for name in CELL)))
    ).all()
    keys, by_key = KeysByNumber(connection), defaultdict(list)
    for locality, revision in _revisions(connection, rows):
        by_key[keys[locality]].append(revision)
    return {key: by_key[key] for key in sorted(by_key)}


def _corrected_cells(after: int) -> Select[Any]:
    """Cells with more than one approved value, the newest from later than `after`."""
    cell = [OBSERVATIONS.c[name] for name in CELL]
    corrected = select(*cell).join(SUBMISSIONS, SUBMISSIONS.c.number == OBSERVATIONS.c.submission)
    corrected = corrected.where(SUBMISSIONS.c.vintage.is_not(None)).group_by(*cell).having(func.count() > 1)
    if not after:
        return corrected
    # The join limits the grouping to the few cells that later submissions touched; HAVING alone would read them all.
    later = select(SUBMISSIONS.c.number).where(SUBMISSIONS.c.vintage > after)
    touched = select(*cell).where(OBSERVATIONS.c.submission.in_(later)).distinct().subquery()
    corrected = corrected.having(func.max(SUBMISSIONS.c.vintage) > after)
    return corrected.join(touched, and_(*(touched.c[name] == OBSERVATIONS.c[name] for name in CELL)))


def _approved_values() -> Select[Any]:
    """Approved values with their submissions, the newest vintage first."""
    return (
        select(*(OBSERVATIONS.c[name] for name in (*CELL, "submission", "source", "count", "share")))
        .add_columns(*(SUBMISSIONS.c[name] for name in ("vintage", "submitted_by", "received_at", "reason")))
        .join(SUBMISSIONS, SUBMISSIONS.c.number == OBSERVATIONS.c.submission)
        .where(SUBMISSIONS.c.vintage.is_not(None))
        .order_by(SUBMISSIONS.c.vintage.desc())
    )


def _revisions(connection: Connection, rows: Sequence[Any]) -> list[tuple[int, Revision]]:
    """Locality numbers and revisions of rows, sorted by period, measure and vintage. Newest rows come first."""
    periods, measures = read_periods(connection), read_measures(connection)
    pairs = sorted({(row.submission, row.source) for row in rows})
    sources = dict(zip(pairs, read_sources(connection, pairs), strict=True))
    next_vintage: dict[tuple[int, int, int], int] = {}
    revisions = []
    for locality, period, measure, submission, source, count, share, vintage, by, when, reason in rows:
        cell = locality, period, measure
        value = share if count is None else count
        fields = measures[measure], periods[period], value, submission, vintage, by, when, reason
        revisions.append((locality, Revision(*fields, sources[submission, source], next_vintage.get(cell))))
        next_vintage[cell] = vintage
    return sorted(revisions, key=lambda pair: (pair[1].period, pair[1].measure, pair[1].vintage))
