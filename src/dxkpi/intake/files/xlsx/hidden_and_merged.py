"""Which rows and columns of an XLSX sheet are hidden, and which cells are merged: from the XML around its cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from dxkpi.intake.cell_names import column_position
from dxkpi.intake.files.sheet import Place

# A height or a width of 0 hides as well.
_HIDDEN = re.compile(rb"""\s(?:hidden\s*=\s*["'](?:1|true)|(?:ht|width)\s*=\s*["']0(?:\.0+)?)["']""")
_ROW = re.compile(rb"<(?:[\w.-]{1,40}:)?row(\s[^<>]*)>")
_COLUMN = re.compile(rb"<(?:[\w.-]{1,40}:)?col(\s[^<>]*)>")
_MERGED = re.compile(
    rb"""<(?:[\w.-]{1,40}:)?mergeCell\s[^<>]*?ref\s*=\s*["']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})["']"""
)
_NUMBER = {name: re.compile(rb"""\s%s\s*=\s*["']([0-9]{1,7})["']""" % name.encode()) for name in ("r", "min", "max")}
MAX_COLUMNS = 16_384


class HiddenAndMerged(NamedTuple):
    """Rows and columns from 0; the first cell of merged ones with the last."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    merged: Mapping[Place, Place] = {}


def read_hidden_and_merged(xml: bytes) -> HiddenAndMerged:
    """What a sheet's XML says. Rows that do not name their number are not counted."""
    rows: set[int] = set()
    columns: set[int] = set()
    if b"hidden" in xml or b'ht="0' in xml or b'width="0' in xml:
        for attributes in (match[1] for match in _ROW.finditer(xml) if _HIDDEN.search(match[1])):
            if (number := _NUMBER["r"].search(attributes)) is not None:
                rows.add(int(number[1]) - 1)
        for attributes in (match[1] for match in _COLUMN.finditer(xml) if _HIDDEN.search(match[1])):
            first, last = _NUMBER["min"].search(attributes), _NUMBER["max"].search(attributes)
            if first is not None and last is not None:
                columns |= set(range(int(first[1]) - 1, min(int(last[1]), MAX_COLUMNS)))
    merged = {}
    for match in _MERGED.finditer(xml) if b"mergeCell" in xml else ():
        start, top, end, bottom = (part.decode() for part in match.groups())
        merged[int(top) - 1, column_position(start)] = (int(bottom) - 1, column_position(end))
    return HiddenAndMerged(frozenset(rows), frozenset(columns), merged)
