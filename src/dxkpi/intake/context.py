"""What reading an upload depends on: registry, measures, cut-off rule, published figures, and who submits it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dxkpi.domain.model.indicator import Indicator
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
    """`measure_named` finds a measure by code or name and raises `UnknownMeasure`; `measures` are all measures in
    display order, `indicators` those that stated shares refer to. `source` and `source_url` are used for rows that name
    none.

    `locality` and `period`: the choice that restricts the file to that locality and those inside it, and to that
    period; None for no restriction. `sheet`: the name of the only sheet to read. `may_report`: whether the account may
    report for a locality. `locked`: why a locality's period accepts no figures; None if it does. `history`: the
    published figures that the checks compare with. `today`: periods that have not ended then are noted; None: none."""

    registry: Registry
    measure_named: Callable[[str], Measure]
    cutoff: Cutoff
    source: str = ""
    source_url: str = ""
    locality: Locality | None = None
    period: Period | None = None
    rules: Rules = NO_RULES
    measures: tuple[Measure, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    sheet: str | None = None
    may_report: Callable[[Locality], bool] = _anywhere
    locked: Callable[[Locality, Period], Message | None] = _open
    history: PublishedFigures = NO_HISTORY
    today: date | None = None
