"""Reads the layout `long_table`: one figure per row, headings in English or Vietnamese, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from dxkpi.domain.figures.submitted import FigureOrigin
from dxkpi.domain.model.coverage import Coverage
from dxkpi.domain.model.locality_names import fold_name
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Basis, Period, parse_period, quarter_of
from dxkpi.errors import UnknownMeasure, UnknownPeriod
from dxkpi.intake.cell_text import as_text, folded
from dxkpi.intake.context import UploadContext
from dxkpi.intake.files.clean_text import one_line
from dxkpi.intake.files.read_sheets import Cell, Sheet
from dxkpi.intake.layouts.long_table.coverages import NO_COVERAGE, coverage_of
from dxkpi.intake.layouts.long_table.headings import HEADINGS, REPEATING, REQUIRED, heading_of, heading_row_of
from dxkpi.intake.layouts.shared.collector import Collector
from dxkpi.intake.layouts.shared.layout import Layout
from dxkpi.intake.layouts.shared.origins import BAD_ADDRESS, MAX_TEXT, TOO_LONG, is_web_address
from dxkpi.intake.layouts.shared.sheet_remarks import SheetRemark
from dxkpi.intake.layouts.shared.table_meaning import add_unit, leave_out_columns, state_above
from dxkpi.intake.parsing.numbers import is_nothing
from dxkpi.intake.parsing.periods import is_day, is_without_year, period_named
from dxkpi.intake.parsing.units import multiplier_of_exponent, multiplier_of_unit
from dxkpi.intake.parsing.vocabulary import is_foot, is_total
from dxkpi.intake.problems import ProblemCode, Severity, Upload
from dxkpi.locale import N_, Names

NAME = "long_table"
BASES = {
    "period": Basis.PERIOD,
    fold_name("trong kỳ"): Basis.PERIOD,
    "cumulative": Basis.CUMULATIVE,
    fold_name("lũy kế"): Basis.CUMULATIVE,
}
YES = frozenset({"yes", "có", "true", "1", "x"})
NO = frozenset({"", "no", "không", "false", "0"})
NO_PERIOD = N_("Cell {cell}: the period is missing. Write 2022-Q3, 2022-9M or first day..last day.")
NO_MEASURE = N_("Cell {cell}: the measure is missing. Use one from the list of measures.")
SPLIT = N_(
    "Cell {cell}: “{value}” has no heading. A value in this row, such as 1.000,5, was probably split at "
    "the column separator. Put that value in quotation marks, or submit the table as XLSX."
)
NOT_A_PERIOD = N_("Cell {cell}: “{value}” is not a period. Write 2022-Q3, 2022-9M or first day..last day.")
ONE_DAY = N_(
    "Cell {cell}: {value} is a single day, which a spreadsheet makes of a period such as 3/2022. Write 2022-Q3, "
    "2022-9M or first day..last day, as text."
)
NO_YEAR = N_("Cell {cell}: the year is missing beside “{value}”. Write 2022-Q3 or Quý III/2022.")
NOT_CUMULATIVE = N_(
    "Cell {cell}: “{value}” is a quarter, but its row says cumulative. Write 2022-6M, 2022-9M or 2022 for figures "
    "since the start of the year, or correct the column “loại kỳ”."
)
NO_SUCH_MEASURE = N_("Cell {cell}: there is no measure “{value}”. Use one from the list of measures.")
NOT_YES_OR_NO = N_("Cell {cell}: “{value}” is neither yes nor no.")
NO_EXPONENT = N_("Cell {cell}: “{value}” is not a power of ten from 0 to 9.")
TWICE = N_("The heading “{heading}” appears twice. Remove one of the columns.")
MISSING = N_("The heading “{heading}” is missing. Add the column.")
TOTAL_ROW = N_("Cell {cell}: the row “{value}” is a total and was not read.")


def recognises(sheet: Sheet) -> bool:
    """Whether a sheet has this layout: a row with at least three of the four required headings."""
    return heading_row_of(sheet) is not None


def read(sheet: Sheet, context: UploadContext) -> Upload:
    """Figures and problems of a sheet in this layout. Rows without a value give no figure, and a note."""
    return _LongTableReader(sheet, context).upload()


@dataclass
class _LongTableReader:
    """One pass over a sheet; each name and period is looked up once."""

    sheet: Sheet
    context: UploadContext
    columns: dict[str, int] = field(default_factory=dict)
    _periods: dict[tuple[str, str], Period | None] = field(default_factory=dict)
    _measures: dict[str, Measure | None] = field(default_factory=dict)
    _origins: dict[tuple[bool, str, str, str, Coverage, str], FigureOrigin] = field(default_factory=dict)

    @cached_property
    def collector(self) -> Collector:
        return Collector(NAME, self.sheet, self.context)

    def upload(self) -> Upload:
        heading_row = heading_row_of(self.sheet) or 0
        self._read_headings(heading_row)
        if not any(problem.severity is Severity.ERROR for problem in self.collector.problems):
            end = self._end()
            self._prepare(heading_row, end)
            for number, row in enumerate(self.sheet.rows[heading_row + 1 : end], start=heading_row + 2):
                if self._is_total(row):
                    self._tell(ProblemCode.UNKNOWN_LOCALITY, TOTAL_ROW, number, "locality", Severity.NOTE)
                elif (place := self._cut_off(row, number, heading_row)) is not None:
                    values = {"value": as_text(row[place])}
                    self.collector.add_problem(SheetRemark(ProblemCode.MISSING_HEADING, SPLIT, number, place, values))
                elif not all(is_nothing(cell) for cell in row):
                    self._read_row(row, number)
        return self.collector.upload()

    def _end(self) -> int:
        """How many rows precede the signatures and notes below the table."""
        rows = self.sheet.rows
        last = next((place for place in reversed(range(len(rows))) if self._names_a_figure(rows[place])), 0)
        below = (place for place in range(last + 1, len(rows)) if any(is_foot(cell) for cell in rows[place]))
        return next(below, len(rows))

    def _names_a_figure(self, row: Sequence[Cell]) -> bool:
        cells = self._cell(row, "period"), self._cell(row, "measure")
        return all(cell not in ("", None) and not is_foot(cell) for cell in cells)

    def _is_total(self, row: Sequence[Cell]) -> bool:
        named = self._text(row, "period") or self._text(row, "measure")
        return not named and is_total(self._text(row, "locality"))

    def _cut_off(self, row: Sequence[Cell], number: int, heading_row: int) -> int | None:
        """The column with the rest of a value that was split at the delimiter: beyond the headings, or, if those cells
        are empty, digits right of the value. None if no value was split."""
        lengths = self.sheet.lengths
        if not lengths:
            return None
        headed, beside = lengths[heading_row], self.columns["value"] + 1
        beyond = next((place for place in range(headed, lengths[number - 1]) if not is_nothing(row[place])), None)
        if beyond is not None or beside >= len(row) or not as_text(row[beside]).isdigit():
            return beyond
        is_headed = as_text(self.sheet.rows[heading_row][beside])
        return beside if lengths[number - 1] > headed or not is_headed else None

    def _read_headings(self, heading_row: int) -> None:
        for position, cell in enumerate(self.sheet.rows[heading_row] if self.sheet.rows else ()):
            name = heading_of(cell)
            if name in self.columns:
                values = {"heading": as_text(cell)}
                problem = SheetRemark(ProblemCode.DUPLICATE_HEADING, TWICE, heading_row + 1, position, values)
                self.collector.add_problem(problem)
            elif name:
                self.columns[name] = position
        for name in REQUIRED:
            if name not in self.columns:
                values = {"heading": " / ".join(HEADINGS[name])}
                problem = SheetRemark(ProblemCode.MISSING_HEADING, MISSING, heading_row + 1, None, values)
                self.collector.add_problem(problem)

    def _prepare(self, heading_row: int, end: int) -> None:
        """Find out the units, how numbers are written, and which columns are left out."""
        value, rows = self.columns["value"], range(heading_row + 2, end + 1)
        state_above(self.collector, heading_row, {value: (heading_row,)})
        leave_out_columns(self.collector, heading_row, rows, set(self.columns.values()), REPEATING)
        counts, shares = list[int](), list[int]()
        for number in rows:
            measure = self._measure_of(self._text(self.sheet.rows[number - 1], "measure"))
            (counts if measure is None or measure.is_count else shares).append(number)
            self._read_unit(number)
        self.collector.numbers.learn(value, counts, is_count=True)
        self.collector.numbers.learn(value, shares, is_count=False)

    def _read_unit(self, number: int) -> None:
        """The unit that a row states for its figure, in words or as a power of ten."""
        row = self.sheet.rows[number - 1]
        times = multiplier_of_unit(self._text(row, "unit"))
        exponent = multiplier_of_exponent(self._text(row, "unit_mult"))
        if exponent is None:
            self._tell(ProblemCode.NOT_A_NUMBER, NO_EXPONENT, number, "unit_mult")
        elif times * exponent > 1:
            column = self.columns["unit" if times > 1 else "unit_mult"]
            if not self.collector.numbers.row_times:
                add_unit(self.collector, number - 1, column, max(times, exponent))
            self.collector.numbers.row_times[number] = max(times, exponent)

    def _read_row(self, row: Sequence[Cell], number: int) -> None:
        period = self._period(row, number)
        place, value = self.columns["locality"], self.columns["value"]
        locality = self.collector.find_locality(row[place] if place < len(row) else "", number, place, period)
        measure = self._measure(row, number)
        origin = self._origin(row, number)
        if (
            period is None or measure is None or origin is None or locality is None
            or not self.collector.accepts_figures(locality, period, number, self.columns["period"])
        ):  # fmt: skip
            self.collector.check_cell(number, value, measure)
            return
        self.collector.add_row(locality, period, number, [(value, measure)], origin)

    def _period(self, row: Sequence[Cell], number: int) -> Period | None:
        text, kind = self._text(row, "period"), folded(self._cell(row, "basis"))
        if kind and kind not in BASES:
            message = N_("Cell {cell}: “{value}” is neither “period” nor “cumulative”.")
            self._tell(ProblemCode.PERIOD_MISMATCH, message, number, "basis")
            return None
        key = (text, kind)
        if key not in self._periods:
            self._periods[key] = self._period_of(text, BASES.get(kind)) if not self._is_day(row) else None
        period = self._periods[key]
        if period is None:
            message = self._why_no_period(row, text, BASES.get(kind))
            self._tell(ProblemCode.PERIOD_MISMATCH, message, number, "period")
            return None
        return period if self.collector.accepts_period(period, number, self.columns["period"], text) else None

    def _period_of(self, text: str, basis: Basis | None) -> Period | None:
        """A period in the notation or in words, Quý III/2022; words imply their basis. A quarter is not cumulative."""
        try:
            written = parse_period(text, self.context.cutoff)
        except UnknownPeriod:
            named = period_named(text, self.context.cutoff)
            return named if named is not None and basis in (None, named.basis) else None
        if basis is None or basis is written.basis:
            return written
        given = replace(written, basis=basis)
        is_quarter = basis is Basis.CUMULATIVE and quarter_of(written, self.context.cutoff) is not None
        return None if is_quarter and ".." not in text else given

    def _is_day(self, row: Sequence[Cell]) -> bool:
        """Whether a period is one day: a spreadsheet makes 1/3/2022 of 3/2022."""
        cell = self._cell(row, "period")
        return isinstance(cell, date) or (isinstance(cell, str) and is_day(cell))

    def _why_no_period(self, row: Sequence[Cell], text: str, basis: Basis | None) -> str:
        if not text:
            return NO_PERIOD
        if self._is_day(row):
            return ONE_DAY
        if is_without_year(text):
            return NO_YEAR
        return NOT_CUMULATIVE if basis and self._period_of(text, None) else NOT_A_PERIOD

    def _measure_of(self, text: str) -> Measure | None:
        if text not in self._measures:
            try:
                measure = self.context.measure_named(text)
                self._measures[text] = None if measure.from_registry else measure
            except UnknownMeasure:
                self._measures[text] = None
        return self._measures[text]

    def _measure(self, row: Sequence[Cell], number: int) -> Measure | None:
        text = self._text(row, "measure")
        measure = self._measure_of(text)
        if measure is None:
            self._tell(ProblemCode.UNKNOWN_MEASURE, NO_SUCH_MEASURE if text else NO_MEASURE, number, "measure")
        return measure

    def _origin(self, row: Sequence[Cell], number: int) -> FigureOrigin | None:
        text = folded(self._cell(row, "provisional"))
        texts = (self._text(row, name) for name in ("source", "source_url", "note"))
        source, address, note = ("" if is_nothing(content) else content for content in texts)
        if text not in YES | NO:
            self._tell(ProblemCode.NOT_A_NUMBER, NOT_YES_OR_NO, number, "provisional")
        if address and not is_web_address(address):
            self._tell(ProblemCode.BAD_ADDRESS, BAD_ADDRESS, number, "source_url")
        for name, content in (("source", source), ("note", note)):
            if len(content) > MAX_TEXT:
                self._tell(ProblemCode.TEXT_TOO_LONG, TOO_LONG, number, name, limit=MAX_TEXT, value=content[:30])
        if text not in YES | NO or (address and not is_web_address(address)) or max(len(source), len(note)) > MAX_TEXT:
            return None
        coverage = self._coverage(row, number)
        if coverage is None:
            return None
        title, url = one_line(source) or self.context.source, address or self.context.source_url
        parts = (text in YES, title, url, note, coverage, self._text(row, "printed"))
        if parts not in self._origins:
            self._origins[parts] = FigureOrigin(*parts)
        return self._origins[parts]

    def _coverage(self, row: Sequence[Cell], number: int) -> Coverage | None:
        text = folded(self._cell(row, "coverage"))
        try:
            return coverage_of(text)
        except ValueError:
            self._tell(ProblemCode.NOT_A_NUMBER, NO_COVERAGE, number, "coverage")
            return None

    def _cell(self, row: Sequence[Cell], name: str) -> Cell:
        position = self.columns.get(name, len(row))
        return row[position] if position < len(row) else ""

    def _text(self, row: Sequence[Cell], name: str) -> str:
        return as_text(self._cell(row, name))

    def _tell(
        self, code: ProblemCode, message: str, row: int, name: str, severity: Severity | None = None, **values: object
    ) -> None:
        column = self.columns[name]
        values = {"value": self.collector.cell_text(row, column), **values}
        self.collector.add_problem(SheetRemark(code, message, row, column, values, severity=severity))


LAYOUT = Layout(
    NAME, Names("bảng dọc, mỗi dòng một số liệu", "long table, one figure per row"), recognises, read, "long_table.csv"
)
