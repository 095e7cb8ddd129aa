"""A view: the answer to one query as plain data. It holds values and findings and knows no language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from dxkpi.domain.boundaries.notation import notation as boundaries_notation
from dxkpi.domain.boundaries.territory import BoundaryBreak
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Level, Locality
from dxkpi.domain.model.period import Cutoff, Period, notation
from dxkpi.domain.model.targets import ReferenceLine
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views.kind import Dimension, ViewKind
from dxkpi.locale import Names


@dataclass(frozen=True)
class Series:
    """Values that belong on one line: an indicator or a measure over periods or over localities."""

    names: Names
    values: tuple[Value, ...]


class Findings:
    """What a statistical method found in the values of a view; each method has a class of its own."""

    def columns(self, value: Value) -> dict[str, object]:
        """What files for machines say about a value besides the value itself."""
        return {}


Found = TypeVar("Found", bound=Findings)
NO_FINDINGS = Findings()


@dataclass(frozen=True, eq=False)
class View:
    """The answer to a query.

    `indicator`: None where the values are counts. `reference`: the value of the whole that localities are compared
    with. `earlier`: the value of a year before. `boundaries`: their first day; None: as reported. `breaks`: the days
    within the series on which the boundaries of the place, or of what lies in it, changed. `lines`: the reference line
    for each value of the first series.
    """

    kind: ViewKind
    place: Locality
    period: Period
    series: tuple[Series, ...]
    vintage: int
    cutoff: Cutoff
    indicator: Indicator | None = None
    level: Level | None = None
    reference: Value | None = None
    earlier: Value | None = None
    findings: Findings = NO_FINDINGS
    boundaries: date | None = None
    breaks: tuple[BoundaryBreak, ...] = ()
    lines: tuple[ReferenceLine | None, ...] = ()

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """Every value of every series."""
        return tuple(value for series in self.series for value in series.values)

    @cached_property
    def known(self) -> tuple[Value, ...]:
        """The values that are not None."""
        return tuple(value for value in self.values if value.value is not None)

    @property
    def over_localities(self) -> bool:
        """Whether the values differ by locality rather than by period."""
        return self.kind.dimension is Dimension.LOCALITIES

    @property
    def asked_indicator(self) -> Indicator:
        """The indicator of a view that has one. Raises `ValueError` for a view of counts."""
        if self.indicator is None:
            raise ValueError(f"a {self.kind.name} view has no indicator")
        return self.indicator

    @cached_property
    def focus(self) -> Value | None:
        """The value of the place and period asked for; None for a view over localities or without that period."""
        if self.over_localities or not self.series:
            return None
        return next((value for value in self.series[0].values if value.period == self.period), None)

    @cached_property
    def simulated(self) -> bool:
        """Whether any of it belongs to the sample province."""
        return self.place.simulated or any(value.simulated for value in self.values)

    @cached_property
    def provisional(self) -> bool:
        """Whether any value of the period asked for is provisional."""
        return any(value.provisional for value in self.known if value.period == self.period)

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Titles of the sources, each once."""
        return tuple(dict.fromkeys(source.title for value in self.known for source in value.sources))

    @property
    def choices(self) -> dict[str, str]:
        """The parameters of an address that ask for this view again, but for the language."""
        choices = {
            "locality": self.place.key,
            "period": notation(self.period, self.cutoff),
            "vintage": str(self.vintage),
        }
        if self.indicator is not None:
            choices["indicator"] = self.indicator.id
        if self.level is not None:
            choices["level"] = self.level.value
        if self.boundaries is not None:
            choices["boundaries"] = boundaries_notation(self.boundaries)
        if self.kind.dimension is Dimension.LOCALITIES_OVER_TIME:
            choices["beside"] = ",".join(series.values[0].locality for series in self.series)
        return choices

    def found(self, findings: type[Found]) -> Found:
        """The findings of one method. Raises `TypeError` where another method made this view."""
        if not isinstance(self.findings, findings):
            raise TypeError(f"a {self.kind.name} view has no {findings.__name__}")
        return self.findings
