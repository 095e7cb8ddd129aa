"""The headings of the layout `wide_periods`: one row with a period in each column; the year may be in the row above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dxkpi.domain.model.period import Cutoff, Period
from dxkpi.intake.cell_text import as_text
from dxkpi.intake.files.read_sheets import Cell, Sheet
from dxkpi.intake.parsing.numbers import is_number
from dxkpi.intake.parsing.periods import is_day, is_without_year, period_named
from dxkpi.intake.parsing.vocabulary import bare, plain
from dxkpi.locale import N_

ROWS_SEARCHED = 30
MAX_HEADING_LENGTH = 60
CODES = re.compile(r"(?:ma|code)(?: (?:so|don vi|dia phuong|dvhc|xa|huyen))*")
_KINDS = "xa|phuong|huyen|thi xa|thi tran|thanh pho|dac khu"
NAMES = re.compile(
    rf"locality|name|(?:ten )?(?:dia phuong|don vi(?: hanh chinh)?|(?:{_KINDS})(?:[,/]? ?(?:{_KINDS}))*)|ten"
)
MEASURES = re.compile(r"measure|so dem|chi tieu|chi so|noi dung")
# Headings next to the periods that are not one.
NO_PERIODS = re.compile(
    r"s?tt|so tt|ghi chu.*|notes?|tong.*|cong|nguon.*|source.*|don vi tinh.*|dvt.*|unit|ty le.*|so sanh.*|tang.*|giam.*"
    r"|cap|level|loai.*"
)
NO_PERIOD = N_(
    "Cell {cell}: “{value}” is not a period. Write Quý I/2024, 6 tháng 2024, Năm 2024 or first day..last day."
)
NO_YEAR = N_("Cell {cell}: the year is missing beside “{value}”. Write Quý I/2024, or the year in the row above.")
IS_DAY = N_(
    "Cell {cell}: {value} is a single day, which a spreadsheet makes of a period such as 3/2022. Write Quý I/2024 or "
    "2024-Q1, as text."
)
NO_HEADING = N_("Cell {cell}: a column with figures has no heading. Write its period there.")
_YEAR = re.compile(r"(?:năm\s*)?((?:19|20|21)[0-9]{2})")


@dataclass(frozen=True)
class PeriodHeadings:
    """Row and columns of the headings, from 0; None if there is no such column. `periods`: each column with its period,
    from the left; `others`: columns right of the names with figures and an unknown heading."""

    row: int
    names: int
    codes: int | None
    measures: int | None
    periods: tuple[tuple[int, Period], ...]
    others: tuple[int, ...]


def find_headings(sheet: Sheet, cutoff: Cutoff) -> PeriodHeadings | None:
    """The headings in the first row with at least two periods, or with one if a heading says that rows are
    localities."""
    rows = sheet.rows[: ROWS_SEARCHED + 1]
    for number, row in enumerate(rows):
        above, below = rows[number - 1] if number else (), rows[number + 1] if number + 1 < len(rows) else ()
        if _has_years_above(below, row, cutoff):
            continue
        periods = _periods_in(row, above, cutoff)
        if not periods or any(is_number(cell) for place, cell in enumerate(row) if place not in periods):
            continue
        full = _joined(row, above) if _has_years_above(row, above, cutoff) else row
        labelled = any(_is(NAMES, cell) or _is(CODES, cell) for cell in full)
        if len(periods) > 1 or (labelled and (number or _column(full, MEASURES) is not None)):
            return _heads(sheet, number, periods, full)
    return None


def why_no_period(heading: str) -> str:
    """The message of a heading over figures that is no period; empty: there is none."""
    if not heading:
        return NO_HEADING
    return IS_DAY if is_day(heading) else NO_YEAR if is_without_year(heading) else NO_PERIOD


def _heads(sheet: Sheet, number: int, periods: dict[int, Period], row: Sequence[Cell]) -> PeriodHeadings | None:
    """The headings of row `number`; `row`: its cells, with those merged from above."""
    first = min(periods)
    codes, measures = _column(row, CODES), _column(row, MEASURES)
    taken = {place for place in (codes, measures) if place is not None}
    names = _column(row, NAMES)
    if names is None:
        free = [place for place in range(first) if place not in taken and not _is(NO_PERIODS, at(row, place))]
        names = codes if codes is not None else next(iter(free), None)
    if names is None:
        return None
    below = sheet.rows[number + 1 :]
    width = max((len(line) for line in (row, *below[:ROWS_SEARCHED])), default=0)
    others = tuple(
        place
        for place in range(names + 1, width)
        if place not in {*periods, *taken} and not _is(NO_PERIODS, at(row, place))
        and any(is_number(at(line, place)) for line in below)
    )  # fmt: skip
    return PeriodHeadings(number, names, codes, measures, tuple(sorted(periods.items())), others)


def _has_years_above(row: Sequence[Cell], above: Sequence[Cell], cutoff: Cutoff) -> bool:
    """Whether periods of a row are complete only with the years of the row above it."""
    return len(_periods_in(row, above, cutoff)) > len(_periods_in(row, (), cutoff))


def _joined(row: Sequence[Cell], above: Sequence[Cell]) -> list[Cell]:
    """Two rows of headings as one; a cell merged over both rows has its text in the upper one."""
    return [at(row, place) or at(above, place) for place in range(max(len(row), len(above)))]


def _periods_in(row: Sequence[Cell], above: Sequence[Cell], cutoff: Cutoff) -> dict[int, Period]:
    """The columns whose headings are periods. A bare year counts only next to a heading of localities, because a figure
    may look like a year."""
    labelled = any(_is(NAMES, cell) or _is(CODES, cell) for cell in row)
    periods = {}
    for place, cell in enumerate(row):
        text = "" if isinstance(cell, date) else as_text(cell)
        if not text or len(text) > MAX_HEADING_LENGTH or (text.isdecimal() and not labelled):
            continue
        period = period_named(text, cutoff) or _with_year_above(text, place, above, cutoff)
        if period is not None:
            periods[place] = period
    return periods


def _with_year_above(text: str, place: int, above: Sequence[Cell], cutoff: Cutoff) -> Period | None:
    """The period of "Quý I" below "Năm 2024", which is merged over its quarters; None if there is no year above."""
    over = next((as_text(cell) for cell in reversed(above[: place + 1]) if as_text(cell)), "")
    year = _YEAR.fullmatch(plain(over))
    if year is None:
        return None
    tries = (period_named(f"{text}{between}{year[1]}", cutoff) for between in (" ", "/", " năm "))
    return next((period for period in tries if period), None)


def _column(row: Sequence[Cell], words: re.Pattern[str]) -> int | None:
    return next((place for place, cell in enumerate(row) if _is(words, cell)), None)


def _is(words: re.Pattern[str], cell: Cell) -> bool:
    return isinstance(cell, str) and bool(words.fullmatch(bare(cell)))


def at(row: Sequence[Cell], place: int) -> Cell:
    """A cell of a row; empty beyond its end."""
    return row[place] if place < len(row) else ""
