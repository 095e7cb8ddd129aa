"""The headings of the layout `long_table`, and how their row is found."""

from __future__ import annotations

from dxkpi.intake.cell_text import folded
from dxkpi.intake.files.read_sheets import Sheet

HEADINGS = {
    "locality": ("locality", "địa phương"),
    "period": ("period", "kỳ"),
    "measure": ("measure", "số đếm"),
    "value": ("value", "giá trị"),
    "basis": ("basis", "loại kỳ"),
    "provisional": ("provisional", "tạm tính"),
    "source": ("source", "nguồn"),
    "source_url": ("source_url", "địa chỉ nguồn"),
    "note": ("note", "ghi chú"),
}
REQUIRED = ("locality", "period", "measure", "value")
HEADING_ROWS_SEARCHED = 20


def heading_row_of(sheet: Sheet) -> int | None:
    """The first row (from 0) that has at least three of the four required headings; None if there is none."""
    spellings = {spelling: name for name in REQUIRED for spelling in HEADINGS[name]}
    for position, row in enumerate(sheet.rows[:HEADING_ROWS_SEARCHED]):
        if len({spellings[folded(cell)] for cell in row if folded(cell) in spellings}) >= len(REQUIRED) - 1:
            return position
    return None
