"""The layout `long_table`: one figure a row, headings in English or Vietnamese, in any order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from dxkpi.domain.figures import Observation
from dxkpi.domain.locality import Locality
from dxkpi.domain.matching import match_locality
from dxkpi.domain.measure import Measure
from dxkpi.domain.names import fold_name
from dxkpi.domain.period import Basis, Period, parse_period
from dxkpi.errors import AmbiguousLocality, UnknownLocality, UnknownMeasure, UnknownPeriod
from dxkpi.intake.cells import as_text, folded
from dxkpi.intake.context import Context
from dxkpi.intake.headings import HEADINGS, REQUIRED, heading_row_of
from dxkpi.intake.numbers import NotRead, is_nothing, read_count, read_share
from dxkpi.intake.report import Code, Figure, Place, Problem, Severity, Upload, refused
from dxkpi.intake.workbook import Cell, Sheet, column_letters
from dxkpi.locale import N_, Message

T = TypeVar("T")
NAME = "long_table"
BASES = {
    "period": Basis.PERIOD,
    fold_name("trong kỳ"): Basis.PERIOD,
    "cumulative": Basis.CUMULATIVE,
    fold_name("lũy kế"): Basis.CUMULATIVE,
}
YES = frozenset({"yes", "có", "true", "1", "x"})
NO = frozenset({"", "no", "không", "false", "0"})

WHY_NOT_READ = {
    Code.NOT_A_NUMBER: N_("Cell {cell} ({measure}): “{value}” is not a number. Type the number alone."),
    Code.NEGATIVE: N_("Cell {cell} ({measure}): {value} is below 0. A count is 0 or more."),
    Code.NOT_WHOLE: N_("Cell {cell} ({measure}): {value} is not a whole number, and this is a count."),
    Code.SHARE_OUT_OF_RANGE: N_("Cell {cell} ({measure}): {value} is not between 0 and 100 percent."),
}


def recognises(sheet: Sheet) -> bool:
    """Whether a sheet has this layout: a row with at least three of the four required headings."""
    return heading_row_of(sheet) is not None


def read(sheet: Sheet, context: Context) -> Upload:
    """Figures and problems of a sheet in this layout. Rows without a value give no figure, and a note."""
    return _Reading(sheet, context).upload()


@dataclass
class _Reading:
    """One pass over a sheet; names and periods are looked up once each, however often they stand in the file."""

    sheet: Sheet
    context: Context
    problems: list[Problem] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)
    _known: dict[tuple[object, ...], object] = field(default_factory=dict)

    def upload(self) -> Upload:
        heading_row = heading_row_of(self.sheet) or 0
        self._read_headings(heading_row)
        if self.problems:
            return Upload(NAME, (), tuple(self.problems))
        observations, seen = [], dict[Figure, int]()
        for number, row in enumerate(self.sheet.rows[heading_row + 1 :], start=heading_row + 2):
            if all(is_nothing(cell) for cell in row):
                continue
            observation = self._observation(row, number)
            if observation is None:
                continue
            key = (observation.locality, observation.period, observation.measure)
            if key in seen:
                values = {"row": number, "first": seen[key]}
                self._add(
                    Code.DUPLICATE_ROW,
                    N_("Row {row} repeats the figure of row {first}. Keep one."),
                    number,
                    "value",
                    values,
                )
                continue
            seen[key] = number
            observations.append(observation)
        if not observations and not self.problems:
            return refused(Code.EMPTY_FILE, Message(N_("The file has headings and no figures.")), layout=NAME)
        column = column_letters(self.columns["value"])
        places = {figure: Place(self.sheet.name, row, column) for figure, row in seen.items()}
        return Upload(NAME, tuple(observations), tuple(self.problems), places)

    def _read_headings(self, heading_row: int) -> None:
        names = {spelling: name for name, spellings in HEADINGS.items() for spelling in spellings}
        for position, cell in enumerate(self.sheet.rows[heading_row] if self.sheet.rows else ()):
            name = names.get(folded(cell))
            if name in self.columns:
                values = {"heading": str(cell)}
                message = Message(N_("The heading “{heading}” stands twice. Remove one of the columns."), values)
                self._problem(Code.DUPLICATE_HEADING, message, heading_row + 1, column_letters(position))
            elif name:
                self.columns[name] = position
        for name in REQUIRED:
            if name not in self.columns:
                values = {"heading": " / ".join(HEADINGS[name])}
                message = Message(N_("The heading “{heading}” is missing. Add the column."), values)
                self._problem(Code.MISSING_HEADING, message, heading_row + 1, "")

    def _observation(self, row: Sequence[Cell], number: int) -> Observation | None:
        before = len(self.problems)
        period = self._period(row, number)
        locality = self._locality(row, number, period)
        measure = self._measure(row, number)
        provisional = self._provisional(row, number)
        value = self._value(row, number, measure) if measure else None
        if len(self.problems) > before or not (locality and period and measure) or value is None:
            return None
        return Observation(
            locality=locality.key,
            period=period,
            measure=measure.code,
            value=value,
            provisional=provisional,
            source=self._text(row, "source") or self.context.source,
            source_url=self._text(row, "source_url") or self.context.source_url,
            note=self._text(row, "note"),
        )

    def _period(self, row: Sequence[Cell], number: int) -> Period | None:
        text, kind = self._text(row, "period"), folded(self._cell(row, "basis"))
        if kind and kind not in BASES:
            message = N_("Cell {cell}: “{value}” is neither “period” nor “cumulative”.")
            self._add(Code.PERIOD_MISMATCH, message, number, "basis", {"value": kind})
            return None

        def find() -> Period | None:
            try:
                return parse_period(text, self.context.cutoff, BASES.get(kind))
            except UnknownPeriod:
                return None

        period = self._once(("period", text, kind), find)
        if period is None:
            message = N_("Cell {cell}: “{value}” is not a period. Write 2022-Q3, 2022-9M or first day..last day.")
            self._add(Code.PERIOD_MISMATCH, message, number, "period", {"value": text})
        elif self.context.period not in (None, period):
            message = N_("Cell {cell}: {value} is not the period this file was sent for.")
            self._add(Code.PERIOD_MISMATCH, message, number, "period", {"value": text})
        return period

    def _locality(self, row: Sequence[Cell], number: int, period: Period | None) -> Locality | None:
        text = self._text(row, "locality")

        def find() -> Locality | UnknownLocality | AmbiguousLocality:
            registry = self.context.registry
            try:
                return match_locality(text, registry, day=period.last if period else None)
            except (UnknownLocality, AmbiguousLocality) as refusal:
                at_any_time = registry.versions(text) or registry.named(fold_name(text))
                gone = period and isinstance(refusal, UnknownLocality) and len({unit.code for unit in at_any_time}) == 1
                return at_any_time[-1] if gone else refusal

        found = self._once(("locality", text, period and period.last), find)
        match found:
            case AmbiguousLocality() | UnknownLocality():
                ambiguous = isinstance(found, AmbiguousLocality)
                code = Code.AMBIGUOUS_LOCALITY if ambiguous else Code.UNKNOWN_LOCALITY
                self._add(code, N_("Cell {cell}: {refusal}"), number, "locality", {"refusal": found.message})
            case Locality() if period and not found.valid_on(period.last):
                values = {"value": found.name, "day": period.last}
                message = N_("Cell {cell}: {value} was not there on {day}. Give the unit of that time.")
                self._add(Code.LOCALITY_NOT_VALID_THEN, message, number, "locality", values)
            case Locality() if self.context.locality not in (None, found):
                message = N_("Cell {cell}: {value} is not the locality this file was sent for.")
                self._add(Code.OUTSIDE_SCOPE, message, number, "locality", {"value": found.name})
            case Locality():
                return found
        return None

    def _measure(self, row: Sequence[Cell], number: int) -> Measure | None:
        text = self._text(row, "measure")

        def find() -> Measure | None:
            try:
                measure = self.context.measure_named(text)
            except UnknownMeasure:
                return None
            return None if measure.from_registry else measure

        measure = self._once(("measure", text), find)
        if measure is None:
            message = N_("Cell {cell}: there is no measure “{value}”. Take one of the list of measures.")
            self._add(Code.UNKNOWN_MEASURE, message, number, "measure", {"value": text})
        return measure

    def _value(self, row: Sequence[Cell], number: int, measure: Measure) -> int | Decimal | None:
        cell = self._cell(row, "value")
        if is_nothing(cell):
            message = N_("Cell {cell} ({measure}): no value; nothing is saved for this row.")
            self._add(
                Code.MISSING_VALUE,
                message,
                number,
                "value",
                {"measure": measure.names},
                measure,
                Severity.NOTE,
            )
            return None
        try:
            return read_count(cell) if measure.is_count else read_share(cell)
        except NotRead as refusal:
            values = {"measure": measure.names, "value": str(cell)}
            self._add(refusal.code, WHY_NOT_READ[refusal.code], number, "value", values, measure)
            return None

    def _provisional(self, row: Sequence[Cell], number: int) -> bool:
        text = folded(self._cell(row, "provisional"))
        if text not in YES | NO:
            message = N_("Cell {cell}: “{value}” is neither yes nor no.")
            self._add(Code.NOT_A_NUMBER, message, number, "provisional", {"value": text})
        return text in YES

    def _once(self, key: tuple[object, ...], find: Callable[[], T]) -> T:
        if key not in self._known:
            self._known[key] = find()
        return self._known[key]  # type: ignore[return-value]

    def _cell(self, row: Sequence[Cell], name: str) -> Cell:
        position = self.columns.get(name, len(row))
        return row[position] if position < len(row) else ""

    def _text(self, row: Sequence[Cell], name: str) -> str:
        return as_text(self._cell(row, name))

    def _add(
        self, code: Code, message: str, row: int, name: str, values: Mapping[str, object],
        measure: Measure | None = None, severity: Severity = Severity.ERROR,
    ) -> None:  # fmt: skip
        column = column_letters(self.columns[name])
        told = Message(message, {"cell": f"{column}{row}", **values})
        shown = (
            str(self.sheet.rows[row - 1][self.columns[name]])
            if self.columns[name] < len(self.sheet.rows[row - 1])
            else ""
        )
        self._problem(code, told, row, column, measure.code if measure else "", shown, severity)

    def _problem(
        self, code: Code, message: Message, row: int, column: str,
        measure: str = "", value: str = "", severity: Severity = Severity.ERROR,
    ) -> None:  # fmt: skip
        self.problems.append(
            Problem(code, severity, message, self.sheet.name, row, column, measure=measure, value=value)
        )
