"""What a file is read against: the registry, the measures, the cut-off rule, the figures that stand, and its sender."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dxkpi.domain.model.locality import Locality, Registry
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Cutoff, Period
from dxkpi.domain.model.rules import Rules
from dxkpi.intake.published import NO_HISTORY, PublishedFigures
from dxkpi.locale import Message

NO_RULES = Rules()


def _anywhere(locality: Locality) -> bool:
    return True


def _open(locality: Locality, period: Period) -> Message | None:
    return None


@dataclass(frozen=True)
class UploadContext:
    """`measure_named` finds a measure by code or name and raises `UnknownMeasure`; `measures` are all, in reading
    order. `source` and `source_url` stand for rows that name none.

    `locality` and `period`, where given, are what the file was sent for: it may speak of that locality and the units
    inside it, and of that period alone. `sheet`: the one sheet to read. `may_report`: whether who sends the file may
    report for a locality. `locked`: why a locality's period takes no figures, or nothing. `history`: the figures that
    stand, for the checks that look back.
    """

    registry: Registry
    measure_named: Callable[[str], Measure]
    cutoff: Cutoff
    source: str = ""
    source_url: str = ""
    locality: Locality | None = None
    period: Period | None = None
    rules: Rules = NO_RULES
    measures: tuple[Measure, ...] = ()
    sheet: str | None = None
    may_report: Callable[[Locality], bool] = _anywhere
    locked: Callable[[Locality, Period], Message | None] = _open
    history: PublishedFigures = NO_HISTORY
