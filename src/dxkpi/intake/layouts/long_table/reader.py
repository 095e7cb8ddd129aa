"""Reads the layout `long_table`: one figure per row, headings in English or Vietnamese, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dxkpi.domain.figures.submitted import FigureOrigin
from dxkpi.domain.model.locality_names import fold_name
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Basis, Period, parse_period
from dxkpi.errors import UnknownMeasure, UnknownPeriod
from dxkpi.intake.cell_text import as_text, folded
from dxkpi.intake.context import UploadContext
from dxkpi.intake.files.read_sheets import Cell, Sheet
from dxkpi.intake.layouts.long_table.headings import HEADINGS, REQUIRED, heading_row_of
from dxkpi.intake.layouts.shared.collector import Collector
from dxkpi.intake.layouts.shared.layout import Layout
from dxkpi.intake.layouts.shared.sheet_remarks import SheetRemark
from dxkpi.intake.parsing.numbers import is_nothing
from dxkpi.intake.parsing.periods import period_named
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
    _origins: dict[tuple[bool, str, str, str], FigureOrigin] = field(default_factory=dict)

    @cached_property
    def collector(self) -> Collector:
        return Collector(NAME, self.sheet, self.context)

    def upload(self) -> Upload:
        heading_row = heading_row_of(self.sheet) or 0
        self._read_headings(heading_row)
        if not self.collector.problems:
            end = self._end()
            for number, row in enumerate(self.sheet.rows[heading_row + 1 : end], start=heading_row + 2):
                if self._is_total(row):
                    self._tell(ProblemCode.UNKNOWN_LOCALITY, TOTAL_ROW, number, "locality", severity=Severity.NOTE)
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
        names = {spelling: name for name, spellings in HEADINGS.items() for spelling in spellings}
        for position, cell in enumerate(self.sheet.rows[heading_row] if self.sheet.rows else ()):
            name = names.get(folded(cell))
            if name in self.columns:
                message = N_("The heading “{heading}” appears twice. Remove one of the columns.")
                values = {"heading": as_text(cell)}
                self.collector.add_problem(
                    SheetRemark(ProblemCode.DUPLICATE_HEADING, message, heading_row + 1, position, values)
                )
            elif name:
                self.columns[name] = position
        for name in REQUIRED:
            if name not in self.columns:
                message = N_("The heading “{heading}” is missing. Add the column.")
                values = {"heading": " / ".join(HEADINGS[name])}
                self.collector.add_problem(
                    SheetRemark(ProblemCode.MISSING_HEADING, message, heading_row + 1, None, values)
                )

    def _read_row(self, row: Sequence[Cell], number: int) -> None:
        period = self._period(row, number)
        place = self.columns["locality"]
        locality = self.collector.find_locality(row[place] if place < len(row) else "", number, place, period)
        measure = self._measure(row, number)
        origin = self._origin(row, number)
        if period is None or measure is None or origin is None:
            return
        if locality is not None and self.collector.accepts_figures(locality, period, number, self.columns["period"]):
            self.collector.add_row(locality, period, number, [(self.columns["value"], measure)], origin)

    def _period(self, row: Sequence[Cell], number: int) -> Period | None:
        text, kind = self._text(row, "period"), folded(self._cell(row, "basis"))
        if kind and kind not in BASES:
            message = N_("Cell {cell}: “{value}” is neither “period” nor “cumulative”.")
            self._tell(ProblemCode.PERIOD_MISMATCH, message, number, "basis")
            return None
        key = (text, kind)
        if key not in self._periods:
            self._periods[key] = self._period_of(text, BASES.get(kind))
        period = self._periods[key]
        if period is None:
            message = N_("Cell {cell}: “{value}” is not a period. Write 2022-Q3, 2022-9M or first day..last day.")
            self._tell(ProblemCode.PERIOD_MISMATCH, message if text else NO_PERIOD, number, "period")
            return None
        return period if self.collector.accepts_period(period, number, self.columns["period"], text) else None

    def _period_of(self, text: str, basis: Basis | None) -> Period | None:
        """A period in the notation or in words, Quý III/2022; words imply their basis."""
        try:
            return parse_period(text, self.context.cutoff, basis)
        except UnknownPeriod:
            named = period_named(text, self.context.cutoff)
            return named if named is not None and basis in (None, named.basis) else None

    def _measure(self, row: Sequence[Cell], number: int) -> Measure | None:
        text = self._text(row, "measure")
        if text not in self._measures:
            try:
                measure = self.context.measure_named(text)
                self._measures[text] = None if measure.from_registry else measure
            except UnknownMeasure:
                self._measures[text] = None
        if self._measures[text] is None:
            message = N_("Cell {cell}: there is no measure “{value}”. Use one from the list of measures.")
            self._tell(ProblemCode.UNKNOWN_MEASURE, message if text else NO_MEASURE, number, "measure")
        return self._measures[text]

    def _origin(self, row: Sequence[Cell], number: int) -> FigureOrigin | None:
        text = folded(self._cell(row, "provisional"))
        if text not in YES | NO:
            self._tell(
                ProblemCode.NOT_A_NUMBER, N_("Cell {cell}: “{value}” is neither yes nor no."), number, "provisional"
            )
            return None
        source = self._text(row, "source") or self.context.source
        address = self._text(row, "source_url") or self.context.source_url
        said = (text in YES, source, address, self._text(row, "note"))
        if said not in self._origins:
            self._origins[said] = FigureOrigin(*said)
        return self._origins[said]

    def _cell(self, row: Sequence[Cell], name: str) -> Cell:
        position = self.columns.get(name, len(row))
        return row[position] if position < len(row) else ""

    def _text(self, row: Sequence[Cell], name: str) -> str:
        return as_text(self._cell(row, name))

    def _tell(
        self, code: ProblemCode, message: str, row: int, name: str, *, severity: Severity = Severity.ERROR
    ) -> None:
        column = self.columns[name]
        values = {"value": self.collector.cell_text(row, column)}
        self.collector.add_problem(SheetRemark(code, message, row, column, values, severity=severity))


LAYOUT = Layout(
    NAME, Names("bảng dọc, mỗi dòng một số liệu", "long table, one figure per row"), recognises, read, "long_table.csv"
)
