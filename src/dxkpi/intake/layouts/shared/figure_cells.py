"""The number in a cell of a figure, or the problem of a cell that has none."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Period
from dxkpi.intake.cell_text import as_text
from dxkpi.intake.files.sheet import Sheet
from dxkpi.intake.layouts.shared.sheet_remarks import SheetRemark
from dxkpi.intake.parsing.numbers import NotANumber, is_nothing, read_count, read_share
from dxkpi.intake.problems import ProblemCode, Severity
from dxkpi.locale import N_

WHY_NOT_READ: Mapping[ProblemCode, str] = {
    ProblemCode.NOT_A_NUMBER: N_("Cell {cell} ({measure}): “{value}” is not a number. Type the number alone."),
    ProblemCode.NEGATIVE: N_("Cell {cell} ({measure}): {value} is below 0. A count is 0 or more."),
    ProblemCode.NOT_WHOLE: N_("Cell {cell} ({measure}): {value} is not a whole number, but the measure is a count."),
    ProblemCode.SHARE_OUT_OF_RANGE: N_("Cell {cell} ({measure}): {value} is not between 0 and 100 percent."),
    ProblemCode.FORMULA_WITHOUT_VALUE: N_(
        "Cell {cell} ({measure}): a formula without a stored result. Type the number, or open the file in "
        "Excel and save it."
    ),
}
NO_VALUE = N_("Cell {cell} ({measure}): no value; no figure is saved for this cell.")


class FigureCell(NamedTuple):
    """A cell (row from 1, column from 0) and the figure that it gives. A tuple, because there is one per cell."""

    locality: Locality
    period: Period
    measure: Measure
    row: int
    column: int


def read_figure(sheet: Sheet, cell: FigureCell, missing: Severity | None) -> int | Decimal | SheetRemark | None:
    """The number in a cell, or its problem. `missing`: the severity of an empty cell; None: no problem."""
    problem = partial(
        SheetRemark, row=cell.row, column=cell.column, measure=cell.measure, locality=cell.locality, period=cell.period
    )
    content = content_of(sheet, cell.row, cell.column)
    names = {"measure": cell.measure.names}
    if (cell.row - 1, cell.column) in sheet.unsolved:
        code = ProblemCode.FORMULA_WITHOUT_VALUE
        return problem(code, WHY_NOT_READ[code], values=names)
    if is_nothing(content):
        empty = problem(ProblemCode.MISSING_VALUE, NO_VALUE, values=names, severity=missing)
        return None if missing is None else empty
    try:
        return read_count(content) if cell.measure.is_count else read_share(content)
    except NotANumber as refusal:
        values = {**names, "value": as_text(content)}
        return problem(refusal.code, WHY_NOT_READ[refusal.code], values=values)


def content_of(sheet: Sheet, row: int | None, column: int | None) -> object:
    """What a cell (row from 1, column from 0) contains; empty outside the sheet."""
    if row is None or column is None or row > len(sheet.rows) or column >= len(sheet.rows[row - 1]):
        return ""
    return sheet.rows[row - 1][column]
