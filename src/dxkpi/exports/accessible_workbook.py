"""A workbook for screen readers: one marked table per sheet, no merged or empty cells, no formulas.

Source: UK Analysis Function, "Releasing statistics in spreadsheets" (2021): cell A1 titles the sheet, a cell states how
many tables it has, and missing values have a symbol that the notes explain.
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
HEADER_ROW = 2  # below the title and the number of tables
MIN_WIDTH, MAX_WIDTH = 10, 60  # of a column, in characters
MAX_CELL_LENGTH = 32_767
PLAIN_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True)
class TableSheet:
    """One table. `name`: of the sheet. `title`: its first line. `about`: the sentence below the title."""

    name: str
    title: str
    about: str
    headings: Sequence[str]
    rows: Iterable[Sequence[object]]


class AccessibleWorkbook:
    """A workbook, written at the end of its `with` block. The same content gives the same bytes."""

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
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._book.close()

    def cover(self, name: str, title: str, lines: Iterable[str]) -> None:
        """Add a sheet of sentences, one per row."""
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 0, 100)
        sheet.write_string(0, 0, title, self._heading)
        for row, line in enumerate(lines, 1):
            sheet.write_string(row, 0, line[:MAX_CELL_LENGTH] or NO_TEXT, self._text)

    def table(self, content: TableSheet) -> None:
        """Add a sheet with one marked table. Numbers stay numbers; None becomes `NOT_KNOWN`."""
        sheet = self._book.add_worksheet(content.name)
        headings = unique_headings(content.headings)
        sheet.write_string(0, 0, content.title, self._heading)
        sheet.write_string(1, 0, content.about)
        row_count = 0
        for at, row in enumerate(content.rows, HEADER_ROW + 1):
            row_count += 1
            for column, cell in enumerate(row):
                _write_cell(sheet, at, column, cell)
        if not row_count:
            row_count = 1  # a marked table needs a row
            for column in range(len(headings)):
                sheet.write_string(HEADER_ROW + 1, column, NO_TEXT)
        self._tables += 1
        sheet.add_table(
            HEADER_ROW, 0, HEADER_ROW + row_count, len(headings) - 1,
            {
                "name": f"Table{self._tables}",
                "columns": [{"header": heading, "header_format": self._head} for heading in headings],
                "style": "Table Style Light 1",
                "title": content.title[:255],
                "description": content.about[:255],
            },
        )  # fmt: skip
        for column, heading in enumerate(headings):
            sheet.set_column(column, column, min(max(len(heading) + 4, MIN_WIDTH), MAX_WIDTH))
        sheet.freeze_panes(HEADER_ROW + 1, 1)

    @property
    def content(self) -> bytes:
        """The file, after the `with` block."""
        return self._file.getvalue()


def unique_headings(headings: Sequence[str]) -> list[str]:
    """The headings, with a number after each repetition, because a marked table needs unique ones."""
    counts: dict[str, int] = {}
    unique = []
    for heading in headings:
        name = heading or NO_TEXT
        count = counts[name.casefold()] = counts.get(name.casefold(), 0) + 1
        unique.append(name if count == 1 else f"{name} ({count})")
    return unique


def _write_cell(sheet: Any, row: int, column: int, cell: object) -> None:
    match cell:
        case None:
            sheet.write_string(row, column, NOT_KNOWN)
        case bool():
            sheet.write_string(row, column, "yes" if cell else "no")
        case int() | float() | Decimal():
            sheet.write_number(row, column, cell)
        case _:
            sheet.write_string(row, column, str(cell)[:MAX_CELL_LENGTH] or NO_TEXT)
