"""How sample files are written: tables in every format, and the same bytes each time."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Mapping, Sequence

from openpyxl.utils import range_boundaries
from tests.intake.office import as_ods, as_office_xlsx, as_xls, as_xlsm
from tests.intake.uploads import as_csv

Row = Sequence[object]
Rows = Sequence[Row]
MADE = (2026, 11, 20, 8, 0, 0)
_WRITTEN_AT = re.compile(rb"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
TONES = "\u0300\u0301\u0303\u0309\u0323"
ANY_FORMAT: dict[str, Callable[..., bytes]] = {
    "xlsx": as_office_xlsx,
    "xlsm": as_xlsm,
    "xls": as_xls,
    "ods": as_ods,
}


def settled(content: bytes) -> bytes:
    """A zip package with the time of its writing taken out; other files as they are."""
    if not (content.startswith(b"PK\x03\x04") and zipfile.is_zipfile(io.BytesIO(content))):
        return content
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "docProps/core.xml":
                part = _WRITTEN_AT.sub(b"2026-11-20T08:00:00Z", part)
            new.writestr(zipfile.ZipInfo(entry.filename, MADE), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def written(ending: str, rows: Rows, *, sheet: str = "Sheet1", **more: object) -> bytes:
    """Rows in the format of an ending; of text files UTF-8 with its mark and the semicolons of a Vietnamese Excel."""
    if ending == "csv":
        return as_csv([[as_typed(cell) for cell in row] for row in rows], delimiter=";", encoding="utf-8-sig")
    return ANY_FORMAT[ending](rows, sheet=sheet, **more)


def as_typed(cell: object) -> str:
    """A cell as a Vietnamese Excel writes it into a text file."""
    return f"{cell}".replace(".", ",") if isinstance(cell, float) else f"{cell}"


def nfd(text: str) -> str:
    """Text with each mark behind its letter, as other systems write it."""
    return unicodedata.normalize("NFD", text)


def windows_1258(text: str) -> bytes:
    """Text in the code page of old Vietnamese Windows: letters with their hats, tones behind them."""
    out = b""
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in marks if mark in TONES)
        base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES))
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            out += (base + tone).encode("cp1258")
    return out


def csv_text(rows: Rows, delimiter: str) -> str:
    """Rows as the text of a CSV file."""
    return as_csv(rows, delimiter=delimiter).decode()


def grid(cells: Mapping[str, object], rows: Rows, *, start: int) -> list[list[object]]:
    """Texts in their cells or ranges of cells (merged ones keep the first alone), and rows below from row `start`."""
    places = {range_boundaries(cell)[:2]: text for cell, text in cells.items()}
    down = max(start - 1, *(row for _, row in places))
    width = max(max(column for column, _ in places), *(len(row) for row in rows))
    grid: list[list[object]] = [["" for _ in range(width)] for _ in range(down + len(rows))]
    for (column, row), text in places.items():
        grid[row - 1][column - 1] = text
    for number, row in enumerate(rows, start=start - 1):
        for column, cell in enumerate(row):
            grid[number][column] = cell
    return grid
