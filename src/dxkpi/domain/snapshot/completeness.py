"""Completeness: which localities have reported which quarter, and how many of the expected counts.

A quarter includes the localities that exist on its last day. A locality has reported when it has a figure of its own.
The expected counts are those that at least half of the reporting localities have, so that one unusual figure of one
locality does not make the others incomplete.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from dxkpi.domain.figures.figures import NO_ORIGIN
from dxkpi.domain.model.locality import Level, Locality, vietnamese_sort_key
from dxkpi.domain.model.period import Period
from dxkpi.domain.snapshot.snapshot import Snapshot

# A count is expected of every locality when at least this share of the reporting localities has it.
EXPECTED_COUNT_SHARE = 0.5


class ReportingState(StrEnum):
    """The reporting state of a locality in a quarter.

    REPORTED: without a deadline, so neither ON_TIME nor LATE. NOT_DUE: missing, but not due yet. NOT_THERE: the
    locality does not exist in that quarter.
    """

    REPORTED = "reported"
    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    NOT_DUE = "not_due"
    NOT_THERE = "not_there"


@dataclass(frozen=True)
class QuarterReport:
    """One locality in one quarter: it has `counts` of the `expected` counts; `provisional`: any figure is."""

    reporting: ReportingState
    counts: int = 0
    expected: int = 0
    provisional: bool = False

    @property
    def is_there(self) -> bool:
        """Whether it has reported any figure."""
        return self.reporting in (ReportingState.REPORTED, ReportingState.ON_TIME, ReportingState.LATE)

    @property
    def is_partial(self) -> bool:
        """Whether it has reported, without all expected counts."""
        return self.is_there and self.counts < self.expected


@dataclass(frozen=True)
class QuarterSummary:
    """One quarter: how many of the expected localities have reported, and whether their figures are due."""

    period: Period
    reporting: int
    expected: int
    is_due: bool


@dataclass(frozen=True, eq=False)
class CompletenessGrid:
    """Localities by quarters, the newest quarter first.

    `units`: the localities of the newest quarter, in Vietnamese order; `former`: those of earlier quarters only, in the
    same order. `cells`: by locality key, one entry a column.
    """

    level: Level
    columns: tuple[QuarterSummary, ...]
    units: tuple[Locality, ...]
    former: tuple[Locality, ...]
    cells: Mapping[str, tuple[QuarterReport, ...]]

    def missing(self, column: QuarterSummary) -> tuple[Locality, ...]:
        """The localities that have not reported a quarter that is due."""
        at = self.columns.index(column)
        return tuple(
            unit for unit in (*self.units, *self.former) if self.cells[unit.key][at].reporting is ReportingState.MISSING
        )


def completeness(
    snapshot: Snapshot,
    place: Locality,
    level: Level,
    quarters: Sequence[Period],
    *,
    due: Sequence[bool],
    in_time: Mapping[tuple[str, Period], ReportingState],
) -> CompletenessGrid:
    """The grid of a place's localities of one level, without quarters in which it has none.

    `due`: for each quarter, whether its figures are due by now. `in_time`: ON_TIME or LATE by (key, quarter), where a
    deadline is known.
    """
    registry = snapshot.registry
    rows = [
        (quarter, registry.below(place, quarter.last, level), is_due)
        for quarter, is_due in zip(quarters, due, strict=True)
    ]
    rows = [row for row in rows if row[1]]
    columns, cells_of_columns = [], []
    for quarter, units, is_due in rows:
        cells_of_column = {
            unit.key: _cell(numbers, in_time.get((unit.key, quarter), ReportingState.REPORTED), is_due)
            for unit, numbers in zip(units, _counted(snapshot, units, quarter), strict=True)
        }
        cells_of_columns.append(cells_of_column)
        reporting = sum(cell.is_there for cell in cells_of_column.values())
        columns.append(QuarterSummary(quarter, reporting, len(units), is_due))
    every = {unit.key: unit for _, units, _ in rows for unit in units}
    absent = QuarterReport(ReportingState.NOT_THERE)
    cells = {key: tuple(cells_of_column.get(key, absent) for cells_of_column in cells_of_columns) for key in every}
    newest = rows[0][1] if rows else ()
    gone = every.keys() - {unit.key for unit in newest}
    former = tuple(sorted((every[key] for key in gone), key=lambda unit: (vietnamese_sort_key(unit.name), unit.key)))
    return CompletenessGrid(level, tuple(columns), newest, former, cells)


def _cell(numbers: tuple[bool, int, int, bool], state: ReportingState, is_due: bool) -> QuarterReport:
    has_reported, counts, expected, provisional = numbers
    if not has_reported:
        return QuarterReport(ReportingState.MISSING if is_due else ReportingState.NOT_DUE)
    return QuarterReport(state, counts, expected, provisional)


def _counted(snapshot: Snapshot, units: Sequence[Locality], quarter: Period) -> list[tuple[bool, int, int, bool]]:
    """For every unit: whether it has a figure, its counts, the expected counts, and whether a figure is provisional."""
    figures = snapshot.figures
    if not len(figures.index):
        return [(False, 0, 0, False)] * len(units)
    rows = snapshot.rows_of(units, quarter)
    origins = figures.cell_origins[rows]
    origins[rows < 0] = NO_ORIGIN
    present = origins != NO_ORIGIN
    has_reported = present.any(axis=1)
    is_count = np.array([snapshot.measures[code].is_count for code in figures.measures], dtype=bool)
    reporting = max(int(has_reported.sum()), 1)
    expected = is_count & (present.sum(axis=0) >= EXPECTED_COUNT_SHARE * reporting) & present.any(axis=0)
    provisional = np.array([*(source.provisional for source in figures.sources), False])[origins].any(axis=1)
    counts = (present & expected).sum(axis=1)
    expected_counts = [int(expected.sum())] * len(units)
    return list(zip(has_reported.tolist(), counts.tolist(), expected_counts, provisional.tolist(), strict=True))
