"""Collects what a layout reads from a sheet: cells become localities and figures, or problems at their cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from dxkpi.domain.figures.submitted import FigureOrigin, SubmittedFigures
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Period, in_words
from dxkpi.intake.cell_names import column_letters
from dxkpi.intake.cell_text import as_text
from dxkpi.intake.context import UploadContext
from dxkpi.intake.files.read_sheets import Cell, Sheet
from dxkpi.intake.layouts.shared.figure_buffer import (
    BITS,
    SURELY_WHOLE,
    CountColumns,
    FigureBuffer,
    parts_of,
    rows_and_columns,
)
from dxkpi.intake.layouts.shared.figure_cells import FigureCell, read_figure
from dxkpi.intake.layouts.shared.number_reader import NumberReader
from dxkpi.intake.layouts.shared.origins import BAD_SOURCE_ADDRESS, is_web_address
from dxkpi.intake.layouts.shared.sheet_looks import looks_of
from dxkpi.intake.layouts.shared.sheet_remarks import SheetRemark
from dxkpi.intake.parsing.localities import LocalityNotFound, LocalityResult, find_unit
from dxkpi.intake.parsing.numbers import NotANumber, is_nothing
from dxkpi.intake.problems import Problem, ProblemCode, Severity, Upload
from dxkpi.locale import N_, Message

LOCKED = N_("Cell {cell} ({locality}): {why}. Figures are accepted only while the period is open.")
LEGACY_FONT = N_(
    "text in the font {font} was read as “{text}”, which is not a locality. Type it again in a Unicode font."
)
NO_FIGURE = N_("Cell {cell}: “{value}” is not a figure of any measure. Type a number that is 0 or more.")
REPEATED = N_("Cell {cell} repeats the figure of cell {first}. Keep one.")


@dataclass
class _PeriodLookups:
    """What was found of one period: its place among those with figures, what texts mean, which units it takes."""

    period: Period | None
    place: int | None = None
    units: dict[str, LocalityResult] = field(default_factory=dict)
    allowed: dict[str, bool] = field(default_factory=dict)


class Collector:
    """Figures and problems of one sheet. Rows count from 1 and columns from 0, as the file has them."""

    def __init__(self, layout: str, sheet: Sheet, context: UploadContext) -> None:
        self.layout, self.sheet, self.context = layout, sheet, context
        self.numbers = NumberReader(sheet)
        self.problems: list[Problem] = []
        self._localities: dict[str, int] = {}
        self._periods: dict[Period, int] = {}
        self._measures: dict[str, int] = {}
        self._origins: dict[FigureOrigin, int] = {}
        self._latest = _PeriodLookups(None)
        self._by_period: dict[Period | None, _PeriodLookups] = {None: self._latest}
        self._origin: FigureOrigin | None = None
        self._origin_place = 0
        self._buffer = FigureBuffer()
        self._picks: dict[int, CountColumns] = {}

    def find_locality(self, cell: Cell, row: int, column: int, period: Period | None) -> Locality | None:
        """The locality that a cell names (code, key or name); None, with a problem, if there is none that is
        allowed."""
        text, units = as_text(cell), self._lookups(period).units
        locality = units.get(text)
        if locality is None:
            locality = units[text] = find_unit(text, period, self.context)
        if isinstance(locality, Locality):
            return locality
        self._add_unknown_locality(locality, text, row, column, period)
        return None

    def accepts_period(self, period: Period, row: int, column: int, text: str) -> bool:
        """Whether the upload may contain a period; adds a problem at the cell that names it if not."""
        if self.context.period is None or self.context.period == period:
            return True
        cutoff = self.context.cutoff
        values = {"value": in_words(period, cutoff), "chosen": in_words(self.context.period, cutoff)}
        message = N_(
            "Cell {cell}: {value} is not the chosen period ({chosen}). Choose another period, or correct the file."
        )
        self.add_problem(
            SheetRemark(ProblemCode.PERIOD_MISMATCH, message, row, column, values, value=text, period=period)
        )
        return False

    def accepts_figures(self, locality: Locality, period: Period, row: int, column: int) -> bool:
        """Whether the period accepts figures of the locality; adds a problem, once per locality and period, if not."""
        key, allowed = locality.key, self._lookups(period).allowed
        if key not in allowed:
            why = self.context.locked(locality, period)
            allowed[key] = why is None
            if why is not None:
                self.add_problem(
                    SheetRemark(
                        ProblemCode.LOCKED,
                        LOCKED,
                        row,
                        column,
                        {"locality": locality.name, "why": why},
                        locality=locality,
                        period=period,
                    )
                )
        return allowed[key]

    def add_row(
        self,
        locality: Locality,
        period: Period,
        row: int,
        cells: Sequence[tuple[int, Measure]],
        origin: FigureOrigin,
        *,
        missing: Severity | None = Severity.NOTE,
    ) -> None:
        """Add the figures of one row; `cells`: each column with its measure. `missing`: the severity of an empty cell;
        None: no problem."""
        origin_number, place = self._origin_number(origin), self._place(locality, period)
        is_plain = self.numbers.is_plain(row)
        if is_plain and self._buffer.add_row(place, row, self.sheet.rows, self._pick(cells), origin_number):
            return
        line = self.sheet.rows[row - 1]
        width = len(line)
        for column, measure in cells:
            content = line[column] if column < width else ""
            cell = FigureCell(locality, period, measure, row, column)
            if is_plain and measure.is_count and isinstance(content, float) and _is_count(content):
                self._add(cell, place, int(content), origin_number)
                continue
            reading = read_figure(self.numbers, cell, missing)
            for problem in reading.problems:
                self.add_problem(problem)
            if reading.number is not None:
                self._add(cell, place, reading.number, origin_number)

    def check_cell(self, row: int, column: int, measure: Measure | None) -> bool:
        """Add the problems of a cell that gives no figure of its own. Returns whether it has no error.

        Without a measure it is read as a number of any kind.
        """
        if measure is not None:
            problems = read_figure(self.numbers, FigureCell(None, None, measure, row, column), None).problems
        else:
            problems = self._number_problems(row, column)
        for problem in problems:
            self.add_problem(problem)
        return not any(problem.is_error for problem in problems)

    def _number_problems(self, row: int, column: int) -> tuple[SheetRemark, ...]:
        content = self.numbers.content(row, column)
        try:
            self.numbers.count(row, column)
        except NotANumber as refusal:
            if not is_nothing(content) and refusal.code is not ProblemCode.NOT_WHOLE:
                return (SheetRemark(refusal.code, NO_FIGURE, row, column, {"value": as_text(content)}),)
        return ()

    def add_sum(self, locality: Locality, period: Period, cell: FigureCell, value: int, origin: FigureOrigin) -> None:
        """Add one figure that is the sum of several cells; problems about it are at `cell`."""
        self._add(cell, self._place(locality, period), value, self._origin_number(origin))

    def add_problem(self, remark: SheetRemark) -> None:
        """Add one problem."""
        letters = "" if remark.column is None else column_letters(remark.column)
        self.problems.append(
            Problem(
                remark.code,
                remark.severity or remark.code.severity,
                Message(remark.message, {"cell": f"{letters}{remark.row or ''}", **remark.values}),
                self.sheet.name,
                remark.row,
                letters,
                remark.measure.code if remark.measure else "",
                self.cell_text(remark.row, remark.column) if remark.value is None else remark.value,
                remark.locality.key if remark.locality else "",
                remark.period,
            )
        )

    def cell_text(self, row: int | None, column: int | None) -> str:
        """The text of a cell; empty outside the sheet."""
        return as_text(self.numbers.content(row, column))

    def upload(self) -> Upload:
        """The result. A sheet without figures and without errors gets the error EMPTY_FILE."""
        if not self._buffer and not any(problem.severity is Severity.ERROR for problem in self.problems):
            self.add_problem(
                SheetRemark(
                    ProblemCode.EMPTY_FILE,
                    N_("The file has headings but no figures. Fill in the figures and submit it again."),
                    None,
                    None,
                    value="",
                )
            )
        address = self.context.source_url
        if address and not is_web_address(address):
            self.add_problem(
                SheetRemark(ProblemCode.BAD_ADDRESS, BAD_SOURCE_ADDRESS, values={"value": address}, value=address)
            )
        figures, cells, origin_number, values = self._buffer.columns()
        submitted = SubmittedFigures(
            tuple(self._localities),
            tuple(self._periods),
            tuple(self._measures),
            tuple(self._origins),
            *parts_of(figures),
            origin_number,
            tuple(values),
        )
        where = rows_and_columns(cells)
        for remark in looks_of(self.sheet, *where):
            self.add_problem(remark)
        return Upload(self.layout, submitted, tuple(self.problems), self.sheet.name, self.sheet.rows, *where)

    def _lookups(self, period: Period | None) -> _PeriodLookups:
        """The lookups of a period; most rows have the period of the row before."""
        if period is not self._latest.period:
            self._latest = self._by_period.get(period) or self._by_period.setdefault(period, _PeriodLookups(period))
        return self._latest

    def _place(self, locality: Locality, period: Period) -> int:
        lookups = self._lookups(period)
        if lookups.place is None:
            lookups.place = self._periods.setdefault(period, len(self._periods))
        return (self._localities.setdefault(locality.key, len(self._localities)) << BITS | lookups.place) << BITS

    def _origin_number(self, origin: FigureOrigin) -> int:
        if origin is not self._origin:  # most rows have the origin of the row before
            self._origin, self._origin_place = origin, self._origins.setdefault(origin, len(self._origins))
        return self._origin_place

    def _pick(self, cells: Sequence[tuple[int, Measure]]) -> CountColumns:
        pick = self._picks.get(id(cells))
        if pick is None or pick.cells is not cells:
            pick = self._picks[id(cells)] = CountColumns(cells, self._measures)
        return pick

    def _add(self, cell: FigureCell, place: int, value: int | Decimal, origin_number: int) -> None:
        figure = place | self._measures.setdefault(cell.measure.code, len(self._measures))
        first = self._buffer.first_cell(figure)
        if first is None:
            self._buffer.add(figure, cell.row, cell.column, value, origin_number)
            return
        values = {"first": f"{column_letters(first[1])}{first[0]}"}
        repeated = SheetRemark(
            ProblemCode.DUPLICATE_ROW, REPEATED, cell.row, cell.column, values, measure=cell.measure,
            locality=cell.locality, period=cell.period,
        )  # fmt: skip
        self.add_problem(repeated)

    def _add_unknown_locality(
        self, why: LocalityNotFound, text: str, row: int, column: int, period: Period | None
    ) -> None:
        code = why.code
        values = {"refusal": why.message}
        font = self.sheet.legacy.get((row - 1, column))
        if font and code in (ProblemCode.UNKNOWN_LOCALITY, ProblemCode.AMBIGUOUS_LOCALITY):
            code = ProblemCode.LEGACY_FONT
            values = {"refusal": Message(LEGACY_FONT, {"font": font, "text": text})}
        self.add_problem(
            SheetRemark(code, N_("Cell {cell}: {refusal}"), row, column, values, locality=why.locality, period=period)
        )


def _is_count(content: float) -> bool:
    return 0 <= content < SURELY_WHOLE and content.is_integer()
