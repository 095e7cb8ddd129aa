"""The headings of form II.06a: where they are, and the texts above each column.

Headings fill one to four rows, merged over columns and over rows; only the first cell of merged ones has the text.
What a column means follows from all texts above it, from the top: "Số lượng hồ sơ đã giải quyết" and "Quá hạn".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from dxkpi.intake.cell_text import as_text
from dxkpi.intake.files.read_sheets import Cell, Sheet
from dxkpi.intake.parsing.numbers import is_nothing, is_number
from dxkpi.intake.parsing.vocabulary import bare

ROWS_SEARCHED = 60
MAX_HEADING_ROWS = 5
# A heading is short; a paragraph that happens to contain its words is not one.
MAX_HEADING_LENGTH = 150
UNIT_LABELS = re.compile(
    r"(?:ten )?(?:cac )?(?:don vi|dia phuong|xa|phuong|huyen)\b(?! (?:tinh|bao cao|nhan|gui))[^:]*"
)
ROW_LABELS = re.compile(rf"s?tt|so tt|linh vuc[^:]*|noi dung(?: cong viec)?|co quan[^:]*|ten|{UNIT_LABELS.pattern}")
_NUMBER = re.compile(r"\(?([0-9]{1,2})\)?\s*(?:=.*)?")
_WORDS = re.compile("[a-z]")


class ColumnGroup(Enum):
    """The three parts of the form."""

    RECEIVED = "received"
    RESOLVED = "resolved"
    PENDING = "pending"


_GROUPS = {
    ColumnGroup.RESOLVED: ("da giai quyet", "da xu ly", "giai quyet xong"),
    ColumnGroup.PENDING: ("dang giai quyet", "dang xu ly", "chua giai quyet"),
    ColumnGroup.RECEIVED: ("tiep nhan", "nhan giai quyet", "phai giai quyet", "phai xu ly", "ky truoc"),
}


@dataclass(frozen=True)
class HeadingArea:
    """Rows and columns of the headings, from 0: `top` to `bottom`; `left` is the first column that counts something.
    `numbers`: the row of column numbers, None if there is none."""

    top: int
    bottom: int
    left: int
    numbers: int | None

    @property
    def first_row(self) -> int:
        """The first row below the headings."""
        return max(self.bottom, self.numbers or 0) + 1


def group_of(cell: Cell) -> ColumnGroup | None:
    """The part of the form that a heading belongs to; None if to none."""
    text = bare(cell) if isinstance(cell, str) else ""
    if not text or len(text) > MAX_HEADING_LENGTH:
        return None
    return next((group for group, words in _GROUPS.items() if any(word in text for word in words)), None)


def is_table_heading(row: Sequence[Cell]) -> bool:
    """Whether a row names at least two of the three parts in different cells, and contains no number."""
    groups = {group_of(cell) for cell in row if isinstance(cell, str)} - {None}
    return len(groups) > 1 and not any(is_number(cell) for cell in row)


def find_heading_area(sheet: Sheet) -> HeadingArea | None:
    """Where the headings are; None if no row has them."""
    rows = sheet.rows
    heading_row = next((number for number, row in enumerate(rows[:ROWS_SEARCHED]) if is_table_heading(row)), None)
    if heading_row is None:
        return None
    labelled = (number for number in range(max(heading_row - 2, 0), heading_row) if _has_row_labels(rows[number]))
    top = next(labelled, heading_row)
    left = min(place for row in rows[top : heading_row + 1] for place, cell in enumerate(row) if group_of(cell))
    bottom = heading_row
    while bottom + 1 < len(rows) and bottom + 1 - top < MAX_HEADING_ROWS and _goes_on(rows[bottom + 1], left):
        bottom += 1
    after = next((n for n in range(bottom + 1, min(bottom + 3, len(rows))) if any(as_text(c) for c in rows[n])), None)
    return HeadingArea(top, bottom, left, after if after is not None and column_numbers(rows[after]) else None)


def heading_paths(sheet: Sheet, block: HeadingArea) -> dict[int, tuple[str, ...]]:
    """The texts above each column that counts something, from the top; merged headings reach as far as they go."""
    rows = sheet.rows[block.top : block.bottom + 1]
    width = max(len(row) for row in rows)
    texts = [[as_text(row[place]) if place < len(row) else "" for place in range(width)] for row in rows]
    owners: list[list[int | None]] = []
    for depth, row in enumerate(texts):
        above = owners[depth - 1] if depth else [0] * width
        owners.append(_owners(row, above, [any(line[place] for line in texts[depth + 1 :]) for place in range(width)]))
    paths = {}
    for place in range(block.left, width):
        own = [line[owner] for line, held in zip(texts, owners, strict=True) if (owner := held[place]) is not None]
        if any(own):
            paths[place] = tuple(text for text in own if _WORDS.search(bare(text)))
    return paths


def column_numbers(row: Sequence[Cell]) -> dict[int, tuple[int, str]]:
    """The row of column numbers "(1) (2) (3)=(4)+(5)+(6)": each column's number and text; empty if it is not one."""
    filled = [(place, as_text(cell)) for place, cell in enumerate(row) if as_text(cell)]
    while filled and filled[0][1].strip("()") in ("A", "B", "C"):
        filled = filled[1:]
    by_column = {place: (int(match[1]), text) for place, text in filled if (match := _NUMBER.fullmatch(text))}
    numbers = [number for number, _ in by_column.values()]
    in_order = all(later == earlier + 1 for earlier, later in pairwise(numbers))
    return by_column if len(by_column) == len(filled) >= 3 and in_order and numbers[0] in (1, 2, 3) else {}


def _owners(row: Sequence[str], above: Sequence[int | None], goes_on: Sequence[bool]) -> list[int | None]:
    """For each column, the column whose text in this row applies to it: its own, or that of a merged cell that begins
    to its left below the same heading. An empty cell with nothing below it belongs to the heading above it."""
    owners: list[int | None] = []
    for place, text in enumerate(row):
        together = place > 0 and above[place] == above[place - 1]
        if text:
            owners.append(place)
        else:
            owners.append(owners[-1] if together and goes_on[place] else None)
    return owners


def _goes_on(row: Sequence[Cell], left: int) -> bool:
    """Whether a row below headings is another row of headings: it has words over the counting columns, and no
    number."""
    cells = row[left:]
    words = [cell for cell in cells if isinstance(cell, str) and not is_nothing(cell)]
    return bool(words) and not column_numbers(row) and not any(is_number(cell) for cell in cells)


def _has_row_labels(row: Sequence[Cell]) -> bool:
    return any(isinstance(cell, str) and ROW_LABELS.fullmatch(bare(cell)) for cell in row)
