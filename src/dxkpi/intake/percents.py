"""Cells that a spreadsheet shows as percent: 93,2 % is stored as 0.932, and would be read as less than one percent."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from openpyxl import load_workbook

STYLES = "xl/styles.xml"
# The two built-in percent formats of Excel are numbers 9 and 10; others say "%" in their own format code.
_PERCENT_STYLE = re.compile(rb"""numFmtId=["'](?:9|10)["']|formatCode=["'][^"']*%""")
# A double holds 15 digits; twelve decimals take away what multiplying by a hundred adds.
DECIMALS = 12


def show_percents(content: bytes, sheets: Mapping[str, list[list[Any]]]) -> None:
    """Put what the reader sees, "93.2 %", in place of the stored fraction, in every cell formatted so.

    `sheets`: the cells of a workbook in Office Open XML by sheet name, changed in place.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if STYLES not in archive.namelist() or not _PERCENT_STYLE.search(archive.read(STYLES)):
            return
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for name, rows in sheets.items():
        if name not in book.sheetnames:
            continue
        for row in book[name].iter_rows():
            for cell in row:
                if isinstance(cell.value, int | float) and "%" in (cell.number_format or ""):
                    _write(rows, cell.row - 1, cell.column - 1, f"{round(cell.value * 100, DECIMALS)!r} %")
    book.close()


def _write(rows: list[list[Any]], row: int, column: int, text: str) -> None:
    if row < len(rows) and column < len(rows[row]):
        rows[row][column] = text
