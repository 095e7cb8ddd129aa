"""CSV for people: UTF-8 with a byte order mark, what it is in the first lines, text that no spreadsheet runs."""

from __future__ import annotations

import csv
import io

from dxkpi.domain.view import View

RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


def write(view: View) -> bytes:
    """Title, subtitle, an empty line, the table with plain numbers, an empty line, notes and source."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([safe(view.title)])
    writer.writerow([safe(view.subtitle)])
    writer.writerow([])
    writer.writerow([safe(heading) for heading in view.table.headings])
    for row in view.table.numbers:
        writer.writerow(["" if cell is None else safe(cell) for cell in row])
    writer.writerow([])
    for note in view.notes:
        writer.writerow([safe(note)])
    writer.writerow([safe(view.source_line)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def safe(cell: str | float | int) -> str | float | int:
    """Text that would be run as a formula gets an apostrophe before it; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RUN_BY_SPREADSHEETS) else cell
