"""Merging the figures of an older vintage with those approved since, instead of reading all of them again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from dxkpi.domain.figures.figures import NO_ORIGIN, FigureIndex, Figures, Source


def with_changes(figures: Figures, newer: Figures) -> Figures:
    """The figures of `newer.vintage`: the newer cell where it is present, else the older.

    Sources are in the order of their submissions, without those that no cell refers to.
    """
    if not newer.cells.size:
        return replace(figures, vintage=newer.vintage)
    both = (figures, newer)
    localities = _positions(part.index.localities for part in both)
    periods = _positions(part.index.periods for part in both)
    measures = _positions(part.measures for part in both)
    slots = [_slots(part, localities, periods) for part in both]
    present = np.zeros(len(localities) * len(periods), dtype=bool)
    for part_slots in slots:
        present[part_slots] = True
    row_of = np.cumsum(present) - 1
    height = int(np.count_nonzero(present))
    values = np.full((len(measures), height), np.nan)
    origins = np.full((len(measures), height), NO_ORIGIN, dtype=np.int32)
    sources: tuple[Source, ...] = ()
    for part, part_slots in zip(both, slots, strict=True):
        _copy_cells(part, row_of[part_slots], measures, values, origins, len(sources))
        sources += part.sources
    origins, sources = _used_sources(origins, sources)
    index = FigureIndex.of_slots(tuple(localities), tuple(periods), np.flatnonzero(present))
    return Figures(newer.vintage, index, tuple(measures), values.T, origins.T, sources)


def _positions(parts: Iterable[Iterable[Any]]) -> dict[Any, int]:
    """The items of all parts, sorted, each with its position."""
    return {item: position for position, item in enumerate(sorted(set().union(*parts)))}


def _slots(figures: Figures, localities: Mapping[Any, int], periods: Mapping[Any, int]) -> np.ndarray:
    """The slot of every row (see `FigureIndex.of_slots`)."""
    index = figures.index
    locality = np.array([localities[key] for key in index.localities], dtype=np.int64)[index.locality]
    period = np.array([periods[key] for key in index.periods], dtype=np.int64)[index.period]
    return locality * len(periods) + period


def _copy_cells(
    figures: Figures,
    rows: np.ndarray,
    measures: Mapping[Any, int],
    values: np.ndarray,
    origins: np.ndarray,
    sources_before: int,
) -> None:
    """Copy the cells that are present into `values` and `origins`, which this function fills."""
    own_values, own_origins = figures.cells, figures.cell_origins
    for column, measure in enumerate(figures.measures):
        present = own_origins[:, column] != NO_ORIGIN
        values[measures[measure], rows[present]] = own_values[present, column]
        origins[measures[measure], rows[present]] = own_origins[present, column] + sources_before


def _used_sources(origins: np.ndarray, sources: tuple[Source, ...]) -> tuple[np.ndarray, tuple[Source, ...]]:
    """The origins and sources, renumbered to the sources in use, in the order of their submissions."""
    used = np.zeros(len(sources) + 1, dtype=bool)
    used[origins.reshape(-1)] = True
    kept = sorted(np.flatnonzero(used[:-1]).tolist(), key=lambda at: sources[at].submission)
    # The last entry maps -1 to itself.
    position = np.full(len(sources) + 1, NO_ORIGIN, dtype=np.int32)
    position[kept] = np.arange(len(kept))
    return position[origins], tuple(sources[at] for at in kept)
