"""A problem of a sheet as a layout states it: by row and column, before it becomes a `Problem` with the cell's name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Period
from dxkpi.intake.problems import ProblemCode, Severity


@dataclass(frozen=True)
class SheetRemark:
    """A problem at a cell: `row` from 1, `column` from 0; None if it has no cell.

    `message` may use {cell} and the placeholders of `values`. `severity` defaults to that of the code, `value` to the
    content of the cell. `measure`, `locality`, `period`: what it is about, if known.
    """

    code: ProblemCode
    message: str
    row: int | None = None
    column: int | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    severity: Severity | None = None
    measure: Measure | None = None
    value: str | None = None
    locality: Locality | None = None
    period: Period | None = None

    def with_severity(self, severity: Severity) -> SheetRemark:
        """The same problem with another severity than that of its code."""
        return replace(self, severity=severity)

    @property
    def is_error(self) -> bool:
        """Whether nothing is saved because of it."""
        return (self.severity or self.code.severity) is Severity.ERROR
