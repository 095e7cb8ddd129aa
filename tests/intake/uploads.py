"""Small files as offices send them, good and bad, and what they are read against."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import xlsxwriter

from dxkpi.catalogue import load_catalogue
from dxkpi.domain.model.locality import Level, Locality, Registry
from dxkpi.domain.model.period import Cutoff
from dxkpi.intake import UploadContext

ENGLISH = ("locality", "period", "measure", "value", "basis", "provisional", "source", "source_url", "note")
VIETNAMESE = (
    "địa phương", "kỳ", "số đếm", "giá trị", "loại kỳ", "tạm tính", "nguồn", "địa chỉ nguồn", "ghi chú",
)  # fmt: skip
MEASURES = load_catalogue(Path(__file__).parents[2] / "data")
Row = Sequence[object]


def _unit(code: str, name: str, level: Level, parent: str | None, start: str, end: str | None = None) -> Locality:
    last = date.fromisoformat(end) if end else None
    return Locality(code, date.fromisoformat(start), last, name, level.value, level, parent, None, None)


REGISTRY = Registry(
    [
        _unit("46", "Tỉnh Thừa Thiên Huế", Level.PROVINCE, None, "2004-01-01"),
        _unit("480", "Thị xã Hương Trà", Level.DISTRICT, "46", "2021-07-01", "2025-06-30"),
        _unit("20008", "Phường Hương Vân", Level.COMMUNE, "480", "2021-07-01", "2025-06-30"),
        _unit("20011", "Phường Hương Văn", Level.COMMUNE, "480", "2021-07-01", "2025-06-30"),
        _unit("20017", "Phường Kim Trà", Level.COMMUNE, "46", "2025-07-01"),
        _unit("111", "Xã Phú An", Level.COMMUNE, "478", "2004-01-01"),
        _unit("222", "Xã Phú An", Level.COMMUNE, "482", "2004-01-01"),
    ]
)


def context(**more: object) -> UploadContext:
    """What files are read against: a few units of Huế, the shipped measures, Decree 09."""
    return UploadContext(REGISTRY, MEASURES.measure_named, Cutoff.DECREE09, **more)  # type: ignore[arg-type]


def as_csv(rows: Sequence[Row], *, delimiter: str = ",", encoding: str = "utf-8", line_end: str = "\r\n") -> bytes:
    """Rows as a CSV file."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(rows: Sequence[Row], *, sheet: str = "Sheet1", top: int = 1, left: int = 1) -> bytes:
    """Rows as a workbook written by openpyxl, the first cell at row `top` and column `left`."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for down, row in enumerate(rows):
        for right, cell in enumerate(row):
            page.cell(top + down, left + right, cell)  # type: ignore[arg-type]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_other_xlsx(sheets: dict[str, Sequence[Row]]) -> bytes:
    """Sheets as a workbook written by xlsxwriter, numbers as numbers and text as text."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for down, row in enumerate(rows):
            for right, cell in enumerate(row):
                page.write(down, right, cell)
    book.close()
    return out.getvalue()
