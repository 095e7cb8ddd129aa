"""Reads form II.06a/VPCP/KSTT as offices submit it: one row per field of work, or one row per locality.

From a table by fields the total row is taken, for the locality that reports. From a table by localities each row is
taken for its locality, and the total is not stored. In both the total must be the sum of the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dxkpi.domain.figures.submitted import FigureOrigin
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.locality_names import fold_name, unmark
from dxkpi.domain.model.period import Period
from dxkpi.intake.context import UploadContext
from dxkpi.intake.files.read_sheets import Sheet
from dxkpi.intake.layouts.form_ii06a.columns import FormColumn, find_columns
from dxkpi.intake.layouts.form_ii06a.groups import NOT_COMPARED, add_group_problems
from dxkpi.intake.layouts.form_ii06a.header import find_period, header_lines
from dxkpi.intake.layouts.form_ii06a.headings import UNIT_LABELS, HeadingArea, find_heading_area
from dxkpi.intake.layouts.form_ii06a.reporter import find_reporter, named_unit
from dxkpi.intake.layouts.form_ii06a.rows import FigureRow, FormRows, RowKind, read_body
from dxkpi.intake.layouts.shared.collector import Collector
from dxkpi.intake.layouts.shared.figure_cells import FigureCell
from dxkpi.intake.layouts.shared.layout import Layout
from dxkpi.intake.layouts.shared.sheet_remarks import SheetRemark
from dxkpi.intake.layouts.shared.table_meaning import state_above
from dxkpi.intake.layouts.shared.totals import CellSum, add_difference, add_up
from dxkpi.intake.parsing.numbers import is_number
from dxkpi.intake.parsing.vocabulary import bare
from dxkpi.intake.problems import ProblemCode, Severity, Upload
from dxkpi.locale import N_, Names

NAME = "form_ii06a"
NO_TOTAL = N_("There is no total row (“Tổng cộng”); the sum of the {count} rows is used.")
NO_TOTAL_OF_LEVELS = N_(
    "There is no total row (“Tổng cộng”), and some rows may be subtotals, so the rows cannot be summed. "
    "Add the total row."
)
BELOW_TOTAL = N_("Cell {cell}: “{value}” is below the total and was not read.")
SECOND_TABLE = N_("Cell {cell}: a second table begins here. Keep one table per sheet.")
NO_UNIT = N_("Cell {cell}: “{value}” is not a locality; the row was not read.")
NO_ROWS = N_("There are no figures below the headings. Fill them in and submit the file again.")


def recognises(sheet: Sheet) -> bool:
    """Whether a sheet has this layout: headings for at least two of received, resolved and pending, with numbers below
    them, even if only the column numbers."""
    block = find_heading_area(sheet)
    if block is None:
        return False
    below = (cell for row in sheet.rows[block.first_row :] for cell in row[block.left :])
    return block.numbers is not None or any(is_number(cell) for cell in below)


def read(sheet: Sheet, context: UploadContext) -> Upload:
    """Figures and problems of a sheet in this layout."""
    block = find_heading_area(sheet)
    return Collector(NAME, sheet, context).upload() if block is None else _FormReader(sheet, context, block).upload()


@dataclass(frozen=True)
class _FormReader:
    """One form: its parts are found first, each with its problems, then figures are taken."""

    sheet: Sheet
    context: UploadContext
    block: HeadingArea

    def upload(self) -> Upload:
        for remark in self.remarks:
            self.collector.add_problem(remark)
        self._prepare()
        self._check_rows()
        add_group_problems(self.collector, self.body, self.columns)
        if self.body.total:
            self._compare(self.body.total)
        if not any(remark.is_error for remark in self.remarks):
            if self.by_units:
                self._take_units()
            else:
                self._take_whole()
        else:
            for line in self.body.fields if self.by_units or self.body.total is None else (self.body.total,):
                self._check(line)
        return self.collector.upload()

    def _prepare(self) -> None:
        """Find out the units, whether a heading names a part, and how numbers are written."""
        block, numbers = self.block, self.collector.numbers
        places = [place for column in self.columns for place in column.places]
        state_above(self.collector, block.top, {place: range(block.top, block.bottom + 1) for place in places})
        for place in places:
            numbers.learn(place, range(block.first_row + 1, len(self.sheet.rows) + 1), is_count=True)

    @cached_property
    def collector(self) -> Collector:
        """A form by localities may contain those inside the locality that reports."""
        inside = self.reporter if self.by_units and isinstance(self.reporter, Locality) else self.context.locality
        return Collector(NAME, self.sheet, replace(self.context, locality=inside))

    @cached_property
    def _headings(self) -> tuple[tuple[FormColumn, ...], tuple[SheetRemark, ...]]:
        return find_columns(self.sheet, self.block, self.context.measure_named)

    @property
    def columns(self) -> tuple[FormColumn, ...]:
        return self._headings[0]

    @cached_property
    def period(self) -> Period | SheetRemark:
        return find_period(header_lines(self.sheet, self.block.top), self.context)

    @cached_property
    def reporter(self) -> Locality | SheetRemark:
        period = self.period if isinstance(self.period, Period) else None
        return find_reporter(header_lines(self.sheet, self.block.top), period, self.context)

    @cached_property
    def body(self) -> FormRows:
        return read_body(self.sheet, self.block, self.columns)

    @cached_property
    def by_units(self) -> bool:
        """Whether rows are localities: their heading says so, or most labels are names of localities."""
        block = self.block
        headings = [cell for row in self.sheet.rows[block.top : block.bottom + 1] for cell in row[: block.left]]
        if any(isinstance(cell, str) and UNIT_LABELS.fullmatch(bare(cell)) for cell in headings):
            return any(self._may_be_unit(line) for line in self.body.fields)
        named = self.context.registry.named
        of_units = [line for line in self.body.fields if (name := named_unit(line.label)) and named(fold_name(name))]
        return len(of_units) * 2 > len(self.body.fields)

    @cached_property
    def remarks(self) -> tuple[SheetRemark, ...]:
        """Problems above the rows. A form by localities need not name its reporter."""
        remarks = [*self._headings[1]]
        if isinstance(self.period, SheetRemark):
            remarks.append(self.period)
        needless = (ProblemCode.UNKNOWN_LOCALITY, ProblemCode.AMBIGUOUS_LOCALITY) if self.by_units else ()
        if isinstance(self.reporter, SheetRemark) and self.reporter.code not in needless:
            remarks.append(self.reporter)
        return tuple(remarks)

    @property
    def origin(self) -> FigureOrigin:
        return FigureOrigin(source=self.context.source, source_url=self.context.source_url)

    def _take_whole(self) -> None:
        """Take the figures of the total row, or the sum of the rows, for the locality that reports."""
        total, fields = self.body.total, self.body.fields
        if total is None and fields:
            note = Severity.NOTE if self._one_level else Severity.ERROR
            message = NO_TOTAL if self._one_level else NO_TOTAL_OF_LEVELS
            self.collector.add_problem(
                SheetRemark(
                    ProblemCode.MISSING_VALUE, message, fields[-1].row, None, {"count": len(fields)}, severity=note
                )
            )
            total = fields[0] if len(fields) == 1 else None
        if not isinstance(self.period, Period) or not isinstance(self.reporter, Locality):
            return
        where = total or (fields[-1] if fields else None)
        if where is None or not self.collector.accepts_figures(self.reporter, self.period, where.row, where.column):
            return
        if total is not None:
            self._take(self.reporter, self.period, total)
        elif self._one_level:
            for column in self.columns:
                self._take_sum(self.reporter, self.period, column, fields)

    @property
    def _one_level(self) -> bool:
        lines = [line for line in self.body.lines if line.kind is not RowKind.DETAIL]
        return len({line.depth for line in lines}) == 1 and all(line.kind is RowKind.FIELD for line in lines)

    def _take_units(self) -> None:
        """Take the figures of each row for its locality."""
        for line in self.body.fields:
            if not self._may_be_unit(line):
                self.collector.add_problem(
                    SheetRemark(
                        ProblemCode.UNKNOWN_LOCALITY,
                        NO_UNIT,
                        line.row,
                        line.column,
                        {"value": line.label},
                        severity=Severity.NOTE,
                    )
                )
            elif isinstance(self.period, Period):
                name = named_unit(line.label) or line.label
                unit = self.collector.find_locality(name, line.row, line.column, self.period)
                if unit is not None and self.collector.accepts_figures(unit, self.period, line.row, line.column):
                    self._take(unit, self.period, line)
                else:
                    self._check(line)

    def _check(self, line: FigureRow) -> None:
        """Add the problems of a row's cells, whose figures cannot be taken."""
        for column in self.columns:
            for place in column.places:
                self.collector.check_cell(line.row, place, column.measure)

    def _take(self, locality: Locality, period: Period, line: FigureRow) -> None:
        """Take the figures of one row; those that are split over two columns are added."""
        single = [(column.places[0], column.measure) for column in self.columns if len(column.places) == 1]
        self.collector.add_row(locality, period, line.row, single, self.origin)
        for column in self.columns:
            if len(column.places) > 1:
                self._take_sum(locality, period, column, [line])

    def _take_sum(self, locality: Locality, period: Period, column: FormColumn, lines: Sequence[FigureRow]) -> None:
        """Take a sum. Problems about a sum over rows are at its heading, about one over columns in its row."""
        read = self._sum(column, lines)
        is_readable = [
            self.collector.check_cell(line.row, place, column.measure) for line in lines for place in column.places
        ]
        if read.whole and all(is_readable):
            row = lines[0].row if len(lines) == 1 else self.block.bottom + 1
            cell = FigureCell(locality, period, column.measure, row, column.places[0])
            self.collector.add_sum(locality, period, cell, read.total, self.origin)

    def _compare(self, total: FigureRow) -> None:
        """Add a problem where the total is not the sum of the rows, and a note where a cell prevents comparing."""
        for column in self.columns:
            rows = self._sum(column, self.body.fields)
            for row, place, code in rows.unread if not self.by_units else ():
                values = {"measure": column.measure.names, "value": self.collector.cell_text(row, place)}
                self.collector.add_problem(
                    SheetRemark(code, NOT_COMPARED, row, place, values, severity=Severity.NOTE, measure=column.measure)
                )
            stated = self._sum(column, [total])
            add_difference(self.collector, column.measure, stated, rows, (total.row, column.places[0]))

    def _sum(self, column: FormColumn, lines: Sequence[FigureRow]) -> CellSum:
        return add_up(self.collector.numbers, ((line.row, place) for line in lines for place in column.places))

    def _may_be_unit(self, line: FigureRow) -> bool:
        """Whether a row's label may be a locality; missing diacritics are reported when it is read."""
        registry, name = self.context.registry, fold_name(named_unit(line.label) or line.label)
        return bool(named_unit(line.label) or registry.named(name) or registry.resembling(unmark(name)))

    def _check_rows(self) -> None:
        """Add the problems of the rows as a whole."""
        for line in self.body.below_total():
            self.collector.add_problem(
                SheetRemark(
                    ProblemCode.DUPLICATE_ROW,
                    BELOW_TOTAL,
                    line.row,
                    line.column,
                    {"value": line.label},
                    severity=Severity.NOTE,
                )
            )
        if self.body.second_table:
            self.collector.add_problem(
                SheetRemark(ProblemCode.DUPLICATE_HEADING, SECOND_TABLE, self.body.second_table, 0, {}, value="")
            )
        if not self.body.lines:
            self.collector.add_problem(SheetRemark(ProblemCode.EMPTY_FILE, NO_ROWS, None, None, value=""))


LAYOUT = Layout(NAME, Names("biểu II.06a/VPCP/KSTT", "official form II.06a"), recognises, read, "form_ii06a.xlsx")
