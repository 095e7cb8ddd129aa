"""Who has given figures for which quarter, and how many of them: localities by quarters.

Every quarter counts the localities that were there on its last day. A locality has reported where it has a figure of
its own. What could be asked of it is what at least half of those that reported gave: one odd figure more in one
locality makes nobody else incomplete.
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

# A count that at least this share of the reporting localities gave belongs to the quarter.
SHARE_THAT_ASKS = 0.5


class ReportingState(StrEnum):
    """How a locality stands in a quarter. Without a deadline nothing is on time or late: it is reported."""

    REPORTED = "reported"
    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    NOT_DUE = "not_due"
    NOT_THERE = "not_there"


@dataclass(frozen=True)
class QuarterReport:
    """One locality in one quarter. `given` of the `asked` counts; `provisional`: any of its figures is."""

    reporting: ReportingState
    given: int = 0
    asked: int = 0
    provisional: bool = False

    @property
    def is_there(self) -> bool:
        """Whether it has reported anything."""
        return self.reporting in (ReportingState.REPORTED, ReportingState.ON_TIME, ReportingState.LATE)

    @property
    def is_partial(self) -> bool:
        """Whether counts are missing that most others gave."""
        return self.is_there and self.given < self.asked


@dataclass(frozen=True)
class QuarterSummary:
    """One quarter: how many localities have reported, of how many that were there; `is_due`: none may be missing."""

    period: Period
    reporting: int
    expected: int
    is_due: bool


@dataclass(frozen=True, eq=False)
class CompletenessGrid:
    """Localities by quarters, the newest quarter first; `cells` by the locality's key, in the order of the columns.

    `units`: those of the newest quarter in Vietnamese order; `former`: those that were there before, in the same order.
    """

    level: Level
    columns: tuple[QuarterSummary, ...]
    units: tuple[Locality, ...]
    former: tuple[Locality, ...]
    cells: Mapping[str, tuple[QuarterReport, ...]]

    def missing(self, column: QuarterSummary) -> tuple[Locality, ...]:
        """Who has not reported a quarter that is due."""
        at = self.columns.index(column)
        return tuple(
            unit for unit in (*self.units, *self.former) if self.cells[unit.key][at].reporting is ReportingState.MISSING
        )


def completeness(
    answers: Snapshot,
    place: Locality,
    level: Level,
    quarters: Sequence[Period],
    *,
    due: Sequence[bool],
    in_time: Mapping[tuple[str, Period], ReportingState],
) -> CompletenessGrid:
    """The grid of a place's localities of one level; quarters in which it had none are left out.

    `due`: whether every quarter's figures must be there by now. `in_time`: what is known of reports by key and quarter.
    """
    registry = answers.registry
    there = [(each, registry.below(place, each.last, level), must) for each, must in zip(quarters, due, strict=True)]
    there = [entry for entry in there if entry[1]]
    columns, found = [], []
    for quarter, units, must in there:
        counted = _counted(answers, units, quarter)
        made = {
            unit.key: _cell(numbers, in_time.get((unit.key, quarter), ReportingState.REPORTED), must)
            for unit, numbers in zip(units, counted, strict=True)
        }
        found.append(made)
        columns.append(QuarterSummary(quarter, sum(cell.is_there for cell in made.values()), len(units), must))
    every = {unit.key: unit for _, units, _ in there for unit in units}
    absent = QuarterReport(ReportingState.NOT_THERE)
    cells = {key: tuple(made.get(key, absent) for made in found) for key in every}
    newest = there[0][1] if there else ()
    gone = every.keys() - {unit.key for unit in newest}
    former = tuple(sorted((every[key] for key in gone), key=lambda unit: (vietnamese_sort_key(unit.name), unit.key)))
    return CompletenessGrid(level, tuple(columns), newest, former, cells)


def _cell(numbers: tuple[bool, int, int, bool], if_there: ReportingState, must: bool) -> QuarterReport:
    is_there, given, asked, provisional = numbers
    if not is_there:
        return QuarterReport(ReportingState.MISSING if must else ReportingState.NOT_DUE)
    return QuarterReport(if_there, given, asked, provisional)


def _counted(answers: Snapshot, units: Sequence[Locality], quarter: Period) -> list[tuple[bool, int, int, bool]]:
    """For every unit: whether it has a figure, how many counts, of how many, and whether any figure is provisional."""
    figures = answers.figures
    if not len(figures.index):
        return [(False, 0, 0, False)] * len(units)
    rows = answers.rows_of(units, quarter)
    origins = figures.origins.to_numpy()[rows]
    origins[rows < 0] = NO_ORIGIN
    known = origins != NO_ORIGIN
    is_there = known.any(axis=1)
    counts = np.array([answers.measures[code].is_count for code in figures.origins.columns], dtype=bool)
    reporting = max(int(is_there.sum()), 1)
    asked = counts & (known.sum(axis=0) >= SHARE_THAT_ASKS * reporting) & known.any(axis=0)
    provisional = np.array([*(source.provisional for source in figures.sources), False])[origins].any(axis=1)
    given = (known & asked).sum(axis=1)
    return list(
        zip(is_there.tolist(), given.tolist(), [int(asked.sum())] * len(units), provisional.tolist(), strict=True)
    )
