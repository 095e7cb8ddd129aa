"""The one query object: what, where, when, from which figures, in which language."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dxkpi.domain.model.baselines import Baseline
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Level, Locality
from dxkpi.domain.model.period import Cutoff, Period
from dxkpi.domain.stats.claims import MEANINGFUL_POINTS
from dxkpi.domain.views.kind import ViewKind
from dxkpi.locale import Language


@dataclass(frozen=True)
class SnapshotKey:
    """Which figures: those of a vintage, on the boundaries that begin on a day. None: as reported."""

    vintage: int
    boundaries: date | None = None


@dataclass(frozen=True)
class ViewSettings:
    """The operator's settings that every view follows.

    `meaningful`: the smallest change that matters, in percentage points; `baselines`: where control limits restart.
    """

    cutoff: Cutoff
    meaningful: float = MEANINGFUL_POINTS
    baselines: tuple[Baseline, ...] = ()


@dataclass(frozen=True)
class ViewQuery:
    """One question about one place and period.

    `level`: whose localities are compared; None: the level that reported most fully. `compared`: the localities shown
    side by side; empty: those with the largest denominators.
    """

    kind: ViewKind
    place: Locality
    period: Period
    at: SnapshotKey
    language: Language
    settings: ViewSettings
    indicator: Indicator | None = None
    level: Level | None = None
    compared: tuple[Locality, ...] = ()

    @property
    def cutoff(self) -> Cutoff:
        """The rule that quarters follow."""
        return self.settings.cutoff

    @property
    def asked_indicator(self) -> Indicator:
        """The indicator of a kind that needs one. Raises `ValueError` where the query names none."""
        if self.indicator is None:
            raise ValueError(f"a {self.kind.name} view needs an indicator")
        return self.indicator

    def of_kind(self, kind: ViewKind) -> ViewQuery:
        """The same query for another kind of view."""
        return replace(self, kind=kind)
