"""Figures of plain observations, for tests of everything that reads figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from dxkpi.domain.figures.figures import NO_ORIGIN, FigureIndex, Figures, Observation, Source, empty
from dxkpi.domain.model.period import Period


def from_observations(observations: Sequence[Observation], vintage: int = 0) -> Figures:
    """Figures of plain observations, the later ones replacing the earlier of the same locality, period and measure."""
    sources: dict[Source, int] = {}
    cells: dict[tuple[str, Period], dict[str, tuple[float, int]]] = {}
    for row in observations:
        source = Source(row.source, row.source_url, row.provisional, row.note, 0, date.min, row.coverage, row.printed)
        origin = sources.setdefault(source, len(sources))
        cells.setdefault((row.locality, row.period), {})[row.measure] = (float(row.value), origin)
    if not cells:
        return empty(vintage)
    rows = sorted(cells)
    columns = sorted({code for cell in cells.values() for code in cell})
    periods = sorted({period for _, period in rows})
    localities = sorted({locality for locality, _ in rows})
    slots = [localities.index(locality) * len(periods) + periods.index(period) for locality, period in rows]
    index = FigureIndex.of_slots(localities, periods, np.array(slots))
    missing = (np.nan, NO_ORIGIN)
    table = [[cells[row].get(code, missing) for code in columns] for row in rows]
    values = np.array([[cell[0] for cell in line] for line in table], dtype=float)
    origins = np.array([[cell[1] for cell in line] for line in table], dtype=np.int32)
    return Figures(vintage, index, tuple(columns), values, origins, tuple(sources))
