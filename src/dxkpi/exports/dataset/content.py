"""All published figures of one vintage, one under another, every column as numbers of entries in its list.

A million figures have few localities, periods and sources; what is written of each is made once and only put together
for every line.
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
from dxkpi.domain.views.citation import DatasetCitation, VintageEdition


@dataclass(frozen=True, eq=False)
class DatasetLines:
    """One entry a figure, sorted by locality, period and the catalogue's order of measures.

    `locality`, `period`, `measure`, `source` are positions in the lists of `DatasetContent`; `value`: counts are whole
    numbers, reported shares percent; `hidden`: an operator's threshold keeps it back.
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
    """What a vintage knows. `hidden`: the measures that must not be shown, by locality and period.

    `address`: where the product is read, empty where nobody has said it; `simulated`: whether the sample province is in
    it, `operator`: the province whose product it is.
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
        """Where this very vintage can be had again."""
        return f"{self.address}/data/figures.zip?vintage={self.edition.vintage}{'&simulated=yes' * self.simulated}"

    @cached_property
    def localities(self) -> tuple[Locality, ...]:
        """The localities that the figures' index numbers."""
        return tuple(map(self.registry.by_key, self.figures.index.levels[0]))

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods that the figures' index numbers."""
        return tuple(self.figures.index.levels[1])

    @cached_property
    def counted(self) -> tuple[Measure, ...]:
        """The measures that have figures, in the catalogue's order."""
        return tuple(each for code, each in self.measures.items() if code in self.figures.values.columns)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources that the figures number."""
        return self.figures.sources

    @cached_property
    def lines(self) -> DatasetLines:
        """Every figure."""
        codes = [each.code for each in self.counted]
        origins = self.figures.origins[codes].to_numpy()
        known = origins != NO_ORIGIN
        locality, period = (np.asarray(each) for each in self.figures.index.codes)
        if not self.simulated:
            made_up = np.array([each.simulated for each in self.localities], dtype=bool)
            known &= ~made_up[locality][:, None] if len(made_up) else known
        row, column = np.nonzero(known)
        values, hidden = self.figures.values[codes].to_numpy(), self._hidden_cells(codes)
        return DatasetLines(
            locality[row], period[row], column, origins[row, column], values[row, column], hidden[row, column]
        )

    @cached_property
    def cited(self) -> DatasetCitation:
        """What a citation says of it."""
        days = [self.periods[at] for at in np.unique(self.lines.period)]
        made_on = self.edition.day
        titles = dict.fromkeys(self.sources[at].title for at in np.unique(self.lines.source))
        return DatasetCitation(
            len(np.unique(self.lines.locality)),
            min((each.first for each in days), default=made_on),
            max((each.last for each in days), default=made_on),
            tuple(title for title in titles if title),
        )

    def _hidden_cells(self, codes: list[str]) -> np.ndarray:
        """Which cells of the frame must not be shown."""
        found = np.zeros((len(self.figures.values), len(codes)), dtype=bool)
        if not self.hidden:
            return found
        for row, node in enumerate(self.figures.index):
            if node in self.hidden:
                found[row] = [code in self.hidden[node] for code in codes]
        return found
