"""One vintage's figures from an older vintage's and what came into force since, without reading all of them again."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from dxkpi.domain.figures.figures import NO_ORIGIN, Figures, Source
from dxkpi.domain.model.period import Period


def with_changes(figures: Figures, newer: Figures) -> Figures:
    """The figures of `newer.vintage`: the newer cell where there is one, else the older.

    Sources stand in the order of their submissions; those that no cell names any more are left out.
    """
    if newer.values.empty:
        return replace(figures, vintage=newer.vintage)
    both = (figures, newer)
    localities = _joined(each.index.levels[0] for each in both)
    periods = _joined(each.index.levels[1] for each in both)
    measures = _joined(each.values.columns for each in both)
    pairs = [_pairs(each, localities, periods) for each in both]
    present = np.zeros(len(localities) * len(periods), dtype=bool)
    for pair in pairs:
        present[pair] = True
    row_of = np.cumsum(present) - 1
    height = int(np.count_nonzero(present))
    values = np.full((len(measures), height), np.nan)
    origins = np.full((len(measures), height), NO_ORIGIN, dtype=np.int32)
    sources: tuple[Source, ...] = ()
    for each, pair in zip(both, pairs, strict=True):
        _lay(each, row_of[pair], measures, values, origins, len(sources))
        sources += each.sources
    origins, sources = _in_order(origins, sources)
    index = index_of(list(localities), list(periods), np.flatnonzero(present))
    return Figures(
        newer.vintage,
        pd.DataFrame(values.T, index=index, columns=list(measures), copy=False),
        pd.DataFrame(origins.T, index=index, columns=list(measures), copy=False),
        sources,
    )


def index_of(localities: Sequence[str], periods: Sequence[Period], places: np.ndarray) -> pd.MultiIndex:
    """The index of figures; a place is the position of a locality times the number of periods, plus that of a period.

    Localities, periods and places are sorted, and each is used.
    """
    levels: list[Any] = [pd.Index(localities), pd.Index(periods, dtype=object)]
    codes: list[Any] = [places // len(periods), places % len(periods)]
    return pd.MultiIndex(levels=levels, codes=codes, names=["locality", "period"])


def _joined(parts: Iterable[Iterable[Any]]) -> dict[Any, int]:
    """Everything that stands in any part, sorted, and its position."""
    return {thing: at for at, thing in enumerate(sorted(set().union(*parts)))}


def _pairs(figures: Figures, localities: Mapping[Hashable, int], periods: Mapping[Hashable, int]) -> np.ndarray:
    """The place of every row among all localities and periods."""
    index = figures.index
    locality = np.array([localities[key] for key in index.levels[0]], dtype=np.int64)[index.codes[0]]
    period = np.array([periods[each] for each in index.levels[1]], dtype=np.int64)[index.codes[1]]
    return locality * len(periods) + period


def _lay(
    figures: Figures,
    rows: np.ndarray,
    measures: Mapping[Hashable, int],
    values: np.ndarray,
    origins: np.ndarray,
    sources_before: int,
) -> None:
    """Put the cells that are not missing over what is there."""
    given, told = figures.values.to_numpy(), figures.origins.to_numpy()
    for at, measure in enumerate(figures.values.columns):
        there = told[:, at] != NO_ORIGIN
        values[measures[measure], rows[there]] = given[there, at]
        origins[measures[measure], rows[there]] = told[there, at] + sources_before


def _in_order(origins: np.ndarray, sources: tuple[Source, ...]) -> tuple[np.ndarray, tuple[Source, ...]]:
    """The same origins with the sources that are used alone, by submission."""
    used = np.zeros(len(sources) + 1, dtype=bool)
    used[origins.reshape(-1)] = True
    kept = sorted(np.flatnonzero(used[:-1]).tolist(), key=lambda at: sources[at].submission)
    # The last one is for -1, which stays.
    position = np.full(len(sources) + 1, NO_ORIGIN, dtype=np.int32)
    position[kept] = np.arange(len(kept))
    return position[origins], tuple(sources[at] for at in kept)
