"""The number in a cell of a figure, with what is odd about the cell; or the problem of a cell that has no number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Period
from dxkpi.intake.cell_names import column_letters
from dxkpi.intake.cell_text import as_text
from dxkpi.intake.layouts.shared.number_reader import NumberReader
from dxkpi.intake.layouts.shared.sheet_remarks import SheetRemark
from dxkpi.intake.parsing.numbers import (
    NotANumber,
    agrees_with,
    is_nothing,
    may_be_fraction,
    may_be_zero,
    multiplier_of,
)
from dxkpi.intake.problems import ProblemCode, Severity
from dxkpi.locale import N_

WHY_NOT_READ: Mapping[ProblemCode, str] = {
    ProblemCode.NOT_A_NUMBER: N_("Cell {cell} ({measure}): “{value}” is not a number. Type the number alone."),
    ProblemCode.AMBIGUOUS_NUMBER: N_(
        "Cell {cell} ({measure}): “{value}” can be read as two numbers, with thousands or with decimals. Type the "
        "number without separators."
    ),
    ProblemCode.NEGATIVE: N_("Cell {cell} ({measure}): {value} is below 0. A count is 0 or more."),
    ProblemCode.NOT_WHOLE: N_("Cell {cell} ({measure}): {value} is not a whole number, but the measure is a count."),
    ProblemCode.SHARE_OUT_OF_RANGE: N_("Cell {cell} ({measure}): {value} is not between 0 and 100 percent."),
    ProblemCode.FORMULA_WITHOUT_VALUE: N_(
        "Cell {cell} ({measure}): a formula without a stored result. Type the number, or open the file in "
        "Excel and save it."
    ),
}
NO_VALUE = N_("Cell {cell} ({measure}): no value; no figure is saved for this cell.")
ZERO_OR_NONE = N_(
    "Cell {cell} ({measure}): “{value}” may mean 0 or that there is no figure. Type 0, or leave the cell empty."
)
STRUCK = N_(
    "Cell {cell} ({measure}): {value} is struck through. Delete the number, or remove the line if the number is valid."
)
PART_STRUCK = N_("Cell {cell} ({measure}): “{part}” is struck through and was left out; {number} was read.")
PART_RAISED = N_("Cell {cell} ({measure}): the raised “{part}” was taken for a footnote mark; {number} was read.")
DISPLAYED = N_(
    "Cell {cell} ({measure}): the cell displays “{shown}” but contains {value}; {value} was read. Type the number that "
    "is meant in a plain format, or write the reason."
)
NOT_DISPLAYED = N_("Cell {cell} ({measure}): the cell contains {value}, but its format displays nothing.")
IN_UNITS = N_("Cell {cell} ({measure}): “{value}” was read as {number}. Check the unit, or write the reason.")
MERGED = N_(
    "Cell {cell} ({measure}): one number is in the merged cells {first}:{last}, which have several figures. Split the "
    "cells, and type the number of each."
)
FRACTION = N_(
    "Cell {cell} ({measure}): {value} was read as {value} %. If {percent} % is meant, type it with the percent sign; "
    "otherwise write the reason."
)
# More of a cell nobody reads in a message.
MAX_QUOTED = 200
FigureNumber = int | Decimal


class FigureCell(NamedTuple):
    """A cell (row from 1, column from 0) and the figure that it gives. A tuple, because there is one per cell."""

    locality: Locality | None
    period: Period | None
    measure: Measure
    row: int
    column: int

    @property
    def place(self) -> tuple[int, int]:
        """Row and column, both from 0."""
        return self.row - 1, self.column

    def problem(self, code: ProblemCode, message: str, **values: object) -> SheetRemark:
        """A problem at the cell; `values` fill the message, in which {measure} is the measure."""
        return SheetRemark(
            code, message, self.row, self.column, {"measure": self.measure.names, **values},
            measure=self.measure, locality=self.locality, period=self.period,
        )  # fmt: skip


class FigureReading(NamedTuple):
    """The number of a cell, None if it has none that can be saved, and the problems of the cell."""

    number: FigureNumber | None
    problems: tuple[SheetRemark, ...] = ()


def read_figure(numbers: NumberReader, cell: FigureCell, missing: Severity | None) -> FigureReading:
    """The number in a cell. `missing`: the severity of an empty cell; None: no problem."""
    content = numbers.content(cell.row, cell.column)
    is_unsolved = cell.place in numbers.sheet.unsolved
    if is_nothing(content) and not is_unsolved:
        empty = cell.problem(ProblemCode.MISSING_VALUE, NO_VALUE)
        return FigureReading(None, () if missing is None else (empty.with_severity(missing),))
    try:
        number = numbers.count(cell.row, cell.column) if cell.measure.is_count else numbers.share(cell.row, cell.column)
    except NotANumber as refusal:
        message = ZERO_OR_NONE if may_be_zero(content) else WHY_NOT_READ[refusal.code]
        return FigureReading(None, (cell.problem(refusal.code, message, value=shortened(as_text(content))),))
    problems = tuple(_oddities(numbers, cell, content, number))
    return FigureReading(None if any(problem.is_error for problem in problems) else number, problems)


def shortened(text: str) -> str:
    """A text as a message quotes it."""
    return text if len(text) <= MAX_QUOTED else f"{text[:MAX_QUOTED]}…"


def _oddities(numbers: NumberReader, cell: FigureCell, content: object, number: FigureNumber) -> Iterator[SheetRemark]:
    look, place, problem = numbers.sheet.appearance, cell.place, cell.problem
    text = as_text(content)
    if place in look.struck:
        part = look.struck[place]
        if part == text:
            yield problem(ProblemCode.STRUCK_THROUGH, STRUCK, value=text)
        else:
            yield problem(ProblemCode.STRUCK_THROUGH, PART_STRUCK, part=part, number=number).with_severity(
                Severity.NOTE
            )
    if place in look.raised:
        yield problem(ProblemCode.FOOTNOTE_MARK, PART_RAISED, part=look.raised[place], number=number)
    if place in look.displayed and not isinstance(content, str):
        yield from _displayed_otherwise(cell, look.displayed[place], text, number)
    if (last := numbers.merged.shared_with(place)) is not None:
        names = {"first": f"{column_letters(cell.column)}{cell.row}", "last": f"{column_letters(last[1])}{last[0] + 1}"}
        yield problem(ProblemCode.MERGED_CELLS, MERGED, **names)
    if cell.measure.is_count and multiplier_of(content) > 1:
        yield problem(ProblemCode.UNIT_MULTIPLIER, IN_UNITS, value=text, number=number)
    if not cell.measure.is_count and may_be_fraction(content):
        yield problem(ProblemCode.MAY_BE_FRACTION, FRACTION, value=number, percent=_hundredfold(number))


def _hundredfold(share: FigureNumber) -> Decimal:
    """A fraction as a percentage, without zeros at its end."""
    percent = (Decimal(share) * 100).normalize()
    return percent.quantize(Decimal(1)) if percent == percent.to_integral() else percent


def _displayed_otherwise(cell: FigureCell, shown: str, value: str, number: FigureNumber) -> Iterator[SheetRemark]:
    if agrees_with(shown, number):
        return
    if is_nothing(shown):
        hidden = cell.problem(ProblemCode.DISPLAY_DIFFERS, NOT_DISPLAYED, value=value)
        yield hidden.with_severity(Severity.NOTE) if number == 0 else hidden
    else:
        yield cell.problem(ProblemCode.DISPLAY_DIFFERS, DISPLAYED, shown=shown, value=value)
