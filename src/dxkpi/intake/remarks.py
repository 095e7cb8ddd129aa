"""What a part of a layout has to say of a sheet before figures are read; the layout's `Collector` tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dxkpi.intake.collecting import Collector
from dxkpi.intake.report import Code, Severity


@dataclass(frozen=True)
class Remark:
    """A problem at a place: `row` from 1 and `column` from 0, nothing where it has none."""

    code: Code
    message: str
    row: int | None = None
    column: int | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR


def tell(collector: Collector, remarks: Iterable[Remark]) -> None:
    """Tell them all, in their order."""
    for each in remarks:
        collector.tell(each.code, each.message, each.row, each.column, each.values, severity=each.severity)
