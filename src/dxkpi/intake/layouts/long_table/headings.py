"""The headings of the layout `long_table`, and how their row is found."""

from __future__ import annotations

import re

from dxkpi.intake.cell_text import as_text, folded
from dxkpi.intake.files.read_sheets import Cell, Sheet
from dxkpi.intake.parsing.vocabulary import without_footnote_mark

HEADINGS = {
    "locality": ("locality", "địa phương"),
    "period": ("period", "kỳ"),
    "measure": ("measure", "số đếm"),
    "value": ("value", "giá trị"),
    "basis": ("basis", "loại kỳ", "counted in the period, or cumulative"),
    "provisional": ("provisional", "tạm tính"),
    "source": ("source", "nguồn"),
    "source_url": ("source_url", "địa chỉ nguồn", "address of the source"),
    "note": ("note", "ghi chú"),
    "unit": ("unit", "đơn vị tính", "đvt", "đơn vị"),
    "unit_mult": ("unit_mult", "hệ số đơn vị"),
    "coverage": ("coverage", "phạm vi"),
    "printed": ("printed", "nguồn in"),
}
REQUIRED = ("locality", "period", "measure", "value")
# Columns of the product's own CSV and workbook, which repeat what others say, and the numbers of rows.
REPEATING = frozenset({
    "locality_name", "level", "simulated", "period_first", "period_last", "measure_name", "measure_name_en",
    "suppressed", "submission", "received", "vintage",
    "tên địa phương", "cấp", "mô phỏng", "ngày đầu kỳ", "ngày cuối kỳ", "tên số đếm", "tên số đếm bằng tiếng anh",
    "không công bố", "lượt nộp", "ngày nhận", "phiên bản số liệu",
    "name of the locality", "first day of the period", "last day of the period", "name of the measure in vietnamese",
    "name of the measure", "not shown, because of small numbers", "day it was received",
    "stt", "tt", "số tt", "no", "no.", "#",
})  # fmt: skip
HEADING_ROWS_SEARCHED = 20
_IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]{0,200}[)\]]\s*$")


def heading_row_of(sheet: Sheet) -> int | None:
    """The first row (from 0) that has at least three of the four required headings; None if there is none."""
    for position, row in enumerate(sheet.rows[:HEADING_ROWS_SEARCHED]):
        if len({heading_of(cell) for cell in row} & set(REQUIRED)) >= len(REQUIRED) - 1:
            return position
    return None


def heading_of(cell: Cell) -> str:
    """The English name of a heading, without what follows it in brackets or explains it; empty if it is none."""
    text = without_footnote_mark(as_text(cell))
    spellings = (text, _IN_BRACKETS.sub("", text), re.split("[:;]", text, maxsplit=1)[0])
    return next((name for spelling in spellings if (name := _NAMES.get(folded(spelling)))), "")


_NAMES = {folded(spelling): name for name, spellings in HEADINGS.items() for spelling in spellings}
