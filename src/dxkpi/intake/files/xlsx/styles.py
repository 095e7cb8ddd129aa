"""The cell styles of an XLSX that matter here: number formats, legacy fonts, fonts that strike text through."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from dxkpi.intake.files.legacy_fonts import is_legacy
from dxkpi.intake.files.number_formats import BUILT_IN_CODES, is_percent, may_mislead
from dxkpi.intake.files.zip_package import tree

# Searched for first, so that the styles of ordinary workbooks are not parsed.
_FORMAT = re.compile(rb"""numFmtId=["'](?:9|10|11|4[1-48])["']|formatCode=""")
_LEGACY_FONT = re.compile(rb"""\sval=["'](?:\.vn|vni-)""", re.IGNORECASE)
_STRIKE = re.compile(rb"<(?:[\w.-]{1,40}:)?strike[\s/>]")
NO = ("0", "false")


@dataclass(frozen=True)
class CellStyles:
    """Styles by number: those that display percent, those with another format that may mislead, with its code; those in
    a legacy font, with its name; those that strike the cell through."""

    percent: frozenset[int] = frozenset()
    misleading: Mapping[int, str] = field(default_factory=dict)
    legacy: Mapping[int, str] = field(default_factory=dict)
    struck: frozenset[int] = frozenset()


def read_cell_styles(xml: bytes) -> CellStyles:
    """The styles of a workbook that change how its cells are read."""
    if not (_FORMAT.search(xml) or has_legacy_font(xml) or _STRIKE.search(xml)):
        return CellStyles()
    root = tree(xml)
    formats = {entry.get("numFmtId", ""): entry.get("formatCode", "") for entry in root.iterfind("numFmts/numFmt")}
    fonts = list(root.iterfind("fonts/font"))
    percent, misleading, legacy, struck = set(), {}, {}, set()
    for number, style in enumerate(root.iterfind("cellXfs/xf")):
        kind = style.get("numFmtId", "0")
        code = formats.get(kind, BUILT_IN_CODES.get(kind, ""))
        if is_percent(code):
            percent.add(number)
        elif may_mislead(code):
            misleading[number] = code
        font = _at(fonts, style.get("fontId", "0"))
        if font is not None and is_legacy(name := _font_name(font)):
            legacy[number] = name
        if font is not None and is_struck(font):
            struck.add(number)
    return CellStyles(frozenset(percent), misleading, legacy, frozenset(struck))


def has_legacy_font(xml: bytes) -> bool:
    """Whether any font named here is a legacy one."""
    return _LEGACY_FONT.search(xml) is not None


def is_struck(font: Element | None) -> bool:
    """Whether a font, of a cell or of a part of its text, strikes text through."""
    strike = font.find("strike") if font is not None else None
    return strike is not None and strike.get("val", "1") not in NO


def _font_name(font: Element) -> str:
    named = font.find("name")
    return named.get("val", "") if named is not None else ""


def _at(fonts: list[Element], position: str) -> Element | None:
    return fonts[int(position)] if position.isdecimal() and len(position) < 7 and int(position) < len(fonts) else None
