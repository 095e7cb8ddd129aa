"""Reads the template: one row per locality, one column per measure, made for a locality and a period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from dxkpi.domain.figures.submitted import FigureOrigin
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.locality_names import bare_name, fold_name
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Basis, Period, in_words, parse_period
from dxkpi.errors import UnknownPeriod
from dxkpi.intake.cell_text import as_text
from dxkpi.intake.context import UploadContext
from dxkpi.intake.files.read_sheets import Cell, Sheet
from dxkpi.intake.layouts.shared.collector import Collector
from dxkpi.intake.layouts.shared.layout import Layout
from dxkpi.intake.layouts.shared.sheet_remarks import SheetRemark
from dxkpi.intake.layouts.shared.table_meaning import state_above
from dxkpi.intake.layouts.template import shape
from dxkpi.intake.layouts.template.columns import is_blank, measure_columns
from dxkpi.intake.layouts.template.screen_form import sheet_of_form
from dxkpi.intake.parsing.localities import find_unit
from dxkpi.intake.parsing.vocabulary import is_total
from dxkpi.intake.problems import ProblemCode, Severity, Upload, refused
from dxkpi.locale import N_, Message, Names

__all__ = ["NAME", "read", "recognises", "sheet_of_form"]

NAME = "template"
MeasureColumns = Sequence[tuple[int, Measure]]

OTHER_VERSION = N_(
    "This template has version “{version}”, which is not supported (supported: {known}). Download a new "
    "template and copy the figures into it."
)
NO_PERIOD = N_("The sheet does not name its period. Choose the period, or copy the figures into a new template.")
TWO_PERIODS = N_(
    "Cell {cell} says {value}, but this template was made for {made}. Download the template of the period you mean."
)
NO_COLUMNS = N_(
    "The headings of the template are missing, so its figures cannot be read. Copy them into a new template."
)
NOT_ONE = N_(
    "Cell {cell}: “{value}” is not the name of the code next to it, which is that of {locality}. Correct one of them."
)
EMPTY_ROW = N_("Cell {cell} ({locality}): this row is empty; no figure is saved for it.")
EMPTY_COLUMN = N_("Cell {cell} ({measure}): this column is empty; no figure is saved for it.")
TOTAL_ROW = N_("Cell {cell}: the row “{value}” is a total and was not read.")


def recognises(sheet: Sheet) -> bool:
    """Whether a sheet has this layout: it contains the mark, the row of codes or the headings."""
    mark = shape.find_mark(sheet)
    return (mark is not None and mark.row is not None) or shape.find_headings(sheet).first > 0


def read(sheet: Sheet, context: UploadContext) -> Upload:
    """Figures and problems of a sheet in this layout. Columns of the period before are not read."""
    mark = shape.find_mark(sheet)
    if mark is not None and mark.version != shape.VERSION:
        values = {"version": mark.version, "known": shape.VERSION}
        why = refused(ProblemCode.UNKNOWN_LAYOUT, Message(OTHER_VERSION, values), layout=NAME, sheet=sheet.name)
        return replace(why, cells=sheet.rows)
    return _TemplateReader(sheet, context, mark).upload()


class _TemplateLine(NamedTuple):
    """A row below the headings: its number (from 1), its cells, and its code and name as text.

    `unit`: the locality with exactly this code and name; None if there is none.
    """

    number: int
    row: Sequence[Cell]
    key: str
    name: str
    unit: Locality | None

    @property
    def is_head(self) -> bool:
        """Whether it is part of the headings: the units of the measures, or a damaged row of codes."""
        if self.unit is not None:
            return False
        unit = shape.words(shape.UNIT)
        return any(text in shape.HEADINGS or text.casefold() in unit for text in (self.key, self.name))


@dataclass
class _TemplateReader:
    """One pass over a sheet."""

    sheet: Sheet
    context: UploadContext
    mark: shape.TemplateMark | None
    _origins: dict[str, FigureOrigin] = field(default_factory=dict)

    @cached_property
    def collector(self) -> Collector:
        return Collector(NAME, self.sheet, self.context)

    @cached_property
    def headings(self) -> shape.TemplateHeadings:
        return shape.find_headings(self.sheet)

    def upload(self) -> Upload:
        collector, headings = self.collector, self.headings
        period = self._period()
        columns = measure_columns(collector, headings) if headings.first else []
        if not columns or not (shape.KEY in headings.columns or shape.NAME in headings.columns):
            collector.add_problem(
                SheetRemark(ProblemCode.MISSING_HEADING, NO_COLUMNS, headings.first or None, None, value="")
            )
        elif period is not None:
            self._prepare(columns)
            self._read_rows(period, columns)
        return collector.upload()

    def _prepare(self, columns: MeasureColumns) -> None:
        """Find out the units, whether a text above the table names a part, and how numbers are written."""
        headings = [row for row in (self.headings.headings, self.headings.codes) if row is not None]
        state_above(self.collector, min(headings), {place: headings for place, _ in columns})
        rows = range(self.headings.first + 1, len(self.sheet.rows) + 1)
        for place, measure in columns:
            self.collector.numbers.learn(place, rows, is_count=measure.is_count)

    def _period(self) -> Period | None:
        """The period of the mark, else the one above the table, else the chosen one; adds a problem if two of them
        differ."""
        made, (seen, row, column) = self._made_for(), self._seen()
        period = made or seen or self.context.period
        if period is None:
            self.collector.add_problem(SheetRemark(ProblemCode.PERIOD_MISMATCH, NO_PERIOD, None, None, value=""))
            return None
        text = self.collector.cell_text(row, column)
        if seen not in (None, period):
            values = {"value": text, "made": in_words(period, self.context.cutoff)}
            self.collector.add_problem(SheetRemark(ProblemCode.PERIOD_MISMATCH, TWO_PERIODS, row, column, values))
        else:
            self.collector.accepts_period(period, row, column, text)
        return period

    def _made_for(self) -> Period | None:
        try:
            return self.mark.when(self.context.cutoff) if self.mark else None
        except UnknownPeriod:
            return None

    def _seen(self) -> tuple[Period | None, int, int]:
        """The period written above the table, with its row and column."""
        basis = Basis(self.mark.basis) if self.mark and self.mark.basis in list(Basis) else None
        for number, row in enumerate(self.sheet.rows[: self.headings.first], start=1):
            if not any(shape.plain(cell).rstrip(":") in shape.words(shape.PERIOD) for cell in row):
                continue
            for column, cell in enumerate(row):
                try:
                    return parse_period(as_text(cell), self.context.cutoff, basis), number, column
                except UnknownPeriod:
                    continue
        return None, (self.mark.row or 0) + 1 if self.mark else 1, 0

    def _read_rows(self, period: Period, columns: MeasureColumns) -> None:
        lines = [line for line in self._lines() if not line.is_head]
        filled = [line for line in lines if self._is_filled(line, columns)]
        used, numbers = self._used(columns, filled), {line.number for line in filled}
        for line in lines:
            if line.number in numbers:
                self._read_row(line, period, used)
            else:
                self._note_empty_row(line, period)

    def _lines(self) -> Iterator[_TemplateLine]:
        """The rows below the headings, with what their first cells say."""
        first, columns = self.headings.first, self.headings.columns
        key_column, name_column = columns.get(shape.KEY, -1), columns.get(shape.NAME, -1)
        unit_of_key = self.context.registry.get
        for number, row in enumerate(self.sheet.rows[first:], first + 1):
            key, name = _text(row, key_column), _text(row, name_column)
            unit = unit_of_key(key)
            yield _TemplateLine(number, row, key, name, unit if unit is not None and unit.name == name else None)

    def _used(self, columns: MeasureColumns, filled: Sequence[_TemplateLine]) -> MeasureColumns:
        """The filled columns; an empty one gets a single note if there are several rows."""
        if len(filled) < 2:
            return columns
        used = []
        for column in columns:
            if any(self._is_filled(line, (column,)) for line in filled):
                used.append(column)
            else:
                place, measure = column
                self.collector.add_problem(
                    SheetRemark(
                        ProblemCode.MISSING_VALUE,
                        EMPTY_COLUMN,
                        (self.headings.headings or self.headings.codes or 0) + 1,
                        place,
                        {"measure": measure.names},
                        severity=Severity.NOTE,
                        measure=measure,
                        value="",
                    )
                )
        return used

    def _read_row(self, line: _TemplateLine, period: Period, columns: MeasureColumns) -> None:
        by_key = self._is_named_by_key(line)
        place = self.headings.columns[shape.KEY if by_key else shape.NAME]
        if not by_key and not line.key and is_total(line.name):
            self.collector.add_problem(
                SheetRemark(
                    ProblemCode.UNKNOWN_LOCALITY,
                    TOTAL_ROW,
                    line.number,
                    place,
                    {"value": line.name},
                    severity=Severity.NOTE,
                )
            )
            return
        locality = self.collector.find_locality(line.key if by_key else line.name, line.number, place, period)
        if locality and by_key and line.name != locality.name and not self._is_called(locality, line):
            locality = None
        if locality and self.collector.accepts_figures(locality, period, line.number, place):
            origin = self._origin(_text(line.row, self.headings.columns.get(shape.NOTE, -1)))
            self.collector.add_row(locality, period, line.number, columns, origin)
        else:
            for column, measure in columns:
                self.collector.check_cell(line.number, column, measure)

    def _note_empty_row(self, line: _TemplateLine, period: Period) -> None:
        """Add a note for a row of a locality without figures; other rows are titles or guidance."""
        by_key = self._is_named_by_key(line)
        text = line.key if by_key else line.name
        unit = find_unit(text, period, self.context) if text else None
        if isinstance(unit, Locality):
            place = self.headings.columns[shape.KEY if by_key else shape.NAME]
            self.collector.add_problem(
                SheetRemark(
                    ProblemCode.MISSING_VALUE,
                    EMPTY_ROW,
                    line.number,
                    place,
                    {"locality": unit.name},
                    severity=Severity.NOTE,
                    locality=unit,
                    period=period,
                    value="",
                )
            )

    def _is_named_by_key(self, line: _TemplateLine) -> bool:
        """Whether the code of a row identifies its locality; otherwise the name does."""
        if shape.NAME not in self.headings.columns:
            return True
        registry = self.context.registry
        has_unit = line.key in registry or line.key in registry.codes
        return shape.KEY in self.headings.columns and (has_unit or not line.name)

    def _is_called(self, locality: Locality, line: _TemplateLine) -> bool:
        """Whether the name next to the code is that of its locality, or empty; adds a problem if it is another one."""
        full = fold_name(locality.name)
        if not line.name or fold_name(line.name) in (full, bare_name(full), locality.code, locality.key):
            return True
        self.collector.add_problem(
            SheetRemark(
                ProblemCode.AMBIGUOUS_LOCALITY,
                NOT_ONE,
                line.number,
                self.headings.columns[shape.NAME],
                {"value": line.name, "locality": locality.name},
                locality=locality,
            )
        )
        return False

    def _is_filled(self, line: _TemplateLine, columns: MeasureColumns) -> bool:
        row, unsolved = line.row, self.sheet.unsolved
        first = columns[0][0]
        if first < len(row) and isinstance(row[first], float):  # fast path for most rows
            return True
        return any(
            (column < len(row) and not is_blank(row[column])) or (line.number - 1, column) in unsolved
            for column, _ in columns
        )

    def _origin(self, note: str) -> FigureOrigin:
        if note not in self._origins:
            self._origins[note] = FigureOrigin(False, self.context.source, self.context.source_url, note)
        return self._origins[note]


def _text(row: Sequence[Cell], column: int) -> str:
    return as_text(row[column]) if 0 <= column < len(row) and row[column] != "" else ""


LAYOUT = Layout(NAME, Names("tệp mẫu để điền", "the template workbook"), recognises, read, "template.xlsx")
