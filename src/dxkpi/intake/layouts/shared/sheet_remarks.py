"""What a part of a layout has to say of a sheet before figures are read; the layout's `Collector` tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dxkpi.intake.layouts.shared.collector import Collector
from dxkpi.intake.problems import ProblemCode, Severity


@dataclass(frozen=True)
class SheetRemark:
    """A problem at a place: `row` from 1 and `column` from 0, nothing where it has none."""

    code: ProblemCode
    message: str
    row: int | None = None
    column: int | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR


def tell(collector: Collector, remarks: Iterable[SheetRemark]) -> None:
    """Tell them all, in their order."""
    for each in remarks:
        collector.tell(each.code, each.message, each.row, each.column, each.values, severity=each.severity)
