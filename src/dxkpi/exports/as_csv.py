"""CSV in UTF-8. Text that a spreadsheet would run as a formula is escaped.

For people: a byte order mark, title and subtitle in the first lines, notes and source in the last. For machines: the
table alone. Rows as shown: the table behind the chart; all: a row for each value with every column of `values --csv`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from dxkpi.domain.views.text.description import Description
from dxkpi.exports.long_rows import long_rows, table_rows
from dxkpi.exports.options import STANDARD, Audience, ExportOptions, RowChoice

MARK = b"\xef\xbb\xbf"
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


def write(description: Description, options: ExportOptions = STANDARD) -> bytes:
    """The table with plain numbers; for people with title and subtitle above it, notes and source below."""
    headings, rows = long_rows(description) if options.rows is RowChoice.ALL else table_rows(description)
    table: list[Sequence[object]] = [headings, *rows]
    if options.reader is Audience.MACHINES:
        return written(table)
    above: list[Sequence[object]] = [[description.title], [description.subtitle], []]
    below = [[note] for note in description.notes]
    return MARK + written([*above, *table, [], *below, [description.source_line]])


def written(rows: Sequence[Sequence[object]]) -> bytes:
    """Rows as lines of CSV; None becomes an empty cell."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["" if cell is None else safe(cell) for cell in row] for row in rows])
    return out.getvalue().encode()


def safe(cell: object) -> object:
    """Escape text that a spreadsheet would run as a formula with an apostrophe; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RUN_BY_SPREADSHEETS) else cell
