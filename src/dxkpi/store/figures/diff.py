"""Figures on their way in, compared with what stands.

A figure is new where its cell has no approved value, changed where the number or its being provisional differs
from the newest approved one, else unchanged.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, select

from dxkpi.domain.figures.submitted import SubmittedFigures
from dxkpi.store.figures.observations import (
    NUMBERS_AT_ONCE,
    ObservationColumns,
    among,
    read_exact_rows,
    read_vintages,
    together,
)
from dxkpi.store.figures.reading import newest_vintage
from dxkpi.store.figures.surrogate_keys import FigureKeys
from dxkpi.store.tables.figures import OBSERVATIONS, SOURCES


@dataclass(frozen=True, eq=False)
class FigureDiff:
    """Which figures are new and which changed, one truth value each.

    `newest`: the newest vintage that any of their cells has a value of; 0 where all are new.
    """

    new: np.ndarray
    changed: np.ndarray
    newest: int

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many are new, changed and unchanged."""
        new, changed = int(self.new.sum()), int(self.changed.sum())
        return new, changed, len(self.new) - new - changed

    @property
    def kept(self) -> np.ndarray:
        """The positions of those that are new or changed."""
        return np.flatnonzero(self.new | self.changed)

    @property
    def unchanged(self) -> np.ndarray:
        """The positions of those that stand already."""
        return np.flatnonzero(~(self.new | self.changed))


def compare(connection: Connection, figures: SubmittedFigures, cells: FigureKeys) -> FigureDiff:
    """Sort figures out against the newest approved values of all vintages."""
    provisional = np.array([origin.provisional for origin in figures.origins], dtype=bool)[figures.origin]
    return sort_out(connection, cells, np.array(figures.values, dtype=object), provisional)


def sort_out(connection: Connection, cells: FigureKeys, values: np.ndarray, provisional: np.ndarray) -> FigureDiff:
    """Sort out whole numbers and decimals, and whether each is provisional, against the newest approved values."""
    rows, since = _approved(connection, cells)
    asked, approved = _places(cells, rows)
    newest_first = np.argsort(-since, kind="stable")
    known, first = np.unique(approved[newest_first], return_index=True)
    old = np.isin(asked, known)
    standing = newest_first[first][np.searchsorted(known, asked[old])]
    changed = np.zeros(len(values), dtype=bool)
    changed[old] = (values[old] != rows.value[standing]) | (
        provisional[old] != provisional_sources(connection)[rows.source[standing]]
    )
    return FigureDiff(~old, changed, int(since[standing].max(initial=0)))


def has_moved(connection: Connection, found: FigureDiff, expected: int) -> bool:
    """Whether a cell has a value from after the vintage that somebody looked at.

    A vintage that is not there any more (the store was brought back from a backup) has moved too.
    """
    return found.newest > expected or expected > newest_vintage(connection)


def _approved(connection: Connection, cells: FigureKeys) -> tuple[ObservationColumns, np.ndarray]:
    """Every approved value of the localities in the periods, and its vintage."""
    localities = np.unique(cells.locality).tolist()
    periods = among(OBSERVATIONS.c.period, np.unique(cells.period).tolist())
    # Also where there are none, so that there is always one part.
    parts = [
        read_exact_rows(connection, *among(OBSERVATIONS.c.locality, localities[at : at + NUMBERS_AT_ONCE]), *periods)
        for at in range(0, len(localities) or 1, NUMBERS_AT_ONCE)
    ]
    rows = together(*parts)
    since = read_vintages(connection)[rows.submission]
    return rows.chosen(since > 0), since[since > 0]


def _places(cells: FigureKeys, rows: ObservationColumns) -> tuple[np.ndarray, np.ndarray]:
    """The cells of both as single numbers that are equal where the cells are."""
    both = (cells, rows)
    periods, measures = (1 + max(int(each[at].max(initial=0)) for each in both) for at in (1, 2))
    asked, known = ((each[0] * periods + each[1]) * measures + each[2] for each in both)
    return asked, known


def provisional_sources(connection: Connection) -> np.ndarray:
    """Whether a source calls its figures provisional, by its number."""
    rows = connection.execute(select(SOURCES.c.id, SOURCES.c.provisional)).all()
    told = np.zeros(1 + max((row.id for row in rows), default=0), dtype=bool)
    for number, said in rows:
        told[number] = said
    return told
