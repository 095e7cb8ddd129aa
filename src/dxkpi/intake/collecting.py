"""What every layout does alike: cells become localities, periods and figures, or problems at their cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import Any

import numpy as np

from dxkpi.domain.locality import Locality
from dxkpi.domain.measure import Measure
from dxkpi.domain.period import Period, in_words
from dxkpi.domain.reported import Origin, Reported
from dxkpi.intake.cells import as_text
from dxkpi.intake.context import Context
from dxkpi.intake.numbers import NotRead, is_nothing, read_count, read_share
from dxkpi.intake.report import Code, Problem, Severity, Upload, column_letters
from dxkpi.intake.scoping import Found, NotFound, find_unit
from dxkpi.intake.workbook import Cell, Sheet
from dxkpi.locale import N_, Message

WHY_NOT_READ = {
    Code.NOT_A_NUMBER: N_("Cell {cell} ({measure}): “{value}” is not a number. Type the number alone."),
    Code.NEGATIVE: N_("Cell {cell} ({measure}): {value} is below 0. A count is 0 or more."),
    Code.NOT_WHOLE: N_("Cell {cell} ({measure}): {value} is not a whole number, and this is a count."),
    Code.SHARE_OUT_OF_RANGE: N_("Cell {cell} ({measure}): {value} is not between 0 and 100 percent."),
}
NO_VALUE = N_("Cell {cell} ({measure}): no value; no figure is saved for this cell.")
UNSOLVED = N_("Cell {cell} ({measure}): a formula without its result. Type the number, or open and save in Excel.")
REPEATED = N_("Cell {cell} repeats the figure of cell {first}. Keep one.")
# Below, a double that has no fraction is the whole number that was typed.
SURELY_WHOLE = 1e15
# Localities, periods and measures of one file fit into twenty bits each; the three together name a figure.
BITS = 20
# A row and a column in one number: no file that is read has as many cells as 24 bits count.
COLUMN_BITS = 24
COLUMN_MASK = (1 << COLUMN_BITS) - 1


@dataclass(frozen=True, eq=False)
class Pick:
    """The same columns of every row, to be taken over at once. `plain`: whether all are counts, each another one."""

    cells: Sequence[tuple[int, Measure]]
    columns: tuple[int, ...]
    codes: tuple[int, ...]
    plain: bool
    width: int
    get: Callable[[Sequence[Cell]], tuple[Any, ...]]

    @classmethod
    def of(cls, cells: Sequence[tuple[int, Measure]], measures: dict[str, int]) -> Pick:
        """What is to be known of the columns; measures that were not met before get their place."""
        columns = tuple(column for column, _ in cells)
        codes = tuple(measures.setdefault(measure.code, len(measures)) for _, measure in cells)
        plain = len(set(codes)) == len(codes) and all(measure.is_count for _, measure in cells)
        return cls(cells, columns, codes, plain, max(columns) + 1, itemgetter(*columns))


class Collector:
    """Figures and problems of one sheet. Rows count from 1 and columns from 0, as the file has them."""

    def __init__(self, layout: str, sheet: Sheet, context: Context) -> None:
        self.layout, self.sheet, self.context = layout, sheet, context
        self.problems: list[Problem] = []
        self._localities: dict[str, int] = {}
        self._periods: dict[Period, int] = {}
        self._measures: dict[str, int] = {}
        self._origins: dict[Origin, int] = {}
        self._units: dict[tuple[str, Period | None], Found] = {}
        self._allowed: dict[tuple[str, Period], Problem | None] = {}
        self._places: dict[int, int] = {}  # figure → row and column
        self._values: list[int | Decimal] = []
        self._said_by: list[int] = []
        self._picks: dict[int, Pick] = {}

    def locality(self, cell: Cell, row: int, column: int, period: Period | None) -> Locality | None:
        """The unit that a cell names (code, key or name) and that this file may speak of; else nothing, with why."""
        text = as_text(cell)
        key = (text, period)
        if key not in self._units:
            self._units[key] = find_unit(text, period, self.context)
        found = self._units[key]
        if isinstance(found, Locality):
            return found
        self._tell_unknown(found, text, row, column, period)
        return None

    def takes(self, period: Period, row: int, column: int, text: str) -> bool:
        """Whether the file may speak of a period; a problem at the cell that names it where it may not."""
        if self.context.period is None or self.context.period == period:
            return True
        cutoff = self.context.cutoff
        values = {"value": in_words(period, cutoff), "chosen": in_words(self.context.period, cutoff)}
        message = N_("Cell {cell}: {value} is not the period this file was sent for ({chosen}).")
        self.tell(Code.PERIOD_MISMATCH, message, row, column, values, shown=text, period=period)
        return False

    def is_open(self, locality: Locality, period: Period, row: int, column: int) -> bool:
        """Whether the period takes figures of the locality; a problem, once each, where it does not."""
        key = (locality.key, period)
        if key not in self._allowed:
            why = self.context.locked(locality, period)
            self._allowed[key] = None
            if why is not None:
                self.tell(Code.LOCKED, N_("Cell {cell} ({locality}): {why}"), row, column,
                          {"locality": locality.name, "why": why}, locality=locality, period=period)  # fmt: skip
                self._allowed[key] = self.problems[-1]
        return self._allowed[key] is None

    def figures(
        self,
        locality: Locality,
        period: Period,
        row: int,
        cells: Sequence[tuple[int, Measure]],
        origin: Origin,
        *,
        missing: Severity | None = Severity.NOTE,
    ) -> None:
        """The figures of one row: `cells` are columns and what is counted there. `missing`: whether an empty cell is
        told, and how badly."""
        line = self.sheet.rows[row - 1]
        width = len(line)
        origin_place = self._origins.setdefault(origin, len(self._origins))
        place = self._localities.setdefault(locality.key, len(self._localities))
        place = (place << BITS | self._periods.setdefault(period, len(self._periods))) << BITS
        if self._all_plain(line, place, row, cells, origin_place):
            return
        measures, places = self._measures, self._places
        for column, measure in cells:
            cell = line[column] if column < width else ""
            value: int | Decimal | None
            if isinstance(cell, float) and 0 <= cell < SURELY_WHOLE and cell.is_integer() and measure.is_count:
                value = int(cell)
            else:
                value = self._read(cell, locality, period, measure, row, column, missing)
                if value is None:
                    continue
            figure = place | measures.setdefault(measure.code, len(measures))
            if figure in places:
                self._tell_repeated(places[figure], row, column, locality, period, measure)
                continue
            places[figure] = row << COLUMN_BITS | column
            self._values.append(value)
            self._said_by.append(origin_place)

    def _all_plain(
        self, line: Sequence[Cell], place: int, row: int, cells: Sequence[tuple[int, Measure]], origin_place: int
    ) -> bool:
        """Take a row over at once where every cell is a whole number that was typed as one; else leave it alone."""
        if len(cells) < 2:
            return False
        known = self._picks.get(id(cells))
        if known is None or known.cells is not cells:
            known = self._picks[id(cells)] = Pick.of(cells, self._measures)
        if not known.plain or known.width > len(line):
            return False
        picked = known.get(line)
        if set(map(type, picked)) != {float} or not (min(picked) >= 0 and max(picked) < SURELY_WHOLE):
            return False
        values = list(map(int, picked))
        figures = [place | code for code in known.codes]
        if values != list(picked) or not self._places.keys().isdisjoint(figures):
            return False
        self._places.update(zip(figures, [row << COLUMN_BITS | column for column in known.columns], strict=True))
        self._values += values
        self._said_by += [origin_place] * len(values)
        return True

    def worked_out(
        self, locality: Locality, period: Period, measure: Measure, value: int, row: int, column: int, origin: Origin
    ) -> None:
        """One figure that was added up from several cells; `row` and `column` say where it is shown."""
        place = self._localities.setdefault(locality.key, len(self._localities))
        place = (place << BITS | self._periods.setdefault(period, len(self._periods))) << BITS
        figure = place | self._measures.setdefault(measure.code, len(self._measures))
        if figure in self._places:
            self._tell_repeated(self._places[figure], row, column, locality, period, measure)
            return
        self._places[figure] = row << COLUMN_BITS | column
        self._values.append(value)
        self._said_by.append(self._origins.setdefault(origin, len(self._origins)))

    def tell_unread(self, code: Code, row: int, column: int, measure: Measure) -> None:
        """A cell that holds no such number, by the code of what is wrong with it."""
        message = UNSOLVED if code is Code.FORMULA_WITHOUT_VALUE else WHY_NOT_READ[code]
        values = {"measure": measure.names, "value": self.text(row, column)}
        self.tell(code, message, row, column, values, measure=measure)

    def tell(
        self,
        code: Code,
        message: str,
        row: int | None,
        column: int | None,
        values: Mapping[str, object] | None = None,
        *,
        severity: Severity = Severity.ERROR,
        measure: Measure | None = None,
        shown: str | None = None,
        locality: Locality | None = None,
        period: Period | None = None,
    ) -> None:
        """One problem; `message` may have {cell} beside the gaps of `values`. `shown`: what stands there; without, it
        is read from the cell."""
        letters = "" if column is None else column_letters(column)
        self.problems.append(
            Problem(
                code,
                severity,
                Message(message, {"cell": f"{letters}{row or ''}", **(values or {})}),
                self.sheet.name,
                row,
                letters,
                measure.code if measure else "",
                self.text(row, column) if shown is None else shown,
                locality.key if locality else "",
                period,
            )
        )

    def text(self, row: int | None, column: int | None) -> str:
        """A cell as a person reads it; empty outside the sheet."""
        if row is None or column is None or row > len(self.sheet.rows) or column >= len(self.sheet.rows[row - 1]):
            return ""
        return as_text(self.sheet.rows[row - 1][column])

    def upload(self) -> Upload:
        """What was read. A file without figures and without errors has the error of being empty."""
        if not self._values and not any(each.severity is Severity.ERROR for each in self.problems):
            self.tell(Code.EMPTY_FILE, N_("The file has headings and no figures."), None, None, shown="")
        figures = np.array(list(self._places), dtype=np.int64)
        places = np.array(list(self._places.values()), dtype=np.int64)
        mask = (1 << BITS) - 1
        found = Reported(
            tuple(self._localities),
            tuple(self._periods),
            tuple(self._measures),
            tuple(self._origins),
            (figures >> 2 * BITS).astype(np.int32),
            (figures >> BITS & mask).astype(np.int32),
            (figures & mask).astype(np.int32),
            np.array(self._said_by, dtype=np.int32),
            tuple(self._values),
        )
        rows, columns = (places >> COLUMN_BITS).astype(np.int32), (places & COLUMN_MASK).astype(np.int32)
        return Upload(self.layout, found, tuple(self.problems), self.sheet.name, self.sheet.rows, rows, columns)

    def _read(
        self, cell: Cell, locality: Locality, period: Period, measure: Measure, row: int, column: int,
        missing: Severity | None,
    ) -> int | Decimal | None:  # fmt: skip
        about = {"measure": measure, "locality": locality, "period": period}
        if (row - 1, column) in self.sheet.unsolved:
            self.tell(Code.FORMULA_WITHOUT_VALUE, UNSOLVED, row, column, {"measure": measure.names}, **about)  # type: ignore[arg-type]
            return None
        if is_nothing(cell):
            if missing is not None:
                self.tell(Code.MISSING_VALUE, NO_VALUE, row, column, {"measure": measure.names}, severity=missing,
                          **about)  # type: ignore[arg-type]  # fmt: skip
            return None
        try:
            return read_count(cell) if measure.is_count else read_share(cell)
        except NotRead as refusal:
            values = {"measure": measure.names, "value": self.text(row, column)}
            self.tell(refusal.code, WHY_NOT_READ[refusal.code], row, column, values, **about)  # type: ignore[arg-type]
            return None

    def _tell_repeated(
        self, first: int, row: int, column: int, locality: Locality, period: Period, measure: Measure
    ) -> None:
        values = {"first": f"{column_letters(first & COLUMN_MASK)}{first >> COLUMN_BITS}"}
        self.tell(Code.DUPLICATE_ROW, REPEATED, row, column, values, measure=measure, locality=locality, period=period)

    def _tell_unknown(self, why: NotFound, text: str, row: int, column: int, period: Period | None) -> None:
        code = why.code
        values = {"refusal": why.message}
        font = self.sheet.legacy.get((row - 1, column))
        if font and code in (Code.UNKNOWN_LOCALITY, Code.AMBIGUOUS_LOCALITY):
            code = Code.LEGACY_FONT
            values = {"refusal": Message(N_("the font {font} was read as “{text}”, which is no name here. Type it anew "
                                            "in a Unicode font."), {"font": font, "text": text})}  # fmt: skip
        self.tell(code, N_("Cell {cell}: {refusal}"), row, column, values, locality=why.locality, period=period)
