"""Figures of plain observations, for tests of everything that reads figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from dxkpi.domain.figures.figures import NO_ORIGIN, Figures, Observation, Source, empty
from dxkpi.domain.model.period import Period


def from_observations(observations: Sequence[Observation], vintage: int = 0) -> Figures:
    """Figures of plain observations, the later ones replacing the earlier of the same locality, period and measure."""
    sources: dict[Source, int] = {}
    cells: dict[tuple[str, Period], dict[str, tuple[float, int]]] = {}
    for row in observations:
        source = Source(row.source, row.source_url, row.provisional, row.note, 0, date.min)
        origin = sources.setdefault(source, len(sources))
        cells.setdefault((row.locality, row.period), {})[row.measure] = (float(row.value), origin)
    if not cells:
        return empty(vintage)
    rows = sorted(cells)
    columns = sorted({code for cell in cells.values() for code in cell})
    index = pd.MultiIndex.from_tuples(rows, names=["locality", "period"])
    missing = (np.nan, NO_ORIGIN)
    table = [[cells[row].get(code, missing) for code in columns] for row in rows]
    values = pd.DataFrame([[cell[0] for cell in line] for line in table], index=index, columns=columns, dtype=float)
    origins = pd.DataFrame([[cell[1] for cell in line] for line in table], index=index, columns=columns, dtype="int32")
    return Figures(vintage, values, origins, tuple(sources))
