"""Submitted figures compared with the approved ones.

A figure is new when its cell has no approved value; changed when its number, whether it is provisional, or what it
counts differs from the newest approved value; else unchanged.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, select

from dxkpi.domain.figures.submitted import SubmittedFigures
from dxkpi.domain.model.coverage import coverage_notation
from dxkpi.store.figures.observations import (
    MAX_PARAMETERS,
    ObservationColumns,
    concatenate,
    conditions_in,
    read_exact_rows,
    read_vintages_by_submission,
)
from dxkpi.store.figures.surrogate_keys import FigureKeys
from dxkpi.store.tables.figures import OBSERVATIONS, SOURCES
from dxkpi.store.vintages import newest_vintage


@dataclass(frozen=True, eq=False)
class FigureDiff:
    """Masks of the new and of the changed figures.

    `newest`: the newest vintage of any approved value in their cells; 0 when all are new.
    """

    new: np.ndarray
    changed: np.ndarray
    newest: int

    @property
    def counts(self) -> tuple[int, int, int]:
        """The number of new, changed and unchanged figures."""
        new, changed = int(self.new.sum()), int(self.changed.sum())
        return new, changed, len(self.new) - new - changed

    @property
    def kept(self) -> np.ndarray:
        """The positions of new and changed figures."""
        return np.flatnonzero(self.new | self.changed)

    @property
    def unchanged(self) -> np.ndarray:
        """The positions of unchanged figures."""
        return np.flatnonzero(~(self.new | self.changed))


def diff_figures(connection: Connection, figures: SubmittedFigures, cells: FigureKeys) -> FigureDiff:
    """Compare submitted figures with the newest approved values of their cells."""
    standings = [_standing(origin.provisional, coverage_notation(origin.coverage)) for origin in figures.origins]
    values = np.array(figures.values, dtype=object)
    return diff_values(connection, cells, values, np.array(standings, dtype=object)[figures.origin])


def diff_values(connection: Connection, cells: FigureKeys, values: np.ndarray, standings: np.ndarray) -> FigureDiff:
    """As `diff_figures`, of exact values (int or Decimal) in cells, each with its standing as in `source_standings`."""
    rows, vintages = _approved_rows(connection, cells)
    cell_ids, row_ids = _cell_ids(cells, rows)
    newest_first = np.argsort(-vintages, kind="stable")
    known_ids, first = np.unique(row_ids[newest_first], return_index=True)
    has_value = np.isin(cell_ids, known_ids)
    current = newest_first[first][np.searchsorted(known_ids, cell_ids[has_value])]
    changed = np.zeros(len(values), dtype=bool)
    changed[has_value] = (values[has_value] != rows.value[current]) | (
        standings[has_value] != source_standings(connection)[rows.source[current]]
    )
    return FigureDiff(~has_value, changed, int(vintages[current].max(initial=0)))


def has_changed_since(connection: Connection, diff: FigureDiff, vintage: int) -> bool:
    """Whether a cell has a value from after a vintage.

    True also for a vintage that does not exist any more, because the store was restored from a backup.
    """
    return diff.newest > vintage or vintage > newest_vintage(connection)


def source_standings(connection: Connection) -> np.ndarray:
    """Whether the figures of each source are provisional, and what they count, as one text; indexed by its number."""
    rows = connection.execute(select(SOURCES.c.id, SOURCES.c.provisional, SOURCES.c.coverage)).all()
    standings = np.full(1 + max((row.id for row in rows), default=0), "", dtype=object)
    for row in rows:
        standings[row.id] = _standing(row.provisional, row.coverage)
    return standings


def _standing(provisional: bool, coverage: str) -> str:
    return f"provisional {coverage}" if provisional else coverage


def _approved_rows(connection: Connection, cells: FigureKeys) -> tuple[ObservationColumns, np.ndarray]:
    """Every approved value of these localities in these periods, and its vintage."""
    localities = np.unique(cells.locality).tolist()
    in_periods = conditions_in(OBSERVATIONS.c.period, np.unique(cells.period).tolist())
    # At least one batch, even of no localities: `concatenate` needs a part.
    starts = range(0, len(localities) or 1, MAX_PARAMETERS)
    batches = (localities[start : start + MAX_PARAMETERS] for start in starts)
    rows = concatenate(
        *(read_exact_rows(connection, *conditions_in(OBSERVATIONS.c.locality, batch), *in_periods) for batch in batches)
    )
    vintages = read_vintages_by_submission(connection)[rows.submission]
    return rows.select(vintages > 0), vintages[vintages > 0]


def _cell_ids(cells: FigureKeys, rows: ObservationColumns) -> tuple[np.ndarray, np.ndarray]:
    """One integer for the cell of each figure and of each row, equal where the cells are equal."""
    both = (cells, rows)
    periods, measures = (1 + max(int(columns[at].max(initial=0)) for columns in both) for at in (1, 2))
    cell_ids, row_ids = ((columns[0] * periods + columns[1]) * measures + columns[2] for columns in both)
    return cell_ids, row_ids
