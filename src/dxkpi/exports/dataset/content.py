"""All published figures of one vintage as columns of positions into lists of localities, periods, measures, sources.

A million figures have few distinct localities, periods and sources: the text of each is built once and joined per line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dxkpi.domain.figures.figures import NO_ORIGIN, Figures, Source
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Locality, Registry
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Cutoff, Period
from dxkpi.domain.snapshot.disclosure_rules import Hidden
from dxkpi.domain.views.text.citation import DatasetCitation, VintageEdition


@dataclass(frozen=True, eq=False)
class DatasetLines:
    """One entry per figure, sorted by locality, period and the catalogue's order of measures.

    `locality`, `period`, `measure`, `source`: positions in the lists of `DatasetContent`. `value`: a count, or percent
    for a stated share. `hidden`: suppressed by disclosure control.
    """

    locality: np.ndarray
    period: np.ndarray
    measure: np.ndarray
    source: np.ndarray
    value: np.ndarray
    hidden: np.ndarray

    def __len__(self) -> int:
        return len(self.value)


@dataclass(frozen=True, eq=False)
class DatasetContent:
    """The published figures of one vintage, with what describes them.

    `hidden`: suppressed measures by locality and period. `operator`: name of the province that runs the product.
    `address`: its public address, empty if not configured. `simulated`: include the sample province.
    """

    figures: Figures
    registry: Registry
    measures: Mapping[str, Measure]
    indicators: tuple[Indicator, ...]
    hidden: Hidden
    cutoff: Cutoff
    edition: VintageEdition
    operator: str
    address: str = ""
    simulated: bool = False

    @property
    def own_address(self) -> str:
        """The address of the data package of this vintage."""
        return f"{self.address}/data/figures.zip?vintage={self.edition.vintage}{'&simulated=yes' * self.simulated}"

    @cached_property
    def localities(self) -> tuple[Locality, ...]:
        """The localities in the index of the figures."""
        return tuple(map(self.registry.by_key, self.figures.localities))

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods in the index of the figures."""
        return self.figures.index.periods

    @cached_property
    def measures_with_figures(self) -> tuple[Measure, ...]:
        """The measures that have figures, in the catalogue's order."""
        return tuple(measure for code, measure in self.measures.items() if code in self.figures.positions)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of the figures."""
        return self.figures.sources

    @cached_property
    def lines(self) -> DatasetLines:
        """All figures, without those of the sample province unless `simulated`."""
        codes = [measure.code for measure in self.measures_with_figures]
        values, origins = self.figures.columns(codes)
        is_published = origins != NO_ORIGIN
        locality, period = self.figures.index.locality, self.figures.index.period
        if not self.simulated and len(locality):
            is_simulated = np.array([unit.simulated for unit in self.localities], dtype=bool)
            is_published &= ~is_simulated[locality][:, None]
        row, column = np.nonzero(is_published)
        hidden = self._hidden_cells(codes)
        return DatasetLines(
            locality[row], period[row], column, origins[row, column], values[row, column], hidden[row, column]
        )

    @cached_property
    def cited(self) -> DatasetCitation:
        """What a citation states about the dataset."""
        periods = [self.periods[at] for at in np.unique(self.lines.period)]
        edition_day = self.edition.day
        titles = dict.fromkeys(self.sources[at].title for at in np.unique(self.lines.source))
        return DatasetCitation(
            len(np.unique(self.lines.locality)),
            min((period.first for period in periods), default=edition_day),
            max((period.last for period in periods), default=edition_day),
            tuple(title for title in titles if title),
        )

    def _hidden_cells(self, codes: list[str]) -> np.ndarray:
        """Which cells of the frame are suppressed: a boolean array, rows by measures."""
        cells = np.zeros((len(self.figures.index), len(codes)), dtype=bool)
        if self.hidden:
            for row, node in enumerate(self.figures.index):
                if node in self.hidden:
                    cells[row] = [code in self.hidden[node] for code in codes]
        return cells
