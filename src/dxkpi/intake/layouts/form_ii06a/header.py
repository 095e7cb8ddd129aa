"""The text above the table of form II.06a, and the period that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dxkpi.domain.model.period import Cutoff, Period, in_words
from dxkpi.intake.cell_text import as_text
from dxkpi.intake.context import UploadContext
from dxkpi.intake.files.read_sheets import Sheet
from dxkpi.intake.layouts.shared.sheet_remarks import SheetRemark
from dxkpi.intake.parsing.periods import DateRange, NamedPeriod, days_in, named_in, period_of
from dxkpi.intake.problems import ProblemCode
from dxkpi.locale import N_

NO_PERIOD = N_(
    "There is no period above the table. Choose the period, or write it there: “Từ ngày 15/12/2021 đến ngày 14/9/2022”."
)
UNSOUND = N_("Cell {cell}: “{value}” names a date that does not exist, or an end before the start. Correct the dates.")
CONTRADICTION = N_("Cell {cell}: the dates give {days}, but the words say {words}. Correct one of them.")
OTHER_PERIOD = N_(
    "Cell {cell}: {value} is not the chosen period ({chosen}). Choose another period, or correct the file."
)
SEVERAL_PERIODS = N_(
    "Cell {cell}: there are several periods above the table ({periods}). Choose one, or write its first and last day."
)


@dataclass(frozen=True)
class HeaderLine:
    """One line of text above the table; `row` from 1, `column` from 0."""

    row: int
    column: int
    text: str


@dataclass(frozen=True)
class HeaderStatement:
    """A period that the header states, by dates or in words, and the line that states it."""

    line: HeaderLine
    days: DateRange | None = None
    named: NamedPeriod | None = None


def header_lines(sheet: Sheet, top: int) -> tuple[HeaderLine, ...]:
    """The lines of the cells above row `top` (from 0), row by row; a cell may have several."""
    return tuple(
        HeaderLine(number, column, " ".join(text.split()))
        for number, row in enumerate(sheet.rows[:top], start=1)
        for column, cell in enumerate(row)
        for text in as_text(cell).splitlines()
        if text.strip()
    )


def find_period(lines: Sequence[HeaderLine], context: UploadContext) -> Period | SheetRemark:
    """The period that the header states, or the chosen one if it states none; else the problem.

    Dates take precedence. Words mean the period by the cut-off rule, or the chosen one if they fit it by another rule.
    """
    cutoff, chosen = context.cutoff, context.period
    said = list(_said(lines, cutoff))
    days = next((statement for statement in said if statement.days), None)
    words = [statement for statement in said if statement.named and not statement.named.vague]
    words = words or [statement for statement in said if statement.named]
    if days is not None and days.days is not None:
        return _by_days(days.line, days.days, words, context)
    if not words:
        return chosen or SheetRemark(
            ProblemCode.PERIOD_MISMATCH, NO_PERIOD, max((line.row for line in lines), default=1)
        )
    if chosen is not None and any(statement.named.fits(chosen) for statement in words if statement.named):
        return chosen
    periods = tuple(dict.fromkeys(statement.named.period for statement in words if statement.named))
    if chosen is not None:
        return _other(words[0].line, periods[0], chosen, cutoff)
    if len(periods) > 1:
        values = {"periods": tuple(in_words(period, cutoff) for period in periods)}
        return SheetRemark(
            ProblemCode.PERIOD_MISMATCH, SEVERAL_PERIODS, words[0].line.row, words[0].line.column, values
        )
    return periods[0]


def _by_days(
    line: HeaderLine, days: DateRange, words: Sequence[HeaderStatement], context: UploadContext
) -> Period | SheetRemark:
    if not days.sound:
        return SheetRemark(ProblemCode.PERIOD_MISMATCH, UNSOUND, line.row, line.column, {"value": line.text})
    period = period_of(days, context.cutoff)
    named = [statement.named for statement in words if statement.named]
    if named and not any(words_period.fits(period) for words_period in named):
        values = {"days": in_words(period, context.cutoff), "words": in_words(named[0].period, context.cutoff)}
        return SheetRemark(ProblemCode.PERIOD_MISMATCH, CONTRADICTION, line.row, line.column, values)
    chosen = context.period
    if chosen is None or period == chosen:
        return period
    if (period.first, period.last) == (chosen.first, chosen.last):
        return chosen
    return _other(line, period, chosen, context.cutoff)


def _other(line: HeaderLine, period: Period, chosen: Period, cutoff: Cutoff) -> SheetRemark:
    values = {"value": in_words(period, cutoff), "chosen": in_words(chosen, cutoff)}
    return SheetRemark(ProblemCode.PERIOD_MISMATCH, OTHER_PERIOD, line.row, line.column, values)


def _said(lines: Sequence[HeaderLine], cutoff: Cutoff) -> Iterator[HeaderStatement]:
    """Periods in single lines, then those whose words are spread over several cells of a row."""
    names_period = False
    for line in (*lines, *_whole_rows(lines)):
        if names_period and line not in lines:
            return
        days = days_in(line.text)
        if days is not None:
            names_period = True
            yield HeaderStatement(line, days=days)
        for named in named_in(line.text, cutoff):
            names_period = names_period or not named.vague
            yield HeaderStatement(line, named=named)


def _whole_rows(lines: Sequence[HeaderLine]) -> Iterator[HeaderLine]:
    rows: dict[int, list[HeaderLine]] = {}
    for line in lines:
        rows.setdefault(line.row, []).append(line)
    for parts in rows.values():
        if len(parts) > 1:
            first = next((part for part in parts if re.search("[Tt]ừ|[Kk]ỳ|[Qq]uý|[Nn]ăm", part.text)), parts[0])
            yield HeaderLine(first.row, first.column, " ".join(part.text for part in parts))
