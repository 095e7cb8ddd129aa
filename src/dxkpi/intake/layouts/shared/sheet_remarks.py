"""Problems that a layout finds in a sheet before it collects figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dxkpi.intake.layouts.shared.collector import Collector
from dxkpi.intake.problems import ProblemCode, Severity


@dataclass(frozen=True)
class SheetRemark:
    """A problem at a cell: `row` from 1, `column` from 0; None if it has no cell."""

    code: ProblemCode
    message: str
    row: int | None = None
    column: int | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR


def add_remarks(collector: Collector, remarks: Iterable[SheetRemark]) -> None:
    """Add them to the collector's problems, in their order."""
    for each in remarks:
        collector.add_problem(each.code, each.message, each.row, each.column, each.values, severity=each.severity)
