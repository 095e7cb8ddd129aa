"""What a file is read against: the registry, the measures, the cut-off rule, and the source given with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dxkpi.domain.locality import Locality, Registry
from dxkpi.domain.measure import Measure
from dxkpi.domain.period import Cutoff, Period
from dxkpi.domain.rule import Rules

NO_RULES = Rules()


@dataclass(frozen=True)
class Context:
    """`measure_named` finds a measure by code or name and raises `UnknownMeasure`. `source` and `source_url` stand for
    rows that name none. `locality` and `period`, where given, are the only ones the file may speak of."""

    registry: Registry
    measure_named: Callable[[str], Measure]
    cutoff: Cutoff
    source: str = ""
    source_url: str = ""
    locality: Locality | None = None
    period: Period | None = None
    rules: Rules = NO_RULES
