"""Merging the figures of an older vintage with those approved since, instead of reading all of them again."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from dxkpi.domain.figures.figures import NO_ORIGIN, Figures, Source
from dxkpi.domain.model.period import Period


def with_changes(figures: Figures, newer: Figures) -> Figures:
    """The figures of `newer.vintage`: the newer cell where it is present, else the older.

    Sources are in the order of their submissions, without those that no cell refers to.
    """
    if newer.values.empty:
        return replace(figures, vintage=newer.vintage)
    both = (figures, newer)
    localities = _positions(part.index.levels[0] for part in both)
    periods = _positions(part.index.levels[1] for part in both)
    measures = _positions(part.values.columns for part in both)
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
    index = index_of(list(localities), list(periods), np.flatnonzero(present))
    return Figures(
        newer.vintage,
        pd.DataFrame(values.T, index=index, columns=list(measures), copy=False),
        pd.DataFrame(origins.T, index=index, columns=list(measures), copy=False),
        sources,
    )


def index_of(localities: Sequence[str], periods: Sequence[Period], slots: np.ndarray) -> pd.MultiIndex:
    """The index of a table of figures.

    A slot is the position of a locality times the number of periods, plus the position of a period. Localities, periods
    and slots are sorted, and every locality and period is used.
    """
    levels: list[Any] = [pd.Index(localities), pd.Index(periods, dtype=object)]
    codes: list[Any] = [slots // len(periods), slots % len(periods)]
    return pd.MultiIndex(levels=levels, codes=codes, names=["locality", "period"])


def _positions(parts: Iterable[Iterable[Any]]) -> dict[Any, int]:
    """The items of all parts, sorted, each with its position."""
    return {item: position for position, item in enumerate(sorted(set().union(*parts)))}


def _slots(figures: Figures, localities: Mapping[Hashable, int], periods: Mapping[Hashable, int]) -> np.ndarray:
    """The slot of every row (see `index_of`)."""
    index = figures.index
    locality = np.array([localities[key] for key in index.levels[0]], dtype=np.int64)[index.codes[0]]
    period = np.array([periods[key] for key in index.levels[1]], dtype=np.int64)[index.codes[1]]
    return locality * len(periods) + period


def _copy_cells(
    figures: Figures,
    rows: np.ndarray,
    measures: Mapping[Hashable, int],
    values: np.ndarray,
    origins: np.ndarray,
    sources_before: int,
) -> None:
    """Copy the cells that are present into `values` and `origins`, which this function fills."""
    own_values, own_origins = figures.values.to_numpy(), figures.origins.to_numpy()
    for column, measure in enumerate(figures.values.columns):
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
