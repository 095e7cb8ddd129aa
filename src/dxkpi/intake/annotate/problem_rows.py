"""The rows of the problem list, written as XML: one per problem, in a few cell styles.

openpyxl makes an object of every cell, which took most of a minute for the problems of a country's quarter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple
from xml.sax.saxutils import escape

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

# The most links that Excel opens on one sheet, and the most characters in a cell.
MAX_LINKS, MAX_TEXT = 65_530, 32_767
COLUMNS, LINKED = "ABCDE", "C"
QUOTED = {'"': "&quot;"}
END, EXTENT = "</sheetData>", re.compile(rb'(<dimension ref="A1:[A-Z]+)[0-9]+"')


class ProblemRow(NamedTuple):
    """A row as XML, and the hyperlink of its third cell; empty if it has none."""

    row: str
    link: str


def listed(number: int, texts: Sequence[str], looks: Sequence[int], leads_to: str) -> ProblemRow:
    """One row: its texts, the style number of each, and the cell that the third links to (empty: none)."""
    cells = [_cell(f"{letter}{number}", text, look) for letter, text, look in zip(COLUMNS, texts, looks, strict=True)]
    link = f'<hyperlink ref="{LINKED}{number}" location="{escape(leads_to, QUOTED)}"/>' if leads_to else ""
    return ProblemRow(f'<row r="{number}">{"".join(cells)}</row>', link)


def with_rows(sheet: bytes, rows: Sequence[ProblemRow], last: int) -> bytes:
    """The XML of a sheet with rows appended below its own, up to row `last`, and with their links."""
    if not rows:
        return sheet
    links = "".join(islice((row.link for row in rows if row.link), MAX_LINKS))
    written = "".join(row.row for row in rows)
    below = f"{written}{END}" + (f"<hyperlinks>{links}</hyperlinks>" if links else "")
    cleaned = ILLEGAL_CHARACTERS_RE.sub("", below).encode("utf-8", "replace")
    return EXTENT.sub(rb'\g<1>%d"' % last, sheet, count=1).replace(END.encode(), cleaned, 1)


def _cell(place: str, text: str, look: int) -> str:
    if not text:
        return f'<c r="{place}" s="{look}"/>'
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return f'<c r="{place}" s="{look}" t="inlineStr"><is><t{space}>{escape(text[:MAX_TEXT])}</t></is></c>'
