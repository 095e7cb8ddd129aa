"""The cell styles of an XLSX that matter here: percent formats and legacy fonts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from dxkpi.intake.files.legacy_fonts import is_legacy
from dxkpi.intake.files.percent_formats import BUILT_IN, is_percent
from dxkpi.intake.files.zip_package import tree

# Searched for first, so that the styles of ordinary workbooks are not parsed.
_PERCENT = re.compile(rb"""numFmtId=["'](?:9|10)["']|formatCode=["'][^"'<]*%""")
_LEGACY_FONT = re.compile(rb"""\sval=["'](?:\.vn|vni-)""", re.IGNORECASE)


@dataclass(frozen=True)
class CellStyles:
    """Styles by number: those that display percent, and those in a legacy font, with its name."""

    percent: frozenset[int] = frozenset()
    legacy: Mapping[int, str] = field(default_factory=dict)


def read_cell_styles(xml: bytes) -> CellStyles:
    """The styles of a workbook that change how its cells are read."""
    if not _PERCENT.search(xml) and not has_legacy_font(xml):
        return CellStyles()
    root = tree(xml)
    formats = {entry.get("numFmtId"): entry.get("formatCode", "") for entry in root.iterfind("numFmts/numFmt")}
    fonts = [_font_name(font) for font in root.iterfind("fonts/font")]
    percent, legacy = set(), {}
    for number, style in enumerate(root.iterfind("cellXfs/xf")):
        code = style.get("numFmtId", "0")
        if is_percent(formats[code]) if code in formats else code in BUILT_IN:
            percent.add(number)
        font = _of(fonts, style.get("fontId", "0"))
        if is_legacy(font):
            legacy[number] = font
    return CellStyles(frozenset(percent), legacy)


def has_legacy_font(xml: bytes) -> bool:
    """Whether any font named here is a legacy one."""
    return _LEGACY_FONT.search(xml) is not None


def _font_name(font: Element) -> str:
    named = font.find("name")
    return named.get("val", "") if named is not None else ""


def _of(fonts: list[str], position: str) -> str:
    return fonts[int(position)] if position.isdecimal() and len(position) < 7 and int(position) < len(fonts) else ""
