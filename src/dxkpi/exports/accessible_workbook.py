"""A workbook that a screen reader can read: one marked table a sheet, no merged and no empty cells, no formulas.

After the guidance of the UK's Analysis Function, "Releasing statistics in spreadsheets" (2021): cell A1 says what a
sheet is, a cell says how many tables it has, what is not known has a sign that the notes explain.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from types import TracebackType
from typing import Any, Self

import xlsxwriter

NOT_KNOWN, NO_TEXT = "[x]", "–"
HEADER_AT = 2  # rows above a table: what it is, and how many tables there are
WIDTHS = 10, 60  # characters
LONGEST_CELL = 32_767
PLAIN_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True)
class TableSheet:
    """One table: the sheet's name, its first line, the sentence under it, headings and rows."""

    name: str
    title: str
    about: str
    headings: Sequence[str]
    rows: Iterable[Sequence[object]]


class AccessibleWorkbook:
    """A workbook being written. The same content gives the same bytes."""

    def __init__(self, title: str, *, made_on: date) -> None:
        self._file = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._file, {"in_memory": True, **PLAIN_TEXT})
        self._book.set_properties({"title": title, "created": datetime.combine(made_on, time(), UTC)})
        self._heading = self._book.add_format({"bold": True, "font_size": 14})
        self._text = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._head = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._tables = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._book.close()

    def cover(self, name: str, title: str, lines: Iterable[str]) -> None:
        """A sheet of sentences, one a row."""
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 0, 100)
        sheet.write_string(0, 0, title, self._heading)
        for at, line in enumerate(lines, 1):
            sheet.write_string(at, 0, line[:LONGEST_CELL] or NO_TEXT, self._text)

    def table(self, told: TableSheet) -> None:
        """A sheet with one marked table; numbers stay numbers, what is not known becomes a sign."""
        sheet = self._book.add_worksheet(told.name)
        headings = apart(told.headings)
        sheet.write_string(0, 0, told.title, self._heading)
        sheet.write_string(1, 0, told.about)
        rows = 0
        for at, row in enumerate(told.rows, HEADER_AT + 1):
            rows += 1
            for column, cell in enumerate(row):
                _put(sheet, at, column, cell)
        if not rows:
            rows = 1
            for column in range(len(headings)):
                sheet.write_string(HEADER_AT + 1, column, NO_TEXT)
        self._tables += 1
        sheet.add_table(
            HEADER_AT, 0, HEADER_AT + rows, len(headings) - 1,
            {
                "name": f"Table{self._tables}",
                "columns": [{"header": each, "header_format": self._head} for each in headings],
                "style": "Table Style Light 1",
                "title": told.title[:255],
                "description": told.about[:255],
            },
        )  # fmt: skip
        for column, heading in enumerate(headings):
            sheet.set_column(column, column, min(max(len(heading) + 4, WIDTHS[0]), WIDTHS[1]))
        sheet.freeze_panes(HEADER_AT + 1, 1)

    @property
    def content(self) -> bytes:
        """The file, once the book is closed."""
        return self._file.getvalue()


def apart(headings: Sequence[str]) -> list[str]:
    """Headings of which no two are the same, as a marked table needs: the second has its number behind it."""
    found: dict[str, int] = {}
    told = []
    for heading in headings:
        name = heading or NO_TEXT
        found[name.casefold()] = found.get(name.casefold(), 0) + 1
        told.append(name if found[name.casefold()] == 1 else f"{name} ({found[name.casefold()]})")
    return told


def _put(sheet: Any, row: int, column: int, cell: object) -> None:
    match cell:
        case None:
            sheet.write_string(row, column, NOT_KNOWN)
        case bool():
            sheet.write_string(row, column, "yes" if cell else "no")
        case int() | float() | Decimal():
            sheet.write_number(row, column, cell)
        case _:
            sheet.write_string(row, column, str(cell)[:LONGEST_CELL] or NO_TEXT)
