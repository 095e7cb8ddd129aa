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

from dxkpi.intake.cell_text import as_text
from dxkpi.intake.files.appearance import AppearanceNotes
from dxkpi.intake.files.legacy_fonts import ReadText, TextRun, is_legacy, read_runs
from dxkpi.intake.files.number_formats import as_percent, displayed, is_percent, may_mislead
from dxkpi.intake.files.sheet import MAX_CELLS, Cell, Place, Sheet, SheetRows, damaged, spread_too_far
from dxkpi.intake.files.xls.biff import table_records

# What xlrd lets through for bytes that are no sound workbook; only calls of xlrd are guarded by these.
BROKEN = (xlrd.XLRDError, struct.error, ValueError, LookupError, TypeError, AttributeError, AssertionError,
          ArithmeticError, NotImplementedError, RecursionError)  # fmt: skip
NO_FONT = TextRun("", "")


@dataclass(frozen=True)
class _XlsStyles:
    """Styles by number: those shown as percent, those with another format that may mislead, with its code; those in a
    legacy font; those that strike the cell through. And every font by number."""

    percent: frozenset[int]
    misleading: Mapping[int, str]
    legacy: Mapping[int, str]
    struck: frozenset[int]
    fonts: tuple[TextRun, ...]

    @property
    def change_texts(self) -> bool:
        return any(is_legacy(font.font) or font.raised or font.struck for font in self.fonts)


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
    fonts = tuple(TextRun(font.name or "", "", bool(font.escapement), bool(font.struck_out)) for font in book.font_list)
    percent, misleading, legacy, struck = set(), {}, {}, set()
    for number, style in enumerate(book.xf_list):
        form = book.format_map.get(style.format_key)
        code = (form.format_str or "") if form else ""
        if is_percent(code):
            percent.add(number)
        elif may_mislead(code):
            misleading[number] = code
        font = fonts[style.font_index] if style.font_index < len(fonts) else NO_FONT
        if is_legacy(font.font):
            legacy[number] = font.font
        if font.struck:
            struck.add(number)
    return _XlsStyles(frozenset(percent), misleading, legacy, frozenset(struck), fonts)


def _sheet(page: xlrd.sheet.Sheet, first_day: int, looks: _XlsStyles) -> Sheet:
    rows: SheetRows = []
    unsolved = set()
    notes = AppearanceNotes(
        merged={(top, start): (bottom - 1, end - 1) for top, bottom, start, end in page.merged_cells},
        hidden_rows={number for number, row in page.rowinfo_map.items() if row.hidden},
        hidden_columns={number for number, column in page.colinfo_map.items() if column.hidden},
    )
    for row in range(page.nrows):
        kinds = page.row_types(row)
        rows.append([_cell(kind, value, first_day) for kind, value in zip(kinds, page.row_values(row), strict=True)])
        unsolved |= {(row, column) for column, kind in enumerate(kinds) if kind == xlrd.XL_CELL_ERROR}
        _read_formats(page, row, rows[row], looks, notes)
    legacy = {}
    for place, text in _looked_texts(page, rows, looks) if looks.change_texts else ():
        notes.add_parts(place, raised=text.raised, struck=text.struck)
        if text.font:
            legacy[place] = text.font
        rows[place[0]][place[1]] = text.text
    if not notes.cover(rows, MAX_CELLS):
        raise spread_too_far()
    return Sheet(page.name, rows, frozenset(unsolved), legacy, page.visibility != 0, appearance=notes.appearance())


def _read_formats(
    page: xlrd.sheet.Sheet, row: int, cells: list[Cell], looks: _XlsStyles, notes: AppearanceNotes
) -> None:
    """Percentages as they are displayed; what other formats display is noted."""
    for column, kind in enumerate(page.row_types(row)):
        style, value = page.cell_xf_index(row, column), page.cell_value(row, column)
        if style in looks.struck and value != "":
            notes.add_parts((row, column), raised="", struck=as_text(value))
        if kind != xlrd.XL_CELL_NUMBER:
            continue
        if style in looks.percent:
            cells[column] = as_percent(value)
        elif style in looks.misleading:
            padded = notes.add_number((row, column), displayed(value, looks.misleading[style]))
            cells[column] = value if padded is None else padded


def _looked_texts(page: xlrd.sheet.Sheet, rows: SheetRows, looks: _XlsStyles) -> Iterator[tuple[Place, ReadText]]:
    """Texts with legacy fonts, raised or struck parts: their place and what they say."""
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            if isinstance(text, str) and text:
                runs = _runs(text, page.rich_text_runlist_map.get((row, column), ()), looks.fonts)
                read = read_runs(runs, looks.legacy.get(page.cell_xf_index(row, column), ""))
                if read.font or read.raised or read.struck:
                    yield (row, column), read


def _runs(text: str, starts: Iterable[tuple[int, int]], fonts: tuple[TextRun, ...]) -> list[TextRun]:
    """A text split where its font changes; the part before the first change has the cell's font."""
    places = [(0, NO_FONT), *((start, fonts[font] if font < len(fonts) else NO_FONT) for start, font in starts)]
    ends = [start for start, _ in places[1:]] + [len(text)]
    return [font._replace(text=text[start:end]) for (start, font), end in zip(places, ends, strict=True)]


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
