"""Reads the layout `wide_periods`: one row per locality, one column per period; one measure for the table, or one per
row.

If a period was chosen, only its column is read. Total rows are not stored; they are compared with the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dxkpi.domain.figures.submitted import FigureOrigin
from dxkpi.domain.model.locality import Level, Locality
from dxkpi.domain.model.locality_names import bare_name, fold_name
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Cutoff, Period, in_words
from dxkpi.intake.cell_names import column_letters
from dxkpi.intake.cell_text import as_text
from dxkpi.intake.context import UploadContext
from dxkpi.intake.files.read_sheets import Cell, Sheet
from dxkpi.intake.layouts.shared.collector import Collector
from dxkpi.intake.layouts.shared.layout import Layout
from dxkpi.intake.layouts.shared.sheet_remarks import SheetRemark
from dxkpi.intake.layouts.shared.table_meaning import add_narrower, leave_out_columns, state_above
from dxkpi.intake.layouts.shared.totals import add_difference, add_up
from dxkpi.intake.layouts.wide_periods.headings import PeriodHeadings, at, find_headings, why_no_period
from dxkpi.intake.layouts.wide_periods.measure import NO_SUCH, TitleMeasure, find_measure, reported_measure
from dxkpi.intake.parsing.localities import LocalityNotFound, LocalityResult, find_unit
from dxkpi.intake.parsing.narrowing import narrows_after_name
from dxkpi.intake.parsing.numbers import is_nothing, is_number
from dxkpi.intake.parsing.vocabulary import is_foot, is_subtotal, is_total
from dxkpi.intake.problems import ProblemCode, Severity, Upload
from dxkpi.locale import N_, Message, Names

NAME = "wide_periods"
REPEATED = N_("Cell {cell}: {period} is already in cell {first}. Keep one of the columns.")
OTHERS_LEFT_OUT = N_("Only the chosen period {chosen} was read; not read: {periods}.")
NOT_AMONG_THEM = N_("No column has the chosen period, {chosen}. Choose another period, or add its column.")
CODE_AND_NAME = N_(
    "Cell {cell}: the code is that of {unit}, but the name next to it is “{value}”. Correct one of them."
)


def recognises(sheet: Sheet) -> bool:
    """Whether a sheet has this layout: a row of headings with periods, and localities in a column before them."""
    return find_headings(sheet, Cutoff.DECREE09) is not None


def read(sheet: Sheet, context: UploadContext) -> Upload:
    """Figures and problems of a sheet in this layout."""
    headings = find_headings(sheet, context.cutoff)
    return (
        Collector(NAME, sheet, context).upload()
        if headings is None
        else _WideTableReader(sheet, context, headings).upload()
    )


@dataclass
class _WideTableReader:
    """One pass over a sheet. `rows` and `totals`: the rows read so far by measure, compared at the end."""

    sheet: Sheet
    context: UploadContext
    headings: PeriodHeadings
    rows: dict[str, list[tuple[int, Level]]] = field(default_factory=dict)
    totals: list[tuple[int, Measure]] = field(default_factory=list)
    _measures: dict[str, Measure | None] = field(default_factory=dict)
    _alone: dict[str, Locality] = field(default_factory=dict)  # the locality of a text that means no other at any time
    _called: dict[tuple[str, str], bool] = field(default_factory=dict)

    @cached_property
    def collector(self) -> Collector:
        return Collector(NAME, self.sheet, self.context)

    def upload(self) -> Upload:
        self._check_headings()
        if isinstance(self.measure, SheetRemark):
            self.collector.add_problem(self.measure)
        self._prepare()
        if not any(problem.severity is Severity.ERROR for problem in self.collector.problems):
            self._read_rows()
            self._compare()
        return self.collector.upload()

    @cached_property
    def columns(self) -> tuple[tuple[int, Period], ...]:
        """The columns that are read."""
        chosen = self.context.period
        if chosen is None:
            return self.headings.periods
        days = (chosen.first, chosen.last)
        return tuple((place, chosen) for place, period in self.headings.periods if (period.first, period.last) == days)

    @cached_property
    def measure(self) -> TitleMeasure | SheetRemark | None:
        """The measure of the whole table; None if each row names its own."""
        if self.headings.measures is not None:
            return None
        return find_measure(self.sheet, self.headings.row, self.context.measure_named)

    @cached_property
    def origin(self) -> FigureOrigin:
        return FigureOrigin(source=self.context.source, source_url=self.context.source_url)

    def _check_headings(self) -> None:
        row, cutoff, chosen = self.headings.row + 1, self.context.cutoff, self.context.period
        for place in self.headings.others:
            text = self.collector.cell_text(row, place)
            code = ProblemCode.PERIOD_MISMATCH if text else ProblemCode.MISSING_HEADING
            self.collector.add_problem(SheetRemark(code, why_no_period(text), row, place, {"value": text}))
        first: dict[Period, int] = {}
        for place, period in self.headings.periods:
            if first.setdefault(period, place) != place:
                values = {"period": in_words(period, cutoff), "first": f"{column_letters(first[period])}{row}"}
                self.collector.add_problem(
                    SheetRemark(ProblemCode.DUPLICATE_HEADING, REPEATED, row, place, values, period=period)
                )
        if chosen is not None and not self.columns:
            values = {"chosen": in_words(chosen, cutoff)}
            self.collector.add_problem(
                SheetRemark(ProblemCode.PERIOD_MISMATCH, NOT_AMONG_THEM, row, None, values, period=chosen)
            )
        elif chosen is not None and (others := [period for period in first if period != self.columns[0][1]]):
            values = {
                "chosen": in_words(chosen, cutoff),
                "periods": tuple(in_words(period, cutoff) for period in others),
            }
            self.collector.add_problem(
                SheetRemark(
                    ProblemCode.PERIOD_MISMATCH,
                    OTHERS_LEFT_OUT,
                    row,
                    None,
                    values,
                    severity=Severity.NOTE,
                    period=chosen,
                )
            )

    def _prepare(self) -> None:
        """Find out the units, whether the title names a part, and how numbers are written."""
        row, collector = self.headings.row, self.collector
        state_above(collector, row, {place: (row,) for place, _ in self.columns})
        if isinstance(self.measure, TitleMeasure) and self._names_part(self.measure.rest):
            add_narrower(collector, *self.measure.cell)
        known = {self.headings.names, self.headings.codes, self.headings.measures, *dict(self.headings.periods)}
        below = range(row + 2, len(self.sheet.rows) + 1)
        leave_out_columns(collector, row, below, {place for place in known if place is not None}, None)
        counts, shares = list[int](), list[int]()
        for number in range(row + 2, len(self.sheet.rows) + 1):
            measure = self._measure_of(self.sheet.rows[number - 1])
            (counts if measure is None or measure.is_count else shares).append(number)
        for place, _ in self.columns:
            collector.numbers.learn(place, counts, is_count=True)
            collector.numbers.learn(place, shares, is_count=False)

    def _names_part(self, rest: str) -> bool:
        """Whether what follows the name of the measure in its title narrows it, and is not the name of a locality."""
        return narrows_after_name(rest) and not self.context.registry.named(fold_name(rest.strip(" –-()[]")))

    def _read_rows(self) -> None:
        """Read row by row; a row without a name belongs to the locality above it (merged over its measures)."""
        headings, first = self.headings, self.headings.periods[0][0]
        name = LocalityLabel()
        for number, row in enumerate(self.sheet.rows[headings.row + 1 :], start=headings.row + 2):
            if not any(is_number(cell) for cell in row[first:]) and any(is_foot(cell) for cell in row):
                return
            own = LocalityLabel(
                as_text(at(row, headings.names)), "" if headings.codes is None else as_text(at(row, headings.codes))
            )
            name = own if own != LocalityLabel() or headings.measures is None else name
            filled = [place for place, _ in headings.periods if self._is_filled(row, number, place)]
            measure = self._measure(row, number) if filled else None
            if measure is None:
                for column in filled:
                    self.collector.check_cell(number, column, None)
                continue
            labels = [as_text(cell) for place, cell in enumerate(row[:first]) if place != headings.measures]
            if any(is_total(label) for label in labels):
                self.totals.append((number, measure))
            elif not any(is_subtotal(label) for label in labels):
                self._read_row(number, name, measure, filled)

    def _read_row(self, number: int, name: LocalityLabel, measure: Measure, filled: Sequence[int]) -> None:
        """Read the figures of one row. Empty cells are reported only in the chosen period."""
        for place, period in self.columns:
            if place not in filled and self.context.period is None:
                continue
            unit = self._unit(number, name, place, period)
            if isinstance(unit, LocalityNotFound):
                if unit.code is not ProblemCode.LOCALITY_NOT_VALID_THEN:
                    for column in filled:
                        self.collector.check_cell(number, column, measure)
                    return
                self.collector.check_cell(number, place, measure)
            elif self.collector.accepts_figures(unit, period, number, place):
                self.collector.add_row(unit, period, number, [(place, measure)], self.origin)
                if place == filled[0] or len(self.columns) == 1:
                    self.rows.setdefault(measure.code, []).append((number, unit.level))

    def _unit(self, number: int, name: LocalityLabel, place: int, period: Period) -> LocalityResult:
        """The locality of a row in a period; adds a problem at the name, or at the figure if it did not exist then."""
        headings = self.headings
        text, column = (
            (name.code, headings.codes) if name.code and headings.codes is not None else (name.name, headings.names)
        )
        unit = self._find(text, period)
        if isinstance(unit, LocalityNotFound):
            at_another_time = unit.code is ProblemCode.LOCALITY_NOT_VALID_THEN
            self.collector.find_locality(text, number, place if at_another_time else column, period)
        elif column != headings.names and name.name and not self._is_called(unit, name.name):
            values = {"unit": unit.name, "value": name.name}
            self.collector.add_problem(
                SheetRemark(ProblemCode.UNKNOWN_LOCALITY, CODE_AND_NAME, number, headings.names, values)
            )
            return LocalityNotFound(ProblemCode.UNKNOWN_LOCALITY, Message(CODE_AND_NAME, values))
        return unit

    def _find(self, text: str, period: Period) -> LocalityResult:
        """The locality of a text in a period; cached if no other locality ever has this code or name."""
        cached = self._alone.get(text)
        if cached is not None and cached.valid_on(period.last):
            return cached
        unit = find_unit(text, period, self.context)
        if isinstance(unit, Locality) and self.context.locality is None:
            registry = self.context.registry
            if text in registry.codes or len({homonym.code for homonym in registry.named(fold_name(text))}) == 1:
                self._alone[text] = unit
        return unit

    def _is_called(self, unit: Locality, name: str) -> bool:
        """Whether a name is that of a locality, with or without its kind."""
        if (unit.name, name) not in self._called:
            full = fold_name(unit.name)
            self._called[unit.name, name] = fold_name(name) in (full, bare_name(full))
        return self._called[unit.name, name]

    def _measure(self, row: Sequence[Cell], number: int) -> Measure | None:
        """The measure of a row; adds a problem at its cell if there is no such measure."""
        measure = self._measure_of(row)
        if measure is None:
            place = self.headings.measures or 0
            text = as_text(at(row, place))
            self.collector.add_problem(
                SheetRemark(ProblemCode.UNKNOWN_MEASURE, NO_SUCH, number, place, {"value": text})
            )
        return measure

    def _measure_of(self, row: Sequence[Cell]) -> Measure | None:
        if isinstance(self.measure, TitleMeasure):
            return self.measure.measure
        text = as_text(at(row, self.headings.measures or 0))
        if text not in self._measures:
            self._measures[text] = reported_measure(text, self.context.measure_named)
        return self._measures[text]

    def _is_filled(self, row: Sequence[Cell], number: int, place: int) -> bool:
        return not is_nothing(at(row, place)) or (number - 1, place) in self.sheet.unsolved

    def _compare(self) -> None:
        """Add a problem for each total that is neither the sum of all rows nor that of the rows of one level."""
        if any(problem.severity is Severity.ERROR for problem in self.collector.problems):
            return
        for number, measure in self.totals:
            rows = self.rows.get(measure.code, [])
            levels = [level for level in Level if any(level is row_level for _, row_level in rows)]
            for place, _ in self.columns if measure.is_count else ():
                stated = add_up(self.collector.numbers, [(number, place)])
                sums = [
                    add_up(self.collector.numbers, [(row, place) for row, row_level in rows if row_level is level])
                    for level in levels
                ]
                whole = add_up(self.collector.numbers, [(row, place) for row, _ in rows])
                if not any(stated.total == rows_sum.total for rows_sum in (whole, *sums)):
                    add_difference(self.collector, measure, stated, sums[0] if sums else whole, (number, place))


@dataclass(frozen=True)
class LocalityLabel:
    """The name and the code by which a row names its locality."""

    name: str = ""
    code: str = ""


LAYOUT = Layout(
    NAME,
    Names("bảng một số đếm, mỗi cột một quý", "one measure, quarters as columns"),
    recognises,
    read,
    "wide_periods.xlsx",
)
