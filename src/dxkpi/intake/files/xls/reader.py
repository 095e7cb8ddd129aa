"""XLS, the binary workbooks of Excel before 2007 → sheets, by xlrd.

Calamine is not used here: it allocates a rectangle up to the last cell that is named, so one wrong byte ends the
process. Formulas always have a stored value in this format, even if the writer did not compute it and stored 0.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

import xlrd  # type: ignore[import-untyped]

from dxkpi.intake.files.legacy_fonts import TextRun, is_legacy, read_runs
from dxkpi.intake.files.percent_formats import as_shown, is_percent
from dxkpi.intake.files.sheet import MAX_CELLS, Cell, Place, Sheet, SheetRows, damaged, spread_too_far
from dxkpi.intake.files.xls.biff import table_records

# What xlrd lets through for bytes that are no sound workbook; only calls of xlrd are guarded by these.
BROKEN = (xlrd.XLRDError, struct.error, ValueError, LookupError, TypeError, AttributeError, AssertionError,
          ArithmeticError, NotImplementedError, RecursionError)  # fmt: skip


@dataclass(frozen=True)
class _XlsStyles:
    """Styles by number: those shown as percent, those in a legacy font; and every font by number."""

    percent: frozenset[int]
    legacy: Mapping[int, str]
    fonts: tuple[str, ...]

    @property
    def has_legacy(self) -> bool:
        return any(is_legacy(font) for font in self.fonts)


def read_xls(stream: bytes) -> tuple[Sheet, ...]:
    """The sheets of a binary workbook, from its stream of records. Raises `Unreadable`."""
    with _opened(table_records(stream)) as book:
        return tuple(_sheets(book))


def _opened(records: bytes) -> xlrd.Book:
    try:
        return xlrd.open_workbook(
            file_contents=records, logfile=io.StringIO(), formatting_info=True, on_demand=True, ragged_rows=True
        )
    except BROKEN:
        raise damaged() from None


def _page(book: xlrd.Book, number: int) -> xlrd.sheet.Sheet:
    try:
        return book.sheet_by_index(number)
    except BROKEN:
        raise damaged() from None


def _sheets(book: xlrd.Book) -> Iterator[Sheet]:
    looks, held = _looks(book), 0
    for number in range(book.nsheets):
        page = _page(book, number)
        held += page.nrows * page.ncols
        if held > MAX_CELLS:
            raise spread_too_far()
        yield _sheet(page, book.datemode, looks)
        book.unload_sheet(number)


def _looks(book: xlrd.Book) -> _XlsStyles:
    fonts = tuple(font.name or "" for font in book.font_list)
    percent, legacy = set(), {}
    for number, style in enumerate(book.xf_list):
        code = book.format_map.get(style.format_key)
        if code and is_percent(code.format_str or ""):
            percent.add(number)
        if style.font_index < len(fonts) and is_legacy(fonts[style.font_index]):
            legacy[number] = fonts[style.font_index]
    return _XlsStyles(frozenset(percent), legacy, fonts)


def _sheet(page: xlrd.sheet.Sheet, first_day: int, looks: _XlsStyles) -> Sheet:
    rows: SheetRows = []
    unsolved = set()
    for row in range(page.nrows):
        kinds = page.row_types(row)
        rows.append([_cell(kind, value, first_day) for kind, value in zip(kinds, page.row_values(row), strict=True)])
        unsolved |= {(row, column) for column, kind in enumerate(kinds) if kind == xlrd.XL_CELL_ERROR}
        for column, kind in enumerate(kinds):
            if kind == xlrd.XL_CELL_NUMBER and page.cell_xf_index(row, column) in looks.percent:
                rows[row][column] = as_shown(page.cell_value(row, column))
    legacy = {}
    for place, font, text in _legacy_texts(page, rows, looks) if looks.has_legacy else ():
        legacy[place] = font
        rows[place[0]][place[1]] = text
    return Sheet(page.name, rows, frozenset(unsolved), legacy, page.visibility != 0)


def _legacy_texts(page: xlrd.sheet.Sheet, rows: SheetRows, looks: _XlsStyles) -> Iterator[tuple[Place, str, str]]:
    """Texts in legacy fonts: their place, the font, and the text as Unicode."""
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            if isinstance(text, str) and text:
                runs = _runs(text, page.rich_text_runlist_map.get((row, column), ()), looks.fonts)
                read, font = read_runs(runs, looks.legacy.get(page.cell_xf_index(row, column), ""))
                if font:
                    yield (row, column), font, read


def _runs(text: str, starts: Iterable[tuple[int, int]], fonts: tuple[str, ...]) -> list[TextRun]:
    """A text split where its font changes; the part before the first change has the cell's font."""
    places = [(0, ""), *((start, fonts[font] if font < len(fonts) else "") for start, font in starts)]
    ends = [start for start, _ in places[1:]] + [len(text)]
    return [(font, text[start:end]) for (start, font), end in zip(places, ends, strict=True)]


def _cell(kind: int, value: Cell, first_day: int) -> Cell:
    match kind:
        case xlrd.XL_CELL_TEXT | xlrd.XL_CELL_NUMBER:
            return value
        case xlrd.XL_CELL_DATE if isinstance(value, float):
            return _date(value, first_day)
        case xlrd.XL_CELL_BOOLEAN:
            return bool(value)
        case _:
            return ""


def _date(value: float, first_day: int) -> datetime | date | time | float:
    """The date, the time, or both that a number stands for; the number itself if it is out of range."""
    try:
        read = xlrd.xldate_as_datetime(value, first_day)
    except (ValueError, OverflowError):
        return value
    if value < 1:
        return read.time()
    return read.date() if value.is_integer() else read
