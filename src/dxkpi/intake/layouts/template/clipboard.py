"""A block copied from a spreadsheet → texts for the form, with a problem for what does not fit."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.locality_names import bare_name, fold_name
from dxkpi.domain.model.measure import Measure
from dxkpi.intake.cell_names import column_letters
from dxkpi.intake.layouts.template import shape
from dxkpi.intake.parsing.vocabulary import is_subtotal
from dxkpi.intake.problems import Problem, ProblemCode, Severity
from dxkpi.locale import N_, Language, Message, translate

PastedCells = Sequence[Sequence[str]]
TypedTexts = dict[tuple[str, str], str]
HEADING_ROWS_SEARCHED = 15
# A line that is one number with separators, and not a list of numbers with commas.
_ONE_NUMBER = re.compile(r"\s*[+-]?[0-9]{1,3}(,[0-9]{3})*(,[0-9]+)?\s*%?\s*")
# Columns of a template that the form does not have.
SILENT = (shape.KEY, shape.NAME, shape.CHECK)
NUMBERS_OF_ROWS = frozenset({"stt", "tt", "số tt", "no.", "no", "#"})

SHAPE = N_(
    "The pasted block has {rows} rows and {columns} columns; the form has {units} rows and {measures} "
    "columns. Nothing was pasted. Copy the block with its headings and names, or a block of the same size"
    " as the form."
)
TWO_UNITS = N_("Pasted row {row} names two localities: {value}. The row was not used; correct one of the names.")
NO_UNIT = N_("Pasted row {row}: “{value}” is not a locality of this form; the row was not used.")
NO_MEASURE = N_("Pasted column {column}: “{value}” is not a measure of this form; the column was not used.")
UNIT_TWICE = N_("Pasted row {row}: “{value}” appears a second time; only the first row was used.")
MEASURE_TWICE = N_("Pasted column {column}: “{value}” appears a second time; only the first column was used.")


def parse_block(text: str) -> list[list[str]]:
    """Rows of cells, all of one length: separated by tabs as spreadsheets copy them, else by semicolons or commas.

    Quoted cells may contain line ends. A comma within a number ("5,810") separates nothing.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if not lines:
        return []
    rows = _rows(lines, _delimiter(lines))
    width = max(len(row) for row in rows)
    return [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in rows]


def typed_from_block(
    block: PastedCells, units: Sequence[Locality], measures: Sequence[Measure]
) -> tuple[TypedTexts, tuple[Problem, ...]]:
    """Texts by locality (key) and measure (code), and the problems of what could not be placed.

    Rows are assigned by names or codes of localities, columns by headings, if the block has them; else by position,
    which requires the size of the form. Rows and columns of problems count within the block."""
    reading = _PastedBlock(block, units, measures)
    return reading.typed(), tuple(reading.problems)


def _delimiter(lines: str) -> str:
    if "\t" in lines:
        return "\t"
    if ";" in lines:
        return ";"
    return "" if all(_ONE_NUMBER.fullmatch(line) for line in lines.split("\n") if line.strip()) else ","


def _rows(lines: str, delimiter: str) -> list[list[str]]:
    """The cells of each line; quotes without a partner are plain characters."""
    if not delimiter:
        return [[line] for line in lines.split("\n")]
    try:
        return [row or [""] for row in csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter, strict=True)]
    except csv.Error:
        return [line.split(delimiter) for line in lines.split("\n")]


@dataclass
class _PastedBlock:
    """One block pasted into one form."""

    block: PastedCells
    units: Sequence[Locality]
    measures: Sequence[Measure]
    problems: list[Problem] = field(default_factory=list)

    def typed(self) -> TypedTexts:
        columns = self._columns()
        rows = None if columns is None else self._rows(columns)
        if columns is None or rows is None:
            body = _trimmed(self.body, self.width)
            values = {"rows": len(body) if body[0] else 0, "columns": len(body[0]),
                      "units": len(self.units), "measures": len(self.measures)}  # fmt: skip
            self.problems = [Problem(ProblemCode.UNKNOWN_LAYOUT, Severity.ERROR, Message(SHAPE, values))]
            return {}
        typed = {
            (unit.key, measure.code): self.block[row][column]
            for row, unit in rows.items()
            for column, measure in columns.items()
            if self.block[row][column]
        }
        self._check_rows(rows, columns)
        return typed

    @property
    def body(self) -> PastedCells:
        """The rows below the headings."""
        return self.block[max(self.headings, default=-1) + 1 :]

    @cached_property
    def headings(self) -> Sequence[int]:
        """The rows that name measures: none, one, or the names and the codes of a template."""
        first = enumerate(self.block[:HEADING_ROWS_SEARCHED])
        return [number for number, row in first if any(fold_name(cell) in self._measures for cell in row)]

    @cached_property
    def labels(self) -> Sequence[int]:
        """The columns that name the locality of a row. Figures that look like codes do not count."""
        columns = []
        for column in range(self.width):
            cells = [row[column] for row in self.body if row[column]]
            names = [cell for cell in cells if fold_name(cell) in self._units]
            codes_alone = all(cell.isdecimal() for cell in names)
            if not names or any(fold_name(self.block[row][column]) in self._measures for row in self.headings):
                continue
            if not codes_alone or (len(names) == len(cells) and self.width > len(self.measures)):
                columns.append(column)
        return columns

    @property
    def width(self) -> int:
        """How many columns the block has, including empty ones."""
        return len(self.block[0]) if self.block else 0

    def _columns(self) -> Mapping[int, Measure] | None:
        """The measure of each column; None if the block neither names it nor has the form's width."""
        if self.headings:
            return dict(self._headed_columns())
        first = max(self.labels, default=-1) + 1
        last = first + len(self.measures)
        if not len(_trimmed(self.body, self.width)[0]) <= last <= self.width:
            return None
        if not self._are_numbers_of_rows(range(min(self.labels, default=0))):
            return None
        return dict(enumerate(self.measures, start=first))

    def _headed_columns(self) -> Iterator[tuple[int, Measure]]:
        taken: set[str] = set()
        for column in range(self.width):
            texts = [self.block[row][column] for row in self.headings]
            measure = next(
                (self._measures[fold_name(text)] for text in texts if fold_name(text) in self._measures), None
            )
            shown = next(filter(None, texts), "")
            if measure is not None and measure.code not in taken:
                taken.add(measure.code)
                yield column, measure
            elif measure is not None:
                self._add_problem(ProblemCode.DUPLICATE_HEADING, MEASURE_TWICE, self.headings[0], column, shown)
            elif column not in self.labels and any(row[column] for row in self.body) and not _is_known(texts):
                self._add_problem(ProblemCode.UNKNOWN_MEASURE, NO_MEASURE, self.headings[0], column, shown)

    def _rows(self, columns: Mapping[int, Measure]) -> Mapping[int, Locality] | None:
        """The locality of each row; None if the block neither names it nor has the form's length."""
        first = len(self.block) - len(self.body)
        if not self.labels:
            before = range(min(columns, default=0))
            if not self._are_numbers_of_rows(before) or any(self._names_others(row, columns) for row in self.body):
                return {}
            fits = len(_trimmed(self.body, self.width)) <= len(self.units) <= len(self.body)
            return dict(enumerate(self.units, start=first)) if fits else None
        units_by_row: dict[int, Locality] = {}
        taken: set[str] = set()
        for number, row in enumerate(self.body, start=first):
            names = [self._units.get(fold_name(row[column])) for column in self.labels]
            units = list(dict.fromkeys(unit for unit in names if unit is not None))
            if len(units) > 1:
                shown = ", ".join(unit.name for unit in units)
                self._add_problem(ProblemCode.AMBIGUOUS_LOCALITY, TWO_UNITS, number, None, shown)
            elif units and units[0].key in taken:
                self._add_problem(ProblemCode.DUPLICATE_ROW, UNIT_TWICE, number, None, units[0].name)
            elif units:
                units_by_row[number] = units[0]
                taken.add(units[0].key)
        return units_by_row

    def _names_others(self, row: Sequence[str], columns: Mapping[int, Measure]) -> bool:
        """Whether a row of figures has words next to them, which name no locality of the form."""
        return any(row[column] for column in columns) and any(
            any(map(str.isalpha, cell)) for column, cell in enumerate(row) if column not in columns
        )

    def _check_rows(self, rows: Mapping[int, Locality], columns: Mapping[int, Measure]) -> None:
        """A problem for every row with figures that belongs to no locality; only a note for a total."""
        reported_rows = {problem.row for problem in self.problems if not problem.column}
        for number, row in enumerate(self.body, start=len(self.block) - len(self.body)):
            if number in rows or number + 1 in reported_rows or not any(row[column] for column in columns):
                continue
            shown = next((cell for column, cell in enumerate(row) if cell and column not in columns), "")
            if fold_name(shown) in shape.words(shape.UNIT):
                continue
            severity = Severity.NOTE if is_subtotal(shown) else Severity.ERROR
            self._add_problem(ProblemCode.UNKNOWN_LOCALITY, NO_UNIT, number, None, shown, severity)

    def _are_numbers_of_rows(self, columns: Sequence[int]) -> bool:
        """Whether columns to the left of the names contain only 1, 2, 3 …"""
        counted = [str(number) for number in range(1, len(self.body) + 1)]
        return all(row[column] in ("", *counted) for column in columns for row in self.body)

    def _add_problem(
        self,
        code: ProblemCode,
        message: str,
        row: int,
        column: int | None,
        shown: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        letters = "" if column is None else column_letters(column)
        values = {"row": str(row + 1), "column": letters, "value": shown}
        self.problems.append(
            Problem(code, severity, Message(message, values), row=row + 1, column=letters, value=shown)
        )

    @cached_property
    def _units(self) -> Mapping[str, Locality]:
        """The localities by key, code, full name, and by bare name if that is unique."""
        bare: dict[str, list[Locality]] = {}
        for unit in self.units:
            bare.setdefault(bare_name(fold_name(unit.name)), []).append(unit)
        by_name = {name: named[0] for name, named in bare.items() if len(named) == 1}
        for unit in self.units:
            by_name |= dict.fromkeys(map(fold_name, (unit.key, unit.code, unit.name)), unit)
        return by_name

    @cached_property
    def _measures(self) -> Mapping[str, Measure]:
        return {
            fold_name(text): measure
            for measure in self.measures
            for text in (measure.code, measure.names.vi, measure.names.en)
        }


def _trimmed(rows: PastedCells, width: int) -> PastedCells:
    """The rows without the empty rows and columns at the end, but at least one."""
    filled = max((number for number, row in enumerate(rows) if any(row)), default=0)
    last = max((column for column in range(width) if any(row[column] for row in rows)), default=0)
    return [row[: last + 1] for row in rows[: filled + 1]] or [[]]


def _is_known(headings: Sequence[str]) -> bool:
    """Whether a heading is that of a column that the form ignores: row numbers, checks, the period before."""
    starts = tuple(fold_name(translate(shape.EARLIER_HEADING, language).partition("{")[0]) for language in Language)
    ignored = NUMBERS_OF_ROWS.union(*(shape.words(shape.HEADINGS[role]) for role in SILENT))
    return any(
        fold_name(text) in ignored or text in (*SILENT, shape.EARLIER) or fold_name(text).startswith(starts)
        for text in headings
        if text
    )
